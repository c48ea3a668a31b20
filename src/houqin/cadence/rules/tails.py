"""What may follow a period and refine it: weekdays, days of the month, parts of it."""

from __future__ import annotations

import re
from typing import Any

from houqin.cadence.mention import Mention, Role, cadence
from houqin.cadence.numerals import NUM, number, numbers
from houqin.cadence.vocabulary import WEEKDAYS, WEEKEND, Freq, Part, byday_key, monthday_key

_WEEK = "(?:周|星期|礼拜)"
_DAY = "[一二三四五六日天末]"
_NO_DAY = r"(?!日[常志期历程记报])"
DAYS = re.compile(
    rf"(?:的|逢|在|于)?{_WEEK}?{_NO_DAY}({_DAY}(?:(?:[、和及与/]"
    rf"|,(?={_WEEK}))?{_WEEK}?{_NO_DAY}{_DAY})*)"
    rf"(?:(?:至|到|-)+{_WEEK}?({_DAY}))?"
)
_ARABIC_DAYS = re.compile(r"([1-7](?:[、和][1-7])+)(?![次遍回趟\d])")
# A number after 每周 that counts something is not a weekday: 每周三次, 每周两到三次, 每周五天.
_COUNTS = re.compile(
    r"(?:到|至|-|、|或)?[一二两三四五六七]?"
    r"(?:次|遍|回|趟|轮|个|节(?!能|约|水|电)|场|堂|天|顿|餐|人|名|项|种|条|篇|份|套|份|封|张|本"
    r"|班次)"
)
# 每周一查 is one check a week, 每周一检查 a check on Mondays.
_ONE = re.compile(
    r"小|(?:大?[查检扫评报结清考训测巡会学议课歌练讲谈记星换洗题])(?=制|$|[,。;、:!?)\"的和并及活])"
)
_PARALLEL = re.compile(r"(?:每?[日天月季年期]|季度)一(?![个日至到、])|一[日天月季年]一")
_HOURS = re.compile(r"上午|下午|早|晚|中午|[、至到\-]")

PARTS = {"初": Part.EARLY, "上": Part.EARLY, "首": Part.EARLY, "中": Part.MID, "末": Part.LATE,
         "底": Part.LATE, "下": Part.LATE, "终": Part.LATE, "尾": Part.LATE}  # fmt: skip
_MID = r"中(?![午心小学层餐考队等国级型央途])"
PART = (
    rf"(?:[上中下]旬|中下旬|上中旬|初(?![中级高步]|[一二三](?!次))|{_MID}|末|底"
    rf"|[上中](?=[、和及]?[中下]))"
)
_MONTH_PARTS = re.compile(rf"(?:的|在|于)?(?:当?月)?({PART}(?:[、和及与](?:当?月)?{PART})*)")
_ORDINAL = rf"(?:第?{NUM}|首|最后一?|倒数第{NUM}|末)个?"
NTH_DAYS = re.compile(
    rf"(?:的|在|于)?{_ORDINAL}(?:[、和及与]{_ORDINAL})*(?:(?:周|星期)的?)?{_WEEK}[一二三四五六日天]"
    rf"(?:[、和及与]{_ORDINAL}(?:[、和及与]{_ORDINAL})*{_WEEK}[一二三四五六日天])*"
)
_NTH_GROUP = re.compile(
    rf"({_ORDINAL}(?:[、和及与]{_ORDINAL})*)(?:(?:周|星期)的?)?{_WEEK}([一二三四五六日天])"
)
MONTH_WEEKS = re.compile(
    rf"(?:的|在|于)?(首个?|头一?个?|最后一?个?|末|第{NUM}(?:周?(?:[、和及与至到\-])第?{NUM})*个?)(?:周|星期"
    rf"|礼拜)(?![岁年]|的?周)"
)
_LAST_DAY = r"(?:月末|月底)?最后(?:一|1)[天日]"
_MONTH_DAY = re.compile(
    rf"(?:的|逢|于|在|为)?(?:({NUM}[日号]?(?:(?:[、和及与,]|至|到"
    rf"|-){NUM}[日号]?)*)(?<=[日号])(?:(?:至|到|-)月[底末])?(?![楼栋])"
    rf"([、和及与]{_LAST_DAY})?|({_LAST_DAY})|第一天|首日)"
)
_RANGE = re.compile(r"至|到|-")
_WORKDAY = re.compile(
    rf"(?:的)?(?:第{NUM}|前{NUM}|首|(最后){NUM}?|(倒数)第{NUM})(?:个工作日|[天日])"
)
_A_WEEK = "周(?![一二三四五六日天])"
_QUARTER = re.compile(
    rf"(?:的)?(?:季度?)?(?:(首个?(?:月|{_A_WEEK})|第一个?(?:月|{_A_WEEK})|初)"
    rf"|(第二个?月|中(?![心小学]))|(第三个?月|最后一个?(?:月|{_A_WEEK})|末月|末|底"
    r"|结束[之以]?前|结束[时后]?))"
)
_CHAR_PARTS = re.compile(
    rf"(?:的|在)?(?:年)?((?:初(?![中级高步]|[一二三](?!次))|{_MID}|中途(?!退)|末|底|终)(?:[、和及与](?:学期"
    rf"|学?年)?(?:初|{_MID}|末|底"
    rf"|终))*)"
    r"|(?:的)?((?:首个?|第一个|最后一个)月)|(?:的)?结束(?:(?:之|以)?前|[时后])?()"
)


