"""The suggestions for one item, each with the sentence that shows which words led to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from houqin.cadence import Found, domains, parse
from houqin.core.domains import DOMAINS
from houqin.core.roles import Kind, Role, role_name
from houqin.planning.reading.actors import Actor, actors_in, served_in
from houqin.planning.reading.draft import ItemDraft
from houqin.planning.reading.goals import GoalMatcher
from houqin.planning.reading.ledgers import GENERIC, LedgerHint, ledger_of
from houqin.planning.reading.lists import Piece
from houqin.planning.reading.misprints import misprints_in
from houqin.planning.reading.promises import ACTION, RULE
from houqin.planning.reading.titles import core_of, title_of

_BY_DOMAIN: dict[str, Role] = {
    "safety": Role.SAFETY_OFFICER,
    "gate": Role.GATEKEEPER,
    "transport": Role.DRIVER,
    "canteen": Role.CANTEEN_MANAGER,
    "health": Role.DOCTOR,
    "assets": Role.ASSET_KEEPER,
    "stores": Role.STOREKEEPER,
    "procurement": Role.BUYER,
    "finance": Role.FINANCE,
    "maintenance": Role.TECHNICIAN,
    "hygiene": Role.CLEANER,
    "dormitory": Role.WARDEN,
    "energy": Role.ELECTRICIAN,
    "people": Role.DIRECTOR,
    "planning": Role.DIRECTOR,
    "regulations": Role.DIRECTOR,
    "projects": Role.DIRECTOR,
    "voice": Role.DIRECTOR,
    "publicity": Role.CLERK,
}
_BY_LEDGER: dict[str, Role] = {"班级卫生评分表": Role.SCORER}
_EVENT = re.compile(
    r"(?<!参加学校的政治)(?:开展|组织|举办|举行|主题|文体|争优|示岗|教育|周|讨论|节|”)[^,。;]{0,30}活动(?!室|器材|场)|活动(?:$|——)|庆祝|庆“|演练|比赛|竞赛|运动会|讲座|动员会|典礼|节”?庆|第一课|评议|迎接.{0,16}检查|(?<!宣传)周活动|文化节|座谈会|家长会|评选|评比"
)
_ONCE = re.compile(
    r"安装|改建|改造|新建|扩建|申报|修订|制[定订](?!.{0,6}食谱)|搬家|勘察|设计|成立|建立|投入使用|竣工|加固|取缔|补办|准备工作|建设规划|签订|签定|加快[^,]{0,20}建设|编制|购置|添置|健全|完善"
)
_KEEPING = re.compile(r"坚持|执行|遵守|严格|实行")
_STANDING = re.compile(r"坚持|长期|实行|制度|日常|随时|负责|坚守|做好|加强|继续|严格")


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
    hint = _proof(core)
    ledger = hint.name if hint else None
    owner, stated, helpers = _people(text, piece, domain, ledger, context, reasons)
    if hint:
        reasons["ledger"] = f"文中写有“{hint.words}”，可用{hint.name}佐证。"
    kind = _kind(core, found, hint is not None, reasons)
    goal = context.goals.match(core, domain)
    if goal:
        reasons["goal"] = goal[1]
    return ItemDraft(
        number=context.number,
        heading=context.headings[-1] if context.headings else "",
        headings=context.headings,
        text=original[start:end],
        span=piece.span,
        title=title_of(original[start:end]),
        found=found,
        domain=domain,
        domain_candidates=ranked[:4],
        owner_role=owner,
        owner_is_stated=stated,
        helper_roles=helpers,
        ledger=ledger,
        evidence=hint.evidence if hint and kind != "principle" else _bare_evidence(kind),
        kind=kind,
        goal=goal[0] if goal else None,
        reasons=reasons,
        flags=tuple(_flags(source, piece, found, owner, stated, kind)),
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
    r"^[\u4e00-\u9fff]{0,4}(?:工作|任务|措施|安排|活动|内容|要点|思路)(?:与|和|及|、)?(?:措施|安排|要点|内容)?$"
)
_HEADING_HINT = 16  # a longer heading is a slogan that names half the school


def _domains(text: str, context: Context) -> tuple[tuple[str, float], ...]:
    """What the text itself is about; only a silent text takes it from a short heading above."""
    ranked = domains(text)
    for heading in reversed(context.headings):
        if ranked:
            break
        if len(heading) <= _HEADING_HINT and not _EMPTY_HEADING.match(heading):
            ranked = domains(text, heading)
    return tuple(ranked)


def _domain_reason(text: str, domain: str) -> str:
    name = DOMAINS[domain].name if domain in DOMAINS else domain
    action = ACTION.search(text)
    around = (
        title_of(text) if action is None else text[max(0, action.start() - 8) : action.end() + 6]
    )
    return f"“{around.strip(',。; ')}”属于{name}工作。"


def _people(
    text: str,
    piece: Piece,
    domain: str | None,
    ledger: str | None,
    context: Context,
    reasons: dict[str, str],
) -> tuple[Role | None, bool, tuple[Role, ...]]:
    actors = actors_in(text)
    owner = next((actor for actor in actors if actor.owns), None)
    if owner is None and piece.inherited_owner:
        owner = Actor(piece.inherited_owner, piece.inherited_words, owns=True)
    helpers = tuple(a.role for a in actors if owner is None or a.role is not owner.role)
    if owner:
        reasons["owner_role"] = f"文中写有“{owner.words}”。"
        return owner.role, True, helpers
    role = _BY_LEDGER.get(ledger or "") or _BY_DOMAIN.get(domain or "")
    if role in served_in(text):
        role = Role.DIRECTOR  # who is trained or examined does not do the training
    if role:
        title = role_name(role, context.kind or Kind.SCHOOL)
        reasons["owner_role"] = f"文中未写责任人，按领域建议{title}。"
        return role, False, tuple(r for r in helpers if r is not role)
    return None, False, helpers


def _kind(
    text: str, found: tuple[Found, ...], has_ledger: bool, reasons: dict[str, str]
) -> str:  # fmt: skip
    recurring = any(f.cadence.is_recurring or f.cadence.is_vague for f in found)
    event, once, rule = _EVENT.search(text), _ONCE.search(text), RULE.search(text)
    if once and _KEEPING.search(text[: once.start()]):
        once = None
    acts = ACTION.search(text)
    if recurring:
        reasons["kind"] = "写明要反复做，是常规工作。"
        return "duty"
    bound = rule is not None and rule[0] in {"一律", "必须", "务必"} and acts and has_ledger
    if rule and not bound and not found and (not acts or rule.start() <= acts.start() + 12):
        reasons["kind"] = f"“{rule[0]}”是要一直遵守的要求。"
        return "principle"
    if event and (found or not _STANDING.search(text[: event.start()])):
        reasons["kind"] = f"“{event[0]}”是一次活动。"
        return "event"
    if found and _KEEPING.search(text):
        reasons["kind"] = "写明要坚持的制度，是常规工作。"
        return "duty"
    if found:
        reasons["kind"] = "只在写明的时间做，是一次性工作。"
        return "once"
    if once:
        reasons["kind"] = f"“{once[0]}”做成即完成，是一次性工作。"
        return "once"
    if acts or has_ledger:
        reasons["kind"] = "没有写一次性的时间，按常规工作处理。"
        return "duty"
    reasons["kind"] = "没有写具体做什么，作为工作要求保留。"
    return "principle"


def _proof(core: str) -> LedgerHint | None:
    """The book of the first clause that names one; a mere 登记 or 检查 only when nothing else does."""
    hints = [hint for part in core.split(",") if (hint := ledger_of(part))]
    special = next((hint for hint in hints if hint.name not in GENERIC), None)
    return special or ledger_of(core)


def _bare_evidence(kind: str) -> str:
    return "none" if kind == "principle" else "text"


def _flags(
    source: str, piece: Piece, found: tuple[Found, ...], owner: Role | None, stated: bool, kind: str
) -> list[str]:
    flags = []
    if not found and kind != "principle":
        flags.append("未写频次" if kind == "duty" else "未写时间")
    if any(f.cadence.is_vague for f in found):
        flags.append("频次含糊")
    if owner is None:
        flags.append("未识别责任人")
    elif not stated:
        flags.append("责任人为建议")
    start, end = piece.span
    return flags + misprints_in(source[start:end])
