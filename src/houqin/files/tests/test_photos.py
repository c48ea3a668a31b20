"""Pictures as phones send them: what is kept, what is taken off, what is refused."""

from __future__ import annotations

import io
import os
import struct
import zlib
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image

from houqin.files.formats import looks_like_photo
from houqin.files.photos import clean
from houqin.files.rules import Refused
from houqin.files.testing import NOON, encoded, phone_exif, picture


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def near(pixel, wanted) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(pixel, wanted, strict=True))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_phone_picture_becomes_a_plain_jpeg_without_place_or_phone(form):
    original = encoded(picture(1200, 800), form, exif=phone_exif().tobytes())
    assert b"PhoneMaker" in original
    cleaned = clean("a", original, NOON)
    result = opened(cleaned.content)
    assert (result.format, result.size) == ("JPEG", (1200, 800))
    assert (cleaned.width, cleaned.height) == (1200, 800)
    assert not result.getexif()
    assert b"PhoneMaker" not in cleaned.content + cleaned.thumbnail
    assert b"Exif" not in cleaned.content + cleaned.thumbnail
    assert near(result.convert("RGB").getpixel((10, 10)), (200, 30, 30))


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [(1, (200, 30, 30)), (3, (240, 230, 90)), (6, (30, 60, 180)), (8, (30, 160, 60))],
)
@pytest.mark.parametrize("size", [(800, 600), (5000, 3000)])
def test_a_picture_taken_sideways_stands_upright(orientation, corner, size):
    cleaned = clean("a", encoded(picture(*size), exif=phone_exif(orientation=orientation)), NOON)
    result = opened(cleaned.content).convert("RGB")
    assert near(result.getpixel((8, 8)), corner)
    assert (result.height > result.width) == (orientation in {6, 8})
    assert near(opened(cleaned.thumbnail).convert("RGB").getpixel((4, 4)), corner)


def test_a_large_picture_is_made_small_and_its_thumbnail_smaller():
    noisy = Image.frombytes("RGB", (640, 480), os.urandom(640 * 480 * 3)).resize((4032, 3024))
    cleaned = clean("a", encoded(noisy, quality=95), NOON)
    assert opened(cleaned.content).size == (2048, 1536)
    assert opened(cleaned.thumbnail).size == (320, 240)
    assert len(cleaned.thumbnail) < 40_000


def test_a_picture_larger_than_the_target_is_pressed_harder():
    noisy = Image.frombytes("RGB", (400, 300), os.urandom(400 * 300 * 3)).resize((2048, 1536))
    pressed = len(clean("a", encoded(noisy, quality=95), NOON).content)
    at_82 = len(encoded(noisy, quality=82, optimize=True, progressive=True))
    assert pressed < at_82


def test_the_time_it_was_taken_is_read_before_it_is_taken_off():
    cleaned = clean("a", encoded(picture(), exif=phone_exif()), NOON)
    assert cleaned.taken_at == datetime(2026, 11, 20, 1, 30, 15, tzinfo=UTC)


def test_a_phone_that_names_its_time_zone_is_believed():
    exif = phone_exif(offset="+09:00")
    taken_at = clean("a", encoded(picture(), exif=exif), NOON).taken_at
    assert taken_at == datetime(2026, 11, 20, 0, 30, 15, tzinfo=UTC)


@pytest.mark.parametrize("said", ["0000:00:00 00:00:00", "1970:01:01 08:00:00", "soon", ""])
def test_an_unbelievable_time_is_none(said):
    assert clean("a", encoded(picture(), exif=phone_exif(taken=said)), NOON).taken_at is None


def test_a_phone_whose_clock_runs_ahead_is_not_believed():
    before = NOON - timedelta(days=30)
    assert clean("a", encoded(picture(), exif=phone_exif()), before).taken_at is None


def test_a_transparent_drawing_gets_white_paper():
    drawing = Image.new("RGBA", (50, 50), (0, 0, 0, 0))
    assert opened(clean("a", encoded(drawing, "PNG"), NOON).content).getpixel((5, 5)) == (
        255,
        255,
        255,
    )


def test_sixteen_bit_greys_keep_their_shade():
    grey = Image.new("I;16", (50, 50), 32768)
    shade = opened(clean("a", encoded(grey, "PNG"), NOON).content).convert("L").getpixel((5, 5))
    assert 120 <= shade <= 136


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_truncated_upload_is_refused(form, part):
    noisy = Image.frombytes("RGB", (200, 200), os.urandom(120_000))
    whole = encoded(noisy, form)
    with pytest.raises(Refused, match="打不开，可能没有传完整"):
        clean("厨房.jpg", whole[: int(len(whole) * part)], NOON)


def _png_of(width: int, height: int) -> bytes:
    """A few hundred bytes that claim to be a huge picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        checked = kind + body
        return struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    squeezed = zlib.compress(b"\0" * 100_000)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", squeezed)
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(60_000, 60_000), (20_000, 5_000), (31_000, 10)])
def test_a_decompression_bomb_is_refused_before_it_is_decoded(size):
    with pytest.raises(Refused, match="像素太大"):
        clean("大.png", _png_of(*size), NOON)


def _claiming(pixels: tuple[int, int], *, progressive: bool) -> bytes:
    small = bytearray(encoded(picture(64, 64), progressive=progressive))
    claim = small.index(b"\xff\xc2" if progressive else b"\xff\xc0") + 5
    small[claim : claim + 4] = struct.pack(">HH", *pixels)
    return bytes(small)


def test_a_jpeg_that_cannot_be_scaled_while_it_is_decoded_may_have_fewer_pixels():
    large = (9_000, 9_600)
    assert clean("大.jpg", _claiming(large, progressive=False), NOON).height <= 2048
    with pytest.raises(Refused, match="像素太大"):
        clean("大.jpg", _claiming(large, progressive=True), NOON)


def test_bytes_of_other_things_do_not_look_like_photos():
    for head in (b"MZ\x90\0" * 4, b"%PDF-1.7\n", b"PK\x03\x04" * 4, b"GIF89a" + b"\0" * 10, b""):
        assert not looks_like_photo(head)
