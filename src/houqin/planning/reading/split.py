"""A line that promises several things, cut into the pieces that can each be checked on their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from houqin.cadence import Found, parse
from houqin.core.roles import Role
from houqin.planning.reading.actors import owner_of
from houqin.planning.reading.clauses import Clause, clauses
from houqin.planning.reading.ledgers import LedgerHint, ledger_of
from houqin.planning.reading.promises import ACTION, FOLLOW, LEAD, PURPOSE, RULE

Span = tuple[int, int]
_OPENS_LIST = re.compile(r"(?:即|包括|如下|比如|例如|分别是|做到以下|要求)[:]|[:]\s*$")
# Two works joined inside one clause: 召开会议并开展起每周一次的检查
_JOINTS = re.compile(r"(?<!合)并(?!且|联|网)|同时|以及")
_AUX = re.compile(r"^(?:[一二三四五]是|首先|其次|再次|另外|此外|同时|例外)[,]?")


@dataclass(slots=True)
class Piece:
    """A run of clauses; ``core`` when something in it can be checked."""

    span: Span
    core: bool
    inherited: tuple[Found, ...] = ()
    inherited_owner: Role | None = None
    inherited_words: str = ""


@dataclass
class Sense:
    """What one clause says, each part worked out once and only when asked."""

    text: str
    clause: Clause

    @cached_property
    def cadences(self) -> frozenset[str]:
        return frozenset(str(found.cadence) for found in parse(self.text))

    @cached_property
    def owner(self) -> Role | None:
        actor = owner_of(self.text)
        return actor.role if actor else None

    @cached_property
    def ledger(self) -> LedgerHint | None:
        return ledger_of(self.text)

    @cached_property
    def rule(self) -> bool:
        return bool(RULE.search(self.text))

    @cached_property
    def actions(self) -> frozenset[str]:
        return frozenset(ACTION.findall(self.text))

    @cached_property
    def lead(self) -> bool:
        return bool(LEAD.match(self.text)) and not self.cadences

    @cached_property
    def purpose(self) -> bool:
        return bool(PURPOSE.match(self.text)) and not (self.cadences or self.owner)

    @cached_property
    def core(self) -> bool:
        return bool(self.actions or self.cadences or self.rule or self.ledger) and not self.purpose


@dataclass(slots=True)
class _Group:
    senses: list[Sense] = field(default_factory=list)
    in_list: bool = False

    @property
    def core(self) -> bool:
        return any(s.core and not s.lead for s in self.senses) or (
            bool(self.senses)
            and all(s.lead for s in self.senses)
            and any(s.actions for s in self.senses)
        )

    @property
    def cadences(self) -> frozenset[str]:
        return frozenset().union(*(s.cadences for s in self.senses))

    @property
    def owner(self) -> Role | None:
        return next((s.owner for s in self.senses if s.owner), None)

    @property
    def ledgers(self) -> set[str]:
        return {s.ledger.name for s in self.senses if s.ledger and not s.purpose}

    @property
    def actions(self) -> frozenset[str]:
        return frozenset().union(*(s.actions for s in self.senses))

    @property
    def only_rules(self) -> bool:
        return all(s.rule or not s.core for s in self.senses)


def pieces(source: str, start: int, end: int) -> list[Piece]:
    """The pieces of a line in order; their spans never overlap and skip only punctuation."""
    out: list[Piece] = []
    for group in _groups(source, start, end):
        span = (group.senses[0].clause.start, group.senses[-1].clause.end)
        if not group.core:
            out.append(Piece(span, core=False))
            continue
        for inner in _unjoined(source, span):
            out += _enumerated(source, inner)
    return out


def _groups(source: str, start: int, end: int) -> list[_Group]:
    done: list[_Group] = []
    current = _Group()
    waiting: list[Sense] = []
    for clause in clauses(source, start, end):
        sense = Sense(source[clause.start : clause.end], clause)
        if clause.hard and waiting:  # a lead that led nowhere stays with what it followed
            current.senses += waiting
            waiting = []
        if sense.lead and not (sense.core and _whole_sentence(source, clause)):
            waiting.append(sense)
            continue
        opening = waiting[0] if waiting else sense
        if current.senses and _begins_new(current, sense, opening.clause):
            done.append(current)
            current = _Group()
        if clause.hard and clause.stop not in ";":
            current.in_list = False
        current.senses += [*waiting, sense]
        current.in_list = current.in_list or bool(_OPENS_LIST.search(sense.text))
        waiting = []
    current.senses += waiting
    if current.senses:
        done.append(current)
    return done


def _whole_sentence(source: str, clause: Clause) -> bool:
    return source[clause.end : clause.end + 1] not in {","}


def _begins_new(group: _Group, sense: Sense, opening: Clause) -> bool:
    if opening.hard:
        return _new_sentence(group, sense, opening)
    if sense.purpose or not sense.core or not group.core:
        return False
    return _new_clause(group, sense)


def _new_sentence(group: _Group, sense: Sense, opening: Clause) -> bool:
    if group.in_list and opening.stop in ";":
        return False
    if not group.core:
        return sense.core
    if sense.purpose or not sense.core:
        return not sense.purpose and len(sense.text) > 18 and opening.stop not in ";"
    return not (FOLLOW.match(sense.text) and not sense.cadences and not sense.owner)


def _new_clause(group: _Group, sense: Sense) -> bool:
    if sense.cadences:
        if group.cadences:
            return sense.cadences != group.cadences
        # 负责水电检查,每天做好检查记录: the same work, only now said how often
        return not (group.actions & sense.actions)
    if FOLLOW.match(sense.text):
        return False
    if sense.owner and sense.owner != group.owner:
        return True
    if sense.rule != group.only_rules and sense.rule:
        return True
    return bool(
        sense.ledger and sense.actions and group.ledgers and sense.ledger.name not in group.ledgers
    )


def _unjoined(source: str, span: Span) -> list[Span]:
    """召开会议并开展每周一次的检查: cut where each side says its own time."""
    start, end = span
    text = source[start:end]
    for joint in _JOINTS.finditer(text):
        before, after = text[: joint.start()], text[joint.start() :]
        if "," in after[:2] or "," in after[:2]:
            continue
        said, says = parse(before), parse(re.split("[,。;]", after)[0])
        both = said and says and {str(f.cadence) for f in said} != {str(f.cadence) for f in says}
        if both and ACTION.search(before) and ACTION.search(after):
            return [
                (start, start + joint.start()),
                *_unjoined(source, (start + joint.start(), end)),
            ]
    return [span]


# The parts of a list are works of their own when each names a record of its own.
_SEPARATORS = re.compile(r"[、,]|(?<=[登记查会核训])(?:和|及|与)|以及")
_NOMINAL = re.compile(
    r"(?:登记|留样|消毒|验收|检查|月查|周查|自查|例会|会议|考核|考评|培训|演练|盘点|发放|征订|公示|评比|检修|维修|大扫除|整治|清理|责任状|责任书|总结|记录|补办|上交|收集)(?:工作|制度|情况|活动)?(?:等)?$"
)


def _enumerated(source: str, span: Span) -> list[Piece]:
    """食物的验收、留样,餐具的消毒: a list of records under one time and one person."""
    start, end = span
    parts = _parts(source, start, end)
    books = [ledger_of(source[a:b]) for a, b in parts]
    names = [book.name for book in books if book]
    apart = len(parts) >= 2 and len(names) == len(parts) and len(set(names)) >= 2
    if not apart or not all(_NOMINAL.search(source[a:b].rstrip("。; ")) for a, b in parts[:-1]):
        return [Piece(span, core=True)]
    head = source[slice(*parts[0])]
    shared = tuple(parse(head))
    owner = owner_of(head)
    out = [Piece(parts[0], core=True)]
    for part in parts[1:]:
        text = source[slice(*part)]
        own = parse(text)
        piece = Piece(part, core=True)
        if shared and not own:
            piece.inherited = tuple(
                Found(f.cadence, tuple((a + start, b + start) for a, b in f.spans)) for f in shared
            )
        if owner and owner.owns and not owner_of(text):
            piece.inherited_owner, piece.inherited_words = owner.role, owner.words
        out.append(piece)
    return out


def _parts(source: str, start: int, end: int) -> list[Span]:
    """Merge list members until each ends in the name of a record."""
    text = source[start:end]
    if "(" in text or "(" in text or "《" in text or "“" in text:
        depth = [0] * (len(text) + 1)
        for i, ch in enumerate(text):
            depth[i + 1] = depth[i] + (ch in "(《“") - (ch in ")》”")
    else:
        depth = [0] * (len(text) + 1)
    out: list[Span] = []
    begin = 0
    for found in _SEPARATORS.finditer(text):
        if depth[found.start()] > 0:
            continue
        part = text[begin : found.start()]
        if _NOMINAL.search(part) or (out and found[0] in "," and ledger_of(part)):
            out.append((start + begin, start + found.start()))
            begin = found.end()
    if begin < len(text):
        if FOLLOW.match(text[begin:]) and out:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start + begin, end))
    return out
