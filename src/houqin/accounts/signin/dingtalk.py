"""钉钉: allauth's provider with our addresses; the phone is the one DingTalk verified.

Protocol: open.dingtalk.com, 登录第三方网站, 获取用户token, 获取用户通讯录个人信息.
"""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.models import SocialToken
from allauth.socialaccount.providers.dingtalk.client import DingTalkOAuth2Client
from allauth.socialaccount.providers.dingtalk.views import DingTalkOAuth2Adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.http import HttpRequest

from houqin.accounts.signin.parts import Said, VendorAdapter, VendorProvider, fetched


class DingTalkClient(DingTalkOAuth2Client):  # type: ignore[misc]
    def get_access_token(self, code: str, pkce_code_verifier: str | None = None) -> Any:
        given = {"clientId": self.consumer_key, "clientSecret": self.consumer_secret}
        given |= {"code": code, "grantType": "authorization_code"}
        found = fetched("POST", self.access_token_url, json=given)
        if "accessToken" not in found:
            raise OAuth2Error(f"DingTalk: {found.get('code')} {found.get('message')}")
        return {"access_token": found["accessToken"], "expires_in": found.get("expireIn")}


class DingTalkAdapter(VendorAdapter, DingTalkOAuth2Adapter):  # type: ignore[misc]
    provider_id = "dingtalk"
    client_class = DingTalkClient

    @property
    def access_token_url(self) -> str:
        return f"{settings.DINGTALK_API}/v1.0/oauth2/userAccessToken"

    @property
    def authorize_url(self) -> str:
        return f"{settings.DINGTALK_LOGIN}/oauth2/auth"

    def complete_login(
        self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any
    ) -> Any:
        headers = {"x-acs-dingtalk-access-token": token.token}
        url = f"{settings.DINGTALK_API}/v1.0/contact/users/me"
        found = fetched("GET", url, headers=headers)
        who = found.get("unionId") or found.get("openId")
        code = str(found.get("stateCode") or "86").removeprefix("+")
        phone = f"+{code}{found['mobile']}" if found.get("mobile") else ""
        said = Said(uid=who, phone=phone)
        return self.get_provider().sociallogin_from_response(request, said)


class DingTalkProvider(VendorProvider):
    id = "dingtalk"
    name = "钉钉"
    oauth2_adapter_class = DingTalkAdapter

    def get_default_scope(self) -> list[str]:
        return ["openid"]

    def get_auth_params(self) -> dict[str, str]:
        return {"prompt": "consent"}
