"""Channels that carry a message out of the program. Mail is built in; others plug in here.

A channel (WeCom, DingTalk, Feishu …) is a class that satisfies ``Sender``, registered once in the
``ready()`` of the app that brings it::

    register_sender(MySender())

From then on urgent notices and the daily digest of everybody for whom ``address_of`` knows an
address go through it too, with the same quiet hours, retries and list of failures as mail.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from houqin.org.models import Staff


@dataclass(frozen=True, slots=True)
class Line:
    """One notice as a message shows it; ``link`` is a full address."""

    title: str
    body: str
    link: str


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be said to one person."""

    number: (
        int  # the same at every attempt, so that a receiver can tell a repeat; 0: not of a delivery
    )
    address: str
    name: str
    institution: str
    subject: str
    lines: tuple[Line, ...]
    more: int
    all_link: str
    settings_link: str


class SendFailed(Exception):  # noqa: N818 - as in Django's own PermissionDenied
    """``str()`` is a Chinese sentence for the administrator; ``final`` when another try is vain."""

    def __init__(self, sentence: str, *, final: bool = False) -> None:
        super().__init__(sentence)
        self.final = final


Post = Callable[[Message], None]


class Sender(Protocol):
    """A channel. ``session`` opens a connection for a batch and yields what posts one message."""

    code: str
    name: str

    def is_ready(self) -> bool:
        """Whether the settings it needs are there; while not, nothing is queued for it."""
        ...

    def address_of(self, staff: Staff) -> str:
        """Where this person is reached, or "". ``staff.user`` is loaded. Runs no query."""
        ...

    def session(self) -> AbstractContextManager[Post]:
        """Both opening and posting raise SendFailed."""
        ...


_senders: dict[str, Sender] = {}


def register_sender(sender: Sender) -> None:
    _senders[sender.code] = sender


def named_sender(code: str) -> Sender | None:
    return _senders.get(code)


def ready_senders() -> list[Sender]:
    return [each for each in _senders.values() if each.is_ready()]
