"""Photos, files and signatures: what was uploaded before, by id and digest."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from houqin.forms.context import Context
from houqin.forms.errors import UnreadableError
from houqin.forms.fieldtypes.codec import Codec
from houqin.forms.fieldtypes.references import LONGEST_NAME, read_id, split_lines
from houqin.forms.fieldtypes.texts import as_text, one_line
from houqin.forms.model import Field, FieldType
from houqin.forms.values import Attachment

_DIGEST = re.compile(r"[0-9a-f]{64}")
_WRITTEN = re.compile(r"(?P<name>.*?)\s*#(?P<id>\S{1,80}) (?P<sha256>[0-9a-f]{64})")


def read_attachments(field: Field, raw: Any, context: Context) -> tuple[Attachment, ...]:
    """Each once, in the order given."""
    found: dict[str, Attachment] = {}
    for line in split_lines(raw):
        if one := _attachment(field, line, context):
            found.setdefault(one.id, one)
    return tuple(found.values())


def _attachment(field: Field, raw: Any, context: Context) -> Attachment | None:
    if isinstance(raw, Attachment):
        raw = canonical(raw)
    if isinstance(raw, str) and (found := _WRITTEN.fullmatch(one_line(raw)[: 3 * LONGEST_NAME])):
        raw = found.groupdict()
    if isinstance(raw, Mapping):
        key, digest = raw.get("id") or "", str(raw.get("sha256") or "")
        name = one_line(as_text(raw.get("name") or ""))[:LONGEST_NAME].strip()
    else:
        key, digest, name = one_line(as_text(raw)), "", ""
    if not key and not digest and not name:
        return None
    return _known(field, Attachment(read_id(key), digest, name), context)


def _known(field: Field, found: Attachment, context: Context) -> Attachment:
    if context.attachment is not None:
        if known := context.attachment(field, found.id):
            return known
        raise UnreadableError("找不到上传的文件，请重新上传。")
    if not _DIGEST.fullmatch(found.sha256):
        raise UnreadableError("文件没有上传完整，请重新上传。")
    return found if found.name else Attachment(found.id, found.sha256, found.id)


def canonical(value: Attachment) -> dict[str, str]:
    return {"id": value.id, "sha256": value.sha256, "name": value.name}


def revive(data: Mapping[str, str]) -> Attachment:
    return Attachment(data["id"], data["sha256"], data["name"])


def write(value: Attachment) -> str:
    return f"{value.name} #{value.id} {value.sha256}"


class PhotosCodec(Codec):
    def read(self, field: Field, raw: Any, context: Context) -> tuple[Attachment, ...] | None:
        return read_attachments(field, raw, context) or None

    def plain(self, field: Field, value: Any) -> str:
        return "\n".join(map(write, value))

    def canonical(self, field: Field, value: Any) -> list[dict[str, str]]:
        return [canonical(item) for item in value]

    def revive(self, field: Field, data: Any) -> tuple[Attachment, ...]:
        return tuple(revive(item) for item in data)

    def text(self, field: Field, value: Any) -> str:
        return f"{len(value)} 张照片"

    def operand(self, field: Field, value: Any) -> Any:
        return tuple(item.name for item in value)


class FileCodec(Codec):
    """Also a signature: one only."""

    def read(self, field: Field, raw: Any, context: Context) -> Attachment | None:
        found = read_attachments(field, raw, context)
        if len(found) > 1:
            raise UnreadableError("只能放一个文件。")
        return found[0] if found else None

    def plain(self, field: Field, value: Any) -> str:
        return write(value)

    def canonical(self, field: Field, value: Any) -> dict[str, str]:
        return canonical(value)

    def revive(self, field: Field, data: Any) -> Attachment:
        return revive(data)

    def text(self, field: Field, value: Any) -> str:
        return "已签名" if field.type is FieldType.SIGNATURE else str(value.name)

    def operand(self, field: Field, value: Any) -> Any:
        return {"name": value.name}
