"""WeCom, DingTalk, Feishu and a stranger's receiver on this machine, as strict as the real ones.

Written from the vendors' documents, apart from the code that it judges: it reckons signatures
itself, lets passes die, limits the rate, and knows only some phone numbers.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

PHONES = {"13800000001": "zhang", "13800000002": "li"}
SIGN = "SEC-a-long-secret-for-signing"
Reply = tuple[int, dict[str, Any], dict[str, str]]


@dataclass
class Asked:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    raw: bytes

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.raw or b"{}")


@dataclass
class Vendors:
    """``shown`` is what people and groups got to see; ``limited`` answers are busy."""

    asked: list[Asked] = field(default_factory=list)
    shown: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    passes: list[str] = field(default_factory=list)
    dead: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    limited: int = 0
    after: Callable[[], None] = lambda: None  # when a message was shown, before it is answered
    base: str = ""

    def count(self, part: str) -> int:
        return sum(part in one.path for one in self.asked)

    def expire(self) -> None:
        """Every pass given so far is dead, whatever its life was said to be."""
        self.dead.update(self.passes)

    def answer(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        path = asked.path
        if path.startswith("/cgi-bin/"):
            return 200, self._wecom(asked), {}
        if path.startswith("/open-apis/"):
            return self._feishu(asked)
        if path.startswith("/hook"):
            return self._hook(asked)
        return 200, self._dingtalk(asked), {}

    def _new_pass(self) -> str:
        self.passes.append(f"pass-{len(self.passes) + 1}")
        return self.passes[-1]

    def _living(self, given: str) -> bool:
        return given in self.passes and given not in self.dead

    def _busy(self) -> bool:
        self.limited -= 1
        return self.limited >= 0

    def _show(self, who: str, body: dict[str, Any], sign: str) -> None:
        """Once per ``sign``, as each of the three promises in its own way."""
        if sign not in self.seen:
            self.seen.add(sign)
            self.shown.append((who, body))
            self.after()

    def _wecom(self, asked: Asked) -> dict[str, Any]:
        path, query, body = asked.path.removeprefix("/cgi-bin/"), asked.query, asked.json
        if path == "gettoken":
            if query.get("corpid") != "ww123456" or query.get("corpsecret") != "good":
                return {"errcode": 40001, "errmsg": "invalid credential"}
            return {"errcode": 0, "access_token": self._new_pass(), "expires_in": 7200}
        if path == "webhook/send":
            if query.get("key") != "robot-key-1":
                return {"errcode": 93000, "errmsg": "invalid webhook url"}
            if self._busy():
                return {"errcode": 45009, "errmsg": "api freq out of limit"}
            assert len(body["markdown"]["content"].encode()) <= 4096
            self.shown.append(("group", body))
            self.after()
            return {"errcode": 0}
        if not self._living(query.get("access_token", "")):
            return {"errcode": 42001, "errmsg": "access_token expired"}
        if path == "user/getuserid":
            who = PHONES.get(body["mobile"])
            return {"errcode": 0, "userid": who} if who else {"errcode": 46004, "errmsg": "no"}
        assert path == "message/send"
        if self._busy():
            return {"errcode": 45009, "errmsg": "api freq out of limit"}
        card = body["textcard"]
        assert isinstance(body["agentid"], int)
        assert len(card["title"].encode()) <= 128
        assert len(card["description"].encode()) <= 512
        if body["touser"] not in PHONES.values():
            return {"errcode": 81013, "errmsg": "user & party & tag all invalid"}
        again = (
            asked.raw.decode() if body.get("enable_duplicate_check") == 1 else str(len(self.asked))
        )
        self._show(body["touser"], card, again)
        return {"errcode": 0, "invaliduser": "", "msgid": "m"}

    def _dingtalk(self, asked: Asked) -> dict[str, Any]:
        path, query, body = asked.path, asked.query, asked.json
        if path == "/gettoken":
            if query.get("appkey") != "dingkey1" or query.get("appsecret") != "good":
                return {"errcode": 40096, "errmsg": "bad"}
            return {"errcode": 0, "access_token": self._new_pass(), "expires_in": 7200}
        if path == "/robot/send":
            said = f"{query['timestamp']}\n{SIGN}".encode()
            right = base64.b64encode(hmac.new(SIGN.encode(), said, hashlib.sha256).digest())
            fresh = abs(time.time() * 1000 - int(query["timestamp"])) < 3_600_000
            if query.get("sign") != right.decode() or not fresh:
                return {"errcode": 310000, "errmsg": "sign not match"}
            self.shown.append(("group", body))
            return {"errcode": 0}
        if not self._living(query.get("access_token", "")):
            return {"errcode": 88, "sub_code": "40014", "sub_msg": "不合法的access_token"}
        if path == "/topapi/v2/user/getbymobile":
            who = PHONES.get(body["mobile"])
            return {"errcode": 0, "result": {"userid": who}} if who else {"errcode": 60121}
        assert path == "/topapi/message/corpconversation/asyncsend_v2"
        if self._busy():
            return {"errcode": 88, "sub_code": "90018", "sub_msg": "请求被暂时禁用了"}
        card = body["msg"]["action_card"]
        self._show(body["userid_list"], card, asked.raw.decode())
        return {"errcode": 0, "task_id": 1}

    def _feishu(self, asked: Asked) -> Reply:
        path, body = asked.path.removeprefix("/open-apis/"), asked.json
        if path == "auth/v3/tenant_access_token/internal":
            if body != {"app_id": "cli_1234", "app_secret": "good"}:
                return 200, {"code": 10014, "msg": "app secret invalid"}, {}
            return 200, {"code": 0, "tenant_access_token": self._new_pass(), "expire": 7200}, {}
        if path.startswith("bot/v2/hook/"):
            key = f"{body['timestamp']}\n{SIGN}".encode()
            right = base64.b64encode(hmac.new(key, b"", hashlib.sha256).digest()).decode()
            if body.get("sign") != right or abs(time.time() - int(body["timestamp"])) > 3600:
                return 200, {"code": 19021, "msg": "sign match fail"}, {}
            self.shown.append(("group", body))
            return 200, {"code": 0, "StatusCode": 0}, {}
        given = asked.headers.get("authorization", "").removeprefix("Bearer ")
        if not self._living(given):
            return 400, {"code": 99991663, "msg": "Invalid access token"}, {}
        if path == "contact/v3/users/batch_get_id":
            assert asked.query["user_id_type"] == "open_id"
            known = [{"mobile": m, "user_id": PHONES[m]} for m in body["mobiles"] if m in PHONES]
            return 200, {"code": 0, "data": {"user_list": known or [{"mobile": "?"}]}}, {}
        assert path == "im/v1/messages"
        assert asked.query["receive_id_type"] == "open_id"
        assert len(body["uuid"]) <= 50
        if self._busy():
            return 429, {"code": 99991400}, {"x-ogw-ratelimit-reset": "7"}
        self._show(body["receive_id"], json.loads(body["content"]), body["uuid"])
        return 200, {"code": 0, "data": {"message_id": "om_1"}}, {}

    def _hook(self, asked: Asked) -> Reply:
        """As docs/users/消息渠道.md tells a receiver to check."""
        if asked.path == "/hook/elsewhere":
            return 302, {}, {"Location": f"{self.base}/hook"}
        if self._busy():
            return 429, {}, {"Retry-After": "30"}
        number, stamp = asked.headers["x-houqin-delivery"], asked.headers["x-houqin-timestamp"]
        said = f"{stamp}.{number}.".encode() + asked.raw
        right = "v1=" + hmac.new(SIGN.encode(), said, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(asked.headers["x-houqin-signature"], right):
            return 401, {}, {}
        if abs(time.time() - int(stamp)) > 300:
            return 401, {}, {}
        self._show("system", asked.json, number)
        return 204, {}, {}


def serve(vendors: Vendors) -> ThreadingHTTPServer:
    """Start the server in a thread; its address is in ``vendors.base``."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            parts = urlsplit(self.path)
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(self.command, parts.path, query, headers, raw)
            status, body, more = vendors.answer(asked)
            sent = b"" if status == 204 else json.dumps(body).encode()
            self.send_response(status)
            for name, value in {"Content-Length": str(len(sent)), **more}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(sent)

        do_GET = do_POST = _answer  # noqa: N815

        def log_message(self, *_args: Any) -> None:
            """Silence."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    vendors.base = f"http://127.0.0.1:{server.server_port}"
    return server
