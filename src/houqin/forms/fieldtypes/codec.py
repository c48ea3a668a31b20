"""What every type of field can do with its values."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from houqin.forms.context import Context
from houqin.forms.model import Field
from houqin.forms.values import Value

# What a spreadsheet holds.
Cell = str | int | Decimal | date | time | datetime | None


class Codec(ABC):
    """`read` takes what `canonical`, `plain` and `cell` give, and what pages and people send."""

    @abstractmethod
    def read(self, field: Field, raw: Any, context: Context) -> Value | None:
        """The value, None where nothing was filled in; UnreadableError where it is none."""

    @abstractmethod
    def plain(self, field: Field, value: Any) -> str:
        """As text that `read` understands: for a line of a table in one cell."""

    def canonical(self, field: Field, value: Any) -> Any:
        """As JSON, always the same for the same value."""
        return self.plain(field, value)

    def revive(self, field: Field, data: Any) -> Value:
        """The value `canonical` was made from."""
        value: Value = data
        return value

    def text(self, field: Field, value: Any) -> str:
        """As people read it."""
        return self.plain(field, value)

    def cell(self, field: Field, value: Any) -> Cell:
        """As a spreadsheet holds it."""
        return self.plain(field, value)

    def operand(self, field: Field, value: Any) -> Any:
        """As expressions see it."""
        return value
