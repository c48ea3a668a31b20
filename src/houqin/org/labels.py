"""The label of a place: a QR that opens its page, with the code to type where no camera is."""

from __future__ import annotations

import io
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from houqin.org.models import Place


def qr_svg(address: str) -> SafeString:
    """An inline drawing that prints sharp at any size."""
    import segno  # only who prints a label loads it

    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=True, border=2, omitsize=True, lineclass=None
    )
    return mark_safe(out.getvalue().decode())  # noqa: S308 - drawn here from an address of ours


def label(address: str, place: Place) -> dict[str, Any]:
    """What the label's template shows."""
    return {"svg": qr_svg(address), "place": place, "tag": f"{place.tag[:4]} {place.tag[4:]}"}
