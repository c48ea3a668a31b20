"""上行文: letters to superiors, their replies, what is still unanswered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from houqin.core import clock
from houqin.core.permissions import may
from houqin.files.public import attachments_of, take
from houqin.journal.public import history, record
from houqin.org.access import InstitutionRequest, requires
from houqin.org.member import Member
from houqin.planning.forms.letters import AnswerForm, AskAgainForm, LetterForm
from houqin.planning.models import Letter
from houqin.planning.services import letters as services
from houqin.ui.addresses import page_of
from houqin.ui.form_pages import confirm_page, form_page
from houqin.ui.listing import Listing, render_list
from houqin.ui.tables import Choice, Column, DateRange

_LOOKS = {"waiting": "todo", "answered": "done", "no_reply": "na"}


def state_of(row: Letter) -> tuple[str, str]:
    today = clock.today()
    if row.is_unanswered(today):
        return "late", f"{(today - row.sent_on).days} 天没答复"
    if row.state == Letter.State.ANSWERED:
        return ("na" if row.outcome == "refused" else "done"), str(row.get_outcome_display())
    return _LOOKS[row.state], str(row.get_state_display())


def _where(value: str) -> Q:
    if value == "late":
        return Q(state="waiting", remind_on__lte=clock.today())
    return Q(state=value)


LETTERS: Listing = Listing(
    name="letters",
    title="上行文",
    columns=(
        Column("标题", "subject", phone="title", width=36),
        Column("文号", "number", sort="number", width=20),
        Column("状态", lambda row: state_of(row)[1], chip=state_of, phone="side"),
        Column("发文日期", "sent_on", sort="sent_on", format="day"),
        Column("主送", "addressee", width=20),
        Column("事由", "get_about_display", phone="hide", width=10),
        Column("申请（元）", "amount", format="money"),
        Column("批准（元）", "amount_granted", format="money", phone="hide"),
        Column("批准了什么", "granted", phone="hide", width=24),
        Column("答复日期", "reply_on", format="day", phone="hide"),
    ),
    filters=(
        Choice(
            "state", "状态", (("late", "到期没答复"), *Letter.State.choices), where=_where
        ),
        Choice("about", "事由", Letter.About.choices, lookup="about"),
        Choice("outcome", "结果", Letter.Outcome.choices, lookup="outcome"),
        DateRange("sent", "发文日期", "sent_on"),
    ),
    search="search",
    search_hint="搜标题、文号、主送",
    sort="-sent_on",
    href=page_of("planning:letter"),
    empty_title="还没有登记上行文。",
    empty_hint="给教育局、政府的请示和报告发出后登记在这里；到日子没答复，会提醒您催问。",
)  # fmt: skip


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("上行文", reverse("planning:letters")), *more]


@requires("planning.see_letters")
def letters(request: InstitutionRequest) -> HttpResponse:
    member = request.member
    keeps = bool(may(member, "planning.keep_letters"))
    return render_list(
        request,
        LETTERS,
        Letter.objects.all(),
        template="planning/letters/list.html",
        exported=lambda count: record(
            actor=member, action="planning.letters_exported", count=count
        ),
        add_url=reverse("planning:letter_new") if keeps else "",
        add_label="登记发文",
        unanswered=[
            {"row": row, "days": (clock.today() - row.sent_on).days}
            for row in Letter.objects.unanswered(clock.today()).order_by("sent_on")[:8]
        ],
        keeps=keeps,
    )


def _with_files(service: Callable[..., Letter]) -> Callable[..., Letter]:
    """Take the uploads in, then hand them to the service."""

    def run(*, actor: Member, attached: list[Any], **given: Any) -> Letter:
        now = clock.now()
        taken = [take(actor=actor, upload=upload, now=now) for upload in attached]
        return service(actor=actor, files=taken, **given)

    return run


@requires("planning.keep_letters")
def new(request: InstitutionRequest) -> HttpResponse:
    return form_page(
        request,
        LetterForm(request.POST or None, request.FILES or None, initial={"sent_on": clock.today()}),
        _with_files(services.register),
        then=lambda made: reverse("planning:letter", args=[made.pk]),
        title="登记发文",
        crumbs=_crumbs(),
        known={"actor": request.member, "now": clock.now(), "today": clock.today()},
        done="已登记",
        draft="letter",
    )


@requires("planning.see_letters")
def letter(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Letter.objects.select_related("made_by"), pk=pk)
    page = {
        "row": row,
        "crumbs": _crumbs(),
        "state": state_of(row),
        "keeps": bool(may(request.member, "planning.keep_letters")),
        "files": attachments_of([row]).get(row.pk, []),
        "lines": history(row, limit=20),
        "days": (clock.today() - row.sent_on).days,
    }
    return render(request, "planning/letters/letter.html", page)


@requires("planning.keep_letters")
def answer(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Letter, pk=pk)
    start = {name: getattr(row, name) for name in ("outcome", "granted", "amount_granted", "reply")}
    start["reply_on"] = row.reply_on or clock.today()
    return form_page(
        request,
        AnswerForm(request.POST or None, request.FILES or None, initial=start),
        _with_files(services.answer),
        then=reverse("planning:letter", args=[pk]),
        title="登记答复",
        crumbs=_crumbs((row.number, reverse("planning:letter", args=[pk]))),
        known={"actor": request.member, "letter_id": pk, "today": clock.today()},
        note=row.subject,
        done="已登记答复",
    )


@requires("planning.keep_letters")
def ask_again(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Letter, pk=pk)
    return form_page(
        request,
        AskAgainForm(
            request.POST or None, initial={"remind_on": clock.today() + timedelta(days=14)}
        ),
        services.ask_again_on,
        then=reverse("planning:letter", args=[pk]),
        title="已催问，过些天再提醒",
        crumbs=_crumbs((row.number, reverse("planning:letter", args=[pk]))),
        known={"actor": request.member, "letter_id": pk, "today": clock.today()},
        note=row.subject,
    )


@requires("planning.keep_letters")
def no_reply(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Letter, pk=pk)
    return confirm_page(
        request,
        lambda: services.expect_nothing(actor=request.member, letter_id=pk),
        then=reverse("planning:letter", args=[pk]),
        title="不用答复",
        question=f"“{row.subject}”不用等答复了吗？",
        consequence="以后不再提醒；真收到答复，还可以登记。",
        crumbs=_crumbs((row.number, reverse("planning:letter", args=[pk]))),
        danger=False,
    )
