"""Invented campaigns, a title sought, an inspection, cited points and personal plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from houqin.core.roles import Kind, Role
from houqin.org.member import Member, member_of
from houqin.org.models import Institution, RoleHolding, Term
from houqin.planning.models import Campaign, Criterion, PlanItem, Task, WorkPlan
from houqin.planning.personal_lists import expected
from houqin.planning.services import campaigns, inspections, personal, points, proving, standards

_AIMS = {
    "保障好": ("水电、维修、采购不耽误教学。", ("maintenance", "energy", "procurement")),
    "服务好": ("有人报修、有人求助，当天有回音。", ("maintenance", "stores", "transport")),
    "质量好": ("饭菜、保洁按标准做，有记录。", ("canteen", "hygiene", "health")),
    "管理好": ("账物相符，隐患不过夜。", ("assets", "safety", "finance")),
    "师生满意": ("问卷平均分不低于 90。", ("canteen", "dormitory")),
    "家长放心": ("食品、校园安全零事故。", ("canteen", "gate", "safety")),
}
_CRITERIA = (
    ("1.1", "管理制度", "食品安全责任人、管理员落实到人，职责上墙", "5", "canteen"),
    ("1.2", "管理制度", "每周、每月有食品安全检查，问题有整改记录", "10", "canteen"),
    ("2.1", "采购验收", "进货查验，索证索票齐全，可追溯", "15", "procurement"),
    ("2.2", "采购验收", "库房分类上架，先进先出，账物相符", "10", "stores"),
    ("3.1", "加工留样", "生熟分开，餐具每餐消毒有记录", "15", "canteen"),
    ("3.2", "加工留样", "每餐每样留样不少于 125 g，存满 48 小时", "15", "canteen"),
    ("4.1", "人员环境", "从业人员健康证在有效期内，每日晨检", "15", "health"),
    ("4.2", "人员环境", "操作间整洁，防蝇防鼠设施完好", "15", "hygiene"),
)
_WORK_POINTS = """一、压实食品安全责任，每月开展一次食堂自查，问题限期整改。
二、加强校舍、消防设施巡查，开学前、放假前各全面检查一次。
三、规范固定资产管理，每学期盘点一次，账物相符。
四、推进节水节电，每月公布用量。
五、开展新能源车辆充电设施摸底，形成建设方案。
"""
_LINES = {
    Role.TECHNICIAN: (("把各楼照明查一遍，坏的当天换", "每周"), ("寒假前检修水管防冻", "12月")),
    Role.GATEKEEPER: (("来访登记一个不漏", "每天"), ("学会用监控回放", "10月")),
    Role.CANTEEN_MANAGER: (("留样、消毒记录按餐记全", "每天"), ("办一次帮厨培训", "11月")),
}
_PLAIN_LINES = (("按岗位职责做好每天的事", "全学期"), ("读完一本专业书并写心得", "12月前"))


def at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def load_programmes(institution: Institution, actors: Mapping[Role, Member], today: date) -> None:
    """Half a term of programmes; call inside the institution's scope, after its plan runs.

    ``actors`` holds at least the DIRECTOR. A second call finds them there and does nothing.
    """
    term = Term.objects.filter(first__lte=today).order_by("-first").first()
    if term is None or Campaign.objects.exists():
        return
    today = min(today, term.last)  # in the holidays the programmes stand as the term left them
    director = actors[Role.DIRECTOR]
    _campaign(director, term, today)
    if director.kind == Kind.HOSPITAL:
        _service_year(director, term, today)
    if institution.kind != Kind.HOSPITAL:
        _standard(director, term, today)
    _inspection(director, term, today)
    _points(director, term)
    _personal(institution, director, term, today)


def _items(domains: Sequence[str], most: int = 3) -> list[int]:
    """Items in force of these lines of work that have finished tasks, the busiest plans first."""
    done = Task.objects.filter(state__in=proving.FINISHED, domain__in=domains)
    rows = PlanItem.objects.filter(
        pk__in=done.values("item_id"), status=PlanItem.Status.ACTIVE,
        plan__sort=WorkPlan.Sort.REGULAR,
    )  # fmt: skip
    return list(rows.order_by("position").values_list("pk", flat=True)[:most])


def _campaign(director: Member, term: Term, today: date) -> None:
    row = campaigns.start_campaign(
        actor=director, title="四好一满意一放心活动", first=term.first, last=term.last,
        now=at(term.first, 9), purpose="以服务师生为中心，让后勤看得见、说得清。",
        lead=director.staff, aims=list(_AIMS),
    )  # fmt: skip
    for aim in row.aims.all():
        meaning, domains = _AIMS[aim.name]
        campaigns.keep_aim(
            actor=director, campaign_id=row.pk, aim_id=aim.pk, name=aim.name, meaning=meaning
        )
        campaigns.attach_items(actor=director, aim_id=aim.pk, item_ids=_items(domains))
        if aim.name == "师生满意":
            _survey(director, aim.pk, term, today)
        elif aim.name != "家长放心":
            campaigns.add_indicator(actor=director, aim_id=aim.pk, sort="rate", target=Decimal(90))
            campaigns.add_indicator(
                actor=director, aim_id=aim.pk, sort="overdue", target=Decimal(2)
            )
    campaigns.publish(actor=director, campaign_id=row.pk, now=at(today, 9), today=today)


def _service_year(director: Member, term: Term, today: date) -> None:
    """A hospital's programme: one department has handed in, the other has no effect."""
    heads = RoleHolding.objects.on(today).filter(role=Role.GRADE_HEAD)
    owners = [one.staff for one in heads.select_related("staff__department").order_by("pk")[:2]]
    row = campaigns.start_campaign(
        actor=director, title="创新服务年", first=term.first, last=term.last, now=at(term.first, 9),
        purpose="每个科室做成一件患者感觉得到的事，前后有数字可比。", lead=director.staff,
        aims=["缩短候诊时间", "检查有人陪送"],
    )  # fmt: skip
    ways = ("分时段预约，高峰加开窗口，每周看一次数。", "预约陪检，护工统一调配。")
    for aim, owner, method in zip(row.aims.all(), owners, ways, strict=False):
        campaigns.keep_aim(
            actor=director, campaign_id=row.pk, aim_id=aim.pk, name=aim.name, method=method,
            department=owner.department, owner=owner,
        )  # fmt: skip
    first = row.aims.earliest("position")
    waiting = campaigns.add_indicator(
        actor=director, aim_id=first.pk, sort="figure", title="平均候诊", unit="分钟",
        target=Decimal(35), is_lower_better=True,
    )  # fmt: skip
    for days, minutes in ((60, 42), (6, 31)):
        day = max(today - timedelta(days=days), term.first)
        campaigns.enter_figure(
            actor=director, indicator_id=waiting.pk, value=Decimal(minutes), as_of=day,
            source="叫号系统导出，工作日上午", now=at(day, 17), today=today,
        )  # fmt: skip
    if owners:
        campaigns.add_step(
            actor=director, aim_id=first.pk, text="高峰时段加开一个窗口", owner=owners[0],
            due_on=today + timedelta(days=12), now=at(today, 8), today=today,
        )  # fmt: skip
        campaigns.submit_aim(actor=director, aim_id=first.pk, now=at(today, 8))


