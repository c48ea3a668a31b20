"""People, classes, places, entries of other books: an id with the name it had."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from houqin.forms.context import Context
from houqin.forms.errors import UnreadableError
from houqin.forms.fieldtypes.codec import Codec
from houqin.forms.fieldtypes.texts import as_text, one_line
from houqin.forms.model import Field
from houqin.forms.values import Ref

LONGEST_NAME = 200
_ID = re.compile(r"[A-Za-z0-9_.:-]{1,80}")
# How a spreadsheet writes one: 王芳 #17
_WRITTEN = re.compile(r"(?P<name>.*?)\s*#(?P<id>[A-Za-z0-9_.:-]{1,80})")


def split_lines(raw: Any) -> list[Any]:
    """Several as a list, as the rows of a page, or as lines of one cell."""
    if isinstance(raw, list | tuple):
        return list(raw)
    if isinstance(raw, Mapping) and raw and all(str(key).isdecimal() for key in raw):
        return [raw[key] for key in sorted(raw, key=int)]
    return raw.split("\n") if isinstance(raw, str) else [raw]


def read_id(raw: Any) -> str:
    text = one_line(as_text(raw))
    if not _ID.fullmatch(text):
        raise UnreadableError("选中的内容有误，请重新选择。")
    return text


def read_ref(field: Field, raw: Any, context: Context) -> Ref | None:
    if isinstance(raw, Ref):
        raw = {"id": raw.id, "name": raw.name}
    if isinstance(raw, Mapping):
        key, name = raw.get("id") or "", one_line(as_text(raw.get("name") or ""))
        return _found(field, read_id(key), name, context) if key or name else None
    text = one_line(as_text(raw))
    if not text:
        return None
    if len(text) > 2 * LONGEST_NAME:
        raise UnreadableError("名称太长，请从列表中选择。")
    if found := _WRITTEN.fullmatch(text):
        return _found(field, found["id"], found["name"], context)
    return _found(field, text, "", context)


def _found(field: Field, key: str, name: str, context: Context) -> Ref:
    if context.reference is not None:
        if known := context.reference(field, key):
            return known
        raise UnreadableError(f"找不到“{(name or key)[:20]}”，请从列表中选择。")
    if not name:
        raise UnreadableError("请从列表中选择。")
    return Ref(read_id(key), name[:LONGEST_NAME].strip())


def _write(ref: Ref) -> str:
    return f"{ref.name} #{ref.id}"


class RefCodec(Codec):
    """One, or several where the field has `many`."""

    def read(self, field: Field, raw: Any, context: Context) -> Ref | tuple[Ref, ...] | None:
        if not field.many:
            return read_ref(field, raw, context)
        found: dict[str, Ref] = {}
        for line in split_lines(raw):
            # People write 王芳、李明; what this program wrote has an id and may have 、 in a name.
            named = isinstance(line, str) and "#" not in line
            for part in line.split("、") if named else [line]:
                if ref := read_ref(field, part, context):
                    found.setdefault(ref.id, ref)
        return tuple(found.values()) or None

    def plain(self, field: Field, value: Any) -> str:
        return "\n".join(map(_write, value)) if field.many else _write(value)

    def canonical(self, field: Field, value: Any) -> Any:
        made = [{"id": ref.id, "name": ref.name} for ref in (value if field.many else [value])]
        return made if field.many else made[0]

    def revive(self, field: Field, data: Any) -> Ref | tuple[Ref, ...]:
        if field.many:
            return tuple(Ref(item["id"], item["name"]) for item in data)
        return Ref(data["id"], data["name"])

    def text(self, field: Field, value: Any) -> str:
        return "、".join(ref.name for ref in (value if field.many else [value]))

    def operand(self, field: Field, value: Any) -> Any:
        return tuple(self.canonical(field, value)) if field.many else self.canonical(field, value)
