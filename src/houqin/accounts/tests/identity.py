"""The vendors' sign-in servers on this machine, written from their documents.

A code is good once and for its own client, secret, address and PKCE challenge; an ID token is
signed. ``person`` is who consents.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
FORGED = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CLIENT, SECRET = "client-1", "secret-1"


@dataclass
class Identity:
    person: dict[str, Any] = field(default_factory=lambda: {"id": "u-1", "phone": "13800000001"})
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    key: Any = KEY
    claims: dict[str, Any] = field(default_factory=dict)
    nonce: str = ""
    base: str = ""

    def consent(self, location: str) -> dict[str, str]:
        """What the browser brings back after the person agreed at ``location``."""
        asked = {name: one[0] for name, one in parse_qs(urlsplit(location).query).items()}
        code = f"code-{len(self.codes) + 1}"
        self.codes[code] = asked
        self.nonce = asked.get("nonce", "")
        return {"code": code, "state": asked["state"]}

    def _redeem(self, given: dict[str, Any], client: str, secret: str) -> bool:
        """Takes the code away; whether all that belongs to it fits."""
        asked = self.codes.pop(str(given.get("code")), None)
        if asked is None or (client, secret) != (CLIENT, SECRET):
            return False
        if given.get("redirect_uri", asked["redirect_uri"]) != asked["redirect_uri"]:
            return False
        challenge = asked.get("code_challenge")
        if challenge is None:
            return True
        digest = hashlib.sha256(str(given.get("code_verifier")).encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == challenge

    def answer(self, path: str, given: dict[str, Any], headers: dict[str, str]) -> Any:
        name = path.strip("/").replace("/", "_").replace("-", "_").replace(".", "_")
        return getattr(self, f"at_{name}")(given, headers)

    def at_cgi_bin_gettoken(self, given, _headers):
        if (given["corpid"], given["corpsecret"]) != (CLIENT, SECRET):
            return {"errcode": 40001}
        return {"errcode": 0, "access_token": "corp-pass", "expires_in": 7200}

    def at_cgi_bin_auth_getuserinfo(self, given, _headers):
        asked = self.codes.pop(given["code"], None)
        if given["access_token"] != "corp-pass" or asked is None:
            return {"errcode": 40029, "errmsg": "invalid code"}
        inside = asked.get("scope") == "snsapi_privateinfo" and asked.get("agentid")
        ticket = {"user_ticket": "ticket"} if inside else {}
        return {"errcode": 0, "userid": self.person["id"], **ticket}

    def at_cgi_bin_auth_getuserdetail(self, given, _headers):
        assert given["user_ticket"] == "ticket"
        return {"errcode": 0, "userid": self.person["id"], "mobile": self.person["phone"]}

    def at_v1_0_oauth2_userAccessToken(self, given, _headers):  # noqa: N802
        assert given["grantType"] == "authorization_code"
        if not self._redeem(given, given["clientId"], given["clientSecret"]):
            return {"code": "invalidCode", "message": "no"}
        return {"accessToken": "person-pass", "refreshToken": "r", "expireIn": 7200}

    def at_v1_0_contact_users_me(self, _given, headers):
        assert headers["x-acs-dingtalk-access-token"] == "person-pass"
        found = {"nick": "张", "unionId": self.person["id"], "stateCode": "86"}
        return found | {"mobile": self.person["phone"]}

    def at_open_apis_authen_v2_oauth_token(self, given, _headers):
        if not self._redeem(given, given["client_id"], given["client_secret"]):
            return {"code": 20003, "error": "invalid_grant"}
        return {"code": 0, "access_token": "person-pass", "expires_in": 7200}

    def at_open_apis_authen_v1_user_info(self, _given, headers):
        assert headers["authorization"] == "Bearer person-pass"
        person = {"union_id": self.person["id"], "mobile": f"+86{self.person['phone']}"}
        return {"code": 0, "data": person}

    def at__well_known_openid_configuration(self, _given, _headers):
        return {
            "issuer": self.base,
            "authorization_endpoint": f"{self.base}/authorize",
            "token_endpoint": f"{self.base}/token",
            "userinfo_endpoint": f"{self.base}/userinfo",
            "jwks_uri": f"{self.base}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def at_jwks(self, _given, _headers):
        found = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [{**found, "kid": "k1", "alg": "RS256", "use": "sig"}]}

    def at_token(self, given, _headers):
        if not self._redeem(given, given["client_id"], given["client_secret"]):
            return {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.base, "aud": CLIENT, "sub": self.person["id"], "iat": now}
        claims |= {"exp": now + 300, "nonce": self.nonce, **self.claims}
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "k1"})
        return {"access_token": "person-pass", "token_type": "Bearer", "id_token": signed}

    def at_userinfo(self, _given, headers):
        assert headers["authorization"] == "Bearer person-pass"
        found = {"sub": self.person["id"], "phone_number": f"+86 {self.person['phone']}"}
        return found | {"phone_number_verified": self.person.get("verified", True)}


def serve(identity: Identity) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            parts = urlsplit(self.path)
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            given: dict[str, Any] = {name: v[0] for name, v in parse_qs(parts.query).items()}
            is_json = "json" in self.headers.get("Content-Type", "")
            body = json.loads(raw) if is_json and raw else parse_qs(raw)
            given |= {name: v[0] if isinstance(v, list) else v for name, v in body.items()}
            headers = {name.lower(): value for name, value in self.headers.items()}
            sent = json.dumps(identity.answer(parts.path, given, headers)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        do_GET = do_POST = _answer  # noqa: N815

        def log_message(self, *_args: Any) -> None:
            """Silence."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    identity.base = f"http://127.0.0.1:{server.server_port}"
    return server
