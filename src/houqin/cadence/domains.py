"""What a sentence is about: a weighted keyword grammar over the domain list."""

from __future__ import annotations

CODES = (
    "safety", "gate", "canteen", "health", "assets", "stores", "procurement", "maintenance",
    "hygiene", "dormitory", "finance", "energy", "people", "voice", "publicity", "projects",
    "transport", "regulations", "planning",
)  # fmt: skip


def domains(text: str, heading: str | None = None) -> list[tuple[str, float]]:
    """Domains with their weight, best first."""
    return []


def best_domain(text: str, heading: str | None = None) -> str | None:
    """The best domain, or None when nothing in the sentence speaks for one."""
    ranked = domains(text, heading)
    return ranked[0][0] if ranked else None
