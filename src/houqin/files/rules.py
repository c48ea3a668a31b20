"""Limits of what is taken in, and the sentences that refuse the rest. Pure."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError

MEGABYTE = 1024 * 1024
MAX_BYTES = 20 * MEGABYTE
MAX_PHOTOS = 9
NAME_LENGTH = 120

PHOTO_SIDE = 2048
THUMBNAIL_SIDE = 320
PHOTO_QUALITIES = (82, 76, 70)  # the next one is tried while the photo is larger than the target
PHOTO_TARGET_BYTES = 400 * 1024
THUMBNAIL_QUALITY = 75
# A JPEG is scaled down while it is decoded, so it may have more pixels than the other formats:
# 108-megapixel phones are sold. Not so a progressive one, whose coefficients are all kept at once.
# Beyond these limits a small file would fill an old PC's memory.
MAX_JPEG_PIXELS = 110_000_000
MAX_PIXELS = 65_000_000
MAX_SIDE = 30_000

MAX_ZIP_MEMBERS = 5_000
MAX_UNPACKED_BYTES = 300 * MEGABYTE

ORPHAN_AFTER = timedelta(hours=24)


class Refused(ValidationError):  # noqa: N818 - it is an answer, not a fault
    """An upload that is not taken, with one sentence: what is wrong and what to do."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(f"“{shown(name)}”{sentence}", code="refused")


TOO_LARGE = "超过 20 MB，没有收下。请压缩或拆开后再传。"
EMPTY = "是空文件，没有收下。请重新选一次。"
UNKNOWN = (
    "不是能收的类型。请上传照片（JPEG、PNG、HEIC、WebP）"
    "或 PDF、Word（.docx）、Excel（.xlsx）、文本文件。"
)
NOT_A_PHOTO = "不是照片。请上传 JPEG、PNG、HEIC 或 WebP 格式的照片。"
BROKEN_PHOTO = "打不开，可能没有传完整。请重新拍一张，或转成 JPEG 再传。"
TOO_MANY_PIXELS = "像素太大，没有收下。请在相机里调低分辨率，或先裁剪再传。"
OLD_OFFICE = (
    "是旧版或加了密码的 Office 文件。请用 WPS 或 Word 去掉密码，另存为 .docx 或 .xlsx 再传。"
)
HAS_MACROS = "含有宏，为安全起见没有收下。请另存为不含宏的 .docx 或 .xlsx 再传。"
BROKEN_DOCUMENT = "打不开，可能没有传完整或已损坏。请重新保存后再传。"
SWOLLEN_DOCUMENT = "解开后过大，没有收下。请删去里面的大图或拆成几份再传。"


def shown(name: str) -> str:
    """The name as a sentence shows it: never so long that it hides the sentence."""
    return name if len(name) <= 40 else f"{name[:24]}…{name[-12:]}"


def clean_name(name: str, extension: str) -> str:
    """The upload's own name without folders or control characters, ending as its content does."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    printable = "".join(c for c in last if c.isprintable()).strip(" .")
    stem = printable.rsplit(".", 1)[0] if "." in printable else printable
    return f"{stem[: NAME_LENGTH - len(extension) - 1] or '未命名'}.{extension}"
