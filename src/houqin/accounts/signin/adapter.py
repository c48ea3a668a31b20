"""Who comes in by another sign-in: only who has an account here already, found by phone number."""

from __future__ import annotations

import logging
from importlib import import_module
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from houqin.accounts.models import User

log = logging.getLogger(__name__)
_CLASSES = {
    "wecom": ("houqin.accounts.signin.wecom", "WeComProvider"),
    "dingtalk": ("houqin.accounts.signin.dingtalk", "DingTalkProvider"),
    "feishu": ("houqin.accounts.signin.feishu", "FeishuProvider"),
    "oidc": ("houqin.accounts.signin.oidc", "OidcProvider"),
}


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def get_provider(
        self, request: HttpRequest, provider: str, client_id: str | None = None
    ) -> Any:
        """From the settings alone, without a query; its module is loaded now."""
        from allauth.socialaccount.models import SocialApp

        known = settings.SIGN_IN.get(provider)
        if known is None:
            raise SocialApp.DoesNotExist
        module, name = _CLASSES[provider]
        app = SocialApp(provider=provider, provider_id=provider, **known)
        return getattr(import_module(module), name)(request, app=app)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: Any) -> Any:
        return sociallogin.user  # nobody is made from what a vendor says

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Known already, or known by phone; else a sentence and the sign-in page."""
        name = sociallogin.provider.app.name
        if sociallogin.id_nonce != sociallogin.state.get("nonce"):
            raise ImmediateHttpResponse(refused(request, f"{name}的回答不是给这次登录的，请再试。"))
        if sociallogin.is_existing:
            if not sociallogin.user.is_active:
                raise ImmediateHttpResponse(refused(request, "这个账号已停用，请联系信息员。"))
            return
        phone = sociallogin.vouched_phone
        user = User.objects.filter(phone=phone, is_active=True).first() if phone else None
        if user is None:
            raise ImmediateHttpResponse(refused(request, _why_nobody(name, sociallogin)))
        sociallogin.connect(request, user)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None,
        extra_context: Any = None,
    ) -> None:  # fmt: skip
        if exception is not None:
            log.warning("sign-in by %s failed: %s", provider.id, exception)
        name = provider.app.name
        said = f"{name}没有确认您的身份，请再试一次，或用密码登录。"
        if str(getattr(error, "value", error)) == "cancelled":
            said = f"您没有同意用{name}登录。可以再试，或用密码登录。"
        raise ImmediateHttpResponse(refused(request, said))


def _why_nobody(name: str, sociallogin: Any) -> str:
    if sociallogin.vouched_phone:
        return (
            f"您在{name}的手机号没有登记在这里的账号上。请先用密码登录，在“我的账号”里填好手机号。"
        )
    if sociallogin.provider.id == "wecom":
        return (
            "第一次要在手机的企业微信里打开后勤登录一次，同意提供手机号；以后就可以扫码。"
            "现在请用密码登录。"
        )
    return f"{name}没有给出核实过的手机号，认不出您是谁。请用密码登录，并请信息员核对应用的权限。"


def refused(request: HttpRequest, sentence: str) -> HttpResponse:
    messages.error(request, sentence)
    return redirect("account_login")
