"""Allauth's pages of signing in under our own templates, and 我的账号."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.sessions.models import Session
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from houqin.accounts import services
from houqin.accounts.forms import MeForm
from houqin.accounts.models import AccessToken, SigningPin, User
from houqin.core import clock
from houqin.ui.forms import submit


class LoginView(account.LoginView):  # type: ignore[misc]
    """With a button for each other way to sign in that the settings name."""

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        page: dict[str, Any] = super().get_context_data(**given)
        ways = [(code, way["name"]) for code, way in settings.SIGN_IN.items()]
        return page | {"ways": ways, "next": self.request.GET.get("next", "")}


class PasswordView(account.PasswordChangeView):  # type: ignore[misc]
    """Whoever only replaces the temporary password came to work: on to Today."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.success_url = "/" if _user(request).must_change_password else "/accounts/me/"
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer


login = LoginView.as_view(template_name="accounts/login.html")
leave = account.LogoutView.as_view(template_name="accounts/logout.html")
inactive = account.AccountInactiveView.as_view(template_name="accounts/inactive.html")
confirm_password = account.ReauthenticateView.as_view(template_name="accounts/again.html")
password = PasswordView.as_view(template_name="accounts/password.html")


def closed(request: HttpRequest, **_where: str) -> HttpResponse:
    """Allauth offers this; here the administrator does it."""
    raise Http404


def _user(request: HttpRequest) -> User:
    return User.objects.get(pk=int(request.user.pk or 0))


def _links(user: User) -> list[SocialAccount]:
    return list(SocialAccount.objects.filter(user=user).order_by("pk"))


@login_required
def me(request: HttpRequest) -> HttpResponse:
    """Name, phone, mail, two-step, tokens, and signing out everywhere."""
    user = _user(request)
    form = MeForm(request.POST or None, instance=user)
    kept = submit(form, services.change_me, user=_user(request)) if form.is_bound else None
    if kept is not None:
        messages.success(request, "已保存。")
        return redirect("accounts_me")
    tokens = AccessToken.objects.filter(user=user, revoked_at=None).order_by("-pk")
    names = {code: way["name"] for code, way in settings.SIGN_IN.items()}
    page = {
        "form": form,
        "title": "我的账号",
        "tokens": tokens[:50],
        "pin": SigningPin.objects.filter(user=user).first(),
        "links": [(one.pk, names.get(one.provider, one.provider)) for one in _links(user)],
        "has_two_step": Authenticator.objects.filter(user=user, type="totp").exists(),
    }
    return render(request, "accounts/me.html", page, status=422 if form.errors else 200)


@require_POST
@login_required
def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(AccessToken, pk=pk, user_id=request.user.pk)
    services.revoke(token=token, now=clock.now())
    messages.success(request, "已停用，用它的日历或程序马上读不到了。")
    return redirect("accounts_me")


@require_POST
@login_required
def leave_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of this person, on every device, this one too."""
    services.end_sessions(user=_user(request), sessions=Session.objects.all(), now=clock.now())
    logout(request)
    messages.success(request, "所有设备都已退出。")
    return redirect("account_login")