def weekdays(match: re.Match[str]) -> tuple[str, ...]:
    """The days of a `DAYS` match: a list, or a list that ends in a range."""
    days = [_index(char) for char in match[1] if char in "一二三四五六日天末"]
    if "末" in match[1]:
        return WEEKEND
    if match[2]:
        last = _index(match[2])
        if match[2] == "末":
            return ()
        last += 7 * (last < days[-1])  # 周日至周四 runs into the next week
        days += [day % 7 for day in range(days[-1], last + 1)]
    return tuple(WEEKDAYS[i] for i in sorted(set(days)))


def _index(char: str) -> int:
    return 6 if char in "日天" else "一二三四五六末".index(char)


def month_parts(text: str) -> list[Part]:
    """初、末 or 中下旬 → the parts named, in order."""
    return list(dict.fromkeys(PARTS[char] for char in text if char in PARTS))


def week_parts(text: str) -> list[Part]:
    """第二、三周 of a month → the thirds of the month they fall in."""
    if text[0] in "首头":
        return [Part.EARLY]
    if "最后" in text or "末" in text:
        return [Part.LATE]
    named = numbers(text)
    if _RANGE.search(text) and len(named) == 2:
        named = list(range(named[0], named[1] + 1))
    thirds = [Part.EARLY if n == 1 else Part.MID if n < 4 else Part.LATE for n in named]
    return list(dict.fromkeys(thirds))


def refine(match: re.Match[str], text: str, parts: dict[str, Any], role: Role) -> Mention:
    """Extend a period by the tail that refines it, if there is one."""
    end = match.end()
    reader = _READERS.get(_reader_key(parts))
    if reader and "byday" not in parts:
        tail = reader(text, end)
        if tail:
            end, refinements = tail
            made = tuple(cadence(**{**parts, **more}) for more in refinements)
            return Mention(match.start(), end, role, made)
    return Mention(match.start(), end, role, (cadence(**parts),))


def _reader_key(parts: dict[str, Any]) -> str:
    if parts.get("times", 1) != 1:  # 每旬, 每半月: a part of the month already
        return ""
    quarter = parts["freq"] == Freq.MONTHLY and parts.get("interval") == 3
    return "QUARTER" if quarter else str(parts["freq"])


Tail = tuple[int, list[dict[str, Any]]]


def _week_tail(text: str, end: int) -> Tail | None:
    found = _ARABIC_DAYS.match(text, end)
    if found:
        return found.end(), [{"byday": tuple(WEEKDAYS[i - 1] for i in sorted(numbers(found[1])))}]
    found = DAYS.match(text, end)
    if not found or is_count(text, found):
        return None
    days = weekdays(found)
    return (found.end(), [{"byday": days}]) if days else None


