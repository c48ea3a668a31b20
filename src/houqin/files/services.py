"""Taking files in, attaching them, and clearing away what nobody used."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import connection, transaction
from django.db.models import Max, Model

from houqin.core import tenancy
from houqin.files import access, documents, rules, storage
from houqin.files.formats import looks_like_photo
from houqin.files.models import Attachment, StoredFile
from houqin.files.rules import Refused
from houqin.journal.public import record
from houqin.org.access import demand
from houqin.org.member import Member

Kind = StoredFile.Kind


@dataclass(frozen=True, slots=True)
class _Cleaned:
    """What is about to be stored."""

    kind: str
    name: str
    mime: str
    extension: str
    content: bytes
    thumbnail: bytes | None = None
    width: int | None = None
    height: int | None = None
    taken_at: datetime | None = None
    phone_sha256: str = ""


def take(
    *, actor: Member, upload: File[Any], now: datetime, only: StoredFile.Kind | None = None
) -> StoredFile:
    """Take in a photo or a document; ``only`` one of the two kinds where the place wants that.

    The same bytes from the same person give the same row, however often they are sent. When this
    returns, the file is on disk; the row is the caller's transaction's.
    """
    demand(actor, "files.take")
    return _take(actor, upload, now, only)


def take_strangers(*, upload: File[Any], now: datetime) -> StoredFile:
    """Take in a photo from somebody without an account; the page before it limits how many.

    The next purge takes it unless a row holds it by then.
    """
    return _take(None, upload, now, Kind.PHOTO)


def _take(
    actor: Member | None, upload: File[Any], now: datetime, only: StoredFile.Kind | None
) -> StoredFile:
    name = upload.name or "未命名"
    content = _read(name, upload)
    digest = hashlib.sha256(content).hexdigest()
    known = _known(actor, digest, now)
    if known is None:
        # Decoding is slow, so it happens before the transaction.
        known = _keep(actor, digest, _cleaned(name, content, now, only), now)
    if only is not None and known.kind != only:
        raise Refused(name, rules.NOT_A_PHOTO if only == Kind.PHOTO else rules.UNKNOWN)
    return known


def _read(name: str, upload: File[Any]) -> bytes:
    if (upload.size or 0) > rules.MAX_BYTES:
        raise Refused(name, rules.TOO_LARGE)
    upload.seek(0)
    content: bytes = upload.read(rules.MAX_BYTES + 1)
    if len(content) > rules.MAX_BYTES:
        raise Refused(name, rules.TOO_LARGE)
    if not content:
        raise Refused(name, rules.EMPTY)
    return content


def _cleaned(name: str, content: bytes, now: datetime, only: StoredFile.Kind | None) -> _Cleaned:
    if only != Kind.DOCUMENT and looks_like_photo(content[:16]):
        from houqin.files import photos  # only a photo loads the decoders

        photo = photos.clean(name, content, now)
        return _Cleaned(
            Kind.PHOTO,
            rules.clean_name(name, "jpg"),
            "image/jpeg",
            "jpg",
            photo.content,
            photo.thumbnail,
            photo.width,
            photo.height,
            photo.taken_at,
            photo.phone_sha256,
        )
    if only == Kind.PHOTO:
        raise Refused(name, rules.NOT_A_PHOTO)
    found = documents.examine(name, content)
    return _Cleaned(
        Kind.DOCUMENT,
        rules.clean_name(name, found.extension),
        found.mime,
        found.extension,
        content,
    )


@transaction.atomic
def _known(actor: Member | None, original: str, now: datetime) -> StoredFile | None:
    """The row these bytes already have. Its offer is renewed under a lock, so no purge takes it."""
    if actor is None:  # two strangers may send the same bytes: each has a row of their own
        return None
    rows = StoredFile.objects.filter(uploaded_by=actor.staff, original_sha256=original)
    row: StoredFile | None = rows.select_for_update().first()
    if row is None or not storage.absolute(row.path).exists():
        return None
    row.offered_at = max(row.offered_at, now)
    row.save(update_fields=["offered_at"])
    return row


@transaction.atomic
def _keep(actor: Member | None, original: str, cleaned: _Cleaned, now: datetime) -> StoredFile:
    institution = tenancy.institution_id()
    digest = hashlib.sha256(cleaned.content).hexdigest()
    path = storage.relative_path(institution, digest, cleaned.extension)
    _lock(path, exclusive=False)
    # The disk first: a row without its file must never be seen, a file without a row is swept.
    if cleaned.thumbnail is not None:
        storage.write(storage.thumbnail_of(path), cleaned.thumbnail)
    storage.write(path, cleaned.content)
    row = StoredFile(
        kind=cleaned.kind,
        name=cleaned.name,
        mime=cleaned.mime,
        size=len(cleaned.content),
        width=cleaned.width,
        height=cleaned.height,
        sha256=digest,
        original_sha256=original,
        phone_sha256=cleaned.phone_sha256,
        taken_at=cleaned.taken_at,
        uploaded_by=actor.staff if actor else None,
        uploaded_at=now,
        offered_at=now,
        path=path,
    )
    if actor is None:
        row.save(force_insert=True)
        return row
    StoredFile.objects.bulk_create([row], ignore_conflicts=True)
    # A double tap may have been faster: then its row stands, and ours was not added.
    kept: StoredFile = StoredFile.objects.get(uploaded_by=actor.staff, original_sha256=original)
    if kept.path != path:
        # Its bytes had been lost (a restore without the folder) and are now written by a newer
        # encoder: the row follows them.
        kept.path, kept.sha256, kept.size, kept.offered_at = path, digest, row.size, now
        kept.save(update_fields=["path", "sha256", "size", "offered_at"])
    elif kept.uploaded_at == now:
        record(actor=actor, action=f"files.{cleaned.kind}_taken", target=kept)
    return kept


def _lock(path: str, *, exclusive: bool) -> None:
    """Until the transaction ends: takers share the path, the sweep has it alone.

    Without it, bytes taken in anew could be swept between the look and the removal.
    """
    how = "pg_advisory_xact_lock" if exclusive else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {how}(hashtextextended(%s, 0))", [f"files:{path}"])


@transaction.atomic
def attach(
    *, actor: Member | None, file: StoredFile, owner: Model, caption: str = ""
) -> Attachment:
    """Attach a file to a saved row whose room has declared an ``owner_rule``. Twice is once.

    The owner's room decides beforehand whether the actor may change the owner.
    """
    label = owner._meta.label_lower
    if not access.may_own(label):
        raise LookupError(f"{label} declares no owner_rule: nobody could see its files")
    me = actor.staff.pk if actor else None
    if file.uploaded_by_id != me and not (actor and access.may_see_file(actor, file)):
        raise PermissionDenied("只能附上自己上传的或看得到的文件。")
    last = attachments_on(label, [owner.pk]).aggregate(last=Max("position"))["last"]
    row: Attachment
    row, _made = Attachment.objects.get_or_create(
        file=file,
        owner_type=label,
        owner_id=owner.pk,
        defaults={"caption": caption[:120], "position": 0 if last is None else last + 1},
    )
    return row


@transaction.atomic
def detach(*, actor: Member, file: StoredFile, owner: Model) -> None:
    """Take a file off a row; the file goes when a day has passed and nothing else holds it."""
    rows = attachments_on(owner._meta.label_lower, [owner.pk]).filter(file=file)
    if rows.delete()[0]:
        record(actor=actor, action="files.detached", target=file)


def attachments_on(label: str, owner_ids: Iterable[int]) -> Any:
    return Attachment.objects.filter(owner_type=label, owner_id__in=list(owner_ids))


def purge_orphans(now: datetime) -> int:
    """Forget files that nothing holds a day after they were sent; how many. In one institution."""
    before = now - rules.ORPHAN_AFTER
    old = StoredFile.objects.filter(offered_at__lt=before, attachments=None)
    gone = [path for pk in list(old.values_list("pk", flat=True)) if (path := _forget(pk, before))]
    for path in gone:
        sweep(path)
    if gone:
        record(actor=None, action="files.orphans_purged", count=len(gone))
    return len(gone)


@transaction.atomic
def _forget(pk: int, before: datetime) -> str:
    """Delete the row unless somebody sent or attached the file meanwhile; its path or nothing."""
    row = StoredFile.objects.select_for_update().filter(pk=pk, offered_at__lt=before).first()
    if row is None or row.attachments.exists():
        return ""
    row.delete()
    return str(row.path)


@transaction.atomic
def sweep(path: str) -> None:
    """Remove bytes that no row of the institution needs any more."""
    _lock(path, exclusive=True)
    if not StoredFile.objects.filter(path=path).exists():
        storage.remove(path)


def sweep_disk(now: datetime) -> None:
    """Remove what a killed program left on disk without a row; a thousand paths a query."""
    before = (now - rules.ORPHAN_AFTER).timestamp()
    paths = storage.older_than(tenancy.institution_id(), before)
    while batch := set(islice(paths, 1000)):
        needed = StoredFile.objects.filter(path__in=batch).values_list("path", flat=True)
        for path in batch.difference(needed):
            sweep(path)
