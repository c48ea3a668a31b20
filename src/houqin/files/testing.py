"""Real uploads for tests: a phone's picture, a document; and a stored file through the service."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pillow_heif
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from houqin.files.models import StoredFile
from houqin.files.public import take
from houqin.org.member import Member

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
TAKEN = "2026:11:20 09:30:15"
_GPS, _EXIF, _ORIENTATION = 0x8825, 0x8769, 0x0112


def picture(width: int = 640, height: int = 480, *, seed: int = 0) -> Image.Image:
    """Four quarters of different colours, so that a wrong turn shows; ``seed`` makes it another."""
    image = Image.new("RGB", (width, height), (200, 30, 30))
    image.paste((30, 160, 60), (width // 2, 0, width, height // 2))
    image.paste((30, 60, 180), (0, height // 2, width // 2, height))
    image.paste((240, 230, 90 + seed * 37 % 150), (width // 2, height // 2, width, height))
    return image


def phone_exif(*, orientation: int = 1, taken: str = TAKEN, offset: str = "") -> Image.Exif:
    """What a phone writes: who made it, when, where on Earth."""
    exif = Image.Exif()
    exif[_ORIENTATION] = orientation
    exif[0x010F] = "PhoneMaker"
    inner = {36867: taken}
    if offset:
        inner[36881] = offset
    exif.get_ifd(_EXIF).update(inner)
    exif.get_ifd(_GPS).update({1: "N", 2: (31.0, 14.0, 5.0), 3: "E", 4: (121.0, 28.0, 9.0)})
    return exif


def encoded(image: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    """The picture's bytes as JPEG, PNG, WEBP or HEIF."""
    if form == "HEIF":
        pillow_heif.register_heif_opener()
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def office(members: Iterable[str], content_types: str = "<Types/>") -> bytes:
    """A zip as Office writes it, with these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", content_types)
        for member in members:
            archive.writestr(member, "<x/>")
    return out.getvalue()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def make_photo(member: Member, *, seed: int = 0, name: str = "IMG_1.jpg") -> StoredFile:
    """A photo the member has taken in, attached to nothing yet."""
    content = encoded(picture(seed=seed), exif=phone_exif())
    return take(actor=member, upload=upload(name, content), now=NOON)


def url_samples(member: Member) -> dict[str, tuple[Any, ...]]:
    """Arguments of this room's urls, of rows the member may see, for the test that walks them."""
    photo = make_photo(member)
    return {"files:file": (photo.pk,), "files:thumb": (photo.pk,)}
