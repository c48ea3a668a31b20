"""飞书: cards sent by an application, and group robots with 签名校验.

Protocol: open.feishu.cn, 自建应用获取 tenant_access_token, 通过手机号获取用户 ID, 发送消息,
自定义机器人使用指南.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings

from houqin.notify.channels.application import Keys, PersonUnknown, RobotLine
from houqin.notify.channels.card import Card, cut, plain
from houqin.notify.channels.tokens import TokenRefused, with_token
from houqin.notify.channels.web import Answer, Web
from houqin.notify.senders import SendFailed

_TOKEN_REFUSED = {99991661, 99991663, 99991664, 99991665, 99991668, 99991677}
_BUSY = {99991400, 230020, 11232, 9499}
_NOBODY = {230013, 230053, 230101, 99992351, 99992352, 99992361}
_SENTENCES = {
    10003: "飞书不认 App ID，请核对后重新填写。",
    10014: "飞书不认 App Secret，请核对后重新填写。",
    10015: "飞书不认 App Secret，请核对后重新填写。",
    99991672: "飞书应用缺少权限：请在开发者后台开通“获取用户 ID”和“发送消息”，并发布版本。",
    230006: "飞书应用没有开启机器人能力：请在开发者后台开启并发布版本。",
    230027: "飞书应用缺少权限：请在开发者后台开通发送消息的权限并发布版本。",
    19001: "飞书不认群机器人的地址，请重新填写。",
    19021: "飞书群机器人拒收：签名密钥不对，或服务器的时间不准。",
    19022: "飞书群机器人不接受这台服务器的地址：请在机器人的 IP 白名单里加上。",
    19024: "飞书群机器人拒收：机器人设了关键词，请改用签名校验。",
}


class FeishuApplication:
    def __init__(self, web: Web, keys: Keys) -> None:
        self._web, self._keys = web, keys

    def find(self, phone: str) -> str:
        answer = self._ask(
            "contact/v3/users/batch_get_id", {"user_id_type": "open_id"}, {"mobiles": [phone]}
        )
        for one in answer["data"].get("user_list", []):
            if one.get("user_id"):
                return str(one["user_id"])
        raise PersonUnknown("飞书里没有这个手机号的成员，或他不在应用的可用范围里。")

    def send(self, who: str, card: Card) -> None:
        body = {
            "receive_id": who,
            "msg_type": "interactive",
            "content": json.dumps(_card(card), ensure_ascii=False),
            # The same at every attempt: within the hour a repeat is not shown twice.
            "uuid": _uuid(card.number),
        }
        self._ask("im/v1/messages", {"receive_id_type": "open_id"}, body)

    def _ask(self, path: str, query: dict[str, str], body: dict[str, Any]) -> dict[str, Any]:
        def ask(token: str) -> dict[str, Any]:
            headers = {"Authorization": f"Bearer {token}"}
            return checked(
                self._web.ask("POST", f"{_base()}/{path}", query=query, body=body, headers=headers)
            )

        return with_token(self._keys.token_key("feishu"), self._token, ask)

    def _token(self) -> tuple[str, float]:
        body = {"app_id": self._keys.given["app_id"], "app_secret": self._keys.secret["secret"]}
        url = f"{_base()}/auth/v3/tenant_access_token/internal"
        answer = checked(self._web.ask("POST", url, body=body))
        return str(answer["tenant_access_token"]), float(answer["expire"])


class FeishuRobot:
    def __init__(self, web: Web, keys: Keys) -> None:
        self._web, self._keys = web, keys

    def say(self, headline: str, lines: Sequence[RobotLine]) -> None:
        said = "\n".join(f"[{plain(line.title)}]({line.link})" for line in lines)
        body: dict[str, Any] = {
            "msg_type": "interactive",
            "card": {
                "header": _header(headline),
                "elements": [{"tag": "div", "text": {"tag": "lark_md", "content": said}}],
            },
        }
        if secret := self._keys.secret.get("sign"):
            body |= signed(secret, int(time.time()))
        key = self._keys.secret["key"]
        checked(self._web.ask("POST", f"{_base()}/bot/v2/hook/{key}", body=body))


def signed(secret: str, seconds: int) -> dict[str, str]:
    """签名校验: the time stamp and the secret are the key, nothing is the text; an hour valid."""
    key = f"{seconds}\n{secret}".encode()
    digest = hmac.new(key, b"", hashlib.sha256).digest()
    return {"timestamp": str(seconds), "sign": base64.b64encode(digest).decode()}


def _base() -> str:
    return f"{settings.FEISHU_API}/open-apis"


def _uuid(number: int) -> str:
    if not number:
        return uuid4().hex
    here = hashlib.sha256(settings.BASE_URL.encode()).hexdigest()[:12]
    return f"houqin-{here}-{number}"


def _header(title: str) -> dict[str, Any]:
    return {"title": {"tag": "plain_text", "content": cut(title, 240)}, "template": "blue"}


def _card(card: Card) -> dict[str, Any]:
    button = {
        "tag": "button",
        "text": {"tag": "plain_text", "content": "查看"},
        "type": "primary",
        "url": card.link,
    }
    return {
        "config": {"wide_screen_mode": True},
        "header": _header(card.title),
        "elements": [
            {"tag": "div", "text": {"tag": "plain_text", "content": card.text}},
            {"tag": "action", "actions": [button]},
        ],
    }


def checked(answer: Answer) -> dict[str, Any]:
    """The body where the vendor says 0; what went wrong otherwise."""
    code = answer.body.get("code", answer.body.get("StatusCode"))
    if code == 0:
        return answer.body
    if code in _TOKEN_REFUSED:
        raise TokenRefused
    if code in _NOBODY:
        raise PersonUnknown("飞书里没有他，或他不在应用的可用范围里，请核对手机号。")
    said = f"（{code} {answer.body.get('msg', '')}）"[:160]
    if code in _BUSY:
        pause = answer.retry_after or timedelta(minutes=1)
        raise SendFailed(f"飞书要求发慢一点，过一会儿自动再发。{said}", pause=pause)
    known = _SENTENCES.get(code) if isinstance(code, int) else None
    raise SendFailed(f"{known or '飞书没有收下。'}{said}", final=known is not None)
