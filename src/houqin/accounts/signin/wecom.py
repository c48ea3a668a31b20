"""企业微信: scanning at the desk, silent inside WeCom itself.

Protocol: developer.work.weixin.qq.com, 构造网页授权链接, 企业微信Web登录, 获取访问用户身份,
获取访问用户敏感信息. A scan does not tell the phone number; opening the program once inside WeCom
does, with the person's consent, and links the account.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.socialaccount.models import SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from django.conf import settings
from django.http import HttpRequest

from houqin.accounts.signin.parts import Said, VendorAdapter, VendorProvider, fetched


class WeComClient(OAuth2Client):  # type: ignore[misc]
    def get_redirect_url(self, authorization_url: str, scope: Any, extra_params: Any) -> str:
        given = {"appid": self.consumer_key, "redirect_uri": self.callback_url}
        given |= {"state": self.state, "agentid": extra_params["agentid"]}
        if "wxwork" in self.request.headers.get("User-Agent", ""):
            given |= {"response_type": "code", "scope": "snsapi_privateinfo"}
            inside = f"{settings.WECOM_INSIDE}/connect/oauth2/authorize"
            return f"{inside}?{urlencode(given)}#wechat_redirect"
        given["login_type"] = "CorpApp"
        return f"{authorization_url}?{urlencode(given)}"

    def get_access_token(self, code: str, pkce_code_verifier: str | None = None) -> Any:
        """The application's own pass: WeCom gives none for a person."""
        params = {"corpid": self.consumer_key, "corpsecret": self.consumer_secret}
        found = checked(fetched("GET", self.access_token_url, params=params))
        return {"access_token": found["access_token"], "code": code}


def checked(found: dict[str, Any]) -> dict[str, Any]:
    if found.get("errcode") != 0:
        raise OAuth2Error(f"WeCom: {found.get('errcode')} {found.get('errmsg')}")
    return found


class WeComAdapter(VendorAdapter):
    provider_id = "wecom"
    client_class = WeComClient

    @property
    def access_token_url(self) -> str:
        return f"{settings.WECOM_API}/cgi-bin/gettoken"

    @property
    def authorize_url(self) -> str:
        return f"{settings.WECOM_LOGIN}/wwlogin/sso/login"

    def complete_login(
        self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any
    ) -> Any:
        base, params = f"{settings.WECOM_API}/cgi-bin", {"access_token": token.token}
        code = {"code": kwargs["response"]["code"]}
        found = checked(fetched("GET", f"{base}/auth/getuserinfo", params=params | code))
        who, ticket = found.get("userid"), found.get("user_ticket")
        if not who:
            raise OAuth2Error("WeCom: not a member of this company")
        phone = ""
        if ticket:
            said = fetched(
                "POST", f"{base}/auth/getuserdetail", params=params, json={"user_ticket": ticket}
            )
            phone = checked(said).get("mobile", "")
        found = Said(uid=f"{app.client_id}:{who}", phone=phone)
        return self.get_provider().sociallogin_from_response(request, found)


class WeComProvider(VendorProvider):
    id = "wecom"
    name = "企业微信"
    oauth2_adapter_class = WeComAdapter

    def get_auth_params(self) -> dict[str, str]:
        return {"agentid": str(self.app.settings.get("agent_id", ""))}
