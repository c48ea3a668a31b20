"""Plain drawn pictures of meters, rooms and kitchens; each says on its face: an example."""

from __future__ import annotations

import io
from functools import cache
from random import Random

from PIL import Image, ImageDraw, ImageFont

from houqin.core.domains import DOMAINS

SIZE = (800, 600)
_FONTS = (
    "msyh.ttc", "simhei.ttf", "PingFang.ttc", "STHeiti Medium.ttc", "NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "wqy-microhei.ttc",
)  # fmt: skip
_COLOURS = {
    "safe": (126, 68, 96), "food": (118, 112, 32), "goods": (120, 84, 40),
    "place": (36, 104, 108), "people": (66, 80, 140), "open": (90, 76, 150),
}  # fmt: skip
Colour = tuple[int, int, int]


def picture(domain: str, caption: str, stamp: str, rng: Random) -> bytes:
    """A JPEG for this line of work; ``stamp`` is the time written in the corner."""
    family = DOMAINS[domain].family if domain in DOMAINS else "people"
    tone = _COLOURS[family]
    image = Image.new("RGB", SIZE, _mix(tone, (255, 255, 255), 0.82))
    draw = ImageDraw.Draw(image)
    scene = _SCENES.get(domain, _room)
    scene(draw, tone, rng)
    _label(draw, caption, stamp)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=78)
    return out.getvalue()


def signature(rng: Random) -> bytes:
    """A scribble on white, as small as a real one."""
    image = Image.new("RGB", (300, 120), "white")
    points = [(20 + n * 26, 60 + rng.randint(-35, 35)) for n in range(11)]
    ImageDraw.Draw(image).line(points, fill="#222", width=3, joint="curve")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=60)
    return out.getvalue()


def _mix(a: Colour, b: Colour, part: float) -> Colour:
    red, green, blue = (round(x * (1 - part) + y * part) for x, y in zip(a, b, strict=True))
    return red, green, blue


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | None:
    """A font with Chinese in it, wherever this system keeps one."""
    for name in _FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return None


def _label(draw: ImageDraw.ImageDraw, caption: str, stamp: str) -> None:
    draw.rectangle((0, 528, 800, 600), fill=(28, 32, 38))
    large, small = _font(28), _font(20)
    if large is None or small is None:
        draw.text((20, 550), stamp, fill="white")
        return
    draw.text((20, 535), caption[:24], font=large, fill="white")
    draw.text((20, 571), f"{stamp}  示例照片，非实拍", font=small, fill=(200, 204, 210))
    draw.rectangle((690, 16, 784, 60), outline=(166, 47, 31), width=3)
    draw.text((710, 20), "示例", font=large, fill=(166, 47, 31))


def _room(draw: ImageDraw.ImageDraw, tone: Colour, rng: Random) -> None:
    """A room: floor, window, door, a lamp or two."""
    draw.polygon(
        [(0, 528), (140, 400), (660, 400), (800, 528)], fill=_mix(tone, (255, 255, 255), 0.6)
    )
    draw.rectangle((200, 110, 420, 290), fill=(214, 230, 244), outline=tone, width=6)
    draw.line((310, 110, 310, 290), fill=tone, width=5)
    draw.line((200, 200, 420, 200), fill=tone, width=5)
    draw.rectangle(
        (530, 150, 650, 400), fill=_mix(tone, (255, 255, 255), 0.35), outline=tone, width=5
    )
    draw.ellipse((545, 270, 561, 286), fill=(240, 220, 140))
    for at in range(rng.randint(1, 3)):
        left = 160 + at * 190
        draw.rectangle((left, 30, left + 120, 46), fill=(255, 250, 220), outline=tone, width=2)


def _meter(draw: ImageDraw.ImageDraw, tone: Colour, rng: Random) -> None:
    """A round meter with a needle, and a counter below."""
    draw.ellipse((230, 40, 570, 380), fill="white", outline=tone, width=12)
    for step in range(11):
        _ray(draw, (400, 210), 150 + step * 24, (125, 150), tone, 5)
    _ray(draw, (400, 210), 150 + rng.randint(40, 200), (0, 118), (166, 47, 31), 7)
    draw.ellipse((386, 196, 414, 224), fill=tone)
    digits = f"{rng.randint(10_000, 99_999):05d}"
    for at, digit in enumerate(digits):
        left = 262 + at * 56
        draw.rectangle((left, 410, left + 48, 486), fill=(30, 34, 40))
        draw.text((left + 16, 420), digit, font=_font(40), fill="white")


def _ray(
    draw: ImageDraw.ImageDraw,
    centre: tuple[int, int],
    degrees: float,
    radii: tuple[int, int],
    colour: Colour,
    width: int,
) -> None:
    from math import cos, radians, sin

    x, y = centre
    angle = radians(degrees)
    ends = [(x + r * cos(angle), y + r * sin(angle)) for r in radii]
    draw.line(ends, fill=colour, width=width)


def _kitchen(draw: ImageDraw.ImageDraw, tone: Colour, rng: Random) -> None:
    """Sample boxes on a shelf of a refrigerator."""
    draw.rectangle((120, 40, 680, 500), fill=(244, 247, 250), outline=tone, width=8)
    for row in range(3):
        top = 70 + row * 145
        draw.line((130, top + 120, 670, top + 120), fill=tone, width=6)
        for column in range(rng.randint(2, 4)):
            left = 160 + column * 128
            draw.rounded_rectangle(
                (left, top + 40, left + 106, top + 118), 10,
                fill=_mix(tone, (255, 255, 255), 0.5), outline=tone, width=3,
            )  # fmt: skip
            draw.rectangle((left + 14, top + 62, left + 92, top + 92), fill="white")


def _extinguisher(draw: ImageDraw.ImageDraw, tone: Colour, rng: Random) -> None:
    """Two extinguishers by the wall, their gauges in the green."""
    draw.rectangle((0, 440, 800, 528), fill=_mix(tone, (255, 255, 255), 0.65))
    for at in range(2):
        left = 240 + at * 180
        draw.rounded_rectangle((left, 160, left + 110, 450), 26, fill=(178, 40, 30))
        draw.rectangle((left + 40, 120, left + 70, 165), fill=(40, 40, 44))
        draw.ellipse((left + 30, 200, left + 80, 250), fill="white", outline=(30, 30, 30), width=3)
        draw.pieslice((left + 34, 204, left + 76, 246), 200, 260 + rng.randint(0, 50), fill="green")


_SCENES = {
    "energy": _meter,
    "canteen": _kitchen,
    "health": _kitchen,
    "safety": _extinguisher,
    "gate": _room,
}
