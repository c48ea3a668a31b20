"""Check a chain in one pass and name what was done to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain as join

from houqin.chain.links import GENESIS, Head, Link, fits

MOST_FAULTS = 200
TELL_EVERY = 5_000
NEAR = 1_000


class FaultKind(StrEnum):
    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    REORDERED = "reordered"
    REWRITTEN = "rewritten"


_WORDS = {
    FaultKind.CHANGED: "内容被改动过",
    FaultKind.REMOVED: "记录被取走",
    FaultKind.INSERTED: "记录是后来塞进来的",
    FaultKind.REORDERED: "记录换过位置",
    FaultKind.REWRITTEN: "与当时留存的摘要不符，整段被重写过",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the links ``sequence`` … ``last`` (one link unless links are missing)."""

    kind: FaultKind
    sequence: int
    last: int

    def __str__(self) -> str:
        place = f"第 {self.sequence} 条"
        if self.last > self.sequence:
            place = f"第 {self.sequence} 至 {self.last} 条"
        return f"{place}：{_WORDS[self.kind]}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found. ``is_cut``: there are more faults than are named; ``destroyed``: links
    of which only the digest stays."""

    checked: int
    head: Head
    faults: tuple[Fault, ...]
    is_cut: bool = False
    destroyed: int = 0

    @property
    def is_whole(self) -> bool:
        return not self.faults


def verify(
    links: Iterable[Link],
    *,
    start: Head | None = None,
    head: Head | None = None,
    anchors: Mapping[int, str] | None = None,
    tell: Callable[[int], None] | None = None,
) -> Verdict:
    """Check links in the order given, holding none of them.

    ``start`` is the link before the first; ``head`` is where the chain is known to end;
    ``anchors`` are digests kept elsewhere (sequence → digest), which find even a chain that was
    recomputed as a whole; ``tell`` hears the number checked now and then.
    """
    check = _Check(start or Head(0, GENESIS), anchors or {})
    for one, after in _with_next(links):
        check.take(one, after)
        if tell and check.checked % TELL_EVERY == 0:
            tell(check.checked)
    if tell:
        tell(check.checked)
    return check.verdict(head)


def _with_next(links: Iterable[Link]) -> Iterator[tuple[Link, Link | None]]:
    pending: Link | None = None
    for one in join(links, (None,)):
        if pending is not None:
            yield pending, one
        pending = one


@dataclass
class _Check:
    """Where the pass stands. ``shift``: by how much the numbers stand off their true places
    since links were taken out or put in and the rest renumbered."""

    at: Head
    anchors: Mapping[int, str]
    checked: int = 0
    destroyed: int = 0
    shift: int = 0
    is_cut: bool = False
    true_places: dict[int, int | None] = field(default_factory=dict)
    is_broken: bool = False  # the link before was at fault: what follows from it is no news
    faults: list[Fault] = field(default_factory=list)
    missing: list[tuple[int, int]] = field(default_factory=list)
    strays: list[int] = field(default_factory=list)

    def take(self, one: Link, after: Link | None) -> None:
        self.checked += 1
        self.destroyed += one.content is None
        expected = self.at.sequence + 1
        if one.sequence == expected:
            self._in_place(one, after)
        elif one.sequence < expected or (after is not None and after.sequence == expected):
            self.strays.append(one.sequence)  # another link stands, or will stand, in this place
            self.is_broken = self.is_broken or one.sequence == self.at.sequence
            return
        else:
            self.missing.append((expected, one.sequence - 1))
            self.is_broken = True
            self._in_place(one, after)
        self.at = Head(one.sequence, one.digest)

    def _in_place(self, one: Link, after: Link | None) -> None:
        anchor = self.anchors.get(one.sequence)
        if anchor is not None and anchor != one.digest:
            self._fault(FaultKind.REWRITTEN, one.sequence)
        if not fits(one, one.sequence + self.shift):
            self._improper(one, after)
            self.is_broken = True
            return
        if one.previous != self.at.digest and not self.is_broken:
            # This link is genuine and was written after another predecessor.
            self._fault(FaultKind.CHANGED, max(one.sequence - 1, 1))
        self.is_broken = False

    def _improper(self, one: Link, after: Link | None) -> None:
        """Changed where it stands, or genuine elsewhere: moved, or renumbered with all the rest."""
        true = None if self.is_cut else self._true_place(one)
        self.true_places[one.sequence] = true
        if true is None:
            self._fault(FaultKind.CHANGED, one.sequence)
            return
        shift = true - one.sequence
        swapped = self.true_places.get(true, 0) == one.sequence
        follows = fits(after, after.sequence + shift) if after is not None else not swapped
        if follows and not swapped:
            self._renumbered(one.sequence, shift)
        else:
            self._rename(true, FaultKind.REORDERED)
            self._fault(FaultKind.REORDERED, one.sequence)

    def _renumbered(self, sequence: int, shift: int) -> None:
        """From here on all stand ``shift`` off their true places: some went, or came, before."""
        step = shift - self.shift
        if step > 0:
            self._fault(FaultKind.REMOVED, sequence + self.shift, sequence + shift - 1)
        else:
            self._drop(sequence + step, sequence - 1)
            self._fault(FaultKind.INSERTED, sequence + step, sequence - 1)
        self.shift = shift

    def _true_place(self, one: Link) -> int | None:
        """The number under which the link would be proper: of a faulty link, or near its own."""
        here = one.sequence
        near = (here + self.shift + step * way for step in range(1, NEAR + 1) for way in (-1, 1))
        for place in join(self.true_places, near):
            if place > 0 and fits(one, place):
                return place
        return None

    def _rename(self, sequence: int, kind: FaultKind) -> None:
        self.faults = [
            Fault(kind, one.sequence, one.last) if _is_changed(one, sequence, sequence) else one
            for one in self.faults
        ]

    def _drop(self, first: int, last: int) -> None:
        self.faults = [one for one in self.faults if not _is_changed(one, first, last)]

    def _fault(self, kind: FaultKind, first: int, last: int = 0) -> None:
        if len(self.faults) >= MOST_FAULTS:
            self.is_cut = True
            return
        self.faults.append(Fault(kind, first, max(first, last)))

    def verdict(self, head: Head | None) -> Verdict:
        last = head.sequence if head else max(self.strays, default=0)
        last = max(last, *self.anchors, 0) if self.anchors else last
        if self.at.sequence < last:
            self.missing.append((self.at.sequence + 1, last))
        elif head is not None:
            self._compare(head)
        self._name_strays()
        faults = tuple(sorted(self.faults, key=lambda f: (f.sequence, f.kind)))
        return Verdict(self.checked, self.at, faults, self.is_cut, self.destroyed)

    def _name_strays(self) -> None:
        """A stray link whose own place is empty was moved; another one was put in."""
        gaps = self.missing
        for number in self.strays:
            is_moved = any(first <= number <= last for first, last in gaps)
            self._fault(FaultKind.REORDERED if is_moved else FaultKind.INSERTED, number)
            gaps = [part for gap in gaps for part in _without(gap, number)]
        for first, last in gaps:
            self._fault(FaultKind.REMOVED, first, last)

    def _compare(self, head: Head) -> None:
        if self.at.sequence > head.sequence:
            self._fault(FaultKind.INSERTED, head.sequence + 1, self.at.sequence)
        elif self.at.digest != head.digest and not self.is_broken:
            self._fault(FaultKind.CHANGED, self.at.sequence)


def _is_changed(fault: Fault, first: int, last: int) -> bool:
    return fault.kind == FaultKind.CHANGED and first <= fault.sequence <= last


def _without(gap: tuple[int, int], number: int) -> list[tuple[int, int]]:
    first, last = gap
    if not first <= number <= last:
        return [gap]
    parts = [(first, number - 1), (number + 1, last)]
    return [part for part in parts if part[0] <= part[1]]
