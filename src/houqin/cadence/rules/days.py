"""Weekdays, workdays and days of a month that stand without a period: 周三, 双休日, 月底, 15日."""

from __future__ import annotations

import re

from houqin.cadence.mention import Mention, Role, Rule, cadence, mention
from houqin.cadence.numerals import NUM, number
from houqin.cadence.rules.tails import DAYS, PART, is_count, month_parts, weekdays
from houqin.cadence.vocabulary import WEEKEND, WORKDAYS, Freq

_ONE_OFF = "每上下本这第一两二三四五六七八九十0-9四隔双单传动首末半几"
_WEEKDAY = re.compile(rf"(?<![{_ONE_OFF}])(?:逢)?(?=周|星期|礼拜)")
_THIS_WEEK = re.compile(r"(?:本|这|上|下)(?:个)?(?:周|星期|礼拜)[一二三四五六日天末]")
_WORKDAY = re.compile(r"(?<![个0-9一二两三四五六七八九十])(?:法定)?工作日(?![内志后之])")
_WEEKEND = re.compile(r"双休(?:日|(?=节))|(?<![本上下这])周末(?![梢])")
_MONTH_PART = re.compile(
    rf"(?<![0-9一二三四五六七八九十每本当上下个次同份这元])月({PART}(?:[、和及与]月?{PART})*)(?![称])"
)
_THIRD = re.compile(r"(?<![月份0-9上中下])([上中下])旬(?:[、和及与]([上中下])旬)?")
_THIS_MONTH = re.compile(r"(?:本|当|这个?|上个?)月(?:初|中旬?|底|末|[上下]旬|份)?")
_NEXT_MONTH = re.compile(rf"(?:次|翌|下个?)月(?:的)?(?:({NUM})[日号]|(初|上旬|中旬|下旬|底|末))")
_MONTH_DAY = re.compile(
    rf"(?<![月0-9第年.])({NUM})[日号](?:[、和及与]({NUM})[日号])?(?![楼栋机线库窗文室厅桌公宿食车柜门院路常检清])"
)


def _weekday(match: re.Match[str], text: str) -> Mention | None:
    found = DAYS.match(text, match.end())
    if not found or is_count(text, found) or text.startswith(("周主", "周边")):
        return None
    days = weekdays(found)
    if not days:
        return None
    made = cadence(freq=Freq.WEEKLY, byday=days)
    return Mention(match.start(), found.end(), Role.WEEKDAY, (made,))


def _workday(match: re.Match[str], _text: str) -> Mention:
    return mention(match, Role.WEEKDAY, cadence(freq=Freq.WEEKLY, byday=WORKDAYS))


def _weekend(match: re.Match[str], _text: str) -> Mention:
    return mention(match, Role.WEEKDAY, cadence(freq=Freq.WEEKLY, byday=WEEKEND))


def _month_part(match: re.Match[str], _text: str) -> Mention:
    made = (cadence(freq=Freq.MONTHLY, part=part) for part in month_parts(match[1]))
    return mention(match, Role.MONTH_PART, *made)


def _third(match: re.Match[str], _text: str) -> Mention:
    made = (cadence(freq=Freq.MONTHLY, part=part) for part in month_parts(match[0]))
    return mention(match, Role.MONTH_PART, *made)


def _next_month(match: re.Match[str], _text: str) -> Mention | None:
    if match[2]:
        part = month_parts(match[2])[0]
        return mention(match, Role.MONTH_PART, cadence(freq=Freq.MONTHLY, part=part))
    return _on_days(match, (number(match[1]),), Role.MONTH_PART)


def _month_day(match: re.Match[str], _text: str) -> Mention | None:
    return _on_days(match, [number(g) for g in match.groups() if g], Role.MONTH_DAY)


def _on_days(match: re.Match[str], days: list[int] | tuple[int, ...], role: Role) -> Mention | None:
    kept = tuple(sorted({day for day in days if 1 <= day <= 31}))
    return mention(match, role, cadence(freq=Freq.MONTHLY, bymonthday=kept)) if kept else None


def _skip(match: re.Match[str], _text: str) -> Mention:
    return mention(match, Role.SKIP)


RULES = (
    Rule("本这上下", _THIS_WEEK, _skip),
    Rule("本当这上", _THIS_MONTH, _skip),
    Rule("次翌下", _NEXT_MONTH, _next_month),
    Rule("法工", _WORKDAY, _workday),
    Rule("双周", _WEEKEND, _weekend),
    Rule("逢周星礼", _WEEKDAY, _weekday),
    Rule("月", _MONTH_PART, _month_part),
    Rule("上中下", _THIRD, _third),
    Rule("0123456789一二三四五六七八九十", _MONTH_DAY, _month_day),
)
