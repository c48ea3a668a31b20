"""Take a checked table in as one batch, and take the batch back as one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError

from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import ImportBatch, ImportUpload
from houqin.org.recording import record
from houqin.ui.forms import violation
from houqin.ui.importing import Checked, check, read_rows
from houqin.ui.resources import Change, Resource

KEPT_FOR = timedelta(days=1)


@transaction.atomic
def keep_upload(
    *, actor: Member, resource: Resource, name: str, content: bytes, now: datetime
) -> ImportUpload:
    """Hold the file until it is imported or a day has passed; UnreadableFileError if no table."""
    demand(actor, resource.permission)
    read_rows(resource, content, name)
    ImportUpload.objects.filter(made_at__lt=now - KEPT_FOR).delete()
    ImportUpload.objects.filter(made_by=actor.staff, resource=resource.code).delete()
    return ImportUpload.objects.create(
        resource=resource.code, file_name=name[-120:], content=content, made_by=actor.staff
    )


def checked(resource: Resource, upload: ImportUpload) -> Checked:
    """The file against what there is at this moment."""
    return check(resource, read_rows(resource, bytes(upload.content), upload.file_name))


@transaction.atomic
def take_in(*, actor: Member, resource: Resource, upload: ImportUpload) -> ImportBatch:
    """Import all of it or nothing. What was previewed is checked again: others work meanwhile."""
    demand(actor, resource.permission)
    found = checked(resource, upload)
    if not found.is_clean:
        raise ValidationError("这张表里有不对的地方，没有导入任何一行。请按提示改好再上传。")
    if not found.new and not found.changed:
        raise ValidationError("表里的内容和现有的完全一样，没有需要导入的。")
    batch = ImportBatch.objects.create(
        resource=resource.code,
        file_name=upload.file_name,
        made_by=actor.staff,
        rows_added=len(found.new),
        rows_changed=len(found.changed),
        added=[list(change.key) for change in found.new],
        changes=[[list(c.key), dict(c.before or {}), dict(c.after)] for c in found.changed],
    )
    _write(resource, actor, batch.pk, [*found.new, *found.changed])
    upload.delete()
    record(
        actor=actor,
        action="org.table_imported",
        target=batch,
        title=resource.title,
        added=len(found.new),
        changed=len(found.changed),
    )
    return batch


def _write(resource: Resource, actor: Member, batch_id: int, changes: Sequence[Change]) -> None:
    """A row the database still refuses becomes a sentence; the transaction takes all back."""
    try:
        with transaction.atomic():
            resource.write(actor, batch_id, changes)
    except IntegrityError as error:
        raise ValidationError(f"没有导入任何一行：{violation(error)}") from error


@transaction.atomic
def take_back(*, actor: Member, resource: Resource, batch: ImportBatch, now: datetime) -> bool:
    """Undo a batch: what it added goes, what it changed is as before; a second click is nothing.

    Refused where a row has been used or changed since: then nobody's later work is lost.
    """
    demand(actor, resource.permission)
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.undone_at is not None:
        return False
    current = resource.current()
    before = [Change(0, tuple(key), was, after) for key, was, after in batch.changes]
    moved = [c for c in before if current.get(c.key) != dict(c.before or {})]
    if moved:
        raise ValidationError(
            f"有 {len(moved)} 行在导入后又改过（如“{moved[0].key[0]}”），不能整批撤回。请逐条修改。"
        )
    gone = [tuple(key) for key in batch.added if tuple(key) in current]
    try:
        with transaction.atomic():
            resource.remove(actor, gone)
            if before:
                resource.write(actor, batch.pk, before)
    except (ProtectedError, RestrictedError, IntegrityError) as error:
        raise ValidationError(
            "这一批里有的已被别处用到，不能整批撤回，什么都没有改。请先处理用到它们的记录。"
        ) from error
    batch.undone_at = now
    batch.save(update_fields=["undone_at"])
    record(
        actor=actor,
        action="org.import_undone",
        target=batch,
        title=resource.title,
        added=batch.rows_added,
        changed=batch.rows_changed,
    )
    return True
