"""Typed reading of a pack's TOML, with one clear sentence for whatever is wrong in it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from importlib.resources import files
from typing import Any, TypeVar

E = TypeVar("E", bound=StrEnum)


class PackError(ValueError):
    """A pack cannot be used; the message says which file, which entry and why."""


def read_text(folder: str, name: str) -> str:
    """A file of a pack, from the checkout or from inside the wheel."""
    try:
        return (files("houqin.packs") / folder / name).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise PackError(f"资源包 {folder} 缺少文件 {name}，请重新安装程序。") from error


def files_below(folder: str, part: str) -> tuple[str, ...]:
    """The TOML files in a folder of a pack, in the order of their names; none without it."""
    below = files("houqin.packs") / folder / part
    if not below.is_dir():
        return ()
    return tuple(
        sorted(f"{part}/{one.name}" for one in below.iterdir() if one.name.endswith(".toml"))
    )


def read_table(folder: str, name: str) -> Table:
    where = f"{folder}/{name}"
    try:
        values = tomllib.loads(read_text(folder, name), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"资源包文件 {where} 不是合法的 TOML：{error}。") from error
    return Table(where, values)


class Table:
    """One TOML table; every question names the key and checks the type of the answer."""

    def __init__(self, where: str, values: dict[str, Any]) -> None:
        self.where = where
        self._values = values
        self._asked: set[str] = set()

    def text(self, key: str, default: str | None = None) -> str:
        value = self._get(key, default)
        if not isinstance(value, str):
            raise self.error(f"“{key}”应为文字")
        return value

    def optional(self, key: str) -> str | None:
        return self.text(key, "") or None

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error(f"“{key}”应为文字列表")
        return tuple(value)

    def number(self, key: str, default: int) -> int:
        value = self._get(key, default)
        if not isinstance(value, int):
            raise self.error(f"“{key}”应为整数")
        return value

    def decimal(self, key: str) -> Decimal:
        value = self._get(key, None)
        if not isinstance(value, int | Decimal):
            raise self.error(f"“{key}”应为数值")
        return Decimal(value)

    def day(self, key: str) -> date:
        value = self._get(key, None)
        if type(value) is not date:
            raise self.error(f"“{key}”应为日期，如 2026-08-31")
        return value

    def choice(self, key: str, kind: type[E]) -> E:
        return self._one(kind, key, self.text(key))

    def optional_choice(self, key: str, kind: type[E]) -> E | None:
        value = self.optional(key)
        return None if value is None else self._one(kind, key, value)

    def choices(self, key: str, kind: type[E]) -> tuple[E, ...]:
        return tuple(self._one(kind, key, value) for value in self.texts(key))

    def table(self, key: str) -> Table:
        value = self._get(key, None)
        if not isinstance(value, dict):
            raise self.error(f"“{key}”应为一个表")
        return Table(f"{self.where} [{key}]", value)

    def optional_table(self, key: str) -> Table | None:
        return self.table(key) if key in self._values else None

    def rows(self, key: str, *, required: bool = True) -> Iterator[Table]:
        value = self._get(key, None if required else [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.error(f"“{key}”应为若干条目")
        for position, item in enumerate(value, 1):
            row = Table(f"{self.where} 的 {key} 第 {position} 条", item)
            yield row
            row.finish()

    def raw(self, key: str, default: object = None) -> Any:
        """As it stands, for a reader with rules of its own."""
        return self._get(key, default)

    def over(self, *shared: dict[str, Any]) -> Table:
        """This table laid over what it shares with others; the first given counts first."""
        values = dict(self._values)
        for more in shared:
            values = {**more, **values}
        self._asked.update(self._values)
        return Table(self.where, values)

    def names(self) -> tuple[str, ...]:
        return tuple(self._values)

    def finish(self) -> None:
        """A key nobody asked for is a slip of the pen, not an extension."""
        if unknown := sorted(self._values.keys() - self._asked):
            raise self.error(f"有不认识的字段 {'、'.join(unknown)}")

    def error(self, what: str) -> PackError:
        return PackError(f"资源包 {self.where}：{what}，请改正后重试。")

    def _get(self, key: str, default: object) -> Any:
        self._asked.add(key)
        value = self._values.get(key, default)
        if value is None:
            raise self.error(f"缺少“{key}”")
        return value

    def _one(self, kind: type[E], key: str, value: str) -> E:
        try:
            return kind(value)
        except ValueError as error:
            raise self.error(f"“{key}”的值 {value} 不在可选范围内") from error
