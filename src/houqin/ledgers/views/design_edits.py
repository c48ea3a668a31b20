"""The single steps of designing: add, change, move, copy, remove, undo; fields and rules.

Every step says which revision it was made on. With htmx the designer's body is answered, else the
browser is sent back to the page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from houqin.core import clock
from houqin.ledgers.designing import editing, palette
from houqin.ledgers.designing.editing import Declared, GoneError, TooManyError
from houqin.ledgers.designing.field_form import FieldForm
from houqin.ledgers.designing.naming import code_for
from houqin.ledgers.designing.problems import problems_of, speaks_otherwise
from houqin.ledgers.designing.rule_form import RuleForm
from houqin.ledgers.designing.settings_form import DraftSettingsForm
from houqin.ledgers.models import Book, BookDraft
from houqin.ledgers.services import designing
from houqin.ledgers.services.designing import ChangedMeanwhileError
from houqin.ledgers.views.designing import (
    body_of,
    draft_or_404,
    is_htmx,
    number_in,
    of_draft,
)
from houqin.org.access import InstitutionRequest, requires
from houqin.ui.forms import refuse

GONE = "这一项已经不在草稿里了，请看最新的再改。"


def answer(
    request: InstitutionRequest, draft: BookDraft, *, said: str = "", told: str = "",
    opened: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The designer as it is now; ``said`` is a refusal, ``told`` something to know."""
    if not is_htmx(request):
        if status == 200:
            return redirect("ledgers:design", pk=draft.pk)
        page = {"title": draft.title, "crumbs": of_draft(draft)[:1], **body_of(draft, said=said)}
        return render(request, "ledgers/design.html", page, status=status)
    body = body_of(draft, said=said, told=told, opened=opened)
    response = render(request, "ledgers/design_body.html", body, status=status)
    response["HX-Retarget"], response["HX-Reswap"] = "#dz", "outerHTML"
    response["HX-Trigger"] = "hq:close"
    return response


def step(
    request: InstitutionRequest, pk: int, change: Callable[[BookDraft], tuple[Declared, str]]
) -> HttpResponse:
    """One change of the form; ``change`` gives the new form and the field to open."""
    draft = draft_or_404(pk)
    try:
        form, opened = change(draft)
        draft = designing.save_draft(
            actor=request.member,
            draft_id=pk,
            revision=number_in(request.POST, "revision"),
            form=form,
            now=clock.now(),
        )
    except ChangedMeanwhileError as error:
        return answer(request, draft, said=str(error), status=409)
    except (GoneError, TooManyError) as error:
        said = GONE if isinstance(error, GoneError) else str(error)
        return answer(request, draft, said=said, status=422)
    except ValidationError as error:
        return answer(request, draft, said="".join(error.messages), status=422)
    return answer(request, draft, opened=opened)


@require_http_methods(["GET", "POST"])
@requires("ledgers.keep")
def add(request: InstitutionRequest, pk: int) -> HttpResponse:
    """The palette; posted, a new field of that type, opened at once."""
    parent = request.POST.get("parent", "") or request.GET.get("parent", "")
    if request.method == "GET":
        draft = draft_or_404(pk)
        page = {
            **window(request, draft, "添加一列" if parent else "添加字段"),
            "groups": palette.grouped(inside=bool(parent)),
            "parent": parent,
        }
        return render(request, "ledgers/design_add.html", page)

    def change(draft: BookDraft) -> tuple[Declared, str]:
        made, path = editing.add(
            draft.form,
            request.POST.get("type", "text"),
            request.POST.get("label", "")[:40],
            parent=parent,
            used=designing.published_fields(draft.book),
        )
        return made, reverse("ledgers:design_field", args=[pk, path])

    return step(request, pk, change)


def window(request: InstitutionRequest, draft: BookDraft, title: str) -> dict[str, Any]:
    """What every window of the designer needs; without htmx it is a page."""
    return {
        "base": "ledgers/design_window.html" if is_htmx(request) else "ui/page.html",
        "title": title,
        "crumbs": of_draft(draft),
        "draft": draft,
    }


@require_POST
@requires("ledgers.keep")
def act(request: InstitutionRequest, pk: int, path: str) -> HttpResponse:
    """``do``: up, down, to (with ``to``), copy, remove."""
    do = request.POST.get("do", "")

    def change(draft: BookDraft) -> tuple[Declared, str]:
        form = draft.form
        if do == "copy":
            used = designing.published_fields(draft.book)
            return editing.duplicate(form, path, used)[0], ""
        if do == "remove":
            return editing.remove(form, path), ""
        at = editing.place_of(form, path)
        where = {"up": at - 1, "down": at + 1}.get(do, number_in(request.POST, "to"))
        return editing.move(form, path, where), ""

    if do not in {"up", "down", "to", "copy", "remove"}:
        raise Http404
    return step(request, pk, change)


@require_POST
@requires("ledgers.keep")
def undo(request: InstitutionRequest, pk: int) -> HttpResponse:
    draft = draft_or_404(pk)
    revision = number_in(request.POST, "revision")
    try:
        draft = designing.undo_draft(
            actor=request.member, draft_id=pk, revision=revision, now=clock.now()
        )
    except ChangedMeanwhileError as error:
        return answer(request, draft, said=str(error), status=409)
    except ValidationError as error:
        return answer(request, draft, said="".join(error.messages), status=422)
    return answer(request, draft)


