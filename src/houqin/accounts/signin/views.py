"""Going to a vendor to sign in, and coming back."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.internal.decorators import login_not_required
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from houqin.accounts.signin.adapter import refused

log = logging.getLogger(__name__)


def _provider(request: HttpRequest, provider: str) -> Any:
    if provider not in settings.SIGN_IN:
        raise Http404
    return get_adapter(request).get_provider(request, provider)


@never_cache
@require_safe
@login_not_required  # type: ignore[untyped-decorator]
def begin(request: HttpRequest, provider: str) -> HttpResponse:
    """A plain link, because the page's policy lets forms lead nowhere else; ``state`` guards it."""
    chosen = _provider(request, provider)
    next_url = get_next_redirect_url(request)
    try:
        answer: HttpResponse = chosen.redirect(request, AuthProcess.LOGIN, next_url)
    except (OAuth2Error, RequestException, ImmediateHttpResponse):
        return refused(request, f"连不上{chosen.app.name}，请过一会儿再试，或用密码登录。")
    return answer


@never_cache
@require_safe
@login_not_required  # type: ignore[untyped-decorator]
def back(request: HttpRequest, provider: str) -> HttpResponse:
    chosen = _provider(request, provider)
    view = OAuth2CallbackView.adapter_view(chosen.oauth2_adapter_class)
    try:
        answer: HttpResponse = view(request)
    except (KeyError, TypeError, ValueError):  # not what the vendor's document promises
        log.exception("sign-in by %s: an answer that cannot be read", provider)
        return refused(request, f"{chosen.app.name}的回答读不懂，请用密码登录，并告诉信息员。")
    return answer


@require_POST
@login_required
def unlink(request: HttpRequest, pk: int) -> HttpResponse:
    from allauth.socialaccount.models import SocialAccount

    get_object_or_404(SocialAccount, pk=pk, user_id=request.user.pk).delete()
    messages.success(request, "已解除，下次用它登录会再按手机号找到您。")
    return redirect("accounts_me")
