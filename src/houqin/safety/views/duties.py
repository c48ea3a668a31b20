"""值日: the week's roster, signing at the post, changing turns, and how a month was kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from houqin.core import clock
from houqin.core.asked import asked_day
from houqin.files.public import take_all
from houqin.org.access import InstitutionRequest, requires
from houqin.org.member import Member
from houqin.safety import duty_board, rules
from houqin.safety.forms.duties import SwapForm
from houqin.safety.forms.patrols import FoundForm
from houqin.safety.models import Duty, DutySwap
from houqin.safety.policy import manages
from houqin.safety.services import duties as services
from houqin.safety.services import swapping
from houqin.safety.services.norms import monday_of
from houqin.safety.views.undertakings import posted
from houqin.ui.exporting import as_download, list_workbook
from houqin.ui.form_pages import confirm_page, form_page
from houqin.ui.listing import render_list
from houqin.ui.tables import Column

_WEEK = timedelta(days=7)


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("值日", reverse("safety:duties")), *more]


@requires("safety.see")
def duties(request: InstitutionRequest) -> HttpResponse:
    """A week: posts, who stands there, who signed, where somebody is missing."""
    today, now = clock.today(), clock.now()
    first = monday_of(asked_day(request.GET.get("week")) or today)
    days = duty_board.week_of(first, now)
    turns = [duty for day in days for one in day.stands for duty, _state in one.turns]
    me = request.member.staff
    may_manage = manages(request.member)
    unsigned = duty_board.without_letter(turns, today) if may_manage else {}
    page = {
        "title": "值日", "first": first, "last": first + 6 * rules.ONE_DAY, "days": days,
        "posts": duty_board.by_post(days), "before": first - _WEEK, "after": first + _WEEK,
        "gaps": [one for one in duty_board.gaps(days) if one.day >= today], "me": me.pk,
        "swaps": swapping.waiting(me.pk), "may_manage": may_manage, "unsigned": unsigned,
        "now": now, "soon": now + services.EARLY,
    }  # fmt: skip
    return render(request, "safety/duties.html", page)


@requires("safety.see")
def duties_today(request: InstitutionRequest) -> HttpResponse:
    """The part of Today that tells of turns; fetched after it, and only where there are any."""
    page = {"duties": duty_board.today_lines(request.member, clock.now())}
    return render(request, "safety/_today.html", page)


@requires("safety.see")
def turns(request: InstitutionRequest) -> HttpResponse:
    rows = Duty.objects.select_related("post", "staff")
    return render_list(request, duty_board.turns_listing(clock.now()), rows, crumbs=crumbs())


@requires("safety.see")
def month(request: InstitutionRequest) -> HttpResponse:
    """Turns by person: done, late, missed, swapped; whoever has twice the mean is marked."""
    first = rules.month_of(request.GET.get("month"), clock.today())
    found = duty_board.kept_in(first, clock.now())
    if request.GET.get("export") == "xlsx":
        columns = (
            Column("姓名", "name"), Column("排班", "turns", format="number"),
            Column("到岗", "signed", format="number"), Column("迟到", "late", format="number"),
            Column("缺岗", "missed", format="number"), Column("换出", "swapped", format="number"),
            Column("各类班次", "by_sort", width=40),
        )  # fmt: skip
        book, _count = list_workbook("值日统计", columns, found)
        return as_download(book, f"{first:%Y年%m月}值日统计.xlsx")
    last = rules.next_month(first) - rules.ONE_DAY
    page = {
        "title": "值日统计", "crumbs": crumbs(), "month": first, "people": found, "last": last,
        "before": (first - rules.ONE_DAY).replace(day=1), "after": rules.next_month(first),
    }  # fmt: skip
    return render(request, "safety/duty_month.html", page)


def turn(pk: int) -> Duty:
    return get_object_or_404(Duty.objects.select_related("post__place", "staff"), pk=pk)


@requires("safety.duty")
def duty_sign(request: InstitutionRequest, pk: int) -> HttpResponse:
    return _sign(request, turn(pk), by_label=False)


@requires("safety.duty")
def duty_tag(request: InstitutionRequest, tag: str, pk: int) -> HttpResponse:
    """Signing where the post's label was scanned."""
    duty = turn(pk)
    if duty.post.place is None or duty.post.place.tag != tag.upper():
        raise Http404("the label of another place")
    return _sign(request, duty, by_label=True)


def _sign(request: InstitutionRequest, duty: Duty, *, by_label: bool) -> HttpResponse:
    return form_page(
        request, FoundForm(*posted(request)), sign_with_photos, then=reverse("safety:duties"),
        title=f"到岗签到：{duty.post}", crumbs=crumbs(), submit="签到", note=duty.post.looks,
        known={"actor": request.member, "duty_id": duty.pk, "by_label": by_label},
        done=f"已在“{duty.post}”签到。",
    )  # fmt: skip


def sign_with_photos(*, actor: Member, photos: list[Any], **given: Any) -> Duty:
    now = clock.now()
    files = take_all(actor=actor, uploads=photos, now=now)
    return services.sign(actor=actor, photos=files, now=now, **given)


@requires("safety.duty")
def swap(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Ask another to take one's turn."""
    duty = turn(pk)
    form = SwapForm(request.POST or None, duty=duty, today=clock.today())
    return form_page(
        request, form, swapping.ask_swap, then=reverse("safety:duties"), title=f"换班：{duty}",
        crumbs=crumbs(), submit="问对方", done="已经问了，对方同意以后才算数。",
        known={"actor": request.member, "duty_id": pk, "now": clock.now()},
    )  # fmt: skip


@requires("safety.duty")
def swap_answer(request: InstitutionRequest, pk: int, said: str) -> HttpResponse:
    """Yes or no to a swap; no also takes one's own asking back."""
    rows = DutySwap.objects.select_related("duty__post", "giver", "taker", "in_return__post")
    row = get_object_or_404(rows, pk=pk)
    agrees, is_mine = said == "yes", row.giver_id == request.member.staff.pk
    verb = "同意换班" if agrees else ("撤回换班" if is_mine else "不换")
    back = f"，换回{row.taker.name}的{row.in_return}" if row.in_return else ""
    return confirm_page(
        request,
        lambda: swapping.answer_swap(
            actor=request.member, swap_id=pk, agrees=agrees, now=clock.now()
        ),
        then=reverse("safety:duties"), title=verb, crumbs=crumbs(), danger=False,
        question=f"{row.giver.name}的{row.duty}由{row.taker.name}来值{back}。{verb}？",
        consequence=f"原因：{row.why}。", done="已告诉对方。",
    )  # fmt: skip
