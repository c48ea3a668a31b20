"""Any model as a workbook: columns by its fields, people and rows by name, no codes left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count, islice
from pathlib import PurePosixPath
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Field, ForeignKey, JSONField, Model, QuerySet

from houqin.cadence import Cadence, describe
from houqin.core.domains import DOMAINS
from houqin.core.roles import Role, role_name
from houqin.files.models import Attachment
from houqin.ledgers.bundles.archive import Archive, safe
from houqin.ledgers.bundles.labels import UNTOLD, label_of, said
from houqin.ui.exporting import list_workbook
from houqin.ui.tables import Column

CHUNK = 500
A_VOLUME = 200_000  # rows of a workbook; Excel ends at a million
A_CELL = 30_000  # letters; Excel ends at 32,767
FILES = "照片和文件"
_NAMED_BY = ("full_name", "title", "subject", "name", "text", "note")
Tell = Callable[[int, str], None]


def file_name(key: int, name: str, path: str) -> str:
    """Where a photo or document lies among ``FILES``: with the ending of what is really stored."""
    suffix = PurePosixPath(path).suffix
    return f"{key}-{safe(name.removesuffix(suffix), 70)}{suffix}"


class Table:
    """One model on its way into an archive; a chunk of rows at a time knows its neighbours."""

    def __init__(
        self, archive: Archive, folder: str, title: str, kind: str, without: frozenset[str]
    ) -> None:
        self._archive, self._at = archive, f"{folder}/{safe(title)}"
        self._title, self._kind, self._without = title, kind, without
        self._names: dict[str, dict[Any, str]] = {}
        self._files: dict[int, list[str]] = {}

    def write(self, rows: QuerySet[Any], tell: Tell) -> tuple[list[str], int]:
        """The workbooks' names (one, or several for very many rows) and how many rows they hold."""
        told = self._told(rows.order_by("pk"), tell)
        columns, names, total = self._columns(rows.model), list[str](), 0
        for volume in count(1):
            file, held = list_workbook(self._title, columns, islice(told, A_VOLUME))
            if volume == 1 or held:
                names.append(f"{self._at}{'' if volume == 1 else f'-{volume}'}.xlsx")
                with file:
                    self._archive.copy(names[-1], file)
            total += held
            if held < A_VOLUME:
                break
        return names, total

    def _told(self, rows: QuerySet[Any], tell: Tell) -> Iterator[Any]:
        found = rows.iterator(chunk_size=CHUNK)
        while chunk := list(islice(found, CHUNK)):
            self._look_up(rows.model, chunk)
            yield from chunk
            tell(len(chunk), self._title)

    def _look_up(self, model: type[Model], chunk: Sequence[Any]) -> None:
        """The names of what the rows point at, and their files: a query for each column."""
        for field in _fields(model, self._without):
            if isinstance(field, ForeignKey):
                keys = {getattr(row, field.attname) for row in chunk} - {None}
                self._names[field.name] = _names_of(field.related_model, keys) if keys else {}
        self._files = {}
        held = Attachment.objects.filter(
            owner_type=model._meta.label_lower, owner_id__in=[row.pk for row in chunk]
        )
        of_file = held.values_list("owner_id", "file_id", "file__name", "file__path")
        for owner, key, name, path in of_file:
            self._files.setdefault(owner, []).append(file_name(key, name, path))

    def _columns(self, model: type[Model]) -> list[Column]:
        fields = _fields(model, self._without)
        found = [Column("系统编号", "pk", width=10)]
        found += [Column(label_of(field), self._teller(field), width=18) for field in fields]
        if Attachment.objects.filter(owner_type=model._meta.label_lower).exists():
            found.append(
                Column(FILES, lambda row: "\n".join(self._files.get(row.pk, [])), width=30)
            )
        return found

    def _teller(self, field: Field[Any, Any]) -> Callable[[Any], Any]:
        if isinstance(field, ForeignKey):
            name, attname = field.name, field.attname
            return lambda row: self._neighbour(name, getattr(row, attname))
        words = _words(field, self._kind)
        return lambda row: self._short(row, field, words(getattr(row, field.attname)))

    def _neighbour(self, field: str, key: Any) -> str:
        return "" if key is None else f"{self._names[field].get(key, '')} #{key}".strip()

    def _short(self, row: Any, field: Field[Any, Any], value: Any) -> Any:
        """A text too long for a cell is a file of its own, and the cell says which."""
        if not isinstance(value, str) or len(value) <= A_CELL:
            return value
        name = f"{self._at}-{row.pk}-{safe(label_of(field))}.txt"
        self._archive.put(name, value.replace("\n", "\r\n").encode("utf-8-sig"))
        return f"太长，见 {name.rsplit('/', 1)[-1]}"


def _fields(model: type[Model], without: frozenset[str]) -> list[Field[Any, Any]]:
    untold = UNTOLD | without
    return [
        field for field in model._meta.concrete_fields
        if not field.primary_key and field.name not in untold
        and field.get_internal_type() != "BinaryField"
    ]  # fmt: skip


def _names_of(model: Any, keys: set[Any]) -> dict[Any, str]:
    """What people call these rows; a task by its item, somebody's account by its name."""
    there = {field.name: field for field in model._meta.concrete_fields}
    named = next((name for name in _NAMED_BY if name in there), "")
    if not named and "item" in there:
        named = "item__title"
    if not named:
        return {}
    rows = model._default_manager.filter(pk__in=keys).values_list("pk", named)
    return {key: " ".join(str(name).split())[:80] for key, name in rows}


def _words(field: Field[Any, Any], kind: str) -> Callable[[Any], Any]:
    """How a value of the field is said: choices, roles, lines of work and cadences by name."""
    if field.name in {"owner_role", "helper_roles", "role"}:
        return lambda value: _each(value, lambda one: role_name(Role(one), kind))
    if field.name in {"domain", "domains"}:
        return lambda value: _each(value, lambda one: DOMAINS[one].name)
    if field.name in {"cadence", "cadences"}:
        return lambda value: _each(value, lambda one: describe(Cadence.from_text(one)))
    if field.choices:
        names = {key: str(name) for key, name in field.flatchoices}
        return lambda value: names.get(value, value)
    if isinstance(field, ArrayField | JSONField):
        return said
    return lambda value: value


def _each(value: Any, tell: Callable[[str], str]) -> str:
    """One or several, each by name; what no longer has one stays as it is."""
    told = []
    for one in [value] if isinstance(value, str) else value or []:
        try:
            told.append(tell(one))
        except (KeyError, ValueError):
            told.append(str(one))
    return "、".join(word for word in told if word)
