"""钉钉: work notices (action_card) and signed group robots.

Protocol: open.dingtalk.com, 获取企业内部应用的access_token, 根据手机号查询用户, 异步发送工作通知,
自定义机器人安全设置（加签）. The same words reach a person once a day there, which makes a repeat
after an interrupted attempt harmless.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings

from houqin.notify.channels.application import Keys, PersonUnknown, RobotLine
from houqin.notify.channels.card import Card, cut, plain
from houqin.notify.channels.tokens import TokenRefused, with_token
from houqin.notify.channels.web import Web
from houqin.notify.senders import SendFailed

_TOKEN_REFUSED = {40014, 42001}
_BUSY = {-1, 130101, 143106, 660026, 410100}
_BUSY_BELOW = {"90002", "90018", "90006", "90005"}  # sub_code of 88
_NOBODY = {60121, 33012, 40103}
_SENTENCES = {
    40001: "钉钉不认 Client Secret（AppSecret），请核对后重新填写。",
    40089: "钉钉不认 Client ID（AppKey），请核对后重新填写。",
    40096: "钉钉不认 Client Secret（AppSecret），请核对后重新填写。",
    41030: "钉钉不接受这台服务器的地址：请在应用的“服务器出口IP”里加上。",
    60020: "钉钉不接受这台服务器的地址：请在应用的“服务器出口IP”里加上。",
    300001: "钉钉不认群机器人的地址，请重新填写。",
    300005: "钉钉不认群机器人的地址，请重新填写。",
    310000: "钉钉群机器人拒收：加签密钥、关键词或 IP 段和机器人的安全设置不一致。",
    400101: "钉钉不认群机器人的地址，请重新填写。",
    400102: "钉钉群机器人已停用，请在群里启用。",
}


class DingTalkApplication:
    def __init__(self, web: Web, keys: Keys) -> None:
        self._web, self._keys = web, keys

    def find(self, phone: str) -> str:
        answer = self._ask("topapi/v2/user/getbymobile", {"mobile": phone})
        return str(answer["result"]["userid"])

    def send(self, who: str, card: Card) -> None:
        text = f"### {plain(card.title)}\n\n" + "\n\n".join(
            plain(line) for line in card.text.splitlines()
        )
        self._ask(
            "topapi/message/corpconversation/asyncsend_v2",
            {
                "agent_id": int(self._keys.given["agent_id"]),
                "userid_list": who,
                "msg": {
                    "msgtype": "action_card",
                    "action_card": {
                        "title": cut(plain(card.title), 64),
                        "markdown": cut(text, 1000),
                        "single_title": "查看",
                        "single_url": card.link,
                    },
                },
            },
        )

    def _ask(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        def ask(token: str) -> dict[str, Any]:
            url = f"{settings.DINGTALK_OAPI}/{path}"
            return checked(
                self._web.ask("POST", url, query={"access_token": token}, body=body).body
            )

        return with_token(self._keys.token_key("dingtalk"), self._token, ask)

    def _token(self) -> tuple[str, float]:
        query = {"appkey": self._keys.given["app_key"], "appsecret": self._keys.secret["secret"]}
        answer = checked(
            self._web.ask("GET", f"{settings.DINGTALK_OAPI}/gettoken", query=query).body
        )
        return str(answer["access_token"]), float(answer.get("expires_in", 7200))


class DingTalkRobot:
    def __init__(self, web: Web, keys: Keys) -> None:
        self._web, self._keys = web, keys

    def say(self, headline: str, lines: Sequence[RobotLine]) -> None:
        said = "\n".join(f"- [{plain(line.title)}]({line.link})" for line in lines)
        body = {
            "msgtype": "markdown",
            "markdown": {
                "title": cut(plain(headline), 64),
                "text": f"#### {plain(headline)}\n{said}",
            },
        }
        query = {"access_token": self._keys.secret["key"]}
        if secret := self._keys.secret.get("sign"):
            query |= signed(secret, int(time.time() * 1000))
        checked(
            self._web.ask(
                "POST", f"{settings.DINGTALK_OAPI}/robot/send", query=query, body=body
            ).body
        )


def signed(secret: str, milliseconds: int) -> dict[str, str]:
    """加签: valid for an hour from its time stamp."""
    said = f"{milliseconds}\n{secret}".encode()
    digest = hmac.new(secret.encode(), said, hashlib.sha256).digest()
    return {"timestamp": str(milliseconds), "sign": base64.b64encode(digest).decode()}


def checked(body: dict[str, Any]) -> dict[str, Any]:
    """The answer where the vendor says 0; what went wrong otherwise."""
    code, below = body.get("errcode"), str(body.get("sub_code", ""))
    if code == 0:
        return body
    # 88 is the gateway; what it means stands below.
    if code in _TOKEN_REFUSED or (code == 88 and below in {"40014", "42001"}):
        raise TokenRefused
    if code in _NOBODY or (code == 88 and below == "60121"):
        raise PersonUnknown("钉钉里没有这个手机号的成员，或他不在应用的可见范围里。")
    said = f"（{code} {body.get('sub_msg') or body.get('errmsg', '')}）"[:160]
    if code in _BUSY or (code == 88 and below in _BUSY_BELOW):
        raise SendFailed(f"钉钉要求发慢一点，过一会儿自动再发。{said}", pause=timedelta(minutes=1))
    known = _SENTENCES.get(code) if isinstance(code, int) else None
    raise SendFailed(f"{known or '钉钉没有收下。'}{said}", final=known is not None)
