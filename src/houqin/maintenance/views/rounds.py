"""Rounds of upkeep: what is open, the sheet, and the rules behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from houqin.core import clock
from houqin.core.permissions import may
from houqin.files.public import take_all
from houqin.maintenance.areas import by_last_check
from houqin.maintenance.forms.upkeep import LineForm, RuleForm, SheetForm
from houqin.maintenance.models import Equipment, EquipmentCheck, EquipmentKind, Round, UpkeepRule
from houqin.maintenance.services import rounds as services
from houqin.maintenance.services.rounds import Line
from houqin.org.access import InstitutionRequest, requires
from houqin.org.member import Member
from houqin.ui.form_pages import form_page
from houqin.ui.forms import refuse

PAGE = 25
_NAMED, _SHOWN, _MOST = 12, 6, 300
_NAMED_PIECE = re.compile(r"p(\d{1,18})-verdict")


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("保养检查", reverse("maintenance:rounds")), *more]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a round has come; ``named``: the pieces missing on its last day and after it."""

    row: Round
    total: int
    done: int
    failed: int
    is_late: bool
    named: list[Equipment]

    @property
    def word(self) -> tuple[str, str]:
        if self.row.finished_at is not None:
            return "done", "已查完"
        if self.is_late:
            return "late", "逾期"
        return ("doing", "进行中") if self.done else ("todo", "待查")


@requires("maintenance.see")
def rounds(request: InstitutionRequest) -> HttpResponse:
    """What is to be checked now, what is overdue with the rooms that are missing, what is done."""
    today = clock.today()
    rows = Round.objects.select_related("rule__under", "rule__kind", "assignee", "task")
    counted = rows.annotate(
        done=Count("checks", distinct=True),
        failed=Count("checks", filter=Q(checks__verdict="failed"), distinct=True),
    )
    running = list(counted.filter(finished_at=None).order_by("due_on", "pk")[:30])
    totals = services.sizes_of(row.rule for row in running)
    missing = _missing([row for row in running if row.due_on <= today])
    shown = [
        Standing(
            row, totals[row.rule_id], row.done, row.failed, row.due_on < today,
            missing.get(row.pk, [])[:_NAMED],
        )
        for row in running
    ]  # fmt: skip
    page = {
        "title": "保养检查",
        "running": shown,
        "finished": counted.filter(finished_at__isnull=False).order_by("-finished_at")[:20],
        "closed": Equipment.objects.filter(state=Equipment.State.CLOSED).select_related("place")[
            :20
        ],
        "checks": bool(may(request.member, "maintenance.check")),
    }
    return render(request, "maintenance/rounds.html", page)


@require_safe
@requires("maintenance.see")
def areas(request: InstitutionRequest) -> HttpResponse:
    """Each place with its last check, the longest ago on top; overdue by its rules. ``?kind=``
    (a kind's code or key) asks for one kind: where cameras are dark, which key place waits."""
    kinds = list(EquipmentKind.objects.filter(pieces__isnull=False).distinct())
    asked = request.GET.get("kind", "")
    kind = next((one for one in kinds if asked and asked in {one.code, str(one.pk)}), None)
    found = by_last_check(request.institution.pk, clock.today(), kind)
    page = {
        "kinds": kinds, "kind": kind,
        "title": "各处检查情况", "crumbs": _crumbs(), "areas": found[:_MOST], "total": len(found),
        "late": sum(area.unseen > 0 for area in found), "most": _MOST,
        "down": sum(area.down for area in found),
    }  # fmt: skip
    return render(request, "maintenance/areas.html", page)


@require_safe
@requires("maintenance.see")
def closed_today(request: InstitutionRequest) -> HttpResponse:
    """The part of Today that names what must not be used, and for who leads repairs the rooms
    that a check has not seen on its last day; fetched after it."""
    rows = Equipment.objects.filter(state=Equipment.State.CLOSED).select_related("place")
    page: dict[str, Any] = {"closed": rows.order_by("-state_at")[:_SHOWN], "total": rows.count()}
    if may(request.member, "maintenance.manage"):
        ending = Round.objects.filter(finished_at=None, due_on__lte=clock.today())
        found = list(ending.select_related("rule__under").order_by("due_on", "pk")[:_SHOWN])
        missing = _missing(found)
        page["ending"] = [(row, missing[row.pk][:_NAMED], len(missing[row.pk])) for row in found]
    return render(request, "maintenance/closed_today.html", page)


def _missing(late: list[Round]) -> dict[int, list[Equipment]]:
    """The pieces that late rounds have not seen, by round: two queries for all of them."""
    if not late:
        return {}
    seen = set(EquipmentCheck.objects.filter(round__in=late).values_list("round", "equipment"))
    pieces = list(
        Equipment.objects.filter(kind__in=[row.rule.kind_id for row in late])
        .exclude(state=Equipment.State.SCRAPPED)
        .select_related("place")
        .order_by("place__path", "code")
    )
    return {
        row.pk: [
            piece
            for piece in pieces
            if row.rule.asks(piece.kind_id, piece.place.path) and (row.pk, piece.pk) not in seen
        ]
        for row in late
    }


