"""One item as a row of the review table: what to show, what to ask, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from houqin.cadence import Cadence, describe
from houqin.core.domains import DOMAINS, Domain
from houqin.core.roles import Kind, role_name
from houqin.planning.models import PlanItem, WorkPlan
from houqin.planning.rules import proposals
from houqin.planning.services.windows import Wanted
from houqin.planning.views.review_sheet import Sheet, state_of

ONE_DAY = timedelta(days=1)
SHOWN = 3
WIDEST = 17  # characters that fit the column
# What to offer where the plan names no time at all.
FOR_SILENCE = ("FREQ=WEEKLY", "FREQ=MONTHLY")
REASONS = {
    "cadence": "时间",
    "kind": "类别",
    "domain": "领域",
    "owner_role": "责任人",
    "ledger": "台账",
    "goal": "目标",
}
UNSORTED = Domain("", "未分", "folder", "people")


@dataclass(frozen=True, slots=True)
class Chip:
    """One cadence in words; ``asks`` when a person has to choose."""

    text: str
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A button that settles a vague word; an empty cadence means: do not schedule."""

    label: str
    cadence: str
    instead: str = ""


@dataclass(slots=True)
class Row:
    """What the template of a row reads."""

    item: PlanItem
    state: str
    domain: Domain
    chips: list[Chip]
    choices: list[Choice]
    upcoming: str
    is_past: bool
    owner: str
    goal: str
    alike: tuple[int, str] | None
    is_new: bool
    changed: frozenset[str]
    was: str
    reasons: list[tuple[str, str]]
    words: str = ""
    flags: list[str] = field(default_factory=list)

    @property
    def pk(self) -> int:
        return self.item.pk


@lru_cache(maxsize=4096)
def said(cadence: str) -> str:
    """The cadence in Chinese."""
    return describe(Cadence.from_text(cadence))


def said_all(cadences: Iterable[str]) -> str:
    return "、".join(said(text) for text in cadences)


def row_of(sheet: Sheet, item: PlanItem) -> Row:
    """The row of one item as proposed."""
    state = state_of(item)
    windows = sheet.windows_of(item)
    other = sheet.alike.get(item.pk)
    changed = frozenset(item.draft or ()) - {"status"} if sheet.is_revision else frozenset()
    return Row(
        item=item,
        state=state,
        domain=DOMAINS.get(item.domain, UNSORTED),
        chips=_chips(sheet.plan, item),
        choices=_choices(item, state),
        upcoming=next_dates(windows, sheet.today, sheet.plan),
        is_past=bool(windows) and windows[-1].last < sheet.today,
        owner=owner_of(sheet, item),
        goal=sheet.goal_numbers.get(item.goal_id or 0, ""),
        alike=(other, sheet.titles.get(other, "")) if other else None,
        is_new=sheet.is_revision and item.status == PlanItem.Status.NEW,
        changed=changed,
        was=_number_of(sheet.plan, item),
        reasons=[(name, item.reasons[key]) for key, name in REASONS.items() if key in item.reasons],
        words=item.text if item.text != item.title else "",
        flags=list(item.flags),
    )


def _number_of(plan: WorkPlan, item: PlanItem) -> str:
    return item.basis if plan.sort == WorkPlan.Sort.STATUTORY else item.number


def roles_said(roles: Iterable[str], kind: Kind) -> str:
    """Several roles in this institution's words."""
    return "、".join(role_name(role, kind) for role in roles)


def owner_of(sheet: Sheet, item: PlanItem) -> str:
    """The named person, else the role's title here, with the department where one is set."""
    name = sheet.names.get(item.owner_id or 0, "")
    if not name and item.owner_role:
        name = role_name(item.owner_role, sheet.kind)
    place = sheet.departments.get(item.department_id or 0, "")
    return f"{name}（{place}）" if name and place else name or place


def _chips(plan: WorkPlan, item: PlanItem) -> list[Chip]:
    chips = []
    for text in item.cadences:
        if Cadence.from_text(text).is_vague:
            word = _word(plan, item, text) or said(text)
            chips.append(Chip(f"“{word}”，请选择", asks=True))
        else:
            chips.append(Chip(said(text)))
    return chips


def _word(plan: WorkPlan, item: PlanItem, cadence: str) -> str:
    """The plan's own word for it, such as 定期."""
    for found in item.found:
        if found.get("cadence") == cadence and found.get("spans"):
            start, end = found["spans"][0]
            return plan.source[start:end]
    return ""


def _choices(item: PlanItem, state: str) -> list[Choice]:
    if state == "ask":
        vague = item.vague[0]
        return [Choice(said(text), text, str(vague)) for text in proposals(vague)[:3]]
    if state == "none" and item.kind == PlanItem.Kind.DUTY:
        return [*(Choice(said(text), text) for text in FOR_SILENCE), Choice("不排期", "")]
    return []


def next_dates(windows: list[Wanted], today: date, plan: WorkPlan) -> str:
    """The next few due dates, or that they have passed."""
    if not windows:
        return ""
    coming = [w for w in windows if w.last >= today]
    if not coming:
        last = windows[-1].last
        past = "可补登记" if plan.past == WorkPlan.Past.RECORD else "不补派"
        return f"{last.month}/{last.day} 已过，{past}"
    words = span_in_words(coming[0])
    for window in coming[1:SHOWN]:
        longer = f"{words}、{span_in_words(window)}"
        if len(longer) > WIDEST:
            break
        words = longer
    return words


def span_in_words(window: Wanted) -> str:
    """``11/24``; ``11/23—11/29``; a whole month or longer is ``11/30前``."""
    first, last = window.first, window.last
    if first == last:
        return f"{last.month}/{last.day}"
    if (last - first).days > 20:
        return f"{last.month}/{last.day}前"
    return f"{first.month}/{first.day}—{last.month}/{last.day}"


def upcoming_words(windows: list[Wanted], today: date) -> str:
    """For the editor's preview: the next three, in full."""
    coming = [w for w in windows if w.last >= today][:SHOWN] or windows[-SHOWN:]
    return "、".join(map(span_in_words, coming))


def kind_of(plan: WorkPlan) -> Kind:
    return Kind(plan.institution.kind)
