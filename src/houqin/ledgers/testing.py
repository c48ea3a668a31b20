"""Typed factories for tests of the record books and of the rooms above them."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from houqin.core import clock
from houqin.ledgers.models import Book, BookDraft, Entry, EntryImport, PaperOrder, PurgeProposal
from houqin.ledgers.services import books, writing
from houqin.org.member import Member

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
_numbers = count(1)

SAMPLE_FORM: dict[str, Any] = {
    "code": "food_sample",
    "title": "食品留样",
    "field": [
        {
            "code": "meal", "label": "餐次", "type": "choice", "required": True,
            "options": ["早餐", "午餐", "晚餐"],
        },
        {"code": "dish", "label": "菜名", "type": "text", "required": True, "listed": True},
        {
            "code": "grams", "label": "克数", "type": "integer", "unit": "克", "required": True,
            "listed": True, "min": 1,
            "checks": [{"min": 125, "severity": "abnormal", "message": "留样不得少于 125 克。"}],
        },
        {"code": "temperature", "label": "冰箱温度", "type": "decimal", "places": 1, "unit": "℃"},
        {"code": "photos", "label": "照片", "type": "photos"},
    ],
}  # fmt: skip
LUNCH = {"meal": "午餐", "dish": "红烧肉", "grams": "150", "temperature": "4"}


def make_book(*, form: dict[str, Any] | None = None, now: datetime = NOW, **settings: Any) -> Book:
    """A book as a pack opens it: the food samples unless another form is given."""
    number = next(_numbers)
    settings.setdefault("title", f"食品留样台账{number}")
    settings.setdefault("domain", "canteen")
    code = settings.pop("code", f"sample_{number}")
    return books.open_book(actor=None, code=code, form=form or SAMPLE_FORM, now=now, **settings)


def make_entry(book: Book, actor: Member, *, now: datetime = NOW, **given: Any) -> Entry:
    """An entry of a lunch's sample; ``raw`` replaces fields of it."""
    raw = {**LUNCH, **given.pop("raw", {})}
    given.setdefault("token", uuid4())
    return writing.write_entry(actor=actor, book_id=book.pk, raw=raw, now=now, **given)


def url_samples(member: Member) -> dict[str, tuple[Any, ...]]:
    """Arguments of this room's urls, of rows the member may see, for the test that walks them."""
    code = f"walk_{next(_numbers)}"
    book = make_book(
        title=f"给走查用的台账{code}", code=code, per_what="meal", per_field="meal", now=clock.now()
    )
    entry = make_entry(book, member, now=clock.now())
    of_book = ("book", "new", "live", "pick", "sheet", "check", "import", "import-template")
    of_entry = ("entry", "amend", "strike", "countersign", "countersign-here")
    batch = EntryImport.objects.create(
        book=book, state="bad", file_name="旧台账.csv", rows=1,
        content="餐次,菜名,克数,发生时间\n午餐,,,\n".encode(),
        made_by=member.staff, made_at=clock.now(), problems=[[2, "B2", "菜名", "必填"]],
    )  # fmt: skip
    of_import = ("import-one", "import-take", "import-undo", "import-marked")
    of_paper = ("paper", "print", "pdf", "pdf-order", "blank", "word", "purge")
    of_layout = ("layout", "layout-sample", "layout-preview", "layout-remove")
    order = PaperOrder.objects.create(
        kind="pack", title="走查", site="https://x", made_by=member.staff, made_at=clock.now(),
        keep_until=clock.now() + timedelta(days=1),
    )  # fmt: skip
    proposal = PurgeProposal.objects.create(
        book=book, before=clock.now(), entries=1, reason="走查", proposed_by=member.staff,
        proposed_at=clock.now(),
    )  # fmt: skip
    draft = BookDraft.objects.create(
        title="走查", form={"code": "book", "title": "走查", "field": [
            {"code": "name", "label": "名称", "type": "text"}]},
        changed_by=member.staff, changed_at=clock.now(),
    )  # fmt: skip
    of_draft = ("", "_add", "_about", "_undo", "_preview", "_live", "_pick", "_publish", "_drop")
    of_order = ("order", "order-file", "order-again", "order-remove")
    return {
        **{f"ledgers:design{name}": (draft.pk,) for name in of_draft},
        **{f"ledgers:design_{name}": (draft.pk, "name") for name in ("field", "act")},
        "ledgers:design_rule": (draft.pk, 0),
        **{f"ledgers:{name}": (book.code,) for name in ("design_book", "settings")},
        **{f"ledgers:{name}": (order.pk,) for name in of_order},
        **{f"ledgers:{name}": (proposal.pk,) for name in ("purge-confirm", "purge-refuse")},
        **{f"ledgers:{name}": (book.code,) for name in (*of_paper, *of_layout)},
        "ledgers:entry-pdf": (entry.pk,),
        **{f"ledgers:{name}": (batch.pk,) for name in of_import},
        **{f"ledgers:{name}": (book.code,) for name in of_book},
        **{f"ledgers:{name}": (entry.pk,) for name in of_entry},
    }
