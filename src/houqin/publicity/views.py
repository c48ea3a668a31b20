"""Notices: the list, one of them, publishing, who has read it, reminding, taking it back."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from houqin.core import clock
from houqin.core.asked import asked_number
from houqin.core.permissions import may
from houqin.files.public import attachments_of, take
from houqin.journal.public import history, record
from houqin.org.access import InstitutionRequest, requires
from houqin.org.member import Member
from houqin.publicity import lists, services
from houqin.publicity.forms import PublishForm, WithdrawForm
from houqin.publicity.models import Announcement, Receipt
from houqin.publicity.policy import keeps, may_keep, sees_receipts, shows_text, visible
from houqin.ui.form_pages import attempt, confirm_page, form_page
from houqin.ui.listing import render_list

ON_TODAY = 5


def _here(pk: int) -> str:
    return reverse("publicity:notice", args=[pk])


def _crumbs(row: Announcement | None = None) -> list[tuple[str, str]]:
    found = [("通知公告", reverse("publicity:notices"))]
    return [*found, (row.title, _here(row.pk))] if row else found


def _row(request: InstitutionRequest, pk: int) -> Any:
    rows = lists.mine(request.member, visible(request.member)).select_related("issued_by")
    return get_object_or_404(rows.defer("search"), pk=pk)


@require_safe
@requires("publicity.see")
def notices(request: InstitutionRequest) -> HttpResponse:
    member = request.member
    publishes = may(member, "publicity.publish") and not member.is_read_only
    return render_list(
        request, lists.notices_listing(member), lists.shown_to(member),
        add_url=reverse("publicity:publish") if publishes else "", add_label="发通知",
    )  # fmt: skip


@require_safe
@requires("publicity.see")
def today(request: InstitutionRequest) -> HttpResponse:
    """What one has still to read or to confirm: a part of Today."""
    rows = Receipt.objects.open_for(request.member.staff).select_related("announcement__issued_by")
    rows = rows.defer("announcement__text", "announcement__search")
    waiting = rows.order_by("-announcement__must_confirm", "-announcement_id")[:ON_TODAY]
    page = {"waiting": waiting, "day": clock.today()}
    return render(request, "publicity/_today.html", page)


@require_safe
@requires("publicity.see")
def notice(request: InstitutionRequest, pk: int) -> HttpResponse:
    """The notice; that it was opened is noted the first time."""
    member, row = request.member, _row(request, pk)
    if request.method == "GET" and row.my_receipt and not row.my_opened and not member.is_read_only:
        services.read(actor=member, row=row, now=clock.now())
        row.my_open = row.must_confirm and row.my_open
    watched = sees_receipts(member, row)
    departments = lists.by_department(row) if watched else []
    page = {
        "row": row, "crumbs": _crumbs(), "state": lists.state_of(row),
        "shows_text": shows_text(member, row), "files": attachments_of([row])[row.pk],
        "to_confirm": row.my_open and row.must_confirm and not member.is_read_only,
        "watched": watched, "departments": departments, "totals": _totals(departments),
        "keeps": keeps(member, row), "lines": history(row, limit=12) if watched else [],
    }  # fmt: skip
    return render(request, "publicity/notice.html", page)


def _totals(departments: list[lists.Line]) -> dict[str, int]:
    return {
        name: sum(getattr(line, name) for line in departments)
        for name in ("meant", "opened", "confirmed", "missing")
    }


@requires("publicity.publish")
def publish(request: InstitutionRequest) -> HttpResponse:
    """``?from=`` starts with the words of another: a withdrawn one is put right and sent anew."""
    member, now = request.member, clock.now()

    def send(*, attached: list[Any], **given: Any) -> Announcement:
        files = [take(actor=member, upload=upload, now=now) for upload in attached]
        return services.publish(actor=member, files=files, now=now, **given)

    start: dict[str, Any] = {"token": uuid4()}
    source = asked_number(request.GET.get("from"))
    if source is not None:
        start |= _words_of(member, source)
    form = PublishForm(request.POST or None, request.FILES or None, kind=member.kind, initial=start)
    return form_page(
        request, form, send, then=lambda made: _here(made.pk), title="发通知", crumbs=_crumbs(),
        known={}, template="publicity/publish.html", submit="发出去", draft="announcement",
        lock="发出去就不能改了；有错可以撤回，另发一份。", done="已发出，收到的人会有提醒。",
    )  # fmt: skip


def _words_of(member: Member, pk: int) -> dict[str, Any]:
    row = visible(member).filter(pk=pk).defer("search").first()
    if row is None or not may_keep(member, row):
        return {}
    names = ("title", "text", "roles", "must_confirm", "is_urgent")
    return {name: getattr(row, name) for name in names} | {"for_everybody": int(row.for_everybody)}


@require_POST
@requires("publicity.confirm")
def confirm(request: InstitutionRequest, pk: int) -> HttpResponse:
    """我已知悉."""
    _row(request, pk)
    problem = attempt(
        lambda: services.confirm(actor=request.member, announcement_id=pk, now=clock.now())
    )
    if problem:
        messages.error(request, problem)
    else:
        messages.success(request, "已确认，谢谢。")
    return redirect(_here(pk))


@require_safe
@requires("publicity.see")
def receipts(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Who has read it, by department and by name; also as Excel."""
    member, row = request.member, _row(request, pk)
    if not sees_receipts(member, row):
        raise PermissionDenied("谁看了这条通知，由发布人和主任查看。")
    departments = lists.by_department(row)
    names = [line.department for line in departments if line.department]
    rows = Receipt.objects.filter(announcement=row).select_related("staff")
    return render_list(
        request, lists.receipts_listing(row, names), rows, template="publicity/receipts.html",
        crumbs=_crumbs(row), row=row, departments=departments, totals=_totals(departments),
        keeps=keeps(member, row),
        exported=lambda count: record(
            actor=member, action="publicity.receipts_exported", target=row, count=count
        ),
    )  # fmt: skip


@require_POST
@requires("publicity.publish")
def remind(request: InstitutionRequest, pk: int) -> HttpResponse:
    """再次提醒未读."""
    _row(request, pk)
    told: list[int] = []
    problem = attempt(
        lambda: told.append(
            services.remind(actor=request.member, announcement_id=pk, now=clock.now())
        )
    )
    if problem:
        messages.error(request, problem)
    else:
        messages.success(request, f"已提醒 {told[0]} 人。")
    return redirect("publicity:receipts", pk)


@requires("publicity.publish")
def withdraw(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _kept(request, pk)
    return form_page(
        request, WithdrawForm(request.POST or None), services.withdraw, then=_here(pk),
        title="撤回通知", crumbs=_crumbs(row), submit="撤回", done="已撤回。",
        known={"actor": request.member, "announcement_id": pk, "now": clock.now()},
        lock="撤回以后，收到的人只看到标题和原因；已经看过的记录还在。",
    )  # fmt: skip


def _kept(request: InstitutionRequest, pk: int) -> Any:
    row = _row(request, pk)
    answer = may_keep(request.member, row)
    if not answer:
        raise PermissionDenied(getattr(answer, "reason", ""))
    return row


@requires("publicity.publish")
def archive(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _kept(request, pk)
    return confirm_page(
        request,
        lambda: services.archive(actor=request.member, announcement_id=pk, now=clock.now()),
        then=_here(pk), title="归档通知", question=f"“{row.title}”可以归档了吗？",
        consequence="归档后还能查看，不再等人看、等人确认。", crumbs=_crumbs(row), danger=False,
        done="已归档。",
    )  # fmt: skip
