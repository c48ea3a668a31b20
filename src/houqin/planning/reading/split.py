"""A line that promises several things, cut into pieces that can each be checked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from houqin.cadence import Found, parse
from houqin.core.roles import Role
from houqin.planning.reading.clauses import Clause, clauses
from houqin.planning.reading.ledgers import GENERIC
from houqin.planning.reading.lists import Piece, enumerated
from houqin.planning.reading.promises import (
    ACTION,
    FOLLOW,
    LABEL_CLAUSE,
    LEAD,
    PURPOSE,
    SEQUEL,
    SLOGAN,
    WEAK,
)
from houqin.planning.reading.sense import Sense

Span = tuple[int, int]
_OPENS_LIST = re.compile(r"(?:即|包括|如下|比如|例如|分别是|做到以下|要求):|:\s*$")
# Two works joined inside one clause: 召开会议并开展起每周一次的检查
# 每天做好餐具的消毒,食物的验收: a bare noun goes on under the verb and the time before it
_NOUN = re.compile(r"^[\u4e00-\u9fff]{0,8}的[\u4e00-\u9fff]{2,6}$")
_SHORT = 12
_REASON = re.compile("根据|依据|按照|结合|针对")
_JOINTS = re.compile(r"(?<!合)并(?!且|联|网)|同时|以及")


@dataclass(slots=True)
class _Group:
    """Clauses that belong to one piece of work."""

    senses: list[Sense] = field(default_factory=list)
    in_list: bool = False

    @property
    def core(self) -> bool:
        leads = [s for s in self.senses if s.lead]
        if len(leads) == len(self.senses):
            return any(s.actions for s in leads)
        return any(s.core and not s.lead for s in self.senses)

    @property
    def cadences(self) -> frozenset[str]:
        return frozenset().union(*(s.cadences for s in self.senses))

    @property
    def actions(self) -> frozenset[str]:
        return frozenset().union(*(s.actions for s in self.senses))

    @property
    def owner(self) -> Role | None:
        return next((s.owner for s in self.senses if s.owner), None)

    @property
    def ledgers(self) -> set[str]:
        return {s.ledger.name for s in self.senses if s.ledger and not s.purpose}

    @property
    def strong(self) -> bool:
        """More than a mere 抓好…工作 that the next clauses spell out."""
        return any(
            s.core and not s.lead and (s.cadences or s.rule or s.ledger or s.actions - WEAK)
            for s in self.senses
        )

    @property
    def awaits_verb(self) -> bool:
        """由主任协助保管员,进行清理: the last clause has named who or when, not yet what."""
        last = self.senses[-1]
        return not last.actions and bool(last.cadences or last.owner or last.text.startswith("对"))

    @property
    def rules(self) -> bool:
        """A rule of conduct and nothing else."""
        cores = [s for s in self.senses if s.core and not s.lead]
        return bool(cores) and all(s.rule for s in cores)


def pieces(source: str, start: int, end: int) -> list[Piece]:
    """The pieces of a line in order; their spans never overlap and skip only punctuation."""
    out: list[Piece] = []
    owner: tuple[Role, str] | None = None
    said: tuple[Found, ...] = ()
    for group in _groups(source, start, end):
        first, last = group.senses[0].clause, group.senses[-1].clause
        if first.stop != ",":
            owner, said = None, ()  # who acts and when carry on to the end of the sentence
        span = (first.start, last.end)
        if not group.core:
            out.append(Piece(span, core=False))
            continue
        named = next((s for s in group.senses if s.owner), None)
        for inner in _unjoined(source, span):
            parts = enumerated(source, inner)
            if said and _NOUN.match(group.senses[0].text) and not group.cadences:
                parts[0].inherited = said
            if owner and not (named and named is group.senses[0]):
                for part in parts:
                    part.inherit_owner(source, owner)
            out += parts
        if group.cadences and len(group.senses) == 1:
            said = _placed(source, first)
        if named and named.owner and (owner is None or named is group.senses[0]):
            owner = (named.owner, named.owner_words)
    return out


def listed(source: str, start: int, end: int) -> list[Span]:
    """Under a month, parts after a semicolon, and short ones after a comma, stand alone."""
    out: list[Span] = []
    short = False
    for clause in clauses(source, start, end):
        text = source[clause.start : clause.end]
        was, short = short, len(text) <= _SHORT
        goes_on = FOLLOW.match(text) or PURPOSE.match(text) or LEAD.match(text)
        if out and not clause.hard and (goes_on or not (was and short)):
            out[-1] = (out[-1][0], clause.end)
        else:
            out.append((clause.start, clause.end))
    return out


def _placed(source: str, clause: Clause) -> tuple[Found, ...]:
    start = clause.start
    return tuple(
        Found(f.cadence, tuple((a + start, b + start) for a, b in f.spans))
        for f in parse(source[start : clause.end])
    )


def _groups(source: str, start: int, end: int) -> list[_Group]:
    senses = [Sense(source[c.start : c.end], c) for c in clauses(source, start, end)]
    done: list[_Group] = []
    current = _Group()
    waiting: list[Sense] = []
    for i, sense in enumerate(senses):
        if sense.clause.hard and waiting:  # a lead that led nowhere stays with what it followed
            current.senses += waiting
            waiting = []
        if _leads_on(senses, i, started=bool(current.senses)):
            waiting.append(sense)
            continue
        if current.senses and _begins_new(current, senses, i, waiting):
            done.append(current)
            current = _Group()
        if sense.clause.hard and sense.clause.stop != ";":
            current.in_list = False
        current.senses += [*waiting, sense]
        current.in_list = current.in_list or bool(_OPENS_LIST.search(sense.text))
        waiting = []
    current.senses += waiting
    if current.senses:
        done.append(current)
    return done


def _leads_on(senses: list[Sense], i: int, *, started: bool) -> bool:
    """A clause that only prepares the next one of its sentence."""
    sense = senses[i]
    following = senses[i + 1 : i + 2]
    if not following or following[0].clause.hard:
        return False
    if LABEL_CLAUSE.match(sense.text):
        return False
    if sense.lead:
        return True
    if sense.text.startswith("对") and following[0].text.startswith("由"):
        return True
    bare_time = sense.cadences and not (sense.actions or sense.ledger or sense.rule)
    if bare_time and following[0].core and not following[0].cadences:
        return True
    opens = sense.clause.hard and not sense.core and not sense.purpose
    return opens and started and any(s.core for s in _rest_of_sentence(senses, i))


def _rest_of_sentence(senses: list[Sense], i: int) -> list[Sense]:
    out = [senses[i]]
    for sense in senses[i + 1 :]:
        if sense.clause.hard:
            break
        out.append(sense)
    return out


def _begins_new(group: _Group, senses: list[Sense], i: int, waiting: list[Sense]) -> bool:
    sense = senses[i]
    opening = waiting[0].clause if waiting else sense.clause
    if len(group.senses) == 1 and LABEL_CLAUSE.match(group.senses[0].text):
        return True
    if opening.hard:
        return _new_sentence(group, senses, i, opening)
    if sense.purpose or not sense.core or not group.core:
        return False
    return _new_clause(group, sense, waiting)


def _new_sentence(group: _Group, senses: list[Sense], i: int, opening: Clause) -> bool:
    sense = senses[i]
    if group.in_list and opening.stop == ";":
        return False
    rest = _rest_of_sentence(senses, i)
    core = any(s.core for s in rest)
    if not group.core:
        return core
    if not core:
        if opening.stop == ";" and (
            len(sense.text) <= 6 or not any(SLOGAN.search(s.text) for s in rest)
        ):
            return False
        return not sense.purpose and sum(len(s.text) for s in rest) > 24
    if sense.purpose and not any(s.core for s in rest[1:]):
        return False
    return not (SEQUEL.match(sense.text) and not sense.cadences and not sense.owner)


def _new_clause(group: _Group, sense: Sense, waiting: list[Sense]) -> bool:
    cadences = sense.cadences.union(*(s.cadences for s in waiting))
    if not group.strong:
        return False
    if sense.owner and group.owner and sense.owner != group.owner:
        return True
    if cadences:
        return _new_time(group, sense, cadences)
    book = sense.ledger
    after_lead = any(_REASON.match(s.text) for s in waiting)
    apart = book is not None and book.name not in group.ledgers and bool(sense.actions)
    if sense.text.startswith("进行") and group.awaits_verb:
        return False
    if FOLLOW.match(sense.text):
        return bool(
            apart and book and book.name not in GENERIC and group.ledgers and _own_start(sense.text)
        )
    if sense.owner and sense.owner != group.owner:
        return True
    if sense.rule:
        return not group.rules or len(sense.text) >= 6
    if group.rules and sense.actions:
        return True
    if after_lead and sense.actions and not (group.actions & sense.actions):
        return True  # 依据进度,做好监管: a new reason begins a new piece of work
    return bool(apart and book and (group.ledgers or book.name not in GENERIC))


def _new_time(group: _Group, sense: Sense, cadences: frozenset[str]) -> bool:
    if not sense.actions and not sense.ledger:
        return False  # 检查教室,每周一次: the time of what was just said
    if group.cadences:
        other = sense.ledger is not None and _specific(sense.ledger.name, group)
        return cadences != group.cadences or other
    # 负责水电检查,每天做好检查记录: the same work, only now said how often
    return not (group.actions & sense.actions)


def _specific(book: str, group: _Group) -> bool:
    return bool(group.ledgers) and book not in group.ledgers and book not in GENERIC


def _own_start(text: str) -> bool:
    return not re.match("并|且|发现|对|查|看|检查|结果|进行|登记|经|再|明确|认真查看|内容", text)


def _unjoined(source: str, span: Span) -> list[Span]:
    """召开会议并开展每周一次的检查: cut where each side says its own time."""
    start, end = span
    text = source[start:end]
    for joint in _JOINTS.finditer(text):
        before, after = text[: joint.start()], text[joint.start() :]
        if "," in after[:2] or not (ACTION.search(before) and ACTION.search(after)):
            continue
        said, says = parse(before), parse(re.split("[,。;]", after)[0])
        if said and says and {str(f.cadence) for f in said} != {str(f.cadence) for f in says}:
            cut = start + joint.start()
            return [(start, cut), *_unjoined(source, (cut, end))]
    return [span]
