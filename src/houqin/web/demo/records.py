"""Half a term in the record books: what proves the tasks, and what people wrote besides.

Every entry is read by its form like one from a phone, and joined to its book's chain in the order
of time, together with its corrections and second signatures; only the saving is done in bulk.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone

from houqin.core.search import tokens
from houqin.files.models import Attachment, StoredFile
from houqin.forms import FieldType
from houqin.journal.models import JournalEntry
from houqin.journal.public import entry as journal_line
from houqin.journal.public import record_many
from houqin.ledgers.importing.lookup import ImportLookup
from houqin.ledgers.models import Amendment, Book, ChainedRow, ChainHead, Countersignature, Entry
from houqin.ledgers.services.chaining import join
from houqin.ledgers.services.preparing import Line, Sheet, give_number, prepared_line
from houqin.ledgers.services.reading import Read, form_of
from houqin.org.member import Member
from houqin.org.models import Place, SchoolClass, Student
from houqin.web.demo.album import Album
from houqin.web.demo.goods import ARTICLES, HAZMAT, Goods
from houqin.web.demo.inventing import About, invent
from houqin.web.demo.moment import at, given_times
from houqin.web.demo.wording import by_label

_TRIES = 8
_BAD, _LATE, _AMENDED, _STRUCK, _SIGNED = 0.03, 0.03, 0.012, 0.004, 0.7
_OFTEN = {HAZMAT: 0.0, ARTICLES: 0.15}
_JOURNALED = timedelta(days=10)
_REFS = {
    FieldType.STUDENT: Student, FieldType.CLASS: SchoolClass, FieldType.PLACE: Place,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wish:
    """An entry that there ought to be. ``key``: of what the book is kept by, "" for any."""

    code: str
    moment: datetime
    author: Member
    key: str = ""
    place: str = ""


@dataclass(slots=True)
class _Pile:
    """Rows waiting to be saved together, and the books' heads."""

    heads: dict[int, ChainHead] = field(default_factory=dict)
    chained: dict[type, list[Any]] = field(default_factory=lambda: defaultdict(list))
    files: list[tuple[Entry, StoredFile]] = field(default_factory=list)
    lines: list[tuple[datetime, Member, Entry]] = field(default_factory=list)


