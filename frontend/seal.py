"""Draw the 勤 seal as PNG icons. Run by hand; the files are committed.

`python frontend/seal.py <font file with 勤>`
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ICONS = Path(__file__).resolve().parent.parent / "src/houqin/ui/static/houqin/icons"
BLUE, WHITE = "#1f4e96", "#ffffff"


def seal(side: int, font: str, *, maskable: bool) -> Image.Image:
    """A rounded square; a maskable one bleeds to the edge and keeps to the safe circle."""
    big = side * 4  # drawn large and reduced, for smooth corners
    image = Image.new("RGBA", (big, big), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    if maskable:
        draw.rectangle((0, 0, big, big), fill=BLUE)
    else:
        draw.rounded_rectangle((0, 0, big - 1, big - 1), radius=big * 0.17, fill=BLUE)
    size = int(big * (0.5 if maskable else 0.64))
    face = ImageFont.truetype(font, size, index=2 if font.endswith(".ttc") else 0)  # SC
    left, top, right, bottom = draw.textbbox((0, 0), "勤", font=face)
    at = ((big - right - left) / 2, (big - bottom - top) / 2)
    draw.text(at, "勤", font=face, fill=WHITE)
    small = image.resize((side, side), Image.Resampling.LANCZOS)
    return small.quantize(colors=48, method=Image.Quantize.FASTOCTREE)


def main(font: str) -> None:
    ICONS.mkdir(parents=True, exist_ok=True)
    for side in (192, 512):
        seal(side, font, maskable=False).save(ICONS / f"seal-{side}.png", optimize=True)
        seal(side, font, maskable=True).save(ICONS / f"seal-maskable-{side}.png", optimize=True)
    seal(32, font, maskable=False).save(ICONS / "seal-32.png", optimize=True)


if __name__ == "__main__":
    main(sys.argv[1])
