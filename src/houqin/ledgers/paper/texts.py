"""Texts as paper can hold them. Pure."""

from __future__ import annotations

import re

MOST = 4_000
_RUN = re.compile(r"[!-~]{25,}")
_PIECE = re.compile(r"(.{12})(?=.)")
# Not the line's end: that is a line on paper too.
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
ZERO_WIDTH = "\u200b"


def for_paper(text: str) -> str:
    """Without characters that no printer knows; a long run of letters may be broken."""
    text = _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > MOST:
        text = f"{text[:MOST]}……（全文见系统）"
    return _RUN.sub(lambda run: _PIECE.sub(rf"\1{ZERO_WIDTH}", run[0]), text)
