"""The plain questions by which an institution tells what it has, and what each one brings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from houqin.core.roles import Kind
from houqin.packs.books import books_of, duty_records
from houqin.packs.loading import load_law
from houqin.packs.model import Condition


@dataclass(frozen=True, slots=True)
class Question:
    """Asked with yes or no. ``duties``: how many statutory duties a yes brings."""

    condition: Condition
    text: str
    hint: str
    group: str
    duties: int
    books: int


_EATING, _LIVING, _MACHINES, _SAFETY, _KIND = "吃饭", "住宿和出行", "设备", "消防和供水", "单位性质"
_ASKED: dict[Condition, tuple[str, str, str]] = {
    Condition.CANTEEN: (_EATING, "有自己的食堂吗？", "自己做饭或承包给别人做，都算有。"),
    Condition.DELIVERED_MEALS: (_EATING, "有校外公司送餐吗？", "集体配餐送到单位来吃。"),
    Condition.MEAL_SUBSIDY: (_EATING, "实施营养改善计划吗？", "农村义务教育学生营养改善计划。"),
    Condition.DORMITORY: (_LIVING, "有人住宿吗？", "有寄宿生、住园幼儿或集体宿舍。"),
    Condition.SCHOOL_BUS: (_LIVING, "有校车吗？", "自有的或租用的接送车都算。"),
    Condition.LIFT: (_MACHINES, "有电梯吗？", "载人电梯、食梯、货梯都算。"),
    Condition.BOILER: (_MACHINES, "有锅炉吗？", "烧水或供暖的锅炉；普通电热水器不算。"),
    Condition.PRESSURE_VESSEL: (_MACHINES, "有压力容器吗？", "如储气罐、大型灭菌器、蒸汽夹层锅。"),
    Condition.CENTRAL_AC: (_MACHINES, "有集中空调吗？", "一台主机带许多房间的通风空调。"),
    Condition.GENERATOR: (_MACHINES, "有应急发电机吗？", "停电时自己发电的机组。"),
    Condition.MEDICAL_GAS: (_MACHINES, "有医用气体系统吗？", "中心供氧、负压吸引等。"),
    Condition.SEWAGE_STATION: (_MACHINES, "有污水处理站吗？", "医疗污水自己处理后排放。"),
    Condition.FIRE_KEY_UNIT: (
        _SAFETY, "是消防安全重点单位吗？", "消防部门有通知；不清楚就问辖区消防。",
    ),
    Condition.AUTO_FIRE_SYSTEM: (
        _SAFETY, "有自动消防设施吗？", "火灾自动报警、自动喷水、消防控制室。",
    ),
    Condition.SECONDARY_WATER: (_SAFETY, "有水箱或蓄水池供水吗？", "自来水先进水箱再供到楼上。"),
    Condition.PUBLIC_UNIT: (_KIND, "是公办单位吗？", "公办的要管好国有资产。"),
}  # fmt: skip


@cache
def questions_of(kind: Kind | str) -> tuple[Question, ...]:
    """What an institution of this kind is asked: all that any duty or book here depends on."""
    kind = Kind(kind)
    duties = [duty for duty in load_law() if kind in duty.kinds and duty.condition]
    books = books_of(kind)
    known = {duty.condition for duty in duties} | {one for book in books for one in book.needs}
    known |= {one.needs for one in duty_records() if kind in one.kinds}
    return tuple(
        Question(
            condition=condition,
            text=text,
            hint=hint,
            group=group,
            duties=sum(duty.condition is condition for duty in duties),
            books=sum(book.needs == {condition} for book in books),
        )
        for condition, (group, text, hint) in _ASKED.items()
        if condition in known
    )
