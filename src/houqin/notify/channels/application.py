"""What the three vendors' applications and robots have in common."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from houqin.notify.channels.card import Card
from houqin.notify.senders import SendFailed


class PersonUnknown(SendFailed):
    """The vendor knows nobody of this number or name; final."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, final=True)


@dataclass(frozen=True, slots=True)
class Keys:
    """What an institution has filled in for a channel."""

    given: Mapping[str, str]
    secret: Mapping[str, str]

    def token_key(self, vendor: str) -> str:
        """Another secret never uses the old one's pass; and no secret is kept in memory by it."""
        said = "\0".join([*self.given.values(), *self.secret.values()])
        return f"{vendor}:{hashlib.sha256(said.encode()).hexdigest()}"


@dataclass(frozen=True, slots=True)
class RobotLine:
    """Title and link only, names masked already."""

    title: str
    link: str


class Application(Protocol):
    """Reaches single persons."""

    def find(self, phone: str) -> str:
        """How the vendor calls who has this number. PersonUnknown."""
        ...

    def send(self, who: str, card: Card) -> None:
        """PersonUnknown where that name is nobody's any more."""
        ...


class Robot(Protocol):
    """Speaks in one group."""

    def say(self, headline: str, lines: Sequence[RobotLine]) -> None: ...
