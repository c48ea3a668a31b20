"""Notices of the demo's term, and who has read and confirmed them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import NAMESPACE_URL, uuid5

from houqin.core import clock
from houqin.core.roles import Kind, Role
from houqin.notify.models import Notice
from houqin.org.member import Member
from houqin.org.models import Institution
from houqin.publicity.models import Announcement, Receipt
from houqin.publicity.services import archive, publish, remind, withdraw
from houqin.web.demo.moment import as_of, at


@dataclass(frozen=True, slots=True)
class Said:
    """``ago`` days before today; ``end``: archived, withdrawn, or the share who have read it."""

    ago: int
    who: Role
    title: str
    text: str
    read: float
    roles: tuple[str, ...] = ()
    confirm: bool = False
    due_in: int | None = None  # days from today
    end: str = ""
    reminded: bool = False


_HEAT = Said(
    58, Role.DIRECTOR, "节能用电要求",
    "各办公室下班前关空调、关灯、拔充电器。夏季空调不低于 26℃，冬季不高于 20℃。"
    "每周五抽查一次，结果张贴。",
    0.98, end="archived",
)  # fmt: skip
_FIRE = Said(
    19, Role.DIRECTOR, "灭火器年检期间不要移动",
    "维保单位分楼层收检灭火器，当天归还。收走的位置放有备用的，请不要移动，也不要堆放东西。",
    0.9, confirm=True, due_in=-9, reminded=True,
)  # fmt: skip
_WRONG = Said(
    7, Role.DIRECTOR, "周四上午停水", "周四 8:00 至 10:00 主管道检修停水。", 0.4,
    end="日期写错，改为周五，另发一份",
)  # fmt: skip
_WATER = Said(
    6, Role.DIRECTOR, "周五上午停水检修",
    "周五 9:00 至 11:00 主管道检修，全部楼层停水。请提前接水，走前关好龙头。"
    "有特殊用水的，找维修工安排。",
    0.82,
)  # fmt: skip
_SIGN = Said(
    2, Role.PRINCIPAL, "冬季消防安全责任，请人人确认",
    "一、本岗位的疏散通道和出口每天看一次，不得锁闭、不得堵塞。\n二、不用大功率电器，离开断电。\n"
    "三、会用本楼层的灭火器和消火栓。\n看完请按“我已知悉”，截止当天还没有确认的，系统会再提醒。",
    0.6, confirm=True, due_in=3,
)  # fmt: skip
_POSTS = {
    Kind.SCHOOL: Said(
        4, Role.DIRECTOR, "放学时段校门值守调整",
        "下周起放学时段校门提前 15 分钟开放，门卫两人在岗，班主任送到校门外等候区。",
        0.75, roles=("gatekeeper", "homeroom"), confirm=True, due_in=1, reminded=True,
    ),
    Kind.KINDERGARTEN: Said(
        4, Role.DIRECTOR, "入园离园接送卡查验",
        "没有接送卡的，先联系班级老师，由老师出来接人，不得放行。", 0.75,
        roles=("gatekeeper", "homeroom"), confirm=True, due_in=1, reminded=True,
    ),
    Kind.HOSPITAL: Said(
        4, Role.DIRECTOR, "医疗废物暂存点交接时间调整",
        "下周起每天 17:00 交接，保洁和护送人员双人签字，重量当场核对。", 0.75,
        roles=("cleaner", "driver", "clerk"), confirm=True, due_in=1, reminded=True,
    ),
}  # fmt: skip


def announce(institution: Institution, actors: Mapping[Role, Member], today: date) -> None:
    """Call inside the institution's scope. Six notices, each read by a plausible share."""
    rng = Random(f"announced {institution.code}")  # noqa: S311 - the same demo each time
    kind = Kind(institution.kind)
    for said in (_HEAT, _FIRE, _WRONG, _WATER, _POSTS[kind], _SIGN):
        _announce(institution, actors, said, today, rng)


def _announce(
    institution: Institution, actors: Mapping[Role, Member], said: Said, today: date, rng: Random
) -> None:
    director = actors[Role.DIRECTOR]
    actor = actors.get(said.who, director)
    day = today - timedelta(days=said.ago)
    with as_of(at(day, 8, rng.randint(5, 55))) as now:
        row = publish(
            actor=actor, title=said.title, text=said.text, now=now,
            token=uuid5(NAMESPACE_URL, f"houqin:{institution.code}:{said.title}"),
            for_everybody=not said.roles, roles=said.roles, must_confirm=said.confirm,
        )  # fmt: skip
    if said.due_in is not None:  # of a notice whose last day is over as well
        row.confirm_by = today + timedelta(days=said.due_in)
        row.save(update_fields=["confirm_by"])
    _read(row, said, rng)
    later = at(today if said.ago < 3 else day + timedelta(days=2), 7)
    with as_of(later) as now:
        if said.reminded:
            remind(actor=actor, announcement_id=row.pk, now=now)
        if said.end == "archived":
            archive(actor=actor, announcement_id=row.pk, now=now)
        elif said.end:
            withdraw(actor=actor, announcement_id=row.pk, reason=said.end, now=now)


def _read(row: Announcement, said: Said, rng: Random) -> None:
    """Most within the first hours; of those some have not pressed the button."""
    real, opened = clock.now(), list[Receipt]()
    for receipt in row.receipts.order_by("pk"):
        if rng.random() < said.read:
            receipt.opened_at = min(row.issued_at + timedelta(minutes=rng.randint(2, 600)), real)
            confirms = said.confirm and rng.random() < 0.9
            if confirms:
                receipt.confirmed_at = min(receipt.opened_at + timedelta(seconds=40), real)
            receipt.is_open = said.confirm and not confirms
            opened.append(receipt)
    Receipt.objects.bulk_update(opened, ["opened_at", "confirmed_at", "is_open"])
    done = [one.staff_id for one in opened if not one.is_open]
    Notice.objects.filter(target_type=row._meta.label_lower, target_id=row.pk).filter(
        recipient__in=done
    ).update(read_at=row.issued_at + timedelta(hours=1))
