"""What leaves the house: bundles, folders for inspections, everything."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from houqin.core import clock
from houqin.core.asked import asked_day
from houqin.core.elsewhere import site_elsewhere
from houqin.ledgers.bundles.matching import Named, lines_of, suggest
from houqin.ledgers.forms.paper import BundleForm, PackForm
from houqin.ledgers.models import Book, PaperOrder
from houqin.ledgers.packing import pack_rooms
from houqin.ledgers.policy import visible_books
from houqin.ledgers.services import orders
from houqin.ledgers.services.reading import form_of
from houqin.ledgers.views.books import crumbs
from houqin.org.access import InstitutionRequest, requires
from houqin.packs.naming import words_of

Kind = PaperOrder.Kind


def _crumbs() -> list[tuple[str, str]]:
    return [*crumbs(), ("导出和迎检材料", reverse("ledgers:papers"))]


def _offered(request: InstitutionRequest) -> list[Book]:
    rows = visible_books(request.member).select_related("current")
    return list(rows.order_by("domain", "title"))


def _place(
    request: InstitutionRequest, kind: Kind, title: str, asked: dict[str, Any]
) -> HttpResponse | None:
    try:
        row = orders.place(
            actor=request.member, kind=kind, title=title, asked=asked, site=site_elsewhere(request),
            now=clock.now(),
        )  # fmt: skip
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return None
    return redirect("ledgers:order", pk=row.pk)


@requires("ledgers.bundle")
def bundle(request: InstitutionRequest) -> HttpResponse:
    """Choose books; the bundle always holds whole books, for a part proves nothing."""
    offered = _offered(request)
    chosen = [str(book.pk) for book in offered if book.code in request.GET.getlist("book")]
    form = BundleForm(request.POST or None, offered=offered, initial={"books": chosen})
    if request.method == "POST" and form.is_valid():
        keys = [int(key) for key in form.cleaned_data["books"]]
        titles = {book.pk: book.title for book in offered}
        more = f"等 {len(keys)} 本" if len(keys) > 1 else ""
        title = f"台账包 {titles[keys[0]]}{more}"
        answer = _place(request, Kind.BUNDLE, title, {"books": keys})
        if answer is not None:
            return answer
    page = {
        "title": "做台账包", "crumbs": _crumbs(), "form": form, "submit": "开始做",
        "cancel_url": reverse("ledgers:papers"),
        "note": "每本都有 Excel、PDF、照片和防篡改链，不用数据库也能查验。",
    }  # fmt: skip
    return render(request, "ui/form.html", page, status=422 if form.errors else 200)


@requires("ledgers.leave")
def leaving(request: InstitutionRequest) -> HttpResponse:
    """Take everything away: a question, then the background."""
    if request.method == "POST":
        title = f"{request.institution.name}全部资料"
        answer = _place(request, Kind.LEAVING, title, {})
        return answer or redirect("ledgers:papers")
    page = {
        "title": "带走全部资料",
        "crumbs": _crumbs(),
        "question": "把本单位的全部台账、计划、任务、人员等资料和照片做成一个压缩包吗？",
        "consequence": "每类资料一张 Excel，台账还能查验，离开系统也能看。在后台做，原记录不变。",
        "submit": "开始做",
        "cancel_url": reverse("ledgers:papers"),
    }
    return render(request, "ui/confirm.html", page)


@requires("ledgers.bundle")
def pack(request: InstitutionRequest) -> HttpResponse:
    """A folder for an inspection: topics and days, or an authority's list in two steps."""
    offered = _offered(request)
    begins = "begin" in request.POST  # from another page, with a list too long for an address
    asked = request.POST if begins else request.GET
    posted = None if begins else request.POST or None
    form = PackForm(posted, offered=offered, initial=_asked_for(asked, offered))
    if form.is_bound and form.is_valid():
        lines = lines_of(form.cleaned_data["checklist"])
        if lines and "matched" not in request.POST:
            return _match(request, form, lines, offered)
        answer = _order_pack(request, form, lines, offered)
        if answer is not None:
            return answer
    page = {
        "title": "做迎检材料", "crumbs": _crumbs(), "form": form, "submit": "下一步",
        "cancel_url": reverse("ledgers:papers"), "draft": "ledgers-pack",
        "note": "按领域、关键词或上级的检查清单，把台账和任务做成一个带编号目录的压缩包。",
    }  # fmt: skip
    return render(request, "ui/form.html", page, status=422 if form.errors else 200)


