"""Strict reading of a declared table: every question names the key, every slip names the field."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from houqin.forms.errors import FormError

E = TypeVar("E", bound=StrEnum)


class Declared:
    """One table of a declaration. `where` is what a person calls it, `path` what a program does."""

    def __init__(self, where: str, path: str, values: Mapping[str, Any]) -> None:
        self.where = where
        self.path = path
        self._values = values

    def __contains__(self, key: str) -> bool:
        return self._values.get(key) is not None

    def know(self, known: frozenset[str]) -> None:
        """A key nobody knows is a slip of the pen, not an extension."""
        for key in self._values:
            if key not in known:
                near = difflib.get_close_matches(str(key), known, n=1)
                hint = f"，是不是“{near[0]}”" if near else ""
                raise self.error(f"不认识的设置“{key}”{hint}")

    def text(self, key: str, default: str | None = None) -> str:
        value = self._get(key, default)
        if not isinstance(value, str):
            raise self.error(f"“{key}”应为文字")
        if "\x00" in value or len(value) > 2000:
            raise self.error(f"“{key}”太长或含有不能保存的字符")
        return value.strip()

    def truth(self, key: str) -> bool:
        value = self._get(key, default=False)
        if not isinstance(value, bool):
            raise self.error(f"“{key}”应为 true 或 false")
        return value

    def whole(self, key: str, default: int | None, low: int, high: int) -> int:
        value = self._get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise self.error(f"“{key}”应为 {low} 到 {high} 的整数")
        return value

    def decimal(self, key: str, default: Decimal) -> Decimal:
        value = as_number(self._get(key, default))
        if value is None:
            raise self.error(f"“{key}”应为数")
        return value

    def choice(self, key: str, kind: type[E], default: E | None = None) -> E:
        value = self.text(key, default)
        try:
            return kind(value)
        except ValueError as error:
            known = "、".join(kind)
            raise self.error(f"“{key}”的值“{value}”不认识，可用的有 {known}") from error

    def raw(self, key: str) -> Any:
        return self._values.get(key)

    def rows(self, key: str, most: int) -> Iterator[Any]:
        value = self._get(key, [])
        if not isinstance(value, list | tuple):
            raise self.error(f"“{key}”应为若干条目")
        if len(value) > most:
            raise self.error(f"“{key}”最多 {most} 条")
        yield from value

    def below(self, where: str, path: str, values: Any) -> Declared:
        if not isinstance(values, Mapping):
            raise self.error(f"{where}应为一个表")
        full = f"{self.path}.{path}" if self.path else path
        return Declared(f"{self.where}的{where}", full, values)

    def error(self, what: str) -> FormError:
        return FormError(f"{self.where}：{what}，请改正。", self.path)

    def _get(self, key: str, default: object) -> Any:
        value = self._values.get(key, default)
        if value is None:
            raise self.error(f"缺少“{key}”")
        return value


def as_number(value: object) -> Decimal | None:
    """A number of TOML or JSON, where Decimals stand as text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        found = Decimal(str(value))
    except ArithmeticError:
        return None
    return found if found.is_finite() and abs(found.adjusted()) < 30 else None
