"""Everything an institution takes away beside its books: each room's tables, files, photos.

A room names what it holds in its manifest (``leaving``, ``leaving_files``); nothing is known here
of any room.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from django.db.models import QuerySet

from houqin.core.manifest import Manifest, Taken, manifests
from houqin.core.permissions import may
from houqin.files.models import Attachment, StoredFile
from houqin.files.public import may_see_owner, open_file
from houqin.journal.public import record
from houqin.ledgers.bundles.archive import Archive, safe
from houqin.ledgers.bundles.tables import CHUNK, FILES, Table, Tell, file_name
from houqin.org.member import Member
from houqin.ui.exporting import list_workbook
from houqin.ui.tables import Column

_STUDENTS = "org.see_students"  # who takes their names is written down


@dataclass(slots=True)
class TablePart:
    """A table that went in, or why it stayed."""

    room: str
    title: str
    files: list[str] = field(default_factory=list)
    rows: int = 0
    kept_back: str = ""


def length(member: Member) -> int:
    """How many rows and files there are to write, for the progress."""
    tables = (one for room in _rooms() for one in room.leaving if may(member, one.permission))
    total = sum(_rows(one, member).count() for one in tables)
    return total + int(Attachment.objects.count())


def write_rooms(archive: Archive, member: Member, site: str, tell: Tell) -> list[TablePart]:
    """Every room's tables and files; journals what was taken, students by their number."""
    parts = [part for room in _rooms() for part in _write_room(archive, room, member, site, tell)]
    parts.append(_write_files(archive, member, tell))
    taken = [part for part in parts if not part.kept_back]
    record(
        actor=member, action="ledgers.taken_away", tables=len(taken),
        rows=sum(part.rows for part in taken),
    )  # fmt: skip
    return parts


def _rooms() -> list[Manifest]:
    return [room for room in manifests() if room.leaving or room.leaving_files]


def _rows(one: Taken, member: Member) -> QuerySet[Any]:
    """The rows to take; a table of the room that is only a model is taken whole."""
    model: Any = one.rows
    if isinstance(model, type):
        return cast("QuerySet[Any]", model.objects.all())  # type: ignore[attr-defined]
    return cast("QuerySet[Any]", one.rows(member))


def _write_room(
    archive: Archive, room: Manifest, member: Member, site: str, tell: Tell
) -> Iterator[TablePart]:
    folder = f"资料/{safe(room.name)}"
    for one in room.leaving:
        part = TablePart(room.name, one.title)
        if not may(member, one.permission):
            part.kept_back = "导出的人没有查看它的权限"
        else:
            table = Table(archive, folder, one.title, member.kind, one.without)
            part.files, part.rows = table.write(_rows(one, member), tell)
            if one.permission == _STUDENTS and part.rows:
                record(actor=member, action="org.students_exported", count=part.rows)
        yield part
    if room.leaving_files:
        part = TablePart(room.name, "文稿")
        for name, content in room.leaving_files(member, site):
            tell(0, name)
            part.files.append(f"{folder}/{safe(name, 100)}")
            archive.put(part.files[-1], content)
            part.rows += 1
        if part.files:
            yield part


@dataclass(frozen=True, slots=True)
class _Held:
    """A photo or document, the row that it is about, and where it lies in the archive."""

    attachment: Attachment
    owner: str
    where: str


def _write_files(archive: Archive, member: Member, tell: Tell) -> TablePart:
    """Each photo and document once; those of the books lie with their book already."""
    part = TablePart("照片和文件", "照片和文件清单")
    columns = [
        Column("系统编号", "attachment.file_id", width=10),
        Column("文件名", "attachment.file.name", width=30),
        Column("属于", "owner", width=30),
        Column("拍摄时间", "attachment.file.taken_at"),
        Column("上传时间", "attachment.file.uploaded_at"),
        Column("上传人", "attachment.file.uploaded_by.name"),
        Column("说明", "attachment.caption", width=24),
        Column("SHA-256", "attachment.file.sha256", width=66),
        Column("手机上原片的 SHA-256", "attachment.file.phone_sha256", width=66),
        Column("在压缩包里", "where", width=60),
    ]
    file, part.rows = list_workbook(FILES, columns, _held(archive, member, tell))
    part.files = [f"{FILES}/清单.xlsx"]
    with file:
        archive.copy(part.files[0], file)
    return part


def _held(archive: Archive, member: Member, tell: Tell) -> Iterator[_Held]:
    there = {digest: name for name, digest in archive.digests.items()}
    titles = {
        _rows(one, member).model._meta.label_lower: f"{room.name} {one.title}"
        for room in _rooms() for one in room.leaving
    }  # fmt: skip
    seen: dict[tuple[str, int], bool] = {}
    rows = Attachment.objects.select_related("file__uploaded_by").order_by("pk")
    for one in rows.iterator(chunk_size=CHUNK):
        tell(1, FILES)
        owner = (one.owner_type, one.owner_id)
        if owner not in seen:
            seen[owner] = may_see_owner(member, *owner)
        if not seen[owner]:
            continue
        if one.file.sha256 not in there:
            there[one.file.sha256] = _put(archive, one.file)
        title = titles.get(one.owner_type, "台账记录")
        yield _Held(one, f"{title} #{one.owner_id}", there[one.file.sha256])


def _put(archive: Archive, row: StoredFile) -> str:
    name = f"{FILES}/{file_name(row.pk, row.name, row.path)}"
    try:
        with open_file(row) as content:
            archive.copy(name, content)
    except FileNotFoundError:
        return "已不在磁盘上"
    return name
