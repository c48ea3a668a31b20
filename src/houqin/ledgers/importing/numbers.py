"""Numbers that a file brings: kept where they can be, recognised, or refused with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from houqin.ledgers import rules
from houqin.ledgers.models import Book, ChainHead, Entry
from houqin.ledgers.standing import standing_of

_FURTHEST = 200_000


class Numbers:
    """Of one import into one book."""

    def __init__(self, book: Book, now: datetime) -> None:
        self.book, self.day = book, timezone.localdate(now)
        self.rows: dict[str, int] = {}
        head = ChainHead.objects.filter(book=book).first()
        period = rules.period_of(book.numbering, self.day, book.code)
        self.last = head.number if head and head.period == period else 0

    def known(self, numbers: Sequence[str]) -> Mapping[str, Entry]:
        """Entries of the book that have one of these numbers: a query for the chunk."""
        if not numbers:
            return {}
        rows = Entry.objects.filter(book=self.book, number__in=numbers).defer("search")
        return {row.number: row for row in rows.prefetch_related("amendments")}

    def judge(self, row: int, given: str, entry: Entry, known: Mapping[str, Entry]) -> str:
        """ "" for a new row, "same" for one that is there, else what is wrong with the number."""
        if not given:
            return ""
        first = self.rows.setdefault(given, row)
        if first != row:
            return f"编号“{given}”和第 {first} 行重复，请改正或空着。"
        there = known.get(given)
        if there is not None:
            return self._there(given, entry, there)
        return self._free(given)

    def _there(self, given: str, entry: Entry, there: Entry) -> str:
        now = standing_of(there)
        if now.is_struck:
            return f"编号“{given}”的记录已经划去，编号不能再用。请把这一格空着。"
        if now.values == entry.values:
            return "same"
        day = timezone.localtime(there.happened_at)
        return (
            f"编号“{given}”已是另一条记录（{day:%Y-%m-%d}，{there.author_name}记）。"
            "要改那一条，请打开它更正；要另记一条，请把这一格空着。"
        )

    def _free(self, given: str) -> str:
        try:
            found = rules.running_number(self.book.numbering, self.book.code, given, self.day)
        except ValueError:
            return f"编号“{given}”属于以后，到时系统自己会编到它。请改正或空着。"
        if found and found[0] > self.last + _FURTHEST:
            return f"编号“{given}”比现在编到的大太多，请核对或空着。"
        return ""


def reserve(head: ChainHead, book: Book, given: str, now: datetime) -> None:
    """The book's own counting goes on behind a number of the running period."""
    day = timezone.localdate(now)
    found = rules.running_number(book.numbering, book.code, given, day)
    if found is None:
        return
    period = rules.period_of(book.numbering, day, book.code)
    head.number = max(found[0], head.number if head.period == period else 0)
    head.period = period