def _survey(director: Member, aim_id: int, term: Term, today: date) -> None:
    score = campaigns.add_indicator(
        actor=director, aim_id=aim_id, sort="figure", title="食堂满意度", unit="分",
        target=Decimal(90),
    )  # fmt: skip
    known: dict[str, Any] = {"actor": director, "indicator_id": score.pk, "today": today}
    for weeks, value, papers in ((7, "86.5", 298), (2, "91.2", 312)):
        day = today - timedelta(weeks=weeks)
        if day < term.first:
            continue
        campaigns.enter_figure(
            value=Decimal(value), as_of=day, now=at(day, 16),
            source=f"{day.month}月食堂满意度问卷，收回 {papers} 份", **known,
        )  # fmt: skip


def _standard(director: Member, term: Term, today: date) -> None:
    row = standards.open_standard(
        actor=director, title="放心食堂", now=at(term.first, 10), body="市教育局、市场监管局",
        basis="市放心食堂创建评分标准", apply_on=today + timedelta(days=18),
        pass_score=Decimal(90), lead=director.staff,
    )  # fmt: skip
    known: dict[str, Any] = {"actor": director, "now": at(today - timedelta(days=3), 15)}
    for number, section, text, full, domain in _CRITERIA:
        one = standards.keep_criterion(
            standard_id=row.pk, number=number, section=section, text=text,
            max_score=Decimal(full), owner=director.staff, due_on=today + timedelta(days=10),
            **known,
        )  # fmt: skip
        _score(one, _items((domain,), 2), known)


