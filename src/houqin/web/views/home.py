"""The address ``/``: to the sign-in, to Today, or to the choice among institutions."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from houqin.accounts.models import User
from houqin.core import clock
from houqin.planning import numbers
from houqin.web.bureau import closures, standings
from houqin.web.memberships import inside, memberships
from houqin.web.services.keeping import keeper_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login("/", "/accounts/login/")
    today = clock.today()
    members = memberships(int(request.user.pk), today)
    if not members:
        return render(request, "web/nowhere.html", status=403)
    if len(members) == 1 and "choose" not in request.GET:
        return redirect(inside(members[0].institution.code))
    lines = standings(members, today)
    is_bureau = all(member.is_read_only for member in members)
    page = {
        "title": "各单位后勤工作" if is_bureau else "我的单位",
        "is_bureau": is_bureau,
        "lines": lines,
        "closures": closures(members, clock.now()) if is_bureau else [],
        "total": numbers.total(line.tally for line in lines if line.tally),
        "today": today,
        "is_keeper": isinstance(request.user, User) and keeper_of(request.user, today),
        "broad": True,
    }
    return render(request, "web/home.html", page)
