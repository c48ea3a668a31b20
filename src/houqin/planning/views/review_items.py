"""Edits of the review page: one item, several at once, a new one, one cut in two."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from houqin.cadence import domains, parse
from houqin.core.asked import asked_number, asked_numbers
from houqin.org.access import InstitutionRequest, requires
from houqin.planning.forms.reviewing import ItemForm, NewItemForm
from houqin.planning.models import PlanItem, WorkPlan
from houqin.planning.reading.titles import title_of
from houqin.planning.services import drafting, reshaping
from houqin.planning.services.approval import as_proposed
from houqin.planning.views.plans_found import find_plan, refused, sentence_of
from houqin.planning.views.review import context_of, sections, sheet_of
from houqin.planning.views.review_rows import row_of

CLASH = "别人刚把“{title}”改过了，现在显示的是最新内容，请看过再改。"


@require_POST
@requires("planning.draft")
def change(request: InstitutionRequest, pk: int, item_id: int) -> HttpResponse:
    """One edit of one item; answers with the row, the counts and what the strip should redraw."""
    plan = find_plan(request, pk)
    item = as_proposed(get_object_or_404(PlanItem, plan=plan, pk=item_id))
    form = ItemForm(request.POST, plan=plan, kind=request.member.kind)
    if not form.is_valid():
        return _invalid(request, form)
    if _is_stale(request, item):
        return _row(request, plan, item_id, toast=CLASH.format(title=item.title))
    try:
        drafting.change_items(
            actor=request.member, plan_id=plan.pk, item_ids=[item_id], changes=form.changes(item)
        )
    except ValidationError as error:
        return _refusal(request, sentence_of(error))
    return _row(request, plan, item_id)


def _is_stale(request: InstitutionRequest, item: PlanItem) -> bool:
    """Whether the page showed something else than what is being replaced."""
    if "was_title" in request.POST and request.POST["was_title"] != item.title:
        return True
    return "was_when" in request.POST and request.POST["was_when"] != ",".join(item.cadences)


def _row(
    request: InstitutionRequest, plan: WorkPlan, item_id: int, toast: str = ""
) -> HttpResponse:
    plan = find_plan(request, plan.pk)
    sheet = sheet_of(request, plan)
    item = next((item for item in sheet.items if item.pk == item_id), None)
    context = {**context_of(sheet), "row": row_of(sheet, item) if item else None}
    answer = render(request, "planning/plans/_row_answer.html", context)
    return _tell(answer, toast)


def _tell(answer: HttpResponse, toast: str = "") -> HttpResponse:
    events: dict[str, Any] = {"hq:reviewed": {}, "hq:close": {}}
    if toast:
        events["hq:toast"] = {"text": toast, "kind": "warning", "seconds": 12}
    # Headers are latin-1: the Chinese goes as JSON escapes.
    answer["HX-Trigger"] = json.dumps(events)
    return answer


def _invalid(request: InstitutionRequest, form: ItemForm | NewItemForm) -> HttpResponse:
    sentences = [str(text) for errors in form.errors.values() for text in errors]
    return _refusal(request, "；".join(sentences))


def _refusal(request: InstitutionRequest, sentence: str) -> HttpResponse:
    """In an open dialog beside its field; otherwise as a line at the foot of the page."""
    if "dialog" not in request.POST:
        return refused(sentence)
    answer = render(request, "planning/plans/_refusal.html", {"sentence": sentence}, status=422)
    answer["HX-Retarget"], answer["HX-Reswap"] = "#hq-refusal", "innerHTML"
    return answer


@require_POST
@requires("planning.draft")
def add(request: InstitutionRequest, pk: int) -> HttpResponse:
    """A new item, written by hand or marked in the source; what the words say is read from them."""
    plan = find_plan(request, pk)
    form = NewItemForm(request.POST)
    if not form.is_valid():
        return _invalid(request, form)
    given = form.cleaned_data
    start, end = given.get("start") or 0, given.get("end") or 0
    text = plan.source[start:end].strip() if end else (given["text"] or given["title"]).strip()
    if not text:
        return _refusal(request, "选中的地方没有文字，请重新选。")
    try:
        made = drafting.add_item(
            actor=request.member,
            plan_id=plan.pk,
            after=given.get("after"),
            text=text[:5000],
            span=(start, end) if end else (0, 0),
            **_suggestions(text, given["title"]),
        )
    except ValidationError as error:
        return _refusal(request, sentence_of(error))
    return _all_rows(request, plan, f"已添加“{made.title}”。")


def _suggestions(text: str, title: str) -> dict[str, Any]:
    ranked = domains(text)
    return {
        "title": " ".join(title.split()) or title_of(text)[:80] or text[:80],
        "cadences": [str(found.cadence) for found in parse(text)],
        "domain": ranked[0][0] if ranked else "",
    }


def _all_rows(request: InstitutionRequest, plan: WorkPlan, toast: str = "") -> HttpResponse:
    sheet = sheet_of(request, find_plan(request, plan.pk))
    context = {**context_of(sheet), "sections": sections(sheet)}
    answer = _tell(render(request, "planning/plans/_rows_answer.html", context))
    if toast:
        events = json.loads(answer["HX-Trigger"])
        events["hq:toast"] = {"text": toast, "kind": "success"}
        answer["HX-Trigger"] = json.dumps(events)
    return answer


@require_POST
@requires("planning.draft")
def split(request: InstitutionRequest, pk: int, item_id: int) -> HttpResponse:
    """Cut one item's text where it was pointed at."""
    plan = find_plan(request, pk)
    get_object_or_404(PlanItem, plan=plan, pk=item_id)
    place = asked_number(request.POST.get("at"))
    if place is None:
        return _refusal(request, "请点一处断开的位置。")
    try:
        reshaping.split_item(actor=request.member, plan_id=plan.pk, item_id=item_id, at=place)
    except ValidationError as error:
        return _refusal(request, sentence_of(error))
    return _all_rows(request, plan, "已拆成两项。")


