"""One row for each file on disk that was taken in, and where it is attached."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from houqin.org.models import ScopedRow, Staff


class StoredFile(ScopedRow):
    """照片或文件. The bytes lie at ``path`` below MEDIA_ROOT, named by their own hash."""

    class Kind(models.TextChoices):
        PHOTO = "photo", _("照片")
        DOCUMENT = "document", _("文件")

    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(_("文件名"), max_length=120)
    mime = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    sha256 = models.CharField(max_length=64)
    original_sha256 = models.CharField(max_length=64, help_text="of the bytes as they were sent")
    phone_sha256 = models.CharField(
        max_length=64, blank=True, help_text="of the photo before the phone made it small"
    )
    taken_at = models.DateTimeField(
        _("拍摄时间"), null=True, help_text="by the phone's clock; uploaded_at is by ours"
    )
    uploaded_by = models.ForeignKey(
        Staff,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="null: a stranger, by a QR code",
    )
    uploaded_at = models.DateTimeField(_("上传时间"))
    offered_at = models.DateTimeField(
        help_text="when it was last sent: an orphan's day starts here"
    )
    path = models.CharField(max_length=120)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            # is any row left that needs these bytes?
            models.Index(fields=["institution", "path"], name="files_storedfile_of_path"),
            # the purge: oldest offers first
            models.Index(fields=["institution", "offered_at"], name="files_storedfile_offered"),
        ]
        constraints = [
            # The same bytes sent again by the same person are the same file.
            models.UniqueConstraint(
                fields=["uploaded_by", "original_sha256"], name="files_storedfile_once"
            ),
            models.CheckConstraint(
                # not null is said as well: a comparison with NULL would pass the check
                condition=Q(
                    kind="photo",
                    width__isnull=False,
                    height__isnull=False,
                    width__gte=1,
                    height__gte=1,
                )
                | Q(kind="document", width=None, height=None),
                name="files_storedfile_photo_has_size",
            ),
            models.CheckConstraint(condition=Q(size__gte=1), name="files_storedfile_not_empty"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$")
                & Q(original_sha256__regex=r"^[0-9a-f]{64}$"),
                name="files_storedfile_hashes",
            ),
            models.CheckConstraint(
                condition=Q(phone_sha256="") | Q(phone_sha256__regex=r"^[0-9a-f]{64}$"),
                name="files_storedfile_phone_hash",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_photo(self) -> bool:
        return self.kind == self.Kind.PHOTO


class Attachment(ScopedRow):
    """A file on a row of an upper room, named by its label and key."""

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="attachments")
    owner_type = models.CharField(max_length=60)
    owner_id = models.BigIntegerField()
    position = models.PositiveSmallIntegerField(default=0)
    caption = models.CharField(_("说明"), max_length=120, blank=True)
    attached_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position", "pk"]
        indexes = [
            models.Index(fields=["owner_type", "owner_id"], name="files_attachment_of_owner")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "owner_type", "owner_id"], name="files_attachment_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner_type} {self.owner_id}"
