"""Channels that carry a message out of the program. Mail is built in; others plug in here.

A channel is a class that satisfies ``Sender``, registered once in the ``ready()`` of the app that
brings it; WeCom, DingTalk and Feishu (``channels/``) come from the rows an institution has made::

    register_sender(MySender())

From then on urgent notices and the daily digest of everybody for whom ``address_of`` knows an
address go through it too, with the same quiet hours, retries and list of failures as mail.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
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
    """``str()`` is a Chinese sentence for the administrator.

    ``final``: another try is vain. ``outage``: the other side cannot be reached, so the batch ends
    and is tried for days. ``pause``: the other side asks to be left alone for so long; that costs
    no attempt.
    """

    def __init__(
        self,
        sentence: str,
        *,
        final: bool = False,
        outage: bool = False,
        pause: timedelta | None = None,
    ) -> None:
        super().__init__(sentence)
        self.final = final
        self.outage = outage
        self.pause = pause


Post = Callable[[Message], None]


class Sender(Protocol):
    """A channel. ``session`` opens a connection for a batch and yields what posts one message."""

    code: str
    name: str
    place: str  # what rests when the other side is down: one name for all who ask the same there

    def is_ready(self) -> bool:
        """Whether the settings it needs are there; while not, nothing is queued for it."""
        ...

    def address_of(self, staff: Staff) -> str:
        """Where this person is reached, or "". ``staff.user`` is loaded. Runs no query."""
        ...

    def session(self) -> AbstractContextManager[Post]:
        """Both opening and posting raise SendFailed."""
        ...


Source = Callable[[], list[Sender]]
_senders: dict[str, Sender] = {}
_sources: list[Source] = []


def register_sender(sender: Sender) -> None:
    _senders[sender.code] = sender


def named_sender(code: str) -> Sender | None:
    return _senders.get(code)


def register_source(source: Source) -> None:
    """Something that gives the senders which the institution in scope has set up itself."""
    if source not in _sources:
        _sources.append(source)


def everybodys_senders() -> list[Sender]:
    """Those of the whole program, without a query."""
    return [each for each in _senders.values() if each.is_ready()]


def ready_senders() -> list[Sender]:
    """The program's senders and those of the institution in scope."""
    return everybodys_senders() + [each for source in _sources for each in source()]
