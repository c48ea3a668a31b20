"""What a form is read with: the time, the person, and who can tell whether an id exists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from houqin.forms.model import Field
from houqin.forms.moments import CHINA
from houqin.forms.values import Attachment, Ref, Value


@dataclass(frozen=True, slots=True)
class Context:
    """`now` is aware. Without `reference`, an id is believed with the name it comes with."""

    now: datetime
    me: Ref | None = None
    # The values of the last entry of the same book (and place), and the facts of the task.
    last: Mapping[str, Value] = field(default_factory=dict)
    task: Mapping[str, object] = field(default_factory=dict)
    # A person, class, place or entry by id or by name, None where there is none.
    reference: Callable[[Field, str], Ref | None] | None = None
    # A photo, file or signature of this institution by id.
    attachment: Callable[[Field, str], Attachment | None] | None = None

    @property
    def today(self) -> date:
        return self.now.astimezone(CHINA).date()
