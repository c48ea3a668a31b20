"""Names in cells: every person, class and place is read once, not once a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from houqin.forms import Field, FieldType, Form, Ref
from houqin.forms.errors import UnreadableError
from houqin.ledgers.importing.table import NAMED
from houqin.ledgers.lookup import Lookup
from houqin.ledgers.models import Entry
from houqin.org.models import Place, SchoolClass, Staff, Student

MOST_OFFERED = 3_000
Known = tuple[str, str]  # key and name


def _named(kind: FieldType, book: str = "") -> Iterable[Known]:
    rows: Any = {
        FieldType.STAFF: Staff.objects.values_list("pk", "name"),
        FieldType.STUDENT: Student.objects.values_list("pk", "name"),
        FieldType.CLASS: SchoolClass.objects.values_list("pk", "name"),
        FieldType.PLACE: Place.objects.values_list("pk", "full_name"),
        FieldType.ENTRY: Entry.objects.filter(book__code=book).values_list("pk", "number"),
    }[kind]
    return ((str(pk), name) for pk, name in rows.order_by("pk").iterator(chunk_size=5_000))


class _Names:
    """All rows of one kind by key and by what people call them."""

    def __init__(self, kind: FieldType, book: str) -> None:
        self.by_key: dict[str, Ref] = {}
        self.by_name: dict[str, list[Ref]] = defaultdict(list)
        for key, name in _named(kind, book):
            ref = Ref(key, name)
            self.by_key[key] = ref
            self.by_name[name].append(ref)
        if kind is FieldType.PLACE:
            self._also_by_code()

    def _also_by_code(self) -> None:
        """A place is also meant by its number, or by its own name without those above it."""
        short: dict[str, set[str]] = defaultdict(set)
        for pk, code, name in Place.objects.values_list("pk", "code", "name"):
            short[code].add(str(pk))
            short[name].add(str(pk))
        for word, keys in short.items():
            if word and word not in self.by_name:
                self.by_name[word] = [
                    self.by_key[key] for key in sorted(keys) if key in self.by_key
                ]


class ImportLookup(Lookup):
    """Of this institution only; people who have left, too: old paper names them."""

    def __init__(self, member: Any) -> None:
        super().__init__(member)
        self._names: dict[tuple[FieldType, str], _Names] = {}

    def reference(self, field: Field, text: str) -> Ref | None:
        """A name before a number: a class may be called 101."""
        names = self._of(field.type, field.book)
        found = names.by_name.get(text, ())
        if len(found) > 1:
            name = text[:20]
            raise UnreadableError(
                f"有 {len(found)} 个“{name}”，请写明是哪一个，例如“{name} #{found[0].id}”。"
            )
        return found[0] if found else names.by_key.get(text)

    def place_named(self, text: str) -> Ref | None:
        field = Field(code="place", label="场所", type=FieldType.PLACE)
        key = text.rpartition(" #")[2]
        return self.reference(field, key if " #" in text else text)

    def _of(self, kind: FieldType, book: str) -> _Names:
        if (kind, book) not in self._names:
            self._names[kind, book] = _Names(kind, book)
        return self._names[kind, book]


def labels_for(form: Form, *, place: bool) -> dict[str, list[str]]:
    """What the drop-downs of the template offer; people who left are not offered."""
    kinds = {field.type for field in form.fields if field.type in NAMED}
    kinds |= {FieldType.PLACE} if place else set()
    left = set(Staff.objects.exclude(left_on=None).values_list("pk", flat=True))
    offered: dict[str, list[str]] = {}
    for kind in kinds:
        known = list(_named(kind))
        if kind is FieldType.STAFF:
            known = [(key, name) for key, name in known if int(key) not in left]
        offered[str(kind.value)] = _told_apart(known)[:MOST_OFFERED]
    return offered


def _told_apart(known: list[Known]) -> list[str]:
    seen = [name for _key, name in known]
    twice = {name for name in seen if seen.count(name) > 1} if len(seen) < MOST_OFFERED else set()
    return [f"{name} #{key}" if name in twice else name for key, name in known]


def shared_names() -> dict[FieldType, set[str]]:
    """Names that more than one bears: the export writes those with their number."""
    found: dict[FieldType, set[str]] = {}
    for kind in NAMED:
        seen: set[str] = set()
        twice: set[str] = set()
        for _key, name in _named(kind):
            (twice if name in seen else seen).add(name)
        found[kind] = twice
    return found
