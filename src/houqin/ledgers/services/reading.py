"""Read what was typed with the version of the form it was typed into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError

from houqin.files.models import StoredFile
from houqin.forms import (
    Context,
    Field,
    FieldType,
    Form,
    Ref,
    Value,
    as_text,
    canonical,
    form_from,
    read,
)
from houqin.forms.model import ATTACHMENTS
from houqin.ledgers.lookup import Lookup
from houqin.ledgers.models import BookVersion
from houqin.org.member import Member

MEASURE_MISSING = "有异常，请写明怎么处理的：{}"


@dataclass(frozen=True, slots=True)
class Read:
    """What a filled-in form means: typed, as it is kept, and what is out of its limits."""

    form: Form
    typed: Mapping[str, Value]
    values: dict[str, Any]
    flags: list[dict[str, str]]
    files: list[StoredFile]

    @property
    def file_hashes(self) -> list[str]:
        return [file.sha256 for file in self.files]

    @property
    def texts(self) -> list[str]:
        """What the entry is found by."""
        return [text for _label, text in as_text(self.form, self.typed)]


@lru_cache(maxsize=1024)
def _parsed(_digest: str, version: _Declared) -> Form:
    return form_from(version.declared)


class _Declared:
    """Hidden from the cache's comparison: the digest already names the form."""

    def __init__(self, declared: Mapping[str, Any]) -> None:
        self.declared = declared

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Declared)

    def __hash__(self) -> int:
        return 0


def form_of(version: BookVersion) -> Form:
    """The version's form; parsed once, because versions never change."""
    return _parsed(version.digest, _Declared(version.form))


def me(member: Member) -> Ref:
    return Ref(str(member.staff.pk), member.name)


def read_raw(
    *,
    actor: Member,
    version: BookVersion,
    raw: Mapping[str, Any],
    now: datetime,
    lookup: Lookup | None = None,
    is_imported: bool = False,
) -> Read:
    """ValidationError with a sentence for each field that cannot be kept as typed.

    Of a row of a file no photo and no signature is demanded: a cell cannot hold one.
    """
    form, lookup = form_of(version), lookup or Lookup(actor)
    context = Context(
        now=now, me=me(actor), reference=lookup.reference, attachment=lookup.attachment
    )
    found = read(form, raw, context)
    refusals = found.refusals
    if is_imported:
        refusals = [one for one in refusals if not _asks_for_files(form, one.path)]
    if refusals:
        told: dict[str, list[str]] = {}
        for refusal in refusals:
            told.setdefault(f"values.{refusal.path}", []).append(refusal.message)
        raise ValidationError(told)
    flags = [{"path": flag.path, "message": flag.message} for flag in found.abnormal]
    files = [file for key in _file_keys(form, found.values) if (file := lookup.file(key))]
    return Read(form, found.values, canonical(form, found.values), flags, files)


def _asks_for_files(form: Form, path: str) -> bool:
    code, _dot, below = path.partition(".")
    field = form.by_code.get(code)
    if field is None:
        return False
    if field.type is FieldType.TABLE:
        column = below.rpartition(".")[2]
        return any(one.code == column and one.type in ATTACHMENTS for one in field.columns)
    return field.type in ATTACHMENTS


def _file_keys(form: Form, values: Mapping[str, Any]) -> list[str]:
    """Keys of photos, files and signatures anywhere in the values, each once, in order."""
    return list(dict.fromkeys(_keys_below(form.fields, values)))


def _keys_below(fields: tuple[Field, ...], values: Mapping[str, Any]) -> Iterator[str]:
    for field in fields:
        value = values.get(field.code)
        if value is None:
            continue
        if field.type in ATTACHMENTS:
            held = value if isinstance(value, tuple) else (value,)
            yield from (one.id for one in held)
        elif field.type is FieldType.CHECKLIST:
            for answer in value.answers.values():
                yield from (one.id for one in answer.photos)
        elif field.type is FieldType.TABLE:
            for row in value:
                yield from _keys_below(field.columns, row)


def handled(
    found: Read, measure: str, *, is_fixed: bool = False
) -> tuple[list[dict[str, str]], str]:
    """The flags and the measure against them; ValidationError where it is missing.

    ``is_fixed``: what is out of its limits was put right on the spot, and the flags say so; an
    item of a checklist says it for itself.
    """
    measure = measure.strip()
    if found.flags and not measure:
        what = "；".join(flag["message"].rstrip("。") for flag in found.flags[:3])
        raise ValidationError({"measure": MEASURE_MISSING.format(what)})
    flags = [flag | {"fixed": "1"} for flag in found.flags] if is_fixed else found.flags
    return flags, measure if found.flags else ""