def is_count(text: str, found: re.Match[str]) -> bool:
    """Whether the 'weekday' after a period is really a number: 每周三次, 每周一小查."""
    bare = found[1][0] not in "日天末" and found[0][0] in "一二三四五六"
    if not bare:
        return False
    if _COUNTS.match(text, found.end()) or _COUNTS.match(text, found.start(1) + 1):
        return True
    if found[0] != "一" or _HOURS.match(text, found.end()):
        return False
    if _ONE.match(text, found.end()):
        return True
    around = text[: found.start()] + "," + text[found.end() :]
    return bool(_PARALLEL.search(around))


def _month_tail(text: str, end: int) -> Tail | None:
    for reader in (_nth_days, _month_weeks, _month_days, _month_workdays):
        tail = reader(text, end)
        if tail:
            return tail
    found = _MONTH_PARTS.match(text, end)
    if found and not text.startswith("最后一天", found.end()):
        return found.end(), [{"part": part} for part in month_parts(found[1])]
    return None


def _nth_days(text: str, end: int) -> Tail | None:
    found = NTH_DAYS.match(text, end)
    kept = nth_days(found[0]) if found else ()
    return (found.end(), [{"byday": kept}]) if found and kept else None


def nth_days(text: str) -> tuple[str, ...]:
    """第一、三个周一和最后一个周五 → 1MO, 3MO, -1FR."""
    days = [
        _nth(ordinal) + WEEKDAYS[_index(group[2])]
        for group in _NTH_GROUP.finditer(text)
        for ordinal in re.split("[、和及与]", group[1])
    ]
    return tuple(sorted({day for day in days if abs(int(day[:-2])) <= 5}, key=byday_key))


def _nth(piece: str) -> str:
    if piece.startswith("倒数第"):
        return str(-number(piece[3:]))
    if piece[0] in "最末":
        return "-1"
    return str(number(piece.lstrip("第")))


def _month_weeks(text: str, end: int) -> Tail | None:
    found = MONTH_WEEKS.match(text, end)
    return (found.end(), [{"part": part} for part in week_parts(found[1])]) if found else None


def _month_days(text: str, end: int) -> Tail | None:
    found = _MONTH_DAY.match(text, end)
    if not found:
        return None
    if found[1] is None:
        return found.end(), [{"bymonthday": (-1 if found[3] else 1,)}]
    days = [day for day in numbers(found[1]) if 1 <= day <= 31]
    if _RANGE.search(found[1]):
        days = days[:1]
    if found[2]:
        days.append(-1)
    kept = tuple(sorted(set(days), key=monthday_key))
    return (found.end(), [{"bymonthday": kept}]) if kept else None


def _month_workdays(text: str, end: int) -> Tail | None:
    found = _WORKDAY.match(text, end)
    if not found:
        return None
    late = found[1] or found[2]
    return found.end(), [{"part": Part.LATE if late else Part.EARLY}]


def _quarter_tail(text: str, end: int) -> Tail | None:
    found = _QUARTER.match(text, end)
    if found:
        part = Part.EARLY if found[1] else Part.MID if found[2] else Part.LATE
        first_month = found[1] and found[1].endswith("月")
        within = _month_days(text, found.end()) or _nth_days(text, found.end())
        return within if first_month and within else (found.end(), [{"part": part}])
    return _month_days(text, end) or _nth_days(text, end)


def _char_tail(text: str, end: int) -> Tail | None:
    found = _CHAR_PARTS.match(text, end)
    if not found:
        return None
    if found[2]:
        parts = [Part.LATE if "最后" in found[2] else Part.EARLY]
    else:
        parts = month_parts(found[1]) if found[1] else [Part.LATE]
    return found.end(), [{"part": part} for part in parts]


_READERS = {
    "WEEKLY": _week_tail,
    "MONTHLY": _month_tail,
    "QUARTER": _quarter_tail,
    "TERMLY": _char_tail,
    "YEARLY": _char_tail,
}
