"""What one clause says, each part worked out once and only when asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from houqin.cadence import parse
from houqin.core.roles import Role
from houqin.planning.reading.actors import Actor, owner_of
from houqin.planning.reading.clauses import Clause
from houqin.planning.reading.ledgers import LedgerHint, ledger_of, without_titles
from houqin.planning.reading.promises import (
    ACCEPTING,
    ACTION,
    LABEL_CLAUSE,
    LEAD,
    PURPOSE,
    RULE,
    SLOGAN,
    WEAK,
)

_TAIL = re.compile(r"\([^()]*\)$")


@dataclass
class Sense:
    text: str
    clause: Clause

    @cached_property
    def cadences(self) -> frozenset[str]:
        return frozenset(str(found.cadence) for found in parse(self.text))

    @cached_property
    def _actor(self) -> Actor | None:
        # 检修管道(维修工) names who does it without beginning a work of its own
        return owner_of(_TAIL.sub("", self.text))

    @property
    def owner(self) -> Role | None:
        return self._actor.role if self._actor else None

    @property
    def owner_words(self) -> str:
        return self._actor.words if self._actor else ""

    @cached_property
    def ledger(self) -> LedgerHint | None:
        return ledger_of(ACCEPTING.sub("", self.text))

    @cached_property
    def rule(self) -> bool:
        return bool(RULE.search(self.text))

    @cached_property
    def actions(self) -> frozenset[str]:
        return frozenset(ACTION.findall(ACCEPTING.sub("", without_titles(self.text))))

    @cached_property
    def lead(self) -> bool:
        return bool(LEAD.match(self.text)) and not self.cadences

    @cached_property
    def purpose(self) -> bool:
        return bool(PURPOSE.match(self.text)) and not (self.cadences or self.owner)

    @cached_property
    def core(self) -> bool:
        """Something in it can be checked, or must be kept to."""
        if self.purpose or (LABEL_CLAUSE.match(self.text) and not self.cadences):
            return False
        if self.cadences or self.rule:
            return True
        if self.actions <= WEAK and SLOGAN.search(self.text):
            return False
        if self.owner and not SLOGAN.search(self.text):
            return True
        return bool(self.actions or self.ledger)
