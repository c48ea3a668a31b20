"""From a phone's picture to a clean JPEG: upright, smaller, stripped of its metadata."""

from __future__ import annotations

import io
import re
import struct
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pillow_heif
from PIL import Image, ImageCms, ImageOps

from houqin.files import rules
from houqin.files.rules import Refused

pillow_heif.register_heif_opener()  # type: ignore[no-untyped-call,unused-ignore]

_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
_LOCAL = ZoneInfo("Asia/Shanghai")
_EXIF_FOLDER, _TAKEN, _TAKEN_OFFSET, _CHANGED = 0x8769, 36867, 36881, 306
# Whatever a decoder raises over bytes made by somebody else.
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    struct.error,
    KeyError,
    IndexError,
    TypeError,
)
_ORIGIN = re.compile(rb"houqin-original:([0-9a-f]{64})")
# Decoding is the one place that needs much memory: two at a time fit an old PC.
_room = threading.BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class CleanPhoto:
    content: bytes
    thumbnail: bytes
    width: int
    height: int
    taken_at: datetime | None
    phone_sha256: str


def clean(name: str, original: bytes, now: datetime) -> CleanPhoto:
    """Decode, turn, shrink, strip. Refused for what is no photo, is broken, or is a bomb."""
    with _room:
        try:
            with Image.open(io.BytesIO(original), formats=_FORMATS) as image:
                _refuse_bomb(name, image)
                taken_at = _taken_at(image, now)
                before = _before_the_phone(image)
                upright = _upright(image)
        except Refused:
            raise
        except Image.DecompressionBombError as error:
            raise Refused(name, rules.TOO_MANY_PIXELS) from error
        except _BROKEN as error:
            raise Refused(name, rules.BROKEN_PHOTO) from error
        small = upright.copy()
        small.thumbnail((rules.THUMBNAIL_SIDE, rules.THUMBNAIL_SIDE))
        return CleanPhoto(
            content=_photo_bytes(upright),
            thumbnail=_jpeg(small, rules.THUMBNAIL_QUALITY),
            width=upright.width,
            height=upright.height,
            taken_at=taken_at,
            phone_sha256=before,
        )


def _refuse_bomb(name: str, image: Image.Image) -> None:
    """Judge by the header, before a pixel is decoded."""
    scales = image.format in {"JPEG", "MPO"} and not image.info.get("progressive")
    most = rules.MAX_JPEG_PIXELS if scales else rules.MAX_PIXELS
    if image.width * image.height > most or max(image.size) > rules.MAX_SIDE:
        raise Refused(name, rules.TOO_MANY_PIXELS)


def _before_the_phone(image: Image.Image) -> str:
    """The digest that the phone took of the photo before it made it small (photos.js)."""
    said = _ORIGIN.fullmatch(bytes(image.info.get("comment") or b""))
    return said[1].decode() if said else ""


def _upright(image: Image.Image) -> Image.Image:
    side = (rules.PHOTO_SIDE, rules.PHOTO_SIDE)
    image.draft("RGB", side)  # a JPEG is decoded at a half, a quarter or an eighth straight away
    profile = image.info.get("icc_profile")
    image.load()
    image.thumbnail(side, Image.Resampling.LANCZOS, reducing_gap=3.0)
    turned = ImageOps.exif_transpose(image)
    return _to_srgb(_to_rgb(turned), profile)


def _to_rgb(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16-bit greys, which convert() would clip to white
        image = image.point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(white, image).convert("RGB")
    return image if image.mode == "RGB" else image.convert("RGB")


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours as the phone meant them, since its profile goes with the rest of the metadata."""
    if not profile:
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image  # a profile of another colour space, or a broken one
    return converted or image


def _photo_bytes(image: Image.Image) -> bytes:
    content = b""
    for quality in rules.PHOTO_QUALITIES:
        content = _jpeg(image, quality)
        if len(content) <= rules.PHOTO_TARGET_BYTES:
            break
    return content


def _jpeg(image: Image.Image, quality: int) -> bytes:
    """Pixels only: a fresh image has no EXIF, no profile, no comment to carry along."""
    bare = Image.frombytes("RGB", image.size, image.tobytes())
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def _taken_at(image: Image.Image, now: datetime) -> datetime | None:
    """The phone's own time of the picture; None where it says nothing believable."""
    try:
        exif = image.getexif()
        inner = exif.get_ifd(_EXIF_FOLDER)
        said = str(inner.get(_TAKEN) or exif.get(_CHANGED) or "")
        offset = str(inner.get(_TAKEN_OFFSET) or "")
        moment = datetime.strptime(said.strip("\x00 "), "%Y:%m:%d %H:%M:%S").replace(tzinfo=_LOCAL)
    except _BROKEN:
        return None
    zone = re.fullmatch(r"([+-])(\d\d):(\d\d)", offset.strip("\x00 "))
    if zone and int(zone[2]) <= 14:
        ahead = timedelta(hours=int(zone[2]), minutes=int(zone[3]))
        clock = moment.replace(tzinfo=UTC)
        moment = clock - ahead if zone[1] == "+" else clock + ahead
    believable = datetime(2000, 1, 1, tzinfo=UTC) <= moment <= now + timedelta(days=1)
    return moment.astimezone(UTC) if believable else None
