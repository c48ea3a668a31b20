"""单位与检查员: who keeps the installation founds institutions and lets inspectors in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.postgres.aggregates import StringAgg
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Q, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houqin.accounts.models import User
from houqin.core import clock
from houqin.core.elsewhere import address_elsewhere
from houqin.core.roles import Role
from houqin.org.models import Institution, RoleHolding
from houqin.ui.forms import submit
from houqin.web.keeping import KeeperRequest, keepers_only
from houqin.web.keeping_forms import AccessForm, AnotherForm, InspectorForm
from houqin.web.services import inspectors as inspecting
from houqin.web.services.setup import found_another

MOST = 200


@keepers_only
@require_safe
def institutions(request: KeeperRequest) -> HttpResponse:
    """Every institution with who administers it, and every inspector; three queries."""
    q = " ".join(request.GET.get("q", "").split())[:40]
    here = RoleHolding.objects.filter(
        staff__institution=OuterRef("pk"), role=Role.ADMINISTRATOR, staff__left_on=None
    )
    names = here.order_by().values("staff__institution")
    rows = Institution.objects.annotate(
        keepers=Subquery(
            names.annotate(n=StringAgg("staff__name", "、", distinct=True)).values("n")
        )
    ).order_by("name", "pk")
    if q:
        rows = rows.filter(Q(name__icontains=q) | Q(code__icontains=q))
    shown = list(rows[: MOST + 1])
    page = {
        "title": "单位与检查员",
        "rows": shown[:MOST],
        "more": len(shown) > MOST,
        "q": q,
        "inspectors": inspecting.inspectors(),
        "broad": True,
    }
    return render(request, "web/institutions/list.html", page)


@keepers_only
@never_cache
@require_http_methods(["GET", "POST"])
def institution_add(request: KeeperRequest) -> HttpResponse:
    form = AnotherForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        told = {"actor": request.keeper, "now": clock.now(), "today": clock.today()}
        made = submit(form, found_another, **told)
        if made is not None and made[0].user is not None:
            member, password = made
            title = f"{member.institution.name}建好了"
            code = member.institution.code
            return _slip(request, title, made[0].user, password, code=code)
    page = {"title": "添加单位", "form": form, "button": "建立单位"}
    return _form(request, page)


@keepers_only
@never_cache
@require_http_methods(["GET", "POST"])
def inspector_add(request: KeeperRequest) -> HttpResponse:
    form = InspectorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        made = submit(form, inspecting.let_in, actor=request.keeper, today=clock.today())
        if made is not None:
            user, password = made
            if password:
                return _slip(request, f"{user.name}可以查看了", user, password)
            messages.success(request, f"{user.name}用原来的账号和密码就能看。")
            return redirect("web:institutions")
    page = {
        "title": "添加检查员",
        "lead": "上级检查员只能看，不能改。",
        "form": form,
        "button": "允许查看",
    }
    return _form(request, page)


@keepers_only
@never_cache
@require_http_methods(["GET", "POST"])
def inspector(request: KeeperRequest, pk: int) -> HttpResponse:
    """Which institutions one inspector sees: give and withdraw."""
    known = _inspector(pk)
    form = AccessForm(
        request.POST if request.method == "POST" else None,
        works_at=inspecting.works_at(known.user),
        initial={"institutions": known.institutions},
    )
    if request.method == "POST":
        told = {"actor": request.keeper, "user": known.user, "today": clock.today()}
        said = submit(form, inspecting.set_access, **told)
        if said is not None:
            messages.success(request, said)
            return redirect("web:institutions")
    page = {
        "title": known.user.name,
        "lead": f"登录名 {known.user.username}",
        "form": form,
        "button": "保存",
        "person": known.user,
    }
    return _form(request, page)


@keepers_only
@never_cache
@require_POST
def inspector_password(request: KeeperRequest, pk: int) -> HttpResponse:
    user = _inspector(pk).user
    try:
        password = inspecting.reset_password(actor=request.keeper, user=user, today=clock.today())
    except ValidationError as error:
        messages.error(request, "；".join(error.messages))
        return redirect("web:inspector", pk=pk)
    return _slip(request, f"{user.name}的新密码", user, password)


def _inspector(pk: int) -> inspecting.Inspector:
    found = (one for one in inspecting.inspectors() if one.user.pk == pk)
    known = next(found, None)
    if known is None:
        raise Http404
    return known


def _form(request: HttpRequest, page: dict[str, object]) -> HttpResponse:
    failed = bool(getattr(page["form"], "errors", None))
    return render(request, "web/institutions/form.html", page, status=422 if failed else 200)


def _slip(
    request: HttpRequest, title: str, user: User, password: str, code: str = ""
) -> HttpResponse:
    """Shown once, on the answer itself."""
    page = {
        "title": title,
        "person": user,
        "password": password,
        "login": address_elsewhere(request, "/accounts/login/"),
        "inside": address_elsewhere(request, f"/i/{code}/") if code else "",
    }
    return render(request, "web/institutions/slip.html", page)
