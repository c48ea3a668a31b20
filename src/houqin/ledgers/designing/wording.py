"""Expressions as people read them: with the names of fields in the place of their codes."""

from __future__ import annotations

import re
from typing import Any

from houqin.ledgers.designing.editing import Declared, fields_of

_QUOTED = re.compile(r"""("[^"]*"|'[^']*'|“[^”]*”|‘[^’]*’)""")
_WORD = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)?")
# A name that the grammar could not take for one word is left as a code.
_ONE_WORD = re.compile(r"[^\W\d]\w*")


def _named(form: Declared) -> dict[str, str]:
    """Code -> label, for labels that are one word and stand for one field only."""
    found: dict[str, str] = {}
    labels: dict[str, int] = {}
    for path, field in fields_of(form):
        found[path] = field["label"]
        labels[field["label"]] = labels.get(field["label"], 0) + 1
    for path, field in fields_of(form):
        for item in field.get("items", ()):
            found[f"{path}.{item['code']}"] = item["label"]
    return {
        code: label
        for code, label in found.items()
        if _ONE_WORD.fullmatch(label) and labels.get(label, 1) == 1
    }


def shown(form: Declared, expression: str) -> str:
    """``grams >= 125 and meal == '午餐'`` → ``克数 >= 125 且 餐次 == '午餐'``."""
    names = _named(form)

    def word(match: re.Match[str]) -> str:
        code = match[0]
        owner, dot, part = code.partition(".")
        if dot:
            return f"{names.get(owner, owner)}.{names.get(code, part)}"
        return {"and": "且", "or": "或", "not": "非"}.get(code) or names.get(code, code)

    return _outside_quotes(expression, lambda text: _WORD.sub(word, text))


def read(form: Declared, text: str) -> str:
    """What was typed with names, as the engine keeps it. Codes may be typed too."""
    codes: dict[str, str] = {}
    parts: dict[tuple[str, str], str] = {}
    for code, label in _named(form).items():
        owner, dot, part = code.partition(".")
        if dot:
            parts[owner, label] = part
        else:
            codes[label] = code
    plain = {"且": "and", "或": "or", "非": "not"}

    def word(match: re.Match[str]) -> str:
        owner, dot, part = match[0].partition(".")
        if not dot:
            return plain.get(owner) or codes.get(owner, owner)
        owner = codes.get(owner, owner)
        return f"{owner}.{parts.get((owner, part), part)}"

    return _outside_quotes(text, lambda piece: _WORD.sub(word, piece)).strip()


def _outside_quotes(text: str, change: Any) -> str:
    pieces = _QUOTED.split(text)
    return "".join(piece if at % 2 else change(piece) for at, piece in enumerate(pieces))


def names_to_use(form: Declared, before: str = "") -> list[str]:
    """What may be named in an expression: all fields, or those that stand before a path."""
    names, found = _named(form), []
    stop = before.partition(".")[0]
    for path, _field in fields_of(form):
        if stop and path == stop:
            break
        owner, dot, code = path.partition(".")
        if dot:
            found.append(f"{names.get(owner, owner)}.{names.get(path, code)}")
        else:
            found.append(names.get(path, path))
    return found
