"""Saying a cadence in natural Chinese; `parse` reads every sentence written here back."""

from __future__ import annotations

from collections.abc import Callable

from houqin.cadence.model import Cadence
from houqin.cadence.numerals import chinese
from houqin.cadence.vocabulary import WEEKEND, WORKDAYS, Anchor, Freq, Part, Side, Vague

_DAYS = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), "一二三四五六日", strict=True))
_MONTH_PART = {Part.EARLY: "上旬", Part.MID: "中旬", Part.LATE: "下旬"}
_PART = {Part.EARLY: "初", Part.MID: "中", Part.LATE: "末"}
_QUARTER_PART = {Part.EARLY: "首月", Part.MID: "第二个月", Part.LATE: "末月"}
_YEAR = {Part.EARLY: "年初", Part.MID: "年中", Part.LATE: "年底"}
_VAGUE = {Vague.OFTEN: "经常", Vague.REGULAR: "定期", Vague.IRREGULAR: "不定期"}
_AT = {
    Anchor.TERM_START: "开学", Anchor.MIDTERM: "期中", Anchor.FINAL: "期末",
    Anchor.TERM_END: "学期结束", Anchor.BREAK: "节假日", Anchor.SUMMER_BREAK: "暑假",
    Anchor.WINTER_BREAK: "寒假", Anchor.SPRING: "春季", Anchor.SUMMER: "夏季",
    Anchor.AUTUMN: "秋季", Anchor.WINTER: "冬季", Anchor.RAINS: "汛期", Anchor.EXAM: "考试",
}  # fmt: skip
_ONLY = {Anchor.TERM_START: "开学时", Anchor.TERM_END: "学期结束时", Anchor.EXAM: "考试期间"}
_SIDED = {
    (Anchor.BREAK, Side.BEFORE): "放假前",
    (Anchor.BREAK, Side.AFTER): "放假后",
    (Anchor.MIDTERM, Side.BEFORE): "期中考试前",
    (Anchor.MIDTERM, Side.AFTER): "期中考试后",
    (Anchor.FINAL, Side.BEFORE): "期末考试前",
    (Anchor.FINAL, Side.AFTER): "期末考试后",
    (Anchor.SPRING, Side.BEFORE): "入春前",
    (Anchor.SUMMER, Side.BEFORE): "入夏前",
    (Anchor.AUTUMN, Side.BEFORE): "入秋前",
    (Anchor.WINTER, Side.BEFORE): "入冬前",
}
_EXAMS = frozenset({Anchor.MIDTERM, Anchor.FINAL})


def describe(c: Cadence) -> str:
    """The cadence as a person would say it: 每周一、三、五; 开学第二周; 放假前."""
    if c.freq:
        return _recurring(c)
    if c.at:
        return _anchored(c)
    if c.month:
        return f"{c.month}月" + (_MONTH_PART[c.part] if c.part else "")
    if c.year:
        return _YEAR[c.year]
    if c.vague:
        return _VAGUE[c.vague]
    return _date(c.date or "")


def _date(text: str) -> str:
    *year, month, day = text.split("-")
    return (f"{year[0]}年" if year else "") + f"{int(month)}月{int(day)}日"


def _anchored(c: Cadence) -> str:
    at = c.at or Anchor.TERM_START
    if c.week:
        return _week(at, c.week, before=c.side == Side.BEFORE)
    if c.side:
        said = _SIDED.get((at, c.side))
        return said or _AT[at] + ("前" if c.side == Side.BEFORE else "后")
    return _ONLY.get(at, _AT[at])


def _week(at: Anchor, week: int, *, before: bool) -> str:
    name = _AT[at] + ("考试" if at in _EXAMS else "")
    if before and at == Anchor.TERM_END and week == 1:
        return "学期最后一周"
    if before:
        return f"{name}前{'' if week == 1 else '第'}{_ordinal(week)}周"
    after = "" if at == Anchor.TERM_START else "后"
    return f"{name}{after}第{_ordinal(week)}周"


def _recurring(c: Cadence) -> str:
    within = _months(c)
    body = _BODIES[c.freq or Freq.DAILY](c)
    return within + body + _times(c)


def _months(c: Cadence) -> str:
    """Months before a finer period; 每年3月 says its own."""
    if not c.bymonth or c.freq == Freq.YEARLY:
        return ""
    return _month_list(c.bymonth)


def _month_list(months: tuple[int, ...]) -> str:
    if len(months) > 2 and months == tuple(range(months[0], months[-1] + 1)):
        return f"{months[0]}—{months[-1]}月"
    return "、".join(f"{month}月" for month in months)


def _times(c: Cadence) -> str:
    if c.times == 1:
        return ""
    named = c.byday or c.bymonthday or c.part or (c.freq == Freq.YEARLY and c.bymonth)
    return ("各" if named else "") + f"{_amount(c.times)}次"


def _amount(count: int) -> str:
    return "两" if count == 2 else _ordinal(count)


def _ordinal(value: int) -> str:
    return chinese(value) if value <= 10 else str(value)


def _hourly(c: Cadence) -> str:
    return "每小时" if c.interval == 1 else f"每{c.interval}小时"


def _daily(c: Cadence) -> str:
    if c.interval == 2:
        return "隔天"
    return "每天" if c.interval == 1 else f"每{_amount(c.interval)}天"


def _weekly(c: Cadence) -> str:
    every = "每周" if c.interval == 1 else f"每{_amount(c.interval)}周"
    if not c.byday:
        return every
    joint = "的" if c.interval > 1 else ""
    if c.byday == WEEKEND and c.interval == 1:
        return "每周六、日"
    if c.byday == WORKDAYS:
        return "每个工作日" if c.interval == 1 else f"{every}的周一至周五"
    named = "、".join(_DAYS[day] for day in c.byday)
    return f"{every}{joint}{'周' if joint else ''}{named}"


def _monthly(c: Cadence) -> str:
    named = {1: "每月", 3: "每季度", 6: "每半年"}
    every = named.get(c.interval, f"每{_amount(c.interval)}个月")
    if c.interval == 3 and c.part:
        return every + _QUARTER_PART[c.part]
    return every + _within_month(c, "" if c.interval == 1 else "的")


def _within_month(c: Cadence, joint: str) -> str:
    if c.part:
        return joint + _MONTH_PART[c.part]
    if c.byday:
        return joint + "、".join(f"{_nth(day)}周{_DAYS[day[-2:]]}" for day in c.byday)
    if c.bymonthday:
        return joint + "、".join("最后一天" if d == -1 else f"{d}日" for d in c.bymonthday)
    return ""


def _nth(day: str) -> str:
    ordinal = int(day[:-2])
    if ordinal == -1:
        return "最后一个"
    return f"倒数第{chinese(-ordinal)}个" if ordinal < 0 else f"第{chinese(ordinal)}个"


def _yearly(c: Cadence) -> str:
    every = "每年" if c.interval == 1 else f"每{_amount(c.interval)}年"
    if not c.bymonth:
        return every + (_PART[c.part] if c.part else "")
    return every + _month_list(c.bymonth) + _within_month(c, "的" if c.byday else "")


def _termly(c: Cadence) -> str:
    every = "每学期" if c.interval == 1 else f"每{_amount(c.interval)}个学期"
    return every + (_PART[c.part] if c.part else "")


_BODIES: dict[Freq, Callable[[Cadence], str]] = {
    Freq.HOURLY: _hourly,
    Freq.DAILY: _daily,
    Freq.WEEKLY: _weekly,
    Freq.MONTHLY: _monthly,
    Freq.YEARLY: _yearly,
    Freq.TERMLY: _termly,
}
