"""The three ways a new book begins: empty, a copy of a book, the head of a paper form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from houqin.core.domains import DOMAINS, domain_choices
from houqin.core.initials import initials
from houqin.ledgers.designing.papersheet import form_from_paper, read_paper_form
from houqin.ledgers.models import Book, BookDraft
from houqin.ledgers.policy import visible_books
from houqin.ledgers.services.designing import begin_draft
from houqin.ledgers.services.installing import settings_of
from houqin.org.member import Member
from houqin.packs.books import books_of
from houqin.ui.forms import refuse
from houqin.ui.importing import MOST_BYTES, UnreadableFileError

_COPIED = (
    "domain", "purpose", "basis", "writer_roles", "reader_roles", "signer_roles", "per_what",
    "per_field", "expected", "every_days", "time_field", "backdate_days", "retention_months",
    "keeps_with_object", "numbering", "layout",
)  # fmt: skip


class StartForm(forms.Form):
    """``way`` says which; ``copy`` names the book to copy as ``pack:code`` or ``own:code``."""

    way = forms.ChoiceField(choices=[("empty", ""), ("paper", "")], required=False)
    copy = forms.RegexField(r"(pack|own):[a-z0-9_-]{1,40}", required=False)
    title = forms.CharField(
        label="名称",
        required=False,
        max_length=60,
        error_messages={"max_length": "名称最多 60 字，请写短一点。"},
    )
    domain = forms.ChoiceField(label="领域", choices=domain_choices, required=False)
    file = forms.FileField(
        label="表格文件",
        required=False,
        error_messages={"empty": "这个文件是空的。请选一张有表头的表格再上传。"},
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        file = given.get("file")
        if not given.get("way") and not given.get("copy"):
            raise ValidationError("请选一种开头：空白、照搬一本，或上传表格。")
        if given.get("way") == "empty" and not given.get("title", "").strip():
            self.add_error("title", "请给台账起个名称。")
        if given.get("way") == "paper" and file is None and "file" not in self.errors:
            self.add_error("file", "请选一个表格文件（Excel、WPS 或 CSV）。")
        if file is not None and file.size > MOST_BYTES:
            self.add_error("file", "文件超过 5 MB。只要有表头和几行内容就够，请删去其余再上传。")
        return given

    def refuse(self, error: ValidationError) -> None:
        refuse(self, error)


@dataclass(frozen=True, slots=True)
class Offer:
    """A book that can be copied."""

    way: str
    source: str
    title: str
    purpose: str
    domain: str
    fields: int
    is_open: bool = False


def offers(member: Member, query: str) -> list[Offer]:
    """Books of the institution's pack and its own ones, found by name, purpose or initials."""
    own = list(visible_books(member).select_related("current").defer("basis"))
    open_titles = {book.title for book in own}
    specs = books_of(member.kind)
    packed = {spec.code for spec in specs}
    found = [
        Offer("pack", spec.code, spec.title, spec.purpose, spec.domain,
              len(spec.form["field"]), spec.title in open_titles)
        for spec in specs
    ]  # fmt: skip
    found += [
        Offer("own", book.code, book.title, book.purpose, book.domain,
              len(book.current.form["field"]), is_open=True)
        for book in own
        if book.current is not None and book.code not in packed
    ]  # fmt: skip
    wanted = query.lower().split()
    order = {code: place for place, code in enumerate(DOMAINS)}
    fitting = [offer for offer in found if all(_fits(offer, word) for word in wanted)]
    return sorted(fitting, key=lambda offer: (order.get(offer.domain, 99), offer.title))


def _fits(offer: Offer, word: str) -> bool:
    return word in f"{offer.title} {offer.purpose}".lower() or word in initials(offer.title)


def begin(member: Member, given: Mapping[str, Any], now: datetime) -> BookDraft:
    """ValidationError on ``title`` or ``file`` where it cannot be begun."""
    title = str(given.get("title") or "").strip()
    if given.get("way") == "paper":
        return _from_paper(member, given, title, now)
    if given.get("way") == "empty":
        settings = {"domain": given.get("domain") or "planning"}
        return begin_draft(actor=member, title=title, fields=[], settings=settings, now=now)
    way, _colon, code = str(given.get("copy")).partition(":")
    form, settings, old = _source(member, way, code)
    return begin_draft(
        actor=member,
        title=title or _free(old),
        fields=form["field"],
        rules=form.get("rule"),
        settings={key: value for key, value in settings.items() if key in _COPIED},
        now=now,
    )


def _source(member: Member, way: str, code: str) -> tuple[dict[str, Any], dict[str, Any], str]:
    if way == "pack":
        for spec in books_of(member.kind):
            if spec.code == code:
                return dict(spec.form), settings_of(spec), spec.title
    else:
        book = visible_books(member).select_related("current").filter(code=code).first()
        if book is not None and book.current is not None:
            settings = {name: getattr(book, name) for name in _COPIED}
            return dict(book.current.form), settings, book.title
    raise ValidationError("要照搬的那本台账找不到了，请刷新后再选。")


def _free(title: str) -> str:
    """The title itself, or the first 副本 that nobody has yet."""
    taken = set(Book.objects.values_list("title", flat=True))
    taken |= set(BookDraft.objects.filter(book=None).values_list("title", flat=True))
    if title not in taken:
        return title
    number = 1
    while (made := f"{title[:50]}（副本{'' if number == 1 else number}）") in taken:
        number += 1
    return made


def _from_paper(member: Member, given: Mapping[str, Any], title: str, now: datetime) -> BookDraft:
    file = given["file"]
    try:
        paper = read_paper_form(file.read(), file.name)
    except UnreadableFileError as error:
        raise ValidationError({"file": str(error)}) from error
    fields, reasons = form_from_paper(paper)
    name = title or paper.title or str(file.name).rpartition(".")[0][:60]
    if not title:
        name = _free(name[:60])
    return begin_draft(
        actor=member,
        title=name,
        fields=fields,
        reasons=reasons,
        settings={"domain": given.get("domain") or "planning"},
        now=now,
    )
