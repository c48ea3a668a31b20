"""Putting a book's own Word layout in its place, trying it out first."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.chain import sha256_of
from houqin.journal.public import record
from houqin.ledgers.models import Book, BookLayout, Entry
from houqin.ledgers.paper.printing import mark_of
from houqin.ledgers.paper.sheets import About, form_now, with_all
from houqin.ledgers.paper.word import checked, context_of, filled, tag_of
from houqin.ledgers.paper.word_heads import has_tags, tagged
from houqin.org.access import demand
from houqin.org.member import Member

TRIED = 20
_NO_HEADS = (
    "版式里没有标签，表头也和这本台账对不上，印出来会是空的。"
    "请把表头写得和字段一样，下面或右边留空格；或者下载样表来改。"
)


def tried(book: Book, content: bytes, about: About, base: str = "") -> bytes:
    """The layout filled with the book's last entries; ValidationError names what is wrong in it."""
    rows = list(with_all(Entry.objects.filter(book=book).order_by("-sequence"))[:TRIED])[::-1]
    context = context_of(rows, form_now(book), about, book.title)
    if not context["记录"]:
        # A book without entries: every tag must still be one that there is.
        context["记录"] = [_nothing(book)]
    return filled(content, context, mark_of(book, rows, base))


def _nothing(book: Book) -> SimpleNamespace:
    tags = ("编号", "时间", "场所", "填写人", "会签人", "处理措施", "更正", "状态")
    codes = (tag_of(field.code) for field in form_now(book).fields)
    return SimpleNamespace(**dict.fromkeys((*tags, *codes), ""))


def ready(book: Book, name: str, content: bytes) -> tuple[bytes, list[str]]:
    """A form without tags gets them where its heads are known; the file, and these heads."""
    checked(name, content)
    if has_tags(content):
        return content, []
    made, heads = tagged(content, form_now(book))
    if not heads:
        raise ValidationError(_NO_HEADS)
    return made, heads


@transaction.atomic
def set_layout(
    *, actor: Member, book: Book, name: str, content: bytes, about: About, now: datetime
) -> BookLayout:
    """Take the Word file as the book's layout if it can be filled in."""
    demand(actor, "ledgers.keep", book)
    checked(name, content)
    tried(book, content, about)
    row, _made = BookLayout.objects.update_or_create(
        book=book,
        defaults={
            "name": name[:120],
            "content": content,
            "sha256": sha256_of(content),
            "changed_by": actor.staff,
            "changed_at": now,
        },
    )
    record(actor=actor, action="ledgers.layout_set", target=book, name=row.name)
    return row


@transaction.atomic
def remove_layout(*, actor: Member, book: Book) -> None:
    """Back to our own layout."""
    demand(actor, "ledgers.keep", book)
    if not BookLayout.objects.filter(book=book).delete()[0]:
        raise ValidationError("这本台账用的就是通用版式。")
    record(actor=actor, action="ledgers.layout_removed", target=book)