def _score(one: Criterion, items: list[int], known: Mapping[str, Any]) -> None:
    """Full where there is evidence; some points off, or nothing yet, where there is none."""
    if one.number == "4.2":
        return
    if items:
        proving.prove(criterion_id=one.pk, item_ids=items, **known)
    off = Decimal(0) if items and one.number != "2.2" else Decimal(2)
    said = "" if not off else "记录不全，正在补齐。"
    standards.score(criterion_id=one.pk, self_score=one.max_score - off, remark=said, **known)


def _inspection(director: Member, term: Term, today: date) -> None:
    visit = today - timedelta(days=5)
    season = "冬春夏秋"[visit.month % 12 // 3]
    row = inspections.open_inspection(
        actor=director, now=at(visit - timedelta(days=12), 9), title=f"{season}季安全专项检查",
        body="区教育局安全科", visits_on=visit, last=visit,
        first=min(term.first, visit - timedelta(days=30)),
        criteria="消防、门卫、食堂三方面的台账和现场。", lead=director.staff,
        domains=["safety", "gate", "canteen"],
    )  # fmt: skip
    found = (("三楼东侧疏散指示灯不亮", "消防 3.2"), ("食堂库房一批调料没有贴入库日期", "食品 5.1"))
    for text, basis in found:
        inspections.add_finding(
            actor=director, inspection_id=row.pk, text=text, basis=basis,
            assignee=director.staff, due_on=today + timedelta(days=5), now=at(visit, 16),
            today=visit, domain="safety" if "消防" in basis else "canteen",
        )  # fmt: skip


def _points(director: Member, term: Term) -> None:
    plan = WorkPlan.objects.filter(sort=WorkPlan.Sort.REGULAR, version__gte=1).first()
    if plan is None:
        return
    document = points.cite(
        actor=director, plan_id=plan.pk, title="全区教育后勤工作要点", body="区教育局",
        dated_on=term.first - timedelta(days=20), text=_WORK_POINTS,
        now=at(term.first - timedelta(days=4), 9),
    )  # fmt: skip
    lines = (("canteen",), ("safety", "maintenance"), ("assets",), ("energy",))
    for point, domains in zip(document.points.all(), lines, strict=False):
        own = PlanItem.objects.filter(plan=plan, domain__in=domains)
        ids = list(own.values_list("pk", flat=True)[:2])
        points.link_items(actor=director, point_id=point.pk, item_ids=ids)


def _personal(institution: Institution, director: Member, term: Term, today: date) -> None:
    """Everybody has handed in but the last two; one was late; two have a comment."""
    due = term.first + timedelta(days=14)
    row = personal.open_round(
        actor=director, term=term, due_on=due, review_due_on=term.last,
        now=at(term.first, 8), advice="结合岗位写三五件具体的事，写明什么时候做完。",
    )  # fmt: skip
    people = list(expected(row))
    for place, staff in enumerate(people[:-2]):
        member = member_of(staff, institution, today)
        day = due + timedelta(days=3) if place == 0 else due - timedelta(days=place % 10)
        if day > today:
            continue
        plan = personal.write_plan(
            actor=member, round_id=row.pk, text=_intent(member), lines=_lines(member),
            is_final=True, now=at(day, 17), today=day,
        )  # fmt: skip
        if place in {1, 2} and due <= today:
            personal.comment(
                actor=director, plan_id=plan.pk, text="打算具体，照着做，月底对一对。",
                now=at(due, 18),
            )  # fmt: skip


def _intent(member: Member) -> str:
    return f"这学期把{member.role_names or '本职'}的事做扎实，做一件记一件，有问题当天报。"


def _lines(member: Member) -> list[dict[str, str]]:
    own = next((lines for role, lines in _LINES.items() if role in member.roles), _PLAIN_LINES)
    return [{"text": text, "when": when} for text, when in own]
