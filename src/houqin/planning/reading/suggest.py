"""The suggestions for one item, each with the sentence that shows which words led to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from houqin.cadence import Found, domains, parse
from houqin.core.domains import DOMAINS
from houqin.core.roles import Kind
from houqin.planning.reading.draft import ItemDraft
from houqin.planning.reading.goals import GoalMatcher
from houqin.planning.reading.kinds import kind_of
from houqin.planning.reading.ledgers import GENERIC, LedgerHint, ledger_of
from houqin.planning.reading.lists import Piece
from houqin.planning.reading.misprints import misprints_in
from houqin.planning.reading.owners import Ownership, ownership
from houqin.planning.reading.promises import ACTION
from houqin.planning.reading.titles import core_of, title_of


@dataclass(frozen=True, slots=True)
class Context:
    """What surrounds an item: its place in the plan and the plan's kind and goals."""

    number: str
    headings: tuple[str, ...]
    time_heading: str | None
    kind: Kind | None
    goals: GoalMatcher


def item_from(source: str, original: str, piece: Piece, context: Context) -> ItemDraft:
    start, end = piece.span
    text = source[start:end]
    reasons: dict[str, str] = {}
    found = _cadences(text, start, piece, context, reasons)
    ranked = _domains(text, context)
    domain = ranked[0][0] if ranked else None
    if domain:
        reasons["domain"] = _domain_reason(text, domain)
    core = core_of(text)
    hint = _proof(_MOTTO.sub("", core))
    ledger = hint.name if hint else None
    owner = ownership(text, piece, domain, ledger, context.kind)
    if owner.reason:
        reasons["owner_role"] = owner.reason
    if hint:
        reasons["ledger"] = f"文中写有“{hint.words}”，可用{hint.name}佐证。"
    kind, reasons["kind"] = kind_of(core, found, has_ledger=hint is not None)
    above = context.headings[-1] if context.headings else ""
    goal = context.goals.match(core, domain, above)
    if goal:
        reasons["goal"] = goal[1]
    return ItemDraft(
        number=context.number,
        heading=above,
        headings=context.headings,
        text=original[start:end],
        span=piece.span,
        title=title_of(original[start:end]),
        found=found,
        domain=domain,
        domain_candidates=ranked[:4],
        owner_role=owner.role,
        owner_is_stated=owner.stated,
        helper_roles=owner.helpers,
        ledger=ledger,
        evidence=hint.evidence if hint and kind != "principle" else _bare_evidence(kind),
        kind=kind,
        goal=goal[0] if goal else None,
        reasons=reasons,
        flags=tuple(_flags(text, found, owner, kind)),
    )


def _cadences(
    text: str, start: int, piece: Piece, context: Context, reasons: dict[str, str]
) -> tuple[Found, ...]:
    own = parse(text, context.time_heading)
    said = [f for f in own if f.spans]
    if said:
        words = "、".join(f"“{text[a:b]}”" for f in said for a, b in f.spans)
        reasons["cadence"] = f"文中写有{words}。"
        return tuple(
            Found(f.cadence, tuple((a + start, b + start) for a, b in f.spans)) for f in own
        )
    if piece.inherited and not own:
        reasons["cadence"] = "同一句前文已写明时间，这里接着说。"
        return piece.inherited
    if own:
        reasons["cadence"] = f"列在标题“{context.time_heading}”之下。"
    return tuple(own)


_EMPTY_HEADING = re.compile(
    r"^(?:主要|具体|重点|各项|日常|常规|后勤|总务|其[他它]|部门|本?学期|[全今本]年|[上下]半年|目标|总体|基本)*"
    r"(?:工作|任务|措施|安排|活动|内容|要点|思路)(?:与|和|及|、)?(?:措施|安排|要点|内容)?$"
)
# A motto says nothing of the record kept; what stands in brackets lists parts of the work; a book
# to be written is a matter of rules.
_MOTTO = re.compile(r"(?<=“)[^“”]{7,}(?=”)")
_ASIDE = re.compile(r"(?<=\S)\([^()]*\)")
_NEW_RULES = re.compile(
    r"(?:修订|制[定订]|编制|起草)[^,。;《]{0,12}《[^》]*(?:规范|制度|职责|细则|办法|章程|手册)》"
)
_HINT = 1.0  # 工作 or 落实 alone says nothing
_HEADING_HINT = 16  # a longer heading is a slogan that names half the school


def _domains(text: str, context: Context) -> tuple[tuple[str, float], ...]:
    """What the text itself is about; only a silent text takes it from a short heading above."""
    said = _ASIDE.sub("", text)
    if _NEW_RULES.search(text):
        said = f"规章制度,{said}"
    ranked = domains(said) or domains(text)
    for heading in reversed(context.headings):
        if ranked and ranked[0][1] > _HINT:
            break
        if len(heading) <= _HEADING_HINT and not _EMPTY_HEADING.match(heading):
            ranked = domains(text, heading)
    return tuple(ranked)


_CLAUSE = re.compile(r"[,。;:!?()]")


def _domain_reason(text: str, domain: str) -> str:
    name = DOMAINS[domain].name if domain in DOMAINS else domain
    clauses = [part for part in _CLAUSE.split(text) if part.strip()]
    around = next((part for part in clauses if ACTION.search(part)), clauses[0] if clauses else "")
    return f"“{title_of(around)}”属于{name}工作。"


def _proof(core: str) -> LedgerHint | None:
    """The book of the first clause that names one; a mere 登记 only when nothing else does."""
    hints = [hint for part in core.split(",") if (hint := ledger_of(part))]
    special = next((hint for hint in hints if hint.name not in GENERIC), None)
    return special or ledger_of(core)


def _bare_evidence(kind: str) -> str:
    return "none" if kind == "principle" else "text"


def _flags(text: str, found: tuple[Found, ...], owner: Ownership, kind: str) -> list[str]:
    flags = []
    if not found and kind != "principle":
        flags.append("未写频次" if kind == "duty" else "未写时间")
    if any(f.cadence.is_vague for f in found):
        flags.append("频次含糊")
    if owner.role is None:
        flags.append("未识别责任人")
    elif not owner.stated:
        flags.append("责任人为建议")
    return flags + misprints_in(text)
