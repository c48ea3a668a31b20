"""飞书: the second version of its sign-in, with PKCE.

Protocol: open.feishu.cn, 获取授权码, 获取 user_access_token (v2), 获取用户信息.
"""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.models import SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from django.conf import settings
from django.http import HttpRequest

from houqin.accounts.signin.parts import Said, VendorAdapter, VendorProvider, fetched


class FeishuClient(OAuth2Client):  # type: ignore[misc]
    def get_access_token(self, code: str, pkce_code_verifier: str | None = None) -> Any:
        given = {
            "grant_type": "authorization_code",
            "client_id": self.consumer_key,
            "client_secret": self.consumer_secret,
            "code": code,
            "redirect_uri": self.callback_url,
            "code_verifier": pkce_code_verifier,
        }
        found = fetched("POST", self.access_token_url, json=given)
        if found.get("code", 0) != 0 or "access_token" not in found:
            raise OAuth2Error(f"Feishu: {found.get('code')} {found.get('error_description')}")
        return found


class FeishuAdapter(VendorAdapter):
    provider_id = "feishu"
    client_class = FeishuClient

    @property
    def access_token_url(self) -> str:
        return f"{settings.FEISHU_API}/open-apis/authen/v2/oauth/token"

    @property
    def authorize_url(self) -> str:
        return f"{settings.FEISHU_LOGIN}/open-apis/authen/v1/authorize"

    def complete_login(
        self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any
    ) -> Any:
        headers = {"Authorization": f"Bearer {token.token}"}
        found = fetched(
            "GET", f"{settings.FEISHU_API}/open-apis/authen/v1/user_info", headers=headers
        )
        if found.get("code") != 0:
            raise OAuth2Error(f"Feishu: {found.get('code')} {found.get('msg')}")
        person = found["data"]
        said = Said(uid=person.get("union_id") or person.get("open_id"), phone=person.get("mobile"))
        return self.get_provider().sociallogin_from_response(request, said)


class FeishuProvider(VendorProvider):
    id = "feishu"
    name = "飞书"
    oauth2_adapter_class = FeishuAdapter
    pkce_enabled_default = True

    def get_default_scope(self) -> list[str]:
        return ["contact:user.phone:readonly"]
