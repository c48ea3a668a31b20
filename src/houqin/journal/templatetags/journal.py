"""``{% history row %}``: who did what to one row, for its page."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Model

from houqin.journal import public

register = template.Library()


@register.inclusion_tag("journal/history.html")
def history(row: Model, limit: int = 10) -> dict[str, Any]:
    return {"lines": public.history(row, limit)}
