"""How this room writes in the journal, which lies above it: the journal registers its writer."""

from __future__ import annotations

from typing import Any, Protocol

from django.db.models import Model

from houqin.org.member import Member


class Recorder(Protocol):
    def __call__(
        self, *, actor: Member | None, action: str, target: Model | None = None, **facts: Any
    ) -> object: ...


_recorder: list[Recorder] = []


def register_recorder(recorder: Recorder) -> None:
    """The journal's ``record``, handed over in its AppConfig.ready."""
    _recorder[:] = [recorder]


def record(*, actor: Member | None, action: str, target: Model | None = None, **facts: Any) -> None:
    """Write one line; a program without a journal is not allowed to change anything."""
    if not _recorder:
        raise RuntimeError("the journal has not registered itself")
    _recorder[0](actor=actor, action=action, target=target, **facts)
