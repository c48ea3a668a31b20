"""Half a term of work: tasks done, late, put off and waived, with what people wrote about it.

The rows are those the services would have written, made in bulk: thousands in seconds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from django.db.models import Min
from django.utils import timezone

from houqin.core import clock
from houqin.core.domains import DOMAINS
from houqin.core.roles import Role
from houqin.files.models import Attachment
from houqin.journal.models import JournalEntry
from houqin.journal.public import entry, record_many
from houqin.notify.models import Notice
from houqin.org.holders import load_holders
from houqin.org.member import Member
from houqin.org.models import Institution, RoleHolding, Staff
from houqin.packs.model import Pack, Reading
from houqin.planning.expecting import Expecting
from houqin.planning.models import Deferral, Evidence, PlanItem, Task
from houqin.planning.services.catching_up import catch_up, hold_books
from houqin.planning.services.chasing import chase
from houqin.web.demo.album import Album
from houqin.web.demo.fates import Fate, Lot, draw
from houqin.web.demo.moment import as_of, at, given_times
from houqin.web.demo.records import Records, Wish, unasked

_DAY = timedelta(days=1)
_SEED = 20260831
_CHANGED = [
    "due_on", "state", "is_late", "times_done", "done_at", "done_by", "checked_by", "checked_at",
]  # fmt: skip
_REVIEWED_AFTER = 3
_JOURNALED = timedelta(days=40)
# How often one class or room of several is forgotten, and how long back an entry makes up for it.
_SHORT = 0.03
_CAUGHT_UP = timedelta(days=18)
# Since when tasks are proved by entries.
_PROVED = timedelta(days=26)


@dataclass
class _Written:
    """Rows waiting to be saved together."""

    tasks: list[Task] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    deferrals: list[Deferral] = field(default_factory=list)
    lines: list[tuple[datetime, JournalEntry]] = field(default_factory=list)
    pictured: list[Evidence] = field(default_factory=list)


def live_through(institution: Institution, pack: Pack, today: date) -> None:
    """Everything that happened from the first day of term until this moment."""
    story = _Story(institution, pack, today)
    about = ("item__book_place", "plan", "assignee")
    rows = Task.objects.filter(first__lte=today).select_related(*about)
    for task in rows.order_by("first", "pk"):
        story.tell(task)
    story.save()
    story.write_records()
    Notice.objects.filter(created_at__lt=at(today, 0)).update(read_at=at(today - _DAY, 18))
    chase(institution_id=institution.pk, today=today, now=story.now)


class _Story:
    def __init__(self, institution: Institution, pack: Pack, today: date) -> None:
        self.institution, self.pack, self.today = institution, pack, today
        self.rng = Random(f"{_SEED}{institution.code}")  # noqa: S311 - it must be repeatable
        self.left = _left(self.rng)
        self.now = min(clock.now(), at(today, 23, 30)) if clock.today() >= today else at(today, 16)
        self.people = {s.pk: s for s in Staff.objects.select_related("superior", "user")}
        self.director = self.people[load_holders().of_role("director", None, today)[0]]
        self.members = _members(institution, self.people, today)
        self.readings = _by_unit(pack)
        self.album = Album(pack, self.rng, self.now)
        self.written = _Written()
        self.records = Records(
            members=self.members, album=self.album, notes=pack.history.notes, now=self.now
        )
        self.expecting = Expecting(self.records.books.values(), features=institution.features)
        self.wishes: list[Wish] = []

    def tell(self, task: Task) -> None:
        left = self.left[task.domain]
        lot = draw(task.first, task.due_on, self.today, task.plan.last, left, self.rng)
        # from our own list: its people carry their superior, a task's would be asked for one by one
        who = self.people.get(task.assignee_id or 0, self.director)
        if lot.fate is Fate.OPEN or lot.on is None:
            return
        moment = self._moment(lot.on)
        if moment is None:
            return
        if self._by_entries(task) and lot.fate in (Fate.DONE, Fate.BEGUN):
            self._wish(task, who, moment, lot)
            return
        if lot.fate is Fate.WAIVED:
            self._defer(task, lot, who, moment)
            task.state = Task.State.WAIVED
        elif lot.fate is Fate.POSTPONED:
            self._postpone(task, lot, who, moment)
        elif lot.fate is Fate.BEGUN and task.times > 1:
            self._enter(task, who, moment)
            task.times_done, task.state = 1, Task.State.DOING
        elif lot.fate is Fate.DONE:
            self._finish(task, lot, who, moment)
        self.written.tasks.append(task)

    def _moment(self, day: date) -> datetime | None:
        """Some minute of the working day, but never after now."""
        moment = at(day, self.rng.randint(7, 16), self.rng.randint(0, 59))
        if moment > self.now:
            earliest = at(day, 6, 30)
            if earliest > self.now:
                return None
            moment = earliest + (self.now - earliest) * self.rng.random()
        return moment.replace(second=self.rng.randint(0, 59), microsecond=0)

    def _postpone(self, task: Task, lot: Lot, who: Staff, moment: datetime) -> None:
        self._defer(task, lot, who, min(moment, self._eve(task)))
        task.due_on = lot.new_due or task.due_on
        if task.due_on < self.today and self._by_entries(task):
            self._wish(task, who, moment, lot)
        elif task.due_on < self.today:
            self._finish(task, lot, who, moment)

    def _by_entries(self, task: Task) -> bool:
        """What a record book proves; long ago it was only ticked, to load the demo quickly."""
        if not self.records.can_fill(task.item.book):
            return False
        return task.due_on >= self.today - _PROVED

    def _wish(self, task: Task, who: Staff, moment: datetime, lot: Lot) -> None:
        """What a record book proves is done by its entries: they are written, not the task."""
        item = task.item
        keys = list(self.expecting.keys(item)) or [""]
        if len(keys) > 1 and (lot.fate is Fate.BEGUN or self.rng.random() < _SHORT):
            keys = self.rng.sample(keys, max(1, len(keys) - self.rng.randint(1, 2)))
        place = str(item.book_place_id or "")
        times = 1 if lot.fate is Fate.BEGUN else task.times
        # Twelve rounds of one night must not fall together at its first hour.
        apart = min(timedelta(hours=3), (moment - at(task.first, 0)) / times)
        for nth in range(times):
            begun = moment - nth * apart
            for step, key in enumerate(keys):
                at_once = begun + step * timedelta(minutes=3)
                if at_once <= self.now:
                    member = self.members[who.pk]
                    self.wishes.append(Wish(item.book, at_once, member, key, place))

    def write_records(self) -> None:
        """The entries, and by fortnights what they prove."""
        term = Task.objects.aggregate(first=Min("first"))["first"] or self.today
        asked = {wish.code for wish in self.wishes}
        books = self.records.books
        self.wishes += unasked(books, asked, self.members, (term, self.now), self.rng)
        self.records.write(self.wishes)
        held = hold_books(PlanItem.objects.exclude(book="").only("book"))
        week = self.today - _PROVED / 2
        while week < self.today + timedelta(days=13):
            last = min(week, self.today)
            due = Task.objects.filter(due_on__gt=last - _CAUGHT_UP)
            if last < self.today:
                due = due.filter(due_on__lte=last)
            with as_of(min(at(last, 18), self.now)):
                catch_up(due, held, today=last)
            week += timedelta(days=13)

    def _eve(self, task: Task) -> datetime:
        return at(min(task.due_on, self.today - _DAY), 15, self.rng.randint(0, 59))

    def _defer(self, task: Task, lot: Lot, who: Staff, moment: datetime) -> None:
        waived = lot.fate is Fate.WAIVED
        reasons = self.pack.history.waived if waived else self.pack.history.postponed
        deferral = Deferral(
            task=task,
            sort=Deferral.Sort.WAIVED if waived else Deferral.Sort.POSTPONED,
            reason=self.rng.choice(reasons),
            old_due=task.due_on,
            new_due=None if waived else lot.new_due,
            made_by=who,
            made_at=moment,
        )
        seen = moment + timedelta(hours=self.rng.randint(2, 30))
        if seen < self.now - _DAY:
            deferral.verdict = Deferral.Verdict.SEEN
            deferral.seen_by, deferral.seen_at = who.superior or self.director, seen
        self.written.deferrals.append(deferral)
        self._note(f"planning.task_{deferral.sort}", task, who, moment, reason=deferral.reason)

    def _finish(self, task: Task, lot: Lot, who: Staff, moment: datetime) -> None:
        for nth in range(task.times):
            earlier = (task.times - 1 - nth) * timedelta(hours=3)
            self._enter(task, who, max(moment - earlier, at(task.first, 6)))
        task.times_done = task.times
        task.done_at, task.done_by = moment, who
        task.is_late = lot.is_late or timezone.localdate(moment) > task.due_on
        task.state = Task.State.DONE
        if task.item.needs_check:
            self._check(task, who, moment)

    def _check(self, task: Task, who: Staff, moment: datetime) -> None:
        verified = moment + timedelta(hours=self.rng.randint(4, 40))
        checker = who.superior or self.director
        if verified > self.now - _REVIEWED_AFTER * _DAY or checker.pk == who.pk:
            task.state = Task.State.REVIEW
            return
        task.checked_by, task.checked_at = checker, verified
        self._note("planning.task_checked", task, checker, verified)

    def _enter(self, task: Task, who: Staff, moment: datetime) -> None:
        reading = self._reading(task.item)
        notes = self.pack.history.notes.get(task.domain) or ("已办。",)
        note = self.rng.choice(notes)
        evidence = Evidence(
            task=task,
            note=note,
            reading=reading[0] if reading else None,
            unit=reading[1] if reading else "",
            made_by=who,
            made_at=moment,
            entered_at=moment,
            token=UUID(int=self.rng.getrandbits(128), version=4),
        )
        self.written.evidence.append(evidence)
        if task.item.proof == PlanItem.Proof.PHOTO or self.rng.random() < 0.06:
            self.written.pictured.append(evidence)
        self._note("planning.task_done", task, who, moment, note=note[:80])

    def _reading(self, item: PlanItem) -> tuple[Decimal, str] | None:
        if item.proof != PlanItem.Proof.READING:
            return None
        known = self.readings.get(item.unit) or self.pack.history.readings[0]
        steps = int((known.high - known.low) / known.step)
        return known.low + self.rng.randint(0, steps) * known.step, item.unit or known.unit

    def _note(self, action: str, task: Task, who: Staff, moment: datetime, **facts: str) -> None:
        """A line of the journal; plain work older than six weeks goes without, for speed."""
        if action == "planning.task_done" and self.now - moment > _JOURNALED:
            return
        member = self.members[who.pk]
        self.written.lines.append(
            (moment, entry(actor=member, action=action, target=task, **facts))
        )

    def save(self) -> None:
        """In the order the foreign keys want; the journal in the order of time."""
        written = self.written
        Task.objects.bulk_create(
            written.tasks,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=_CHANGED,
            batch_size=500,
        )
        Evidence.objects.bulk_create(written.evidence, batch_size=500)
        Deferral.objects.bulk_create(written.deferrals, batch_size=500)
        self._hang_pictures()
        written.lines.sort(key=lambda pair: pair[0])
        for moment, line in written.lines:
            line.at = moment
        with given_times(JournalEntry._meta.get_field("at")):
            record_many(line for _moment, line in written.lines)

    def _hang_pictures(self) -> None:
        """The album is small, so pictures recur; the latest evidence gets its own first."""
        hung = []
        for evidence in sorted(self.written.pictured, key=lambda e: e.made_at, reverse=True):
            file = self.album.photo(evidence.task.domain, self.members[evidence.made_by_id])
            row = Attachment(file=file, owner_type="planning.evidence", owner_id=evidence.pk)
            row.attached_at = evidence.made_at
            hung.append(row)
        with given_times(Attachment._meta.get_field("attached_at")):
            Attachment.objects.bulk_create(hung, batch_size=500)


def _left(rng: Random) -> dict[str, float]:
    """The share of each line of work that is left undone: no two are kept equally well."""
    whole = rng.uniform(0.075, 0.09)
    return {domain: whole * rng.uniform(0.6, 1.4) for domain in ("", *DOMAINS)}


def _members(institution: Institution, people: dict[int, Staff], today: date) -> dict[int, Member]:
    """Everybody as an actor, in one query for all."""
    held: dict[int, set[Role]] = {pk: {Role.STAFF} for pk in people}
    for staff_id, role in RoleHolding.objects.on(today).values_list("staff_id", "role"):
        held[staff_id].add(Role(role))
    return {pk: Member(staff, institution, frozenset(held[pk])) for pk, staff in people.items()}


def _by_unit(pack: Pack) -> dict[str, Reading]:
    return {reading.unit: reading for reading in pack.history.readings}
