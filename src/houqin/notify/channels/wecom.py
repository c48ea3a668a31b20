"""企业微信: application messages (textcard) and group robots.

Protocol: developer.work.weixin.qq.com, 获取access_token, 手机号获取userid, 发送应用消息, 群机器人.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings

from houqin.notify.channels.application import Keys, PersonUnknown, RobotLine
from houqin.notify.channels.card import Card, cut, plain
from houqin.notify.channels.tokens import TokenRefused, with_token
from houqin.notify.channels.web import Web
from houqin.notify.senders import SendFailed

_TOKEN_REFUSED = {40014, 41001, 42001, 42007, 42009}
_BUSY = {-1, 45009, 45033, 45011}
_NOBODY = {46004, 40003, 60111, 81013}
_SENTENCES = {
    40001: "企业微信不认应用的 Secret，请核对后重新填写。",
    40013: "企业微信不认企业 ID，请核对后重新填写。",
    40056: "企业微信不认应用的 AgentId，请核对后重新填写。",
    301002: "这个应用不能给他发消息：请在企业微信后台把他加进应用的可见范围。",
    60020: "企业微信不接受这台服务器的地址：请在应用的“企业可信IP”里加上。",
    93000: "企业微信不认群机器人的地址，机器人可能已被移出群，请重新填写。",
    93008: "群机器人已被移出群，请重新添加后填写新的地址。",
}


class WeComApplication:
    def __init__(self, web: Web, keys: Keys) -> None:
        self._web, self._keys = web, keys

    def find(self, phone: str) -> str:
        answer = self._ask("user/getuserid", {"mobile": phone})
        return str(answer["userid"])

    def send(self, who: str, card: Card) -> None:
        answer = self._ask(
            "message/send",
            {
                "touser": who,
                "msgtype": "textcard",
                "agentid": int(self._keys.given["agent_id"]),
                "textcard": {
                    "title": cut(card.title, 128),
                    "description": cut(card.text, 512),
                    "url": card.link,
                    "btntxt": "查看",
                },
                # A repeat after an interrupted attempt reaches nobody twice.
                "enable_duplicate_check": 1,
                "duplicate_check_interval": 14400,
            },
        )
        if answer.get("invaliduser") or answer.get("unlicenseduser"):
            raise PersonUnknown("企业微信里没有他，或他不在应用的可见范围里，请核对手机号。")

    def _ask(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        def ask(token: str) -> dict[str, Any]:
            answer = self._web.ask(
                "POST", f"{_base()}/{path}", query={"access_token": token}, body=body
            )
            return checked(answer.body)

        return with_token(self._keys.token_key("wecom"), self._token, ask)

    def _token(self) -> tuple[str, float]:
        query = {"corpid": self._keys.given["corp_id"], "corpsecret": self._keys.secret["secret"]}
        answer = checked(self._web.ask("GET", f"{_base()}/gettoken", query=query).body)
        return str(answer["access_token"]), float(answer["expires_in"])


class WeComRobot:
    def __init__(self, web: Web, keys: Keys) -> None:
        self._web, self._keys = web, keys

    def say(self, headline: str, lines: Sequence[RobotLine]) -> None:
        said = "\n".join(f"> [{plain(line.title)}]({line.link})" for line in lines)
        body = {
            "msgtype": "markdown",
            "markdown": {"content": cut(f"**{plain(headline)}**\n{said}", 4096)},
        }
        query = {"key": self._keys.secret["key"]}
        checked(self._web.ask("POST", f"{_base()}/webhook/send", query=query, body=body).body)


def _base() -> str:
    return f"{settings.WECOM_API}/cgi-bin"


def checked(body: dict[str, Any]) -> dict[str, Any]:
    """The answer where the vendor says 0; what went wrong otherwise."""
    code = body.get("errcode")
    if code == 0:
        return body
    if code in _TOKEN_REFUSED:
        raise TokenRefused
    if code in _NOBODY:
        raise PersonUnknown("企业微信里没有这个手机号的成员，或他不在应用的可见范围里。")
    said = f"（{code} {body.get('errmsg', '')}）"[:160]
    if code in _BUSY:
        raise SendFailed(
            f"企业微信要求发慢一点，过一会儿自动再发。{said}", pause=timedelta(minutes=1)
        )
    known = _SENTENCES.get(code) if isinstance(code, int) else None
    raise SendFailed(f"{known or '企业微信没有收下。'}{said}", final=known is not None)
