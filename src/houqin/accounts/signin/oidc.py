"""OpenID Connect (a bureau's or school's own sign-in): PKCE, nonce, and a checked signature.

Allauth trusts an ID token that came straight from the server; we check its signature all the same,
and that it answers the question that this browser asked.
"""

from __future__ import annotations

import hashlib
from typing import Any

from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from houqin.accounts.signin.parts import Said, VendorAdapter, VendorProvider, fetched

_WELL_KNOWN = "/.well-known/openid-configuration"
_ALGORITHMS = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"}


class OidcAdapter(VendorAdapter, OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    provider_id = "oidc"

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, "oidc")

    @property
    def openid_config(self) -> dict[str, Any]:
        if not hasattr(self, "_openid_config"):
            url = str(self.get_provider().app.settings["server_url"])
            found = fetched("GET", url if _WELL_KNOWN in url else url + _WELL_KNOWN)
            missing = {"issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"} - set(
                found
            )
            if missing:
                raise OAuth2Error(f"OIDC: the description lacks {sorted(missing)}")
            self._openid_config = found
        return self._openid_config

    def complete_login(
        self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any
    ) -> Any:
        signed = self._signed(app, kwargs["response"].get("id_token"))
        found = dict(signed)
        if "userinfo_endpoint" in self.openid_config:
            more = self._fetch_user_info(token.token)
            if more.get("sub") != signed.get("sub"):
                raise OAuth2Error("OIDC: the profile is somebody else's")
            found |= more
        issuer = hashlib.sha256(str(self.openid_config["issuer"]).encode()).hexdigest()[:12]
        # Only a number that the server itself has verified says who somebody is.
        is_sure = found.get("phone_number_verified") is True
        said = Said(
            uid=f"{issuer}:{signed['sub']}",
            phone=found.get("phone_number") if is_sure else "",
            nonce=signed.get("nonce"),
        )
        return self.get_provider().sociallogin_from_response(request, said)

    def _signed(self, app: Any, id_token: str | None) -> dict[str, Any]:
        from jwt import PyJWTError, get_unverified_header

        try:
            if get_unverified_header(id_token or "").get("alg") not in _ALGORITHMS:
                raise OAuth2Error("OIDC: the token is not signed as it must be")
            found: dict[str, Any] = jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        except (PyJWTError, KeyError, TypeError, ValueError) as error:
            raise OAuth2Error("OIDC: the token does not hold") from error
        return found


class OidcProvider(VendorProvider):
    id = "oidc"
    name = "统一认证"
    oauth2_adapter_class = OidcAdapter
    pkce_enabled_default = True

    def get_default_scope(self) -> list[str]:
        return ["openid", "profile", "phone"]

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, **kwargs: Any
    ) -> HttpResponse:
        nonce = get_random_string(32)
        answer: HttpResponse = super().redirect(
            request, process, next_url, auth_params={"nonce": nonce}, nonce=nonce, **kwargs
        )
        return answer
