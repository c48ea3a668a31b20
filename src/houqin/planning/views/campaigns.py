"""专项活动: the list, a campaign with its scorecard, and the published card on paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from houqin.core import clock
from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, demand, requires
from houqin.planning.forms.activities import DutyForm
from houqin.planning.forms.campaigns import AimForm, CampaignForm, FigureForm, IndicatorForm
from houqin.planning.models import Campaign, CampaignAim, Indicator
from houqin.planning.scorecards import cards_of
from houqin.planning.services import campaigns as services
from houqin.planning.views.picking import items_in_force, pick_items
from houqin.planning.views.programme_tables import CAMPAIGNS, scorecard_book
from houqin.ui.exporting import as_download
from houqin.ui.form_pages import attempt, confirm_page, form_page
from houqin.ui.listing import render_list


def leads(request: InstitutionRequest) -> bool:
    allowed = may(request.member, "planning.run_programmes")
    return bool(allowed) and not request.member.is_read_only


def crumbs(campaign: Campaign | None = None) -> list[tuple[str, str]]:
    found = [("专项活动", reverse("planning:campaigns"))]
    if campaign is not None:
        found.append((campaign.title, page_of(campaign)))
    return found


def page_of(campaign: Campaign) -> str:
    return reverse("planning:campaign", args=[campaign.pk])


@require_GET
@requires("planning.see")
def campaigns(request: InstitutionRequest) -> HttpResponse:
    rows = Campaign.objects.select_related("lead").annotate(aim_count=Count("aims"))
    add_url = reverse("planning:campaign_new") if leads(request) else ""
    return render_list(request, CAMPAIGNS, rows, add_url=add_url, add_label="发起活动")


@requires("planning.run_programmes")
def new(request: InstitutionRequest) -> HttpResponse:
    start = {}
    if request.GET.get("like") == "four-goods":
        start = {"title": "四好一满意一放心活动", "aims": "\n".join(_FOUR_GOODS)}
    return form_page(
        request, CampaignForm(request.POST or None, initial=start), services.start_campaign,
        then=page_of, title="发起活动", crumbs=crumbs(), submit="发起",
        template="planning/campaigns/new.html",
        known={"actor": request.member, "now": clock.now()},
        done="活动已发起，给每个目标挂事项、加指标。",
    )  # fmt: skip


_FOUR_GOODS = ("保障好", "服务好", "质量好", "管理好", "师生满意", "家长放心")


@require_GET
@requires("planning.see")
def campaign(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Each aim with its indicators, what serves it, and the latest evidence."""
    row = get_object_or_404(Campaign.objects.select_related("lead"), pk=pk)
    found = cards_of(row, clock.today())
    if request.GET.get("export") == "xlsx":
        return as_download(scorecard_book(row, found), f"{row.title}成绩单.xlsx")
    page = {
        "campaign": row,
        "found": found,
        "empty": [card.aim.name for card in found if card.is_empty],
        "cards": row.cards.select_related("published_by").defer("aims")[:12],
        "leads": leads(request) and row.state == Campaign.State.RUNNING,
        "me": request.member.staff.pk if row.state == Campaign.State.RUNNING else 0,
        "unsubmitted": [
            card.aim for card in found if card.aim.department_id and not card.aim.submitted_at
        ],
        "title": row.title,
        "crumbs": crumbs(),
    }
    return render(request, "planning/campaigns/campaign.html", page)


@require_GET
@requires("planning.see")
def card(request: InstitutionRequest, pk: int, number: int) -> HttpResponse:
    """A published scorecard as it stood, to print and post."""
    row = get_object_or_404(Campaign, pk=pk)
    kept = get_object_or_404(row.cards.select_related("published_by"), number=number)
    page = {
        "campaign": row,
        "card": kept,
        "title": f"{row.title}成绩单",
        "crumbs": crumbs(row),
    }
    return render(request, "planning/campaigns/card.html", page)


@require_POST
@requires("planning.run_programmes")
def publish(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Campaign, pk=pk)
    problem = attempt(
        partial(
            services.publish, actor=request.member, campaign_id=pk, now=clock.now(),
            today=clock.today(),
        )
    )  # fmt: skip
    if problem:
        messages.error(request, problem)
        return redirect(page_of(row))
    last = row.cards.defer("aims").first()
    return redirect("planning:scorecard", pk=pk, number=last.number if last else 1)


@requires("planning.run_programmes")
def edit(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Campaign, pk=pk)
    start = {
        "title": row.title, "purpose": row.purpose, "first": row.first, "last": row.last,
        "lead": row.lead_id,
    }  # fmt: skip
    return form_page(
        request, CampaignForm(request.POST or None, initial=start, is_new=False),
        services.change_campaign, then=page_of(row), title="修改活动", crumbs=crumbs(row),
        known={"actor": request.member, "campaign_id": pk}, done="已保存。",
    )  # fmt: skip


@requires("planning.run_programmes")
def close(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Campaign, pk=pk)
    return confirm_page(
        request, partial(services.close_campaign, actor=request.member, campaign_id=pk),
        then=page_of(row), title="结束活动", question=f"结束“{row.title}”？", crumbs=crumbs(row),
        consequence="成绩单和填报过的数字都留着，以后不能再改。", danger=False, done="活动已结束。",
    )  # fmt: skip