@requires("maintenance.check")
def sheet(request: InstitutionRequest, pk: int) -> HttpResponse:
    """The pieces not seen yet, 25 at a time: all fit, unless somebody says otherwise."""
    rows = Round.objects.select_related("rule__under", "rule__kind", "assignee")
    current = get_object_or_404(rows, pk=pk)
    waiting = services.missing_of(current)
    page = Paginator(waiting, PAGE).get_page(request.GET.get("page"))
    pieces: Iterable[Equipment] = page
    if request.method == "POST":
        # The sheet may come late from a phone without a network: what it names and what still
        # waits counts, not what the page would list now.
        named = [int(found[1]) for name in request.POST if (found := _NAMED_PIECE.fullmatch(name))]
        pieces = waiting.filter(pk__in=named)
        if named and not pieces.exists():
            messages.success(request, "这些都已有人登记过了。")
            return redirect("maintenance:round", pk=pk)
    shared = SheetForm(request.POST or None)
    lines = [
        (
            piece,
            LineForm(
                request.POST or None, request.FILES or None, prefix=f"p{piece.pk}",
                points=current.rule.points,
            ),
        )
        for piece in pieces
    ]  # fmt: skip
    if request.method == "POST":
        done = _hand_in(request.member, current, shared, lines)
        if done:
            messages.success(request, f"已登记 {done} 台")
            return redirect("maintenance:round", pk=pk)
    seen = EquipmentCheck.objects.filter(round=current).select_related("equipment__place")
    bad = bool(shared.errors) or any(form.errors for _piece, form in lines)
    shown = {
        "title": current.rule.name,
        "crumbs": _crumbs(),
        "round": current,
        "lines": lines,
        "page": page,
        "form": shared,
        "seen": seen.order_by("-pk")[:100],
        "is_late": current.finished_at is None and current.due_on < clock.today(),
    }
    return render(request, "maintenance/sheet.html", shown, status=422 if bad else 200)


def _hand_in(
    member: Member, current: Round, shared: SheetForm, lines: list[tuple[Equipment, LineForm]]
) -> int:
    """How many pieces were entered; 0 with the reasons on the forms."""
    forms = [form for _piece, form in lines]
    are_valid = [form.is_valid() for form in forms]  # every one, so that all reasons show
    if not shared.is_valid() or not all(are_valid):
        return 0
    now = clock.now()
    used = [(p, form) for p, form in lines if form.cleaned_data["verdict"] != "skip"]
    if not used:
        shared.add_error(None, "这一页都还没查，没有登记。")
        return 0
    try:
        given = [
            Line(
                piece.pk,
                form.cleaned_data["verdict"],
                tuple(form.cleaned_data["failed"]),
                form.cleaned_data["note"],
                form.cleaned_data["estimate"],
                take_all(actor=member, uploads=form.cleaned_data["photos"], now=now),
            )
            for piece, form in used
        ]
        count = services.enter(
            actor=member, round_id=current.pk, lines=given,
            token=shared.cleaned_data["token"], now=now,
        )  # fmt: skip
    except ValidationError as error:
        refuse(shared, error)
        return 0
    return count or len(used)


def _rule_start(row: UpkeepRule) -> dict[str, Any]:
    names = ("name", "cadence", "role", "closes", "same_day", "alert_role", "is_active")
    start = {name: getattr(row, name) for name in names}
    return start | {
        "kind": row.kind_id, "contractor": row.contractor_id, "under": row.under_id,
        "item": row.item_id, "points": "\n".join(row.points),
    }  # fmt: skip


@requires("maintenance.keep")
def rule(request: InstitutionRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(UpkeepRule, pk=pk) if pk else None
    form = RuleForm(
        request.POST or None, kind=request.member.kind, initial=_rule_start(row) if row else {}
    )
    if row is not None:
        _keep_own_cadence(form, row.cadence)
    back = reverse("maintenance:kinds")
    return form_page(
        request,
        form,
        services.keep_rule,
        then=back,
        title=f"修改{row.name}" if row else "添加保养规则",
        crumbs=[("设备台账", reverse("maintenance:equipment")), ("类别和规则", back)],
        known={"actor": request.member, "row": row},
        template="org/form.html",
        history_of=row,
        done="已保存，明早按新规则派任务",
    )


def _keep_own_cadence(form: RuleForm, cadence: str) -> None:
    """A rhythm that the list does not offer stays as it is."""
    field: Any = form.fields["cadence"]
    if cadence not in dict(field.choices):
        from houqin.cadence import Cadence
        from houqin.cadence.describe import describe

        field.choices = [(cadence, describe(Cadence.from_text(cadence))), *field.choices]