def _asked_for(asked: QueryDict, offered: list[Book]) -> dict[str, Any]:
    """What is asked for: from an inspection's page, or from a plan's item."""
    return {
        "title": asked.get("title", "")[:80] or f"{clock.today():%Y年%m月%d日}迎检材料",
        "first": asked_day(asked.get("first")),
        "last": asked_day(asked.get("last")) or clock.today(),
        "domains": asked.getlist("domain"),
        "books": [str(book.pk) for book in offered if book.code in asked.getlist("book")],
        "checklist": asked.get("checklist", "")[:20_000],
        "words": asked.get("words", "")[:100],
        "rooms": True,
        "photos": True,
    }


class LineForm(forms.Form):
    """One line of the list, and the books and plan items that answer it."""

    books = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    rows = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    more = forms.ChoiceField(label="另加一本", required=False)


def _named(offered: list[Book], kind: str) -> list[Named]:
    named, words = [], words_of(kind)
    for book in offered:
        labels = "，".join(f.label for f in form_of(book.current).fields) if book.current else ""
        named.append(
            Named(book.pk, book.title, f"{book.purpose}，{labels}", words.get(book.code, ()))
        )
    return named


def _line_forms(
    request: InstitutionRequest, form: PackForm, lines: list[str], offered: list[Book],
    posted: Any = None,
) -> list[dict[str, Any]]:  # fmt: skip
    titles = {book.pk: book.title for book in offered}
    named = _named(offered, request.member.kind)
    every = [("", "（不加）"), *((str(b.pk), b.title) for b in offered)]
    rows = _rows_named(request, form)
    told = {one.key: one.title for one in rows}
    found = []
    for at, said in enumerate(lines):
        fitting, items = suggest(said, named), suggest(said, rows)
        of_line = LineForm(
            posted, prefix=f"line{at}",
            initial={"books": fitting.ticked, "rows": items.ticked},
        )  # fmt: skip
        choices = {
            "books": [(str(key), titles[key]) for key in fitting.keys],
            "rows": [(str(key), told[key]) for key in items.keys],
            "more": every,
        }
        for name, offers in choices.items():
            of_line.fields[name].choices = offers  # type: ignore[attr-defined]
        found.append({"number": at + 1, "said": said, "form": of_line})
    return found


def _rows_named(request: InstitutionRequest, form: PackForm) -> list[Named]:
    """What the rooms above have of the period that may answer a line."""
    given = form.cleaned_data
    if not given["rooms"]:
        return []
    member = request.member
    return [
        one for room in pack_rooms() for one in room.named(member, given["first"], given["last"])
    ]


def _match(
    request: InstitutionRequest, form: PackForm, lines: list[str], offered: list[Book]
) -> HttpResponse:
    page = {
        "title": "核对检查清单", "crumbs": _crumbs(), "form": form,
        "lines": _line_forms(request, form, lines, offered),
    }  # fmt: skip
    return render(request, "ledgers/pack_match.html", page)


def _order_pack(
    request: InstitutionRequest, form: PackForm, lines: list[str], offered: list[Book]
) -> HttpResponse | None:
    asked_lines: list[dict[str, Any]] = []
    keys = [book.pk for book in form.chosen()]
    for line in _line_forms(request, form, lines, offered, request.POST):
        of_line = line["form"]
        of_line.is_valid()
        chosen = [*of_line.cleaned_data.get("books", []), of_line.cleaned_data.get("more", "")]
        books = list(dict.fromkeys(int(key) for key in chosen if key))
        rows = [int(key) for key in of_line.cleaned_data.get("rows", [])]
        asked_lines.append({"said": line["said"], "books": books, "rows": rows})
        keys += books
    cleaned = form.cleaned_data
    by_topic = cleaned["words"] or (cleaned["domains"] and cleaned["rooms"])
    if not (keys or by_topic or any(line["rows"] for line in asked_lines)):
        messages.error(request, "没有一条对上台账或任务，请至少选一项。")
        return _match(request, form, lines, offered)
    asked = {
        "books": list(dict.fromkeys(keys)), "lines": asked_lines, "photos": cleaned["photos"],
        "domains": cleaned["domains"], "words": list(cleaned["words"]), "rooms": cleaned["rooms"],
        "first": str(cleaned["first"] or ""), "last": str(cleaned["last"] or ""),
    }  # fmt: skip
    return _place(request, Kind.PACK, cleaned["title"], asked)
