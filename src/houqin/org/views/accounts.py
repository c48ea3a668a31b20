"""Accounts of an institution's people. A temporary password is shown once, on the answer itself."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from houqin.core.asked import asked_numbers
from houqin.core.elsewhere import address_elsewhere
from houqin.org.access import InstitutionRequest, requires
from houqin.org.forms.people import AccountForm
from houqin.org.models import Staff
from houqin.org.services import sign_in
from houqin.org.views.home import crumbs
from houqin.org.wording import words
from houqin.ui.form_pages import attempt
from houqin.ui.forms import submit

MOST = 200
Slip = tuple[str, str, str]


def _slips(request: InstitutionRequest, slips: list[Slip], problems: list[str]) -> HttpResponse:
    """Names with their passwords, to hand out or print; they cannot be shown again."""
    page = {
        "title": "临时密码",
        "crumbs": crumbs((words(request.member.kind).staff, "org:staff")),
        "slips": slips,
        "problems": problems,
        "code": request.institution.code,
        "login": address_elsewhere(request, "/accounts/login/"),
    }
    return render(request, "org/slips.html", page)


@never_cache
@requires("org.keep_people")
def account_add(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Staff, pk=pk, left_on=None)
    form = AccountForm(request.POST or None, initial={"username": sign_in.free_username(row)})
    if request.method == "POST":
        made = submit(form, sign_in.give_account, actor=request.member, row=row)
        if made is not None:
            user, password = made
            return _slips(request, [(row.name, user.username, password)], [])
    trail = crumbs((words(request.member.kind).staff, "org:staff"))
    trail.append((row.name, reverse("org:person", args=[pk])))
    page = {
        "form": form, "title": f"给{row.name}开通账号", "crumbs": trail, "submit": "开通",
        "cancel_url": trail[-1][1], "lock": "下一页显示一次临时密码，本人第一次登录时必须改掉。",
    }  # fmt: skip
    return render(request, "ui/form.html", page, status=422 if form.errors else 200)


@never_cache
@require_POST
@requires("org.keep_people")
def accounts(request: InstitutionRequest) -> HttpResponse:
    """Accounts for the ticked people who have none."""
    slips: list[Slip] = []
    problems: list[str] = []
    for row in _ticked(request).filter(user=None, left_on=None):
        name = sign_in.free_username(row)
        try:
            user, password = sign_in.give_account(actor=request.member, row=row, username=name)
            slips.append((row.name, user.username, password))
        except ValidationError as error:
            problems.append(f"{row.name}：{'；'.join(error.messages)}")
    if not slips and not problems:
        messages.info(request, "选中的人都已经有账号。")
        return redirect("org:staff")
    return _slips(request, slips, problems)


@require_POST
@requires("org.keep_people")
def accounts_stop(request: InstitutionRequest) -> HttpResponse:
    stopped = 0
    for row in _ticked(request).filter(user__isnull=False):
        problem = _activate(request, row, is_active=False)
        if problem:
            messages.error(request, f"{row.name}：{problem}")
        else:
            stopped += 1
    if stopped:
        messages.success(request, f"已停用 {stopped} 个账号。")
    return redirect("org:staff")


def _ticked(request: InstitutionRequest) -> QuerySet[Staff]:
    ids = asked_numbers(request.POST.getlist("ids"))[:MOST]
    return Staff.objects.filter(pk__in=ids).select_related("user")


def _activate(request: InstitutionRequest, row: Staff, *, is_active: bool) -> str:
    return attempt(lambda: sign_in.set_active(actor=request.member, row=row, is_active=is_active))


@require_POST
@requires("org.keep_people")
def account_active(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Stop the account, or open it again."""
    row = get_object_or_404(Staff.objects.select_related("user"), pk=pk)
    wanted = request.POST.get("active") == "1"
    problem = _activate(request, row, is_active=wanted)
    if problem:
        messages.error(request, problem)
    else:
        messages.success(request, "账号已恢复。" if wanted else "账号已停用，马上不能登录。")
    return redirect("org:person", pk=pk)


@never_cache
@require_POST
@requires("org.keep_people")
def password_reset(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Staff.objects.select_related("user"), pk=pk)
    try:
        password = sign_in.reset_password(actor=request.member, row=row)
    except ValidationError as error:
        messages.error(request, "；".join(error.messages))
        return redirect("org:person", pk=pk)
    return _slips(request, [(row.name, row.user.username if row.user else "", password)], [])
