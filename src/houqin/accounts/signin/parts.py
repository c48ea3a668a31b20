"""What our providers share: addresses, who is behind an identity, answers that are checked."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base import ProviderAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.provider import OAuth2Provider
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

UID_MOST = 191


class Said(dict[str, Any]):
    """``uid`` and, where the vendor vouches for it, ``phone``."""


def callback_url(provider: str) -> str:
    """As it is registered with the vendor: below the address that everybody opens."""
    path = reverse("account_by_return", urlconf=settings.ROOT_URLCONF, args=[provider])
    return settings.BASE_URL.rstrip("/") + path


def mainland(phone: object) -> str:
    """A phone as accounts keep it: no country code for China's own, digits only."""
    digits = "".join(c for c in str(phone or "") if c.isdigit() or c == "+")
    return digits.removeprefix("+86").removeprefix("+")


def fetched(method: str, url: str, **given: Any) -> dict[str, Any]:
    """The JSON object there; OAuth2Error for anything else. A redirect is not followed."""
    with get_adapter().get_requests_session() as session:
        response = session.request(method, url, allow_redirects=False, **given)
    try:
        found = response.json()
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise OAuth2Error(f"no JSON object from {url.partition('?')[0]} ({response.status_code})")
    return found


class VendorProvider(OAuth2Provider):  # type: ignore[misc]
    account_class = ProviderAccount

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:
        return reverse("account_by", args=[self.id])

    def get_callback_url(self) -> str:
        return callback_url(self.id)

    def extract_uid(self, data: Said) -> str:
        uid = str(data.get("uid") or "")
        if not uid or len(uid) > UID_MOST:
            raise OAuth2Error("the vendor named nobody")
        return uid

    def extract_extra_data(self, data: Said) -> dict[str, Any]:
        return {}  # nothing of the vendor's profile is kept

    def sociallogin_from_response(self, request: HttpRequest, response: Said) -> Any:
        login = super().sociallogin_from_response(request, response)
        login.vouched_phone = mainland(response.get("phone"))
        login.id_nonce = response.get("nonce")
        return login


class VendorAdapter(OAuth2Adapter):  # type: ignore[misc]
    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return callback_url(self.provider_id)
