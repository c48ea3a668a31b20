"""A calendar feed by a revocable secret: phones subscribe to it without signing in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from houqin.accounts.models import AccessToken, new_secret, token_digest
from houqin.core import clock
from houqin.core.elsewhere import address_elsewhere, site_elsewhere
from houqin.core.tenancy import every_institution, institution_scope
from houqin.org.access import InstitutionRequest, requires
from houqin.org.models import Staff
from houqin.planning.models import Task

if TYPE_CHECKING:
    from icalendar import Event

_PAST, _AHEAD = timedelta(days=30), timedelta(days=200)


@requires("planning.see")
def subscribe(request: InstitutionRequest) -> HttpResponse:
    """My feeds: make one (its address is shown once), see and revoke the others."""
    mine = AccessToken.objects.filter(
        user=request.member.user,
        institution_ref=request.institution.pk,
        purpose=AccessToken.Purpose.CALENDAR,
        revoked_at=None,
    )
    address = ""
    if request.method == "POST" and not request.member.is_read_only:
        if mine.count() >= 10:
            messages.error(request, "最多 10 个订阅地址，请先停用不用的。")
            return redirect("planning:subscribe")
        secret = new_secret()
        AccessToken.objects.create(
            user_id=request.user.pk or 0,
            institution_ref=request.institution.pk,
            purpose=AccessToken.Purpose.CALENDAR,
            name=request.POST.get("name", "").strip()[:50],
            digest=token_digest(secret),
            tail=secret[-4:],
        )
        path = f"/i/{request.institution.code}/feeds/{secret}.ics"
        address = site_elsewhere(request) + path
    return render(request, "planning/tasks/subscribe.html", {"tokens": mine, "address": address})


@require_POST
@requires("planning.see")
def revoke(request: InstitutionRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(AccessToken, pk=pk, user=request.member.user)
    token.revoked_at = clock.now()
    token.save(update_fields=["revoked_at"])
    messages.success(request, "订阅地址已停用，手机日历不再更新。")
    return redirect("planning:subscribe")


def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """The bearer's own open and recent tasks as all-day events."""
    token = AccessToken.objects.filter(
        digest=token_digest(secret), purpose=AccessToken.Purpose.CALENDAR, revoked_at=None
    ).first()
    if token is None:
        raise Http404
    with every_institution():
        staff = (
            Staff.objects.select_related("institution")
            .filter(user_id=token.user_id, institution_id=token.institution_ref, left_on=None)
            .first()
        )
    code = getattr(request, "institution_code", "")
    if staff is None or staff.institution.code != code:
        raise Http404
    today = clock.today()
    if token.last_used_on != today:
        AccessToken.objects.filter(pk=token.pk).update(last_used_on=today)
    with institution_scope(staff.institution.pk):
        body = _feed(staff, address_elsewhere(request, f"/i/{code}/tasks/"))
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, max-age=900"
    return answer


calendar.public = True  # type: ignore[attr-defined]


def _feed(staff: Staff, base: str) -> bytes:
    from icalendar import Calendar  # only a feed loads it

    today, now = clock.today(), clock.now()
    feed = Calendar()
    feed.add("prodid", "-//Houqin//ZH")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", f"{staff.institution.name} {staff.name}的任务")
    feed.add("x-wr-timezone", "Asia/Shanghai")
    feed.add("refresh-interval;value=duration", "PT1H")
    rows = (
        Task.objects.filter(assignee=staff, due_on__range=(today - _PAST, today + _AHEAD))
        .exclude(state=Task.State.WAIVED)
        .order_by("due_on", "pk")
        .values_list("pk", "item__title", "item__ledger", "first", "due_on", "state")
    )
    for row in rows:
        feed.add_component(_event(row, base, now))
    return bytes(feed.to_ical())


def _event(row: tuple[object, ...], base: str, now: datetime) -> Event:
    from icalendar import Event

    pk, title, ledger, first, due, state = row
    done = state in {Task.State.DONE, Task.State.REVIEW}
    event = Event()
    event.add("uid", f"task-{pk}@houqin")
    event.add("dtstamp", now)
    event.add("summary", f"✓ {title}" if done else title)
    event.add("dtstart", first)
    event.add("dtend", due + timedelta(days=1))  # type: ignore[operator]
    event.add("url", f"{base}{pk}/")
    event.add("transp", "TRANSPARENT")
    if ledger:
        event.add("description", f"填写：{ledger}")
    return event
