"""Who and what a form may name: staff, students, classes, places, entries and stored files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from django.db.models import QuerySet

from houqin.core.asked import asked_number
from houqin.core.prepared import PreparedRows
from houqin.files.models import StoredFile
from houqin.forms import Attachment, Field, FieldType, Form, Ref
from houqin.ledgers.models import Entry
from houqin.org.member import Member
from houqin.org.models import Place, SchoolClass, Staff, Student

_ROWS: dict[FieldType, Callable[[Field], QuerySet[Any]]] = {
    FieldType.STAFF: lambda _field: Staff.objects.filter(left_on=None),
    FieldType.STUDENT: lambda _field: Student.objects.all(),
    FieldType.CLASS: lambda _field: SchoolClass.objects.all(),
    FieldType.PLACE: lambda _field: Place.objects.all(),
    FieldType.ENTRY: lambda field: Entry.objects.filter(book__code=field.book),
}
_NAMED_BY = {FieldType.PLACE: "full_name", FieldType.ENTRY: "number"}


class Lookup:
    """Answers of one request or batch, each asked for once. Only this institution's rows."""

    def __init__(self, member: Member) -> None:
        self.member = member
        self._refs: dict[tuple[FieldType, str, str], Ref | None] = {}
        self._files: dict[str, StoredFile | None] = {}

    def reference(self, field: Field, text: str) -> Ref | None:
        key = (field.type, field.book, text)
        if key not in self._refs:
            self._refs[key] = self._find(field, text)
        return self._refs[key]

    def _find(self, field: Field, text: str) -> Ref | None:
        named = _NAMED_BY.get(field.type, "name")
        rows = _ROWS[field.type](field)
        key = asked_number(text)
        asked = {named: text} if key is None else {"pk": key}
        found = list(rows.filter(**asked).values_list("pk", named)[:2])
        # Two people of one name: nobody can tell which is meant.
        return Ref(str(found[0][0]), found[0][1]) if len(found) == 1 else None

    def place(self, pk: int) -> Ref | None:
        found = Place.objects.filter(pk=pk).values_list("full_name", flat=True).first()
        return Ref(str(pk), found) if found is not None else None

    def attachment(self, _field: Field, text: str) -> Attachment | None:
        file = self.file(text)
        return Attachment(str(file.pk), file.sha256, file.name) if file else None

    def file(self, text: str) -> StoredFile | None:
        """A stored file that this person may put into a record: their own, or one already in it."""
        if text not in self._files:
            key = asked_number(text)
            found = StoredFile.objects.filter(pk=key).first() if key else None
            self._files[text] = found
        return self._files[text]

    def know_files(self, files: Iterable[StoredFile]) -> None:
        self._files.update({str(file.pk): file for file in files})

    def preload(self, form: Form, raws: Iterable[Mapping[str, Any]]) -> None:
        """Ask once for all that a sheet names by key, instead of once a line."""
        wanted: dict[str, set[int]] = defaultdict(set)
        fields = {field.code: field for field in form.fields if field.type in _ROWS}
        for raw in raws:
            for code in fields:
                key = _key_in(raw.get(code))
                if key:
                    wanted[code].add(key)
        for code, keys in wanted.items():
            field = fields[code]
            named = _NAMED_BY.get(field.type, "name")
            if len(keys) == 1:
                (pk,) = keys
                found = dict(_one(field.type, field.book)(pk=pk))
            else:
                rows = _ROWS[field.type](field).filter(pk__in=keys)
                found = dict(rows.values_list("pk", named))
            for pk in keys:
                known = Ref(str(pk), found[pk]) if pk in found else None
                self._refs[field.type, field.book, str(pk)] = known


@cache
def _one(sort: FieldType, book: str) -> PreparedRows:
    """The number and name of a row that a form names, compiled once for each kind."""
    rows = _ROWS[sort]
    field = Field("", "", sort, book=book)
    named = _NAMED_BY.get(sort, "name")
    return PreparedRows(lambda pk: rows(field).filter(pk=pk).order_by().values_list("pk", named))


def _key_in(value: Any) -> int | None:
    given = value.get("id") if isinstance(value, Mapping) else value
    return asked_number(str(given)) if isinstance(given, str | int) else None
