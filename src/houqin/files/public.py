"""What other rooms may call: take files in, attach them, read them back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.core.files.base import File
from django.db.models import Model, QuerySet
from django.urls import reverse

from houqin.core.prepared import Prepared
from houqin.files import services, storage
from houqin.files.access import MaySee, may_see_file, may_see_owner, owner_rule
from houqin.files.models import Attachment, StoredFile
from houqin.files.rules import Refused
from houqin.files.services import attach, detach, purge_orphans, take
from houqin.org.member import Member

__all__ = [
    "AttachedFile",
    "MaySee",
    "Refused",
    "StoredFile",
    "attach",
    "attachments_of",
    "detach",
    "let_go",
    "may_see_file",
    "may_see_owner",
    "open_file",
    "owner_rule",
    "purge_orphans",
    "take",
    "take_all",
    "take_document",
    "take_photo",
    "take_strangers_photo",
]


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file as the row it is attached to shows it."""

    file_id: int
    owner_id: int
    kind: str
    name: str
    mime: str
    size: int
    width: int | None
    height: int | None
    sha256: str
    original_sha256: str
    phone_sha256: str
    taken_at: datetime | None
    uploaded_at: datetime
    uploaded_by: str
    caption: str
    path: str

    @property
    def is_photo(self) -> bool:
        return self.kind == StoredFile.Kind.PHOTO

    @property
    def url(self) -> str:
        return reverse("files:file", args=[self.file_id])

    @property
    def thumb_url(self) -> str:
        """Empty for a document."""
        return reverse("files:thumb", args=[self.file_id]) if self.is_photo else ""


def take_photo(*, actor: Member, upload: File[Any], now: datetime) -> StoredFile:
    """Take in a photo; Refused (a ValidationError with one sentence) for anything else."""
    return take(actor=actor, upload=upload, now=now, only=StoredFile.Kind.PHOTO)


def take_strangers_photo(*, upload: File[Any], now: datetime) -> StoredFile:
    """A photo from somebody without an account, for a page that limits how many are sent."""
    return services.take_strangers(upload=upload, now=now)


def take_document(*, actor: Member, upload: File[Any], now: datetime) -> StoredFile:
    """Take in a PDF, docx, xlsx or text; Refused for anything else."""
    return take(actor=actor, upload=upload, now=now, only=StoredFile.Kind.DOCUMENT)


def take_all(*, actor: Member, uploads: Iterable[File[Any]], now: datetime) -> list[StoredFile]:
    """What a PhotosField was given, in order; the first bad one refuses them all."""
    return [take_photo(actor=actor, upload=upload, now=now) for upload in uploads]


def attachments_of(owners: Iterable[Model]) -> dict[int, list[AttachedFile]]:
    """The files of each row (all of one model) by its key, in one query; [] where none are."""
    rows = list(owners)
    found: dict[int, list[AttachedFile]] = {row.pk: [] for row in rows}
    if not rows:
        return found
    label = rows[0]._meta.label_lower
    held: Iterable[Attachment]
    if len(rows) == 1:
        held = _on_one(kind=label, pk=rows[0].pk)
    else:
        held = _in_order(services.attachments_on(label, found))
    for attachment in held:
        found[attachment.owner_id].append(_attached(attachment))
    return found


def _in_order(held: QuerySet[Attachment]) -> QuerySet[Attachment]:
    return held.select_related("file__uploaded_by").order_by("position", "pk")


# A single row's page; compiled once.
_on_one: Prepared[Attachment] = Prepared(
    lambda kind, pk: _in_order(Attachment.objects.filter(owner_type=kind, owner_id=pk))
)


def _attached(attachment: Attachment) -> AttachedFile:
    file = attachment.file
    return AttachedFile(
        file_id=file.pk,
        owner_id=attachment.owner_id,
        kind=file.kind,
        name=file.name,
        mime=file.mime,
        size=file.size,
        width=file.width,
        height=file.height,
        sha256=file.sha256,
        original_sha256=file.original_sha256,
        phone_sha256=file.phone_sha256,
        taken_at=file.taken_at,
        uploaded_at=file.uploaded_at,
        uploaded_by=file.uploaded_by.name if file.uploaded_by else "来访者",
        caption=attachment.caption,
        path=file.path,
    )


def let_go(label: str, owner_ids: Iterable[int]) -> None:
    """Rows that are being destroyed hold their files no longer; the night's purge takes those."""
    services.attachments_on(label, owner_ids).delete()


def open_file(file: StoredFile | AttachedFile, *, thumbnail: bool = False) -> IO[bytes]:
    """The stored bytes (or the small picture), to be closed by the caller; FileNotFoundError."""
    path = storage.thumbnail_of(file.path) if thumbnail and file.is_photo else file.path
    return storage.absolute(path).open("rb")