class Records:
    """The books of one institution; ``write`` fills them with what is wished and saves it all."""

    def __init__(self, *, members: Mapping[int, Member], album: Album, notes: Any, now: datetime):
        self.members, self.album, self.notes, self.now = members, album, notes, now
        self.rng = Random(f"records{album.pack.institution.code}")  # noqa: S311 - repeatable
        self.goods = Goods(self.rng)
        books = Book.objects.select_related("current").filter(is_active=True)
        self.books = {book.code: book for book in books if book.current}
        self.lookup = ImportLookup(next(iter(members.values())))
        self.refs: dict[FieldType, Sequence[str]] = {
            kind: [str(pk) for pk in model.objects.order_by("pk").values_list("pk", flat=True)[:60]]
            for kind, model in _REFS.items()
        }
        self.refs[FieldType.STAFF] = [str(pk) for pk in members]
        self.pile = _Pile({head.book_id: head for head in ChainHead.objects.all()})

    def can_fill(self, code: str) -> bool:
        """Whether the institution has what the book asks for; a hospital has no classes."""
        book = self.books.get(code)
        if book is None or book.current is None:
            return False
        asked = (one for one in form_of(book.current).fields if one.required)
        return all(self.refs.get(one.type, ("",)) for one in asked)

    def write(self, wishes: Sequence[Wish]) -> int:
        """How many entries were written; wishes of one book, key and minute count once."""
        once = {(w.code, w.key, w.place, w.moment): w for w in wishes if w.code in self.books}
        by_book: dict[str, list[Wish]] = defaultdict(list)
        for wish in sorted(once.values(), key=lambda w: w.moment):
            by_book[wish.code].append(wish)
        for code, wanted in by_book.items():
            self._fill(self.books[code], wanted)
        self._save()
        return len(self.pile.chained[Entry])

    def _fill(self, book: Book, wishes: list[Wish]) -> None:
        """The book's links in the order of time: an entry, perhaps corrected, perhaps signed."""
        planned: list[tuple[datetime, int, ChainedRow]] = []
        for nth, wish in enumerate(wishes):
            made = self._entry(book, wish)
            if made is None:
                continue
            entry, read = made
            planned.append((entry.entered_at, nth, entry))
            planned += [(row.entered_at, nth, row) for row in self._after(book, wish, entry, read)]
            self.pile.files += [(entry, file) for file in read.files]
            if self.now - entry.entered_at < _JOURNALED:
                self.pile.lines.append((entry.entered_at, wish.author, entry))
        planned.sort(key=lambda one: one[:2])
        head = self.pile.heads[book.pk]
        for _moment, _nth, row in planned:
            if isinstance(row, Entry):
                give_number(head, book, row)
            self.pile.chained[type(row)].append(row)
        join(head, [row for _moment, _nth, row in planned])

    def _entry(self, book: Book, wish: Wish) -> tuple[Entry, Read] | None:
        """As the form accepts it; None where it refuses whatever is invented."""
        runs_on = book.code == HAZMAT
        is_bad = self.rng.random() < _OFTEN.get(book.code, _BAD)
        late = wish.moment < self.now - timedelta(days=2) and self.rng.random() < _LATE
        late = late and not runs_on
        entered = wish.moment + timedelta(minutes=50) + timedelta(days=int(late))
        entered = min(entered, self.now)
        assert book.current is not None  # noqa: S101 - only such books are here
        sheet = Sheet(wish.author, book, book.current, entered, entered, self.lookup)
        found = None
        for attempt in range(_TRIES):
            about = self._about(book, wish, is_bad=is_bad and attempt < _TRIES // 2)
            line = Line(
                token=UUID(int=self.rng.getrandbits(128), version=4),
                raw=invent(form_of(book.current), about),
                happened_at=wish.moment,
                late_reason="当时忙着处理别的事，补记。" if late else "",
                measure=self.rng.choice(by_label("处理", ())),
                place_id=int(wish.place) if wish.place else None,
                is_fixed=True,
            )
            try:
                found = prepared_line(sheet, line)
            except ValidationError:
                continue
            if found[0].is_abnormal == about.is_bad or book.code == ARTICLES:
                break  # an article that was found is nothing abnormal
        if found is not None and runs_on:
            self.goods.keep(found[0].values)
        return found

    def _about(self, book: Book, wish: Wish, *, is_bad: bool) -> About:
        fixed: dict[str, Any] = {}
        if book.time_field:
            local = timezone.localtime(wish.moment)
            is_day = form_of_field(book, book.time_field) is FieldType.DATE
            fixed[book.time_field] = local.date().isoformat() if is_day else wish.moment
        if book.code == HAZMAT:
            fixed |= self.goods.next()
        if book.code == ARTICLES:
            fixed["found"] = "有发现" if is_bad else "没有发现"
        if wish.key:
            fixed[book.per_field] = wish.key
        if wish.place:
            for one in form_of(book.current).fields if book.current else ():
                if one.type is FieldType.PLACE:
                    fixed.setdefault(one.code, wish.place)
                    break
        return About(
            moment=wish.moment, me=str(wish.author.staff.pk), rng=self.rng, refs=self.refs,
            notes=self.notes.get(book.domain) or (), is_bad=is_bad, fixed=fixed,
            photo=lambda: self._photo(book, wish),
        )  # fmt: skip

    def _photo(self, book: Book, wish: Wish) -> str:
        file = self.album.photo(book.domain, wish.author)
        self.lookup.know_files([file])
        return str(file.pk)

    def _after(self, book: Book, wish: Wish, entry: Entry, read: Read) -> list[ChainedRow]:
        """What happened to the entry later: a second signature, a correction, a strike."""
        rows: list[ChainedRow] = []
        signer = self._signer(book, wish)
        later = entry.entered_at + timedelta(hours=self.rng.randint(1, 20))
        throw = self.rng.random()
        if book.code == HAZMAT:  # the next entry goes on from this one
            throw = 1.0
        if throw < _STRUCK and later < self.now:
            return [self._amendment(entry, wish, later, None, "记到别的本上了，划去重记。")]
        if throw < _STRUCK + _AMENDED and later < self.now:
            other = self._entry(book, wish)
            if other is not None and other[0].values != entry.values:
                rows.append(self._amendment(entry, wish, later, other, "看错了，已核对原表。"))
        signed = later + timedelta(minutes=30)
        if signer is not None and signed < self.now and self.rng.random() < _SIGNED:
            rows.append(
                Countersignature(
                    entry=entry, signer=signer.staff, signer_name=signer.name,
                    author=entry.author, entered_at=signed,
                )
            )  # fmt: skip
        return rows

    def _signer(self, book: Book, wish: Wish) -> Member | None:
        """Somebody of the roles that sign in this book, other than the author."""
        wanted = set(book.signer_roles)
        offered = [
            member
            for member in self.members.values()
            if wanted & set(map(str, member.roles)) and member.staff.pk != wish.author.staff.pk
        ]
        return self.rng.choice(offered) if offered else None

    def _amendment(
        self, entry: Entry, wish: Wish, moment: datetime, other: Any, reason: str
    ) -> Amendment:
        row = Amendment(
            entry=entry, is_strike=other is None, reason=reason, before=entry.values,
            author=wish.author.staff, author_name=wish.author.name, entered_at=moment,
        )  # fmt: skip
        if other is not None:
            after, read = other
            row.after, row.flags, row.measure = after.values, after.flags, after.measure
            row.is_abnormal, row.file_hashes = after.is_abnormal, after.file_hashes
            row.search = tokens(
                entry.institution_id, entry.author_name, entry.place_name, row.measure, *read.texts
            )
        return row

    def _save(self) -> None:
        pile = self.pile
        for model in (Entry, Amendment, Countersignature):
            model.objects.bulk_create(pile.chained[model], batch_size=1_000)
        ChainHead.objects.bulk_update(
            pile.heads.values(), ["sequence", "digest", "period", "number"], batch_size=500
        )
        self._hang()
        lines = []
        for moment, member, row in sorted(pile.lines, key=lambda one: one[0]):
            line = journal_line(
                actor=member, action="ledgers.entry_written", target=row,
                book=row.book.title, number=row.number,
            )  # fmt: skip
            line.at = moment
            lines.append(line)
        with given_times(JournalEntry._meta.get_field("at")):
            record_many(lines)

    def _hang(self) -> None:
        hung = []
        for entry, file in self.pile.files:
            row = Attachment(file=file, owner_type="ledgers.entry", owner_id=entry.pk)
            row.attached_at = entry.entered_at
            hung.append(row)
        with given_times(Attachment._meta.get_field("attached_at")):
            Attachment.objects.bulk_create(hung, batch_size=500)


def form_of_field(book: Book, code: str) -> FieldType | None:
    found = form_of(book.current).by_code.get(code) if book.current else None
    return found.type if found else None


# How often people write in a book that no task asks for, by how late they may: days in between.
_EVERY = {1: 1, 3: 2, 7: 7}
_SELDOM, _RARE, _MOST = 14, 40, 16


def unasked(
    books: Mapping[str, Book],
    asked: set[str],
    members: Mapping[int, Member],
    term: tuple[date, datetime],
    rng: Random,
) -> list[Wish]:
    """Entries of books that no task names: daily ones on school days, others now and then."""
    first, now = term
    wishes = []
    for code, book in sorted(books.items()):
        writers = _writers(book, members)
        if code in asked or not writers:
            continue
        limit = book.backdate_days
        step = _RARE if limit is None else _EVERY.get(limit, _SELDOM)
        day = first + timedelta(days=rng.randint(0, step))
        days = []
        while at(day, 7) < now:
            if day.weekday() < 5 and rng.random() > 0.08:
                days.append(day)
            day += timedelta(days=step if step < 7 else max(3, step + rng.randint(-4, 4)))
        for day in days[-_MOST:]:
            moment = at(day, rng.randint(7, 16), rng.randint(0, 59))
            if moment < now - timedelta(hours=1):
                wishes.append(Wish(code, moment, rng.choice(writers)))
    return wishes


def _writers(book: Book, members: Mapping[int, Member]) -> list[Member]:
    wanted = set(book.writer_roles)
    return [one for one in members.values() if wanted & set(map(str, one.roles))]


__all__ = ["Records", "Wish", "unasked"]
