"""Events to another system: signed JSON over HTTPS; docs/users/消息渠道.md tells receivers how.

``X-Houqin-Signature: v1=<hex of HMAC-SHA256(key, "<timestamp>.<id>.<body>")>``. The receiver
refuses what is older than five minutes and passes over an id it has seen.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any

from houqin.notify.channels.application import Keys
from houqin.notify.channels.guarded import target_of
from houqin.notify.channels.web import post_guarded
from houqin.notify.senders import SendFailed

_WAIT = {408, 409, 423, 425}


class Webhook:
    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    def post(self, number: str, event: Mapping[str, Any]) -> None:
        """Any 2xx is a receipt; a redirect is not followed."""
        body = json.dumps(dict(event), ensure_ascii=False, separators=(",", ":")).encode()
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Houqin",
            **signed(self._keys.secret["sign"], number, body, int(time.time())),
        }
        status = post_guarded(target_of(self._keys.given["url"]), body, headers).status
        if 200 <= status < 300:
            return
        if 300 <= status < 400:
            raise SendFailed("接收地址转到了别处，后勤不跟着转：请填最终的地址。", final=True)
        sentences = {
            401: "对方不认签名，请核对两边的密钥和时间。",
            403: "对方不认签名，请核对两边的密钥和时间。",
            404: "接收地址不存在，请核对。",
            410: "对方已停用这个接收地址。",
        }
        said = sentences.get(status, "对方没有收下。")
        raise SendFailed(f"{said}（{status}）", final=status not in _WAIT)


def signed(secret: str, number: str, body: bytes, seconds: int) -> dict[str, str]:
    said = f"{seconds}.{number}.".encode() + body
    digest = hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()
    return {
        "X-Houqin-Delivery": number,
        "X-Houqin-Timestamp": str(seconds),
        "X-Houqin-Signature": f"v1={digest}",
    }