def _aim(request: InstitutionRequest, aim_id: int) -> CampaignAim:
    found = get_object_or_404(CampaignAim.objects.select_related("campaign"), pk=aim_id)
    demand(request.member, "planning.keep_aim", found)
    return found


@requires("planning.run_programmes")
def aim_new(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Campaign, pk=pk)
    return _aim_page(request, row, AimForm(request.POST or None), "添加目标")


@requires("planning.keep_aim")
def aim_edit(request: InstitutionRequest, pk: int) -> HttpResponse:
    aim = _aim(request, pk)
    start = {
        "name": aim.name, "meaning": aim.meaning, "method": aim.method,
        "department": aim.department_id, "owner": aim.owner_id,
    }  # fmt: skip
    form = AimForm(request.POST or None, initial=start, leads=leads(request))
    return _aim_page(request, aim.campaign, form, "修改目标", aim_id=pk)


def _aim_page(
    request: InstitutionRequest, row: Campaign, form: AimForm, title: str, **known: Any
) -> HttpResponse:
    return form_page(
        request, form, services.keep_aim, then=page_of(row), title=title, crumbs=crumbs(row),
        known={"actor": request.member, "campaign_id": row.pk, **known},
    )  # fmt: skip


@requires("planning.run_programmes")
def aim_remove(request: InstitutionRequest, pk: int) -> HttpResponse:
    aim = _aim(request, pk)
    return _sure(
        request, aim.campaign, partial(services.remove_aim, actor=request.member, aim_id=pk),
        "删除目标", f"删除目标“{aim.name}”？", "挂接的事项和指标一起去掉，计划本身不变。",
    )  # fmt: skip


def _sure(
    request: InstitutionRequest,
    row: Campaign,
    act: Callable[[], Any],
    title: str,
    question: str,
    consequence: str = "",
) -> HttpResponse:
    return confirm_page(
        request, act, then=page_of(row), title=title, question=question, crumbs=crumbs(row),
        consequence=consequence, button="删除",
    )  # fmt: skip


@requires("planning.keep_aim")
def aim_items(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Attach items of plans in force to the aim."""
    aim = _aim(request, pk)
    rows = items_in_force().exclude(pk__in=aim.links.values("item_id"))
    return pick_items(
        request, rows,
        lambda ids: services.attach_items(actor=request.member, aim_id=pk, item_ids=ids),
        then=page_of(aim.campaign), title=f"给“{aim.name}”挂事项", crumbs=crumbs(aim.campaign),
    )  # fmt: skip


@requires("planning.keep_aim")
def step_new(request: InstitutionRequest, pk: int) -> HttpResponse:
    aim = _aim(request, pk)
    return form_page(
        request, DutyForm(request.POST or None), services.add_step, then=page_of(aim.campaign),
        title=f"“{aim.name}”的一步", crumbs=crumbs(aim.campaign), submit="派发", done="已派成任务",
        known={
            "actor": request.member, "aim_id": pk, "now": clock.now(), "today": clock.today()
        },
    )  # fmt: skip


@require_POST
@requires("planning.keep_aim")
def aim_submit(request: InstitutionRequest, pk: int) -> HttpResponse:
    aim = _aim(request, pk)
    problem = attempt(
        partial(services.submit_aim, actor=request.member, aim_id=pk, now=clock.now())
    )
    if problem:
        messages.error(request, problem)
    else:
        messages.success(request, f"“{aim.name}”的方案已报")
    return redirect(page_of(aim.campaign))


@require_POST
@requires("planning.keep_aim")
def aim_item_remove(request: InstitutionRequest, pk: int, item_id: int) -> HttpResponse:
    aim = _aim(request, pk)
    problem = attempt(
        partial(services.detach_item, actor=request.member, aim_id=pk, item_id=item_id)
    )
    if problem:
        messages.error(request, problem)
    return redirect(page_of(aim.campaign))


@requires("planning.keep_aim")
def indicator_new(request: InstitutionRequest, pk: int) -> HttpResponse:
    aim = _aim(request, pk)
    return form_page(
        request, IndicatorForm(request.POST or None), services.add_indicator,
        then=page_of(aim.campaign), title=f"给“{aim.name}”加指标", crumbs=crumbs(aim.campaign),
        known={"actor": request.member, "aim_id": pk}, submit="加上",
    )  # fmt: skip


def _indicator(request: InstitutionRequest, pk: int) -> Indicator:
    found = get_object_or_404(Indicator.objects.select_related("aim__campaign"), pk=pk)
    demand(request.member, "planning.keep_aim", found.aim)
    return found


@requires("planning.keep_aim")
def figure(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Enter a figure; those before it stand beside the form."""
    row = _indicator(request, pk)
    form = FigureForm(request.POST or None, initial={"as_of": clock.today()})
    return form_page(
        request, form, services.enter_figure, then=page_of(row.aim.campaign),
        title=f"填报“{row.title}”", crumbs=crumbs(row.aim.campaign), submit="填报",
        template="planning/campaigns/figure.html", indicator=row,
        figures=row.figures.select_related("entered_by")[:10],
        known={
            "actor": request.member, "indicator_id": pk, "now": clock.now(),
            "today": clock.today(),
        },
    )  # fmt: skip


@requires("planning.keep_aim")
def indicator_remove(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _indicator(request, pk)
    return _sure(
        request, row.aim.campaign,
        partial(services.remove_indicator, actor=request.member, indicator_id=pk),
        "删除指标", f"删除指标“{row.title}”？",
    )  # fmt: skip
