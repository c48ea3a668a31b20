"""A model's choices as the filters of a list want them."""

from __future__ import annotations

from django.db.models import TextChoices


def options(choices: type[TextChoices]) -> list[tuple[str, str]]:
    """(value, word) of each."""
    return [(str(one.value), str(one.label)) for one in choices]