@require_http_methods(["GET", "POST"])
@requires("ledgers.keep")
def field(request: InstitutionRequest, pk: int, path: str) -> HttpResponse:
    """One field in its window. ``redraw``: the type was changed or a line is wanted."""
    draft = draft_or_404(pk)
    try:
        old = editing.find(draft.form, path)
    except GoneError:
        if request.method == "GET":
            raise Http404 from None
        return answer(request, draft, said=GONE, status=422)
    form = FieldForm(
        request.POST if request.method == "POST" else None,
        declared=draft.form, path=path, books=_books(),
    )  # fmt: skip
    is_new = old["code"] not in designing.published_fields(draft.book)
    page = {
        **window(request, draft, f"字段“{old['label']}”"), "form": form, "path": path,
        "sort": palette.sort_of(str(form.kind)), "reason": draft.reasons.get(path, ""),
        "was": palette.sort_of(old["type"]), "is_new": is_new,
    }  # fmt: skip
    if request.method == "GET":
        return render(request, "ledgers/design_field.html", page)
    if request.POST.get("redraw"):
        form.quiet()
        return render(request, "ledgers/design_field.html", page)
    status = 422
    if form.is_valid():
        made, told = with_field(draft, path, form.result)
        said = _new_problems(draft, made, path, form.result["code"])
        for one in said:
            form.add_error(None, one)
        if not said:
            try:
                saved = _save(request, draft, made)
                return answer(request, saved, told=told)
            except ChangedMeanwhileError as error:
                page["said"], status = str(error), 409
    return render(request, "ledgers/design_field.html", page, status=status)


def _books() -> list[tuple[str, str]]:
    return list(Book.objects.filter(is_active=True).values_list("code", "title"))


def _save(request: InstitutionRequest, draft: BookDraft, form: Declared) -> BookDraft:
    return designing.save_draft(
        actor=request.member, draft_id=draft.pk, form=form, now=clock.now(),
        revision=number_in(request.POST, "revision"),
    )  # fmt: skip


def with_field(draft: BookDraft, path: str, field_: Declared) -> tuple[Declared, str]:
    """The form with the changed field, and a sentence where it became a new one.

    What would come to mean something else gets a new code: the old one stays with the entries that
    have it, and no version gives it away again.
    """
    published = designing.published_fields(draft.book)
    told = ""
    if "." not in path and path in published and speaks_otherwise(field_, published[path]):
        taken = {*editing.taken_codes(draft.form), *published}
        field_["code"] = code_for(field_["label"], taken)
        told = (
            f"“{field_['label']}”记的不再是同一样东西，所以算新的一栏；以前的记录仍保留原来那一栏。"
        )
    return editing.replace(draft.form, path, field_), told


def _new_problems(draft: BookDraft, made: Declared, path: str, code: str) -> list[str]:
    """What is wrong with this field now and was not before."""
    parent = path.rpartition(".")[0]
    now = f"{parent}.{code}" if parent else code
    before = {one.text for one in designing.found_problems(draft) if one.path == path}
    published = designing.published_fields(draft.book)
    found = problems_of(made, published=published)
    return [one.text for one in found if one.path == now and one.text not in before]


@require_http_methods(["GET", "POST"])
@requires("ledgers.keep")
def rule(request: InstitutionRequest, pk: int, number: int) -> HttpResponse:
    """A rule between fields; ``number`` 0 is a new one."""
    draft = draft_or_404(pk)
    rules = draft.form.get("rule", [])
    if number > len(rules):
        raise Http404
    old = rules[number - 1] if number else None
    if request.POST.get("do") == "remove":
        return step(request, pk, lambda d: (editing.without_rule(d.form, number - 1), ""))
    form = RuleForm(request.POST or None, declared=draft.form, rule=old)
    page = {**window(request, draft, "字段之间的规则"), "form": form, "number": number}
    if request.method == "GET":
        return render(request, "ledgers/design_rule.html", page)
    status = 422
    if form.is_valid():
        place = number - 1 if number else None
        made = editing.with_rule(draft.form, place, form.result)
        at = f"rule.{number or len(made['rule'])}"
        found = problems_of(made, published={})
        said = [one.text for one in found if one.path == at]
        for one in said:
            form.add_error(None, one)
        if not said:
            try:
                return answer(request, _save(request, draft, made))
            except ChangedMeanwhileError as error:
                page["said"], status = str(error), 409
    return render(request, "ledgers/design_rule.html", page, status=status)


@require_http_methods(["GET", "POST"])
@requires("ledgers.keep")
def about(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Name and settings of a book that is not there yet."""
    draft = draft_or_404(pk)
    if draft.book is not None:
        return redirect("ledgers:settings", code=draft.book.code)
    start = {
        "numbering": "{year}-{n:4}", "backdate_days": 30, **draft.settings, "title": draft.title
    }  # fmt: skip
    form = DraftSettingsForm(
        request.POST or None, kind=request.member.kind, declared=draft.form["field"], initial=start
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = dict(form.cleaned_data)
            made = {**draft.form, "title": given.pop("title").strip()}
            try:
                designing.save_draft(
                    actor=request.member, draft_id=pk, form=made, settings=given, now=clock.now(),
                    revision=number_in(request.POST, "revision"),
                )  # fmt: skip
                return redirect("ledgers:design", pk=pk)
            except ChangedMeanwhileError as error:
                form.add_error(None, str(error))
                status = 409
            except ValidationError as error:
                refuse(form, error)
    page = {
        "title": "名称和设置", "crumbs": of_draft(draft), "form": form, "draft": draft,
        "cancel_url": of_draft(draft)[-1][1], "example": "",
    }  # fmt: skip
    return render(request, "ledgers/settings.html", page, status=status)