@require_POST
@requires("planning.draft")
def bulk(request: InstitutionRequest, pk: int) -> HttpResponse:
    """The same edit of every ticked item, or their removal, return or merging."""
    plan = find_plan(request, pk)
    ids = asked_numbers(request.POST.getlist("ids"))[:5000]
    if not ids:
        return _refusal(request, "请先勾选要一起改的事项。")
    action = _ACTIONS.get(request.POST.get("action", ""), _change_many)
    try:
        said = action(request, plan, ids)
    except ValidationError as error:
        return _refusal(request, sentence_of(error))
    return _all_rows(request, plan, said)


def _change_many(request: InstitutionRequest, plan: WorkPlan, ids: Sequence[int]) -> str:
    sent = {name: value for name, value in request.POST.items() if value != ""}
    form = ItemForm(sent, plan=plan, kind=request.member.kind)
    if not form.is_valid():
        raise ValidationError([str(text) for errors in form.errors.values() for text in errors])
    changes = form.changes()
    if not changes:
        raise ValidationError("还没有填要改成什么：至少填一项。")
    drafting.change_items(actor=request.member, plan_id=plan.pk, item_ids=ids, changes=changes)
    return f"已一起改了 {len(ids)} 项。"


def _include(request: InstitutionRequest, plan: WorkPlan, ids: Sequence[int]) -> str:
    on = request.POST["action"] == "on"
    drafting.change_items(
        actor=request.member, plan_id=plan.pk, item_ids=ids, changes={"is_included": on}
    )
    return f"{len(ids)} 项改为{'派发' if on else '不派发'}。"


def _remove(request: InstitutionRequest, plan: WorkPlan, ids: Sequence[int]) -> str:
    drafting.remove_items(actor=request.member, plan_id=plan.pk, item_ids=ids)
    return (
        f"已去掉 {len(ids)} 项。" if plan.version == 0 else f"{len(ids)} 项列为撤销，批准后生效。"
    )


def _restore(request: InstitutionRequest, plan: WorkPlan, ids: Sequence[int]) -> str:
    drafting.discard_changes(actor=request.member, plan_id=plan.pk, item_ids=ids)
    return f"{len(ids)} 项恢复原样。"


def _merge(request: InstitutionRequest, plan: WorkPlan, ids: Sequence[int]) -> str:
    made = reshaping.merge_items(actor=request.member, plan_id=plan.pk, item_ids=ids)
    return f"{len(ids)} 项已合并为“{made.title}”。"


_ACTIONS: dict[str, Callable[[InstitutionRequest, WorkPlan, Sequence[int]], str]] = {
    "on": _include,
    "off": _include,
    "remove": _remove,
    "restore": _restore,
    "merge": _merge,
}
