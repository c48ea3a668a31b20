"""The list of surveys."""

from __future__ import annotations

from houqin.ui.addresses import page_of
from houqin.ui.listing import Listing
from houqin.ui.tables import Choice, Column
from houqin.voice.models import Survey

_LOOKS = {"draft": "todo", "open": "doing", "closed": "review", "published": "done"}


def state_of(row: Survey) -> tuple[str, str]:
    return _LOOKS[row.state], str(row.get_state_display())


SURVEYS: Listing = Listing(
    name="surveys",
    title="问卷",
    columns=(
        Column("问卷", "title", phone="title", width=30),
        Column("状态", lambda row: state_of(row)[1], chip=state_of, phone="side"),
        Column("种类", "get_sort_display", width=12),
        Column("从哪天起", "first", sort="first", format="day"),
        Column("到哪天止", "last", sort="last", format="day"),
        Column("已收", lambda row: f"{row.count} 份"),
        Column("匿名", "is_anonymous", format="flag", phone="hide", width=8),
    ),
    filters=(
        Choice("state", "状态", Survey.State.choices, lookup="state"),
        Choice("sort", "种类", Survey.Sort.choices, lookup="sort"),
    ),
    search=("title",),
    search_hint="搜问卷名称",
    href=page_of("voice:survey"),
    counts_with_rows=True,
    empty_title="还没有问卷。",
    empty_hint="选一种常用问卷，题目就带好了；再选请哪些班、哪些人填，打印二维码就能收。",
)
