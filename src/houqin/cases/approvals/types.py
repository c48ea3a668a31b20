"""Sorts of requests, as rooms declare them: who is asked, in which order, by amount. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from houqin.core.roles import Kind, role_name

SUPERIOR = "superior"  # the asker's own


@dataclass(frozen=True, slots=True)
class Stage:
    """One link of the chain: a role, or SUPERIOR; several roles countersign, in this order.

    With ``from_amount`` the stage is there only for requests of that amount or more.
    """

    code: str
    name: str
    roles: tuple[str, ...]
    from_amount: Decimal | None = None

    def called(self, kind: Kind | str) -> str:
        """Its name with the titles of such an institution: 校长审批, 院长审批."""
        name = self.name
        for role in self.roles:
            if role != SUPERIOR:
                name = name.replace(role_name(role), role_name(role, kind))
        return name

    def applies_to(self, amount: Decimal | None) -> bool:
        return self.from_amount is None or (amount is not None and amount >= self.from_amount)


@dataclass(frozen=True, slots=True)
class RequestType:
    """``collective_from``: from this amount nobody agrees before a meeting has decided (三重一大).

    ``signed_from``: from this amount who agrees signs. ``on_granted(case=, now=)`` runs in the
    transaction of the last consent, ``on_ended`` when it was refused or withdrawn.
    """

    code: str
    name: str
    stages: tuple[Stage, ...]
    wants_amount: bool = False
    collective_from: Decimal | None = None
    signed_from: Decimal | None = None
    on_granted: Callable[..., object] | None = field(default=None, compare=False)
    on_ended: Callable[..., object] | None = field(default=None, compare=False)
    is_offered: bool = True  # on the general page; else only its room files it

    def chain(self, amount: Decimal | None) -> tuple[Stage, ...]:
        return tuple(stage for stage in self.stages if stage.applies_to(amount))

    def wants_meeting(self, amount: Decimal | None) -> bool:
        return reaches(amount, self.collective_from)

    def wants_signature(self, amount: Decimal | None) -> bool:
        return reaches(amount, self.signed_from)


def reaches(amount: Decimal | None, limit: Decimal | None) -> bool:
    return limit is not None and amount is not None and amount >= limit


_types: dict[str, RequestType] = {}


def register_type(one: RequestType) -> None:
    """Announce a sort of request; from a room's ready(). ValueError for an empty chain or a
    second, other one of the code."""
    if not one.chain(None):
        raise ValueError(f"{one.code}: somebody has to approve a request without an amount")
    if _types.setdefault(one.code, one) is not one:
        raise ValueError(f"two sorts of request are called {one.code}")


def type_of(code: str) -> RequestType:
    """KeyError for a sort that no room registers."""
    return _types[code]


def request_types() -> tuple[RequestType, ...]:
    return tuple(_types.values())
