"""An institution's application as a Sender: finds each person by phone, then sends the card."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from houqin.core import clock
from houqin.notify.channels.application import Application, Keys, PersonUnknown
from houqin.notify.channels.card import card_of
from houqin.notify.channels.catalog import SETUPS
from houqin.notify.channels.dingtalk import DingTalkApplication
from houqin.notify.channels.feishu import FeishuApplication
from houqin.notify.channels.seal import unseal
from houqin.notify.channels.web import Web, opened
from houqin.notify.channels.wecom import WeComApplication
from houqin.notify.models import Channel, ChannelAddress
from houqin.notify.senders import Message, Post, SendFailed

_APPLICATIONS: dict[str, Callable[[Web, Keys], Application]] = {
    Channel.Kind.WECOM: WeComApplication,
    Channel.Kind.DINGTALK: DingTalkApplication,
    Channel.Kind.FEISHU: FeishuApplication,
}
LOST_KEYS = "存着的密钥读不出来了（程序的密钥换过），请在“消息渠道”里重新填写。"


def keys_of(channel: Channel) -> Keys:
    """SendFailed where the program cannot open what it sealed."""
    secret = unseal(channel.sealed)
    if channel.sealed and not secret:
        raise SendFailed(LOST_KEYS, final=True)
    for blank in SETUPS[channel.kind].blanks:
        if blank.required and not (secret if blank.secret else channel.given).get(blank.name):
            raise SendFailed(f"还没有填写{blank.label}，请在“消息渠道”里填好。", final=True)
    return Keys(channel.given, secret)


def session(channel: Channel) -> AbstractContextManager[Post]:
    """Connections for a batch; how it went is noted on the channel."""
    return _session(channel)


@contextmanager
def _session(channel: Channel) -> Iterator[Post]:
    health = Health(channel)
    try:
        with health.watched():
            keys = keys_of(channel)
        with opened() as web:
            application = _APPLICATIONS[channel.kind](web, keys)

            def post(message: Message) -> None:
                with health.watched():
                    _understood(channel, application, message)
                health.worked = True

            yield post
    finally:
        health.note()


def _understood(channel: Channel, application: Application, message: Message) -> None:
    """An answer without what the vendor's document promises is a failure like others."""
    try:
        _post(channel, application, message)
    except (KeyError, TypeError, ValueError) as error:
        raise SendFailed("对方的回答读不懂，将自动重试。") from error


def _post(channel: Channel, application: Application, message: Message) -> None:
    phone = message.address
    kept = ChannelAddress.objects.filter(channel=channel, phone=phone).first()
    who = kept.address if kept else application.find(phone)
    try:
        application.send(who, card_of(message))
    except PersonUnknown:
        ChannelAddress.objects.filter(channel=channel, phone=phone).delete()
        raise
    if kept is None:
        ChannelAddress.objects.bulk_create(
            [ChannelAddress(channel=channel, phone=phone, address=who)], ignore_conflicts=True
        )


class Health:
    """When the channel last worked, and what it said when it did not; written once a batch."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._error: SendFailed | None = None
        self.worked = False

    @contextmanager
    def watched(self) -> Iterator[None]:
        try:
            yield
        except PersonUnknown:
            self.worked = True  # the channel answers; it is the number that is wrong
            raise
        except SendFailed as failure:
            self._error = failure
            raise
        else:
            self._error = None

    def note(self) -> None:
        now, said = clock.now(), str(self._error)[:300] if self._error else ""
        if not (self.worked or said):
            return
        changed: dict[str, object] = {"last_error": said}
        if self.worked:
            changed["last_sent_at"] = now
        if said:
            changed["last_failed_at"] = now
        Channel.objects.filter(pk=self._channel.pk).update(**changed)
