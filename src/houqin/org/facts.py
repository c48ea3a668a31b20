"""What an institution says of itself: which facilities it has and which meals it serves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from houqin.packs.model import Condition

# As the meal books of the packs name them.
MEALS = ("早餐", "午餐", "晚餐", "加餐")
_MEALS = "meals"


def conditions_of(features: Mapping[str, Any]) -> frozenset[Condition]:
    return frozenset(one for one in Condition if features.get(one.value))


def meals_of(features: Mapping[str, Any]) -> tuple[str, ...]:
    """The meals served; until somebody says so, lunch, and all three where people sleep."""
    said = features.get(_MEALS)
    if isinstance(said, list):
        return tuple(meal for meal in MEALS if meal in said)
    if features.get(Condition.DORMITORY.value) or features.get(Condition.MEDICAL_GAS.value):
        return MEALS[:3]
    return (MEALS[1],)
