"""The first run: choose the kind, name the institution, sign in as its administrator."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from houqin.core import clock
from houqin.core.roles import Kind
from houqin.org.access import InstitutionRequest, requires
from houqin.org.models import SchoolYear, Staff
from houqin.packs.loading import load
from houqin.planning.models import Task, WorkPlan
from houqin.ui.forms import submit
from houqin.web.forms import FoundingForm
from houqin.web.memberships import inside
from houqin.web.services.setup import found, is_token

_BACKEND = "houqin.accounts.backend.NameOrPhoneBackend"
_CARDS = (
    (Kind.SCHOOL, "学校", "school", "小学、中学、职校；可有寄宿生"),
    (Kind.KINDERGARTEN, "幼儿园", "horse-toy", "公办、民办、乡镇中心园"),
    (Kind.HOSPITAL, "医院", "building-hospital", "综合医院、专科医院、卫生院"),
)


@never_cache
@sensitive_post_parameters("admin_password", "password_again")
@require_http_methods(["GET", "POST"])
def setup(request: HttpRequest, token: str) -> HttpResponse:
    if not is_token(token):
        return render(request, "web/setup/used.html", status=404)
    chosen = request.GET.get("kind", "")
    if not chosen:
        cards = [
            {"code": str(kind), "name": name, "icon": icon, "note": note}
            for kind, name, icon, note in _CARDS
        ]
        return render(request, "web/setup/kind.html", {"title": "建立单位", "cards": cards})
    try:
        kind = Kind(chosen)
    except ValueError:
        raise Http404 from None
    form = FoundingForm(kind, request.POST or None)
    if request.method == "POST":
        answer = _found(request, form, kind)
        if answer is not None:
            return answer
    page = {
        "title": "单位和管理员",
        "form": form,
        "kind_name": next(name for k, name, _icon, _note in _CARDS if k is kind),
        "departments": "、".join(d.name for d in load(kind).departments),
    }
    return render(request, "web/setup/found.html", page, status=422 if form.errors else 200)


def _found(request: HttpRequest, form: FoundingForm, kind: Kind) -> HttpResponse | None:
    def service(**values: Any) -> Any:
        values.pop("password_again")
        from_pack = values.pop("start") == "pack"
        return found(kind=kind, from_pack=from_pack, now=clock.now(), today=clock.today(), **values)

    member = submit(form, service)
    if member is None or member.user is None:
        return None
    login(request, member.user, _BACKEND)
    return redirect(inside(member.institution.code, "welcome/"))


@require_safe
@requires("web.see")
def welcome(request: InstitutionRequest) -> HttpResponse:
    """What to do first, and what of it is done already."""
    counts = {
        "plans": WorkPlan.objects.filter(sort=WorkPlan.Sort.REGULAR).count(),
        "people": Staff.objects.filter(left_on=None).count(),
        "duties": Task.objects.filter(plan__sort=WorkPlan.Sort.STATUTORY).count(),
    }
    year = SchoolYear.objects.filter(last__gte=timezone.localdate()).order_by("first").first()
    statutory = WorkPlan.objects.filter(sort=WorkPlan.Sort.STATUTORY).first()
    page = {
        "title": f"{request.institution.name}，可以开始了",
        "year": year,
        "statutory": statutory,
        **counts,
    }
    return render(request, "web/welcome.html", page)
