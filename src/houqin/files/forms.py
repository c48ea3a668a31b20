"""The fields for photos, taken with the phone or chosen, and for files; ``c-fields`` draws them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from houqin.files import rules
from houqin.files.formats import looks_like_photo
from houqin.files.rules import Refused


class PhotosInput(forms.FileInput):
    """Many files under one name."""

    allow_multiple_selected = True

    def value_from_datadict(
        self, _data: Mapping[str, Any], files: Any, name: str
    ) -> list[UploadedFile[Any]]:
        return list(files.getlist(name)) if hasattr(files, "getlist") else list(files.get(name, []))

    def value_omitted_from_data(self, _data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in files


class PhotosField(forms.Field):
    """Cleans to a list of uploads that look like photos; hand it to ``files.public.take_all``.

    The service decodes them and may still refuse one: it raises ValidationError, which
    ``ui.forms.submit`` puts back on the form.
    """

    widget = PhotosInput
    default_error_messages = {"required": _("请至少附一张照片。")}

    def __init__(self, *, most: int = rules.MAX_PHOTOS, **kwargs: Any) -> None:
        self.most = most
        kwargs.setdefault("label", _("照片"))
        super().__init__(**kwargs)

    def widget_attrs(self, _widget: forms.Widget) -> dict[str, Any]:
        attrs: dict[str, Any] = {"accept": "image/*", "data-max": str(self.most)}
        return attrs | ({"multiple": True} if self.most > 1 else {})

    def clean(self, value: list[UploadedFile[Any]] | None) -> list[UploadedFile[Any]]:
        uploads = list(value or [])
        if self.required and not uploads:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(uploads) > self.most:
            raise ValidationError(f"最多 {self.most} 张照片，请去掉几张再交。", code="too_many")
        for upload in uploads:
            _refuse(upload)
        return uploads

    def has_changed(self, _initial: Any, data: Any) -> bool:
        return bool(data)


class FilesField(forms.Field):
    """Photos, scans, PDF, Word or Excel files; the service of files examines each."""

    widget = PhotosInput
    most = 6

    def widget_attrs(self, _widget: forms.Widget) -> dict[str, Any]:
        return {"accept": ".pdf,.docx,.xlsx,.txt,.jpg,.jpeg,.png", "multiple": True}

    def clean(self, value: list[UploadedFile[Any]] | None) -> list[UploadedFile[Any]]:
        uploads = list(value or [])
        if len(uploads) > self.most:
            raise ValidationError(f"一次最多 {self.most} 个附件，请分几次传。")
        return uploads

    def has_changed(self, _initial: Any, data: Any) -> bool:
        return bool(data)


def _refuse(upload: UploadedFile[Any]) -> None:
    """What can be told without decoding."""
    name = upload.name or "照片"
    if (upload.size or 0) > rules.MAX_BYTES:
        raise Refused(name, rules.TOO_LARGE)
    upload.seek(0)
    head = upload.read(16)
    upload.seek(0)
    if not looks_like_photo(head):
        raise Refused(name, rules.NOT_A_PHOTO if head else rules.EMPTY)
