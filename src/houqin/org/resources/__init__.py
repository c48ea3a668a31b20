"""Which tables go to Excel and come back. A room above registers its own with ``register``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from houqin.org.member import Member
    from houqin.ui.resources import Resource

    Builder = Callable[[Member], Resource]
_builders: dict[str, Builder] = {}


def register(code: str, build: Builder) -> None:
    """``build(member)`` gives the resource in the words of the member's institution."""
    _builders[code] = build


def resource_for(member: Member, code: str) -> Resource | None:
    """The resource, or None where nobody declares it or this kind of institution has none."""
    build = _builders.get(code)
    if build is None:
        return None
    resource = build(member)
    return resource if not resource.kinds or member.kind in resource.kinds else None


def resources() -> list[str]:
    return sorted(_builders)
