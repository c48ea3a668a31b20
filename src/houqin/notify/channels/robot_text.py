"""What may be said in a group: a title and a link, nobody's name, number or address."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db.models import F, Value
from django.db.models.fields import TextField

from houqin.org.models import Staff, Student

# Phones, identity cards, bank accounts; 2026-11-22 stays.
_NUMBERS = re.compile(r"1\d{2}[ -]\d{4}[ -]\d{4}|\d{7,}[Xx]?")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_SHORTEST = 2


def names_in(titles: Iterable[str]) -> list[str]:
    """The institution's people and pupils who are named there, in two queries."""
    text = Value("\n".join(titles), output_field=TextField())
    found: set[str] = set()
    for model in (Staff, Student):
        rows = model.objects.annotate(said=text).filter(said__contains=F("name"))
        found.update(rows.values_list("name", flat=True))
    return sorted(found, key=len, reverse=True)


def masked(title: str, names: Iterable[str]) -> str:
    """王小明 becomes 王某; ``names`` are longest first."""
    for name in names:
        if len(name) >= _SHORTEST:
            title = title.replace(name, f"{name[0]}某")
    return _NUMBERS.sub("（号码）", _MAIL.sub("（邮箱）", title))
