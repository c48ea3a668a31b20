"""One thing said in a group, or one event to another system."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from houqin.notify.channels.application import Keys, Robot, RobotLine
from houqin.notify.channels.dingtalk import DingTalkRobot
from houqin.notify.channels.feishu import FeishuRobot
from houqin.notify.channels.personal import keys_of
from houqin.notify.channels.robot_text import masked, names_in
from houqin.notify.channels.web import Web, opened
from houqin.notify.channels.webhook import Webhook
from houqin.notify.channels.wecom import WeComRobot
from houqin.notify.group_delivery import link_of
from houqin.notify.kinds import kind_of
from houqin.notify.models import Channel, GroupPost
from houqin.org.models import Institution

_ROBOTS: dict[str, Callable[[Web, Keys], Robot]] = {
    Channel.Kind.WECOM_ROBOT: WeComRobot,
    Channel.Kind.DINGTALK_ROBOT: DingTalkRobot,
    Channel.Kind.FEISHU_ROBOT: FeishuRobot,
}


def say(channel: Channel, institution: Institution, posts: Sequence[GroupPost]) -> None:
    """All of them in one message; SendFailed."""
    keys = keys_of(channel)
    names = names_in(post.title for post in posts)
    if channel.kind == Channel.Kind.WEBHOOK:
        for post in posts:
            Webhook(keys).post(_number(institution, post), _event(institution, post, names))
        return
    lines = [RobotLine(masked(post.title, names), link_of(post)) for post in posts]
    _speak(channel, keys, f"{institution.name} · {len(lines)} 条提醒", lines)


def say_test(channel: Channel, institution: Institution, link: str) -> None:
    """A word that changes nothing, so that a wrong setting shows; SendFailed."""
    keys = keys_of(channel)
    if channel.kind == Channel.Kind.WEBHOOK:
        event = {
            "id": f"{institution.code}-test",
            "type": "test",
            "title": "测试",
            "link": link,
            "institution": institution.code,
        }
        Webhook(keys).post(event["id"], event)
        return
    _speak(channel, keys, f"{institution.name} · 测试", [RobotLine("看到这条，说明设置对了", link)])


def _speak(channel: Channel, keys: Keys, headline: str, lines: Sequence[RobotLine]) -> None:
    with opened() as web:
        _ROBOTS[channel.kind](web, keys).say(headline, lines)


def _number(institution: Institution, post: GroupPost) -> str:
    """The same at every attempt: a receiver tells a repeat by it."""
    return f"{institution.code}-{post.pk}"


def _event(institution: Institution, post: GroupPost, names: list[str]) -> dict[str, Any]:
    return {
        "id": _number(institution, post),
        "type": post.notice_kind,
        "type_name": kind_of(post.notice_kind).name,
        "title": masked(post.title, names),
        "link": link_of(post),
        "urgent": post.is_urgent,
        "institution": institution.code,
        "institution_name": institution.name,
        "created_at": post.created_at.isoformat(),
    }
