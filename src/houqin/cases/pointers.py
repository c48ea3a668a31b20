"""From a case back to the row of an upper room that it came of."""

from __future__ import annotations

from django.urls import reverse

from houqin.cases.models import Case

_pages: dict[str, str] = {}


def lead_to(label: str, url_name: str) -> None:
    """Cases that point to rows of ``label`` link to their page; from the room's ready()."""
    _pages[label] = url_name


def page_of_origin(case: Case) -> str:
    """The address, or "" where there is none."""
    name = _pages.get(case.pointer_type)
    return reverse(name, args=[case.pointer_id]) if name and case.pointer_id else ""
