"""Lists of notices and of who has read one, declared once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Count,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from houqin.core import clock
from houqin.core.permissions import may
from houqin.org.member import Member
from houqin.publicity.models import Announcement, Receipt
from houqin.publicity.policy import visible
from houqin.ui.addresses import page_of
from houqin.ui.listing import Listing
from houqin.ui.tables import Choice, Column, DateRange, Filter, flag

State = tuple[str, str]


def state_of(row: Any) -> State:
    """How the notice stands for whoever looks; ``my_*`` are the looker's own receipt."""
    if row.withdrawn_at is not None:
        return "na", "已撤回"
    if row.archived_at is not None:
        return "na", "已归档"
    if row.my_receipt is None:
        return ("late", "过了截止") if row.is_overdue(clock.today()) else ("doing", "已发")
    if row.my_open and row.must_confirm:
        return ("late", "逾期未确认") if row.is_overdue(clock.today()) else ("todo", "请确认")
    if row.my_open:
        return "todo", "未读"
    return ("done", "已确认") if row.my_confirmed else ("done", "已读")


def mine(member: Member, rows: QuerySet[Announcement]) -> QuerySet[Announcement]:
    """With the member's own receipt, in one join."""
    return rows.annotate(
        mine=FilteredRelation("receipts", condition=Q(receipts__staff=member.staff)),
        my_receipt=F("mine__pk"), my_opened=F("mine__opened_at"),
        my_confirmed=F("mine__confirmed_at"), my_open=F("mine__is_open"),
    )  # fmt: skip


def _receipts(condition: Q) -> Subquery:
    rows = Receipt.objects.filter(condition, announcement=OuterRef("pk")).counted()
    counted = rows.order_by().values("announcement").annotate(n=Count("pk")).values("n")
    return Subquery(counted, output_field=IntegerField())


def shown_to(member: Member) -> QuerySet[Announcement]:
    """What the member may see; with numbers for who publishes or watches."""
    rows: QuerySet[Announcement] = mine(member, visible(member)).select_related("issued_by")
    rows = rows.defer("text", "search")
    if counts_shown(member):
        rows = rows.annotate(
            meant=_receipts(Q()), opened=_receipts(Q(opened_at__isnull=False)),
            confirmed=_receipts(Q(confirmed_at__isnull=False)),
        )  # fmt: skip
    return rows


def counts_shown(member: Member) -> bool:
    return bool(may(member, "publicity.publish") or may(member, "publicity.see_all"))


def _progress(row: Any) -> str:
    """一眼看出还差几个: read of meant, or where it must be, confirmed."""
    done = row.confirmed if row.must_confirm else row.opened
    return f"{'确认' if row.must_confirm else '已读'} {done or 0}/{row.meant or 0}"


def _standing(value: str) -> Q:
    return {
        "current": Q(withdrawn_at=None, archived_at=None),
        "open": Q(my_open=True),
        "archived": Q(archived_at__isnull=False),
        "withdrawn": Q(withdrawn_at__isnull=False),
    }[value]


def notices_listing(member: Member) -> Listing:
    counted = (
        (
            Column("进度", _progress, width=14),
            Column("应看", lambda row: row.meant or 0, format="number", phone="hide"),
        )
        if counts_shown(member)
        else ()
    )
    filters: tuple[Filter, ...] = (
        Choice(
            "state", "情况",
            (("current", "有效"), ("open", "要我看的"), ("archived", "已归档"),
             ("withdrawn", "已撤回")),
            where=_standing,
        ),
        flag("confirm", "须确认", "must_confirm"),
        DateRange("issued", "发布日期", "issued_at", is_moment=True),
    )  # fmt: skip
    return Listing(
        name="announcements",
        title="通知公告",
        columns=(
            Column("标题", "title", phone="title", width=36),
            Column("情况", lambda row: state_of(row)[1], chip=state_of, phone="side"),
            *counted,
            Column("发布人", "issued_by.name"),
            Column("发布时间", "issued_at", sort="issued_at", format="moment"),
            Column("发给", "whom", phone="hide", width=24),
            Column("确认截止", "confirm_by", sort="confirm_by", format="day"),
        ),
        filters=filters,
        search="search",
        search_hint="搜标题、正文",
        sort="-issued_at",
        href=page_of("publicity:notice"),
        empty_title="还没有通知公告。",
        empty_hint="发给您的通知会出现在这里；须确认的要按“我已知悉”。",
    )  # fmt: skip


def receipt_state(row: Receipt, *, must_confirm: bool) -> State:
    if row.confirmed_at is not None:
        return "done", "已确认"
    if row.opened_at is not None:
        return ("doing", "看了没确认") if must_confirm else ("done", "已读")
    return ("na", "已离岗") if row.staff.left_on else ("late", "未读")


def receipts_listing(row: Announcement, departments: Sequence[str]) -> Listing:
    """Everyone meant by the notice; the longest list is that of a hospital's staff."""
    must = row.must_confirm

    def state(one: Receipt) -> State:
        return receipt_state(one, must_confirm=must)

    def where(value: str) -> Q:
        return {
            "unread": Q(opened_at=None, staff__left_on=None),
            "read": Q(opened_at__isnull=False),
            "unconfirmed": Q(confirmed_at=None, staff__left_on=None),
            "confirmed": Q(confirmed_at__isnull=False),
        }[value]

    confirmed = Column(
        "确认时间", "confirmed_at", sort="confirmed_at", format="moment", width=20
    )  # fmt: skip
    states = (("unread", "未读"), ("read", "已读"))
    confirming = (("unconfirmed", "没确认"), ("confirmed", "已确认"))
    return Listing(
        name="receipts",
        title=f"{row.title} 签收名单",
        columns=(
            Column("姓名", "staff.name", sort="staff__name", phone="title"),
            Column("部门", "department", sort="department", width=20),
            Column("情况", lambda one: state(one)[1], chip=state, phone="side"),
            Column("首次打开", "opened_at", sort="opened_at", format="moment", width=20),
            *((confirmed,) if must else ()),
            Column("被提醒", "reminders", format="number", phone="hide"),
        ),
        filters=(
            Choice("state", "情况", (*states, *confirming) if must else states, where=where),
            Choice("department", "部门", [(one, one) for one in departments], lookup="department"),
        ),
        search=("staff__name",),
        search_hint="搜姓名",
        sort="department",
        empty_title="没有符合的人。",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A department's receipts: meant for how many, read and confirmed by how many."""

    department: str
    meant: int
    opened: int
    confirmed: int
    missing: int

    @property
    def done(self) -> int:
        return self.meant - self.missing


def by_department(row: Announcement) -> list[Line]:
    """One query."""
    rows = Receipt.objects.filter(announcement=row).counted().order_by("department")
    counted = rows.values_list("department").annotate(
        Count("pk"), Count("opened_at"), Count("confirmed_at")
    )
    return [
        Line(name, meant, opened, confirmed, meant - (confirmed if row.must_confirm else opened))
        for name, meant, opened, confirmed in counted
    ]
