"""Books whose entries go on from each other: what is invented for one may not be for the next."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

HAZMAT, ARTICLES = "hazmat", "banned_items"
_GOODS = (("84 消毒液 500 毫升", "瓶"), ("75% 酒精 500 毫升", "瓶"), ("含氯消毒片 100 片", "盒"))

_COUNTED = 0.2


class Goods:
    """What is left of each sort of dangerous goods, as the entries so far say."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._left: dict[str, Decimal] = {}

    def next(self) -> dict[str, Any]:
        """The fields of an entry that goes on from what is left."""
        item, unit = self._rng.choice(_GOODS)
        left = self._left.get(item, Decimal(0))
        comes_in = left < 4
        amount = self._rng.randint(10, 24) if comes_in else self._rng.randint(1, 3)
        found = {"item": item, "measure": unit, "before": str(left), "amount": str(amount)}
        if left and self._rng.random() < _COUNTED:
            return found | {"move": "盘点", "amount": str(left)}
        if comes_in:
            return found | {"move": "入库"}
        return found | {"move": "领用", "purpose": "各处日常消毒"}

    def keep(self, values: dict[str, Any]) -> None:
        self._left[values["item"]] = Decimal(str(values["after"]))
