"""Small forms for tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from houqin.forms import Context, Form, Reading, Ref, form_from, read

# 2026-11-22 12:00 in China.
NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
CONTEXT = Context(now=NOON, me=Ref("7", "王芳"))


def make_field(code: str = "it", type: str = "text", **settings: Any) -> dict[str, Any]:  # noqa: A002
    return {"code": code, "label": settings.pop("label", code), "type": type, **settings}


def make_form(*fields: dict[str, Any], **settings: Any) -> Form:
    return form_from({"code": "book", "title": "台账", "field": list(fields), **settings})


def reading_of(field: dict[str, Any], raw: Any, context: Context = CONTEXT) -> Reading:
    """What one field alone makes of something."""
    return read(make_form(field), {field["code"]: raw}, context)


def value_of(field: dict[str, Any], raw: Any) -> Any:
    reading = reading_of(field, raw)
    assert reading.accepted, reading.refusals
    return reading.values.get(field["code"])


def refusal_of(field: dict[str, Any], raw: Any) -> str:
    return reading_of(field, raw).refusals[0].message
