"""What must hold between the parts of a pack, beyond each file by itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise

from houqin.cadence import Cadence
from houqin.core.domains import DOMAINS
from houqin.packs.model import Ledger, Pack, Place, SamplePlan, Staff, StatutoryDuty
from houqin.packs.reading import PackError

# Upper case and digits keep a place's QR code in its compact alphanumeric mode.
_PLACE_CODE = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
_PLACE_CODE_LENGTH = 12


def check_pack(pack: Pack) -> None:
    _unique("部门代码", (d.code for d in pack.departments))
    _unique("班级代码", (g.code for g in pack.groups))
    _unique("学号", (s.number for s in pack.students))
    check_ledgers(pack.ledgers)
    _check_places(pack.places)
    _check_staff(pack)
    _check_groups(pack)
    _check_terms(pack)
    _check_plan(pack.plan)
    _known("记录样例的工作线", pack.history.notes, DOMAINS)
    _known("读数的工作线", (r.domain for r in pack.history.readings), DOMAINS)


def check_ledgers(ledgers: Iterable[Ledger]) -> None:
    ledgers = tuple(ledgers)
    _unique("台账代码", (ledger.code for ledger in ledgers))
    _known("台账的工作线", (ledger.domain for ledger in ledgers), DOMAINS)


def check_duties(duties: Iterable[StatutoryDuty], ledgers: Iterable[Ledger]) -> None:
    duties = tuple(duties)
    _unique("法定职责代码", (duty.code for duty in duties))
    _known("法定职责的工作线", (duty.domain for duty in duties), DOMAINS)
    codes = {ledger.code for ledger in ledgers}
    _known("法定职责的台账", (duty.ledger for duty in duties), codes)
    for duty in duties:
        for text in filter(None, (*duty.cadences, duty.proposed)):
            _cadence(f"法定职责 {duty.name}", text)
        if duty.days not in {"all", "service"} or not duty.cadences or not duty.kinds:
            raise PackError(f"法定职责 {duty.name} 的日期范围、时程或适用单位有误，请改正。")


def chain_of_command(staff: Mapping[str, Staff], username: str) -> list[str]:
    """From a person up to the head; PackError where the chain turns in a circle."""
    chain: list[str] = []
    current: str | None = username
    while current is not None:
        if current in chain:
            raise PackError(f"教职工 {username} 的上级关系绕成了圈，请改正。")
        chain.append(current)
        current = staff[current].superior
    return chain


def _check_places(places: tuple[Place, ...]) -> None:
    _unique("场所代码", (place.code for place in places))
    seen: set[str] = set()
    for place in places:
        if not _PLACE_CODE.fullmatch(place.code) or len(place.code) > _PLACE_CODE_LENGTH:
            raise PackError(f"场所代码 {place.code} 应为不超过12位的大写字母、数字和短横线。")
        if place.parent is not None and place.parent not in seen:
            raise PackError(f"场所 {place.code} 的上级 {place.parent} 应写在它前面。")
        seen.add(place.code)


def _check_staff(pack: Pack) -> None:
    staff = {person.username: person for person in pack.staff}
    _unique("用户名", (person.username for person in pack.staff))
    _known("教职工的部门", (p.department for p in pack.staff), {d.code for d in pack.departments})
    _known("教职工的上级", (p.superior for p in pack.staff if p.superior), staff)
    _known("教职工的代理人", (p.deputy for p in pack.staff if p.deputy), staff)
    heads = {chain_of_command(staff, username)[-1] for username in staff}
    if len(heads) != 1:
        raise PackError(f"教职工应有唯一的最高负责人，现有 {'、'.join(sorted(heads))}。")


def _check_groups(pack: Pack) -> None:
    _known("班级负责人", (g.head for g in pack.groups), {p.username for p in pack.staff})
    _known("班级场所", (g.place for g in pack.groups), {p.code for p in pack.places})


def _check_terms(pack: Pack) -> None:
    spans = sorted(
        [term.days for term in pack.terms] + [pause.days for pause in pack.breaks],
        key=lambda span: span.first,
    )
    for earlier, later in pairwise(spans):
        if later.first <= earlier.last:
            raise PackError(f"校历中 {earlier.last} 与 {later.first} 两段日期重叠，请改正。")
    if any(span.last < span.first for span in spans):
        raise PackError("校历中有一段的结束早于开始，请改正。")
    for term in pack.terms:
        for inner in (term.midterm, term.final):
            if inner and not term.days.first <= inner.first <= inner.last <= term.days.last:
                raise PackError(f"{term.year}{term.name}的期中或期末不在学期之内，请改正。")


def _check_plan(plan: SamplePlan) -> None:
    for answer in plan.answers:
        if plan.text.count(answer.excerpt) != 1 or answer.phrase not in answer.excerpt:
            raise PackError(f"样例计划中“{answer.excerpt}”应恰好出现一次并含“{answer.phrase}”。")
        _cadence(f"样例计划“{answer.excerpt}”", answer.cadence)


def _cadence(what: str, text: str) -> None:
    try:
        cadence = Cadence.from_text(text)
    except ValueError as error:
        raise PackError(f"{what}的时程 {text} 不合规范：{error}") from error
    if str(cadence) != text:
        raise PackError(f"{what}的时程 {text} 应写作 {cadence}。")


def _unique(what: str, codes: Iterable[str]) -> None:
    if doubles := [code for code, count in Counter(codes).items() if count > 1]:
        raise PackError(f"{what}重复：{'、'.join(doubles)}，请改正。")


def _known(what: str, codes: Iterable[str], known: Iterable[str]) -> None:
    if unknown := sorted(set(codes) - set(known)):
        raise PackError(f"{what}不存在：{'、'.join(unknown)}，请改正。")
