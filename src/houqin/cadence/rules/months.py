"""Months, quarters, halves and parts of a year said by name."""

from __future__ import annotations

import re

from houqin.cadence.mention import Mention, Role, Rule, cadence, mention
from houqin.cadence.model import Cadence
from houqin.cadence.numerals import number
from houqin.cadence.rules.tails import (
    MONTH_WEEKS,
    NTH_DAYS,
    PART,
    month_parts,
    nth_days,
    week_parts,
)
from houqin.cadence.vocabulary import Freq, Part

_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九元])"
_YUE = r"月(?![饼龄票球亮光薪卡嫂季考报结度内])"
_TAIL = rf"(?:份)?(?:的)?(?:{_YUE[0]}?({PART}(?:[、和及与]{PART})*))?"
_NEXT_YEAR = r"(?:次年|来年|翌年|第二年|下一?年|明年)?"
_YEAR = r"(?:(?:20\d\d|今|本|明|当)年度?)?"
_START = r"(起|开始|以来|始(?!终))?"
_JOIN = r"[、和及与,]|以及"
_RANGE = re.compile(
    rf"{_YEAR}(?<![\d.第每同个])({_M})(?:月?{_TAIL})(?:至|到"
    rf"|-)+{_NEXT_YEAR}({_M}){_YUE}{_TAIL}{_START}"
)
_LIST = re.compile(
    rf"{_YEAR}(?<![\d.第每同个])({_M}(?:月份?)?(?:(?:{_JOIN}){_M}(?:月份?)?)+)(?<=[月份])(?![饼龄内])"
    rf"(?:的)?({PART})?{_START}"
)
_ONE = re.compile(rf"{_YEAR}(?<![\d.第每同个])({_M}){_YUE}{_TAIL}{_START}")
_NUMBER = re.compile(_M)
_Q = "[一二三四1234]"
_QUARTER = re.compile(
    rf"{_YEAR}(?<![\d每])第?({_Q}|首|头)个?(?:(?:季度?)?([、和及与至到\-])第?({_Q}))?季度(初|末"
    rf"|底|中)?"
)
_YEAR_TURN = re.compile("[岁年][末底终]、?[和及与]?[岁年]初")
_YEAR_PART = re.compile(
    r"(?:(?:20\d\d|今|本|当|明)年)?(?<![每学半青少中往近当今本明])(?:年(初(?![中级高])"
    r"|中(?![考国等心小层级学间])|底|末|终(?!奖))|岁(末))"
)
# 年初计划, 年初确定的目标: named after the time it was made.
_YEAR_PLAN = re.compile(
    r"(?:的)?(?:工作)?(?:计划|预算|目标)(?!编|制)|(?:制[定订]|确定|签订|下达|部署|提出|承诺)的"
)
_BOTH_HALVES = re.compile(r"上、?下(?:两个?)?半年|上半年(?:[、和与及]|以及)下半年|两个半年")
_HALF = re.compile(r"(?:(?:20\d\d|今|本|明)年)?([上下])半年(?!度)")
# 上半年 as the scope of a plan, not the time of one piece of work.
_SCOPE = re.compile(
    r"(?:的)?(?:后勤|总务|工作|主要|重点|计划|总结|我|学校|本|各项|全校|全园|全院|医院|幼儿园|将"
    r"|围绕|要(?!完)|,(?:后勤|我|学校|总务|围绕|将|全"
    r"|以)|学期|第|$|任务|目标|安全工作|:)"
)
_TERMS = re.compile(
    r"上、?下(?:两个?)?学期|上学期[、和与及]下学期|第?一、第?二学期|春、?秋(?:季)?(?:两个?)?学期"
    r"|春季(?:学期)?[、和与]秋季学期"
    r"|(?<!第)[两二]个?学期(?=各|都|均|分别)"
)
_EACH = re.compile(r"[^,。;]{0,14}(?:各|分别|都|均)|[^,。;]{0,10}次|,?各")
PARTS = {"初": Part.EARLY, "中": Part.MID, "底": Part.LATE, "末": Part.LATE, "终": Part.LATE}


def _month(text: str) -> int:
    return 1 if text == "元" else number(text.lstrip("0"))


def _made(month: int, tail: str | None) -> list[Cadence]:
    if not tail:
        return [cadence(month=month)]
    return [cadence(month=month, part=part) for part in month_parts(tail)]


def _range(match: re.Match[str], _text: str) -> Mention | None:
    first, last = _month(match[1]), _month(match[3])
    if first == last:
        months = [first]
    else:
        span = (last - first) % 12
        months = [(first - 1 + step) % 12 + 1 for step in range(span + 1)]
    made = _made(months[0], match[2])
    for month in months[1:-1]:
        made += _made(month, None)
    if len(months) > 1 or match[4]:
        made += _made(last, match[4])
    return mention(match, Role.MONTH, *made, starting=bool(match[5]))


def _list(match: re.Match[str], _text: str) -> Mention:
    months = [_month(piece) for piece in _NUMBER.findall(match[1])]
    made = [c for month in dict.fromkeys(months) for c in _made(month, match[2])]
    return mention(match, Role.MONTH, *made, starting=bool(match[3]))


def _one(match: re.Match[str], text: str) -> Mention:
    month = _month(match[1])
    nth = None if match[2] else NTH_DAYS.match(text, match.end())
    days = nth_days(nth[0]) if nth else ()
    if nth and days:
        parts = dict.fromkeys(_third_of(day) for day in days)
        made = [cadence(month=month, part=part) for part in parts]
        return Mention(match.start(), nth.end(), Role.MONTH, tuple(made), days=days)
    week = MONTH_WEEKS.match(text, match.end())
    if week and not match[2]:
        made = [cadence(month=month, part=part) for part in week_parts(week[1])]
        return Mention(match.start(), week.end(), Role.MONTH, tuple(made))
    return mention(match, Role.MONTH, *_made(month, match[2]), starting=bool(match[3]))


def _third_of(day: str) -> Part:
    ordinal = int(day[:-2])
    if ordinal < 0:
        return Part.LATE
    return Part.EARLY if ordinal == 1 else Part.MID if ordinal < 4 else Part.LATE


def _quarter(match: re.Match[str], _text: str) -> Mention:
    first = 1 if match[1] in "首头" else number(match[1])
    named = [first]
    if match[3]:
        last = number(match[3])
        ranged = match[2] in "至到-"
        named = list(range(first, last + 1)) if ranged else [first, last]
    if match[4]:
        month = named[-1] * 3 - (2 if match[4] == "初" else 1 if match[4] == "中" else 0)
        part = None if match[4] == "中" else PARTS[match[4]]
        return mention(match, Role.MONTH, cadence(month=month, part=part))
    made = (cadence(month=(q - 1) * 3 + i) for q in named for i in (1, 2, 3))
    return mention(match, Role.MONTH, *made)


def _year_part(match: re.Match[str], text: str) -> Mention:
    if _YEAR_PLAN.match(text, match.end()):
        return mention(match, Role.SKIP)
    return mention(match, Role.YEAR, cadence(year=PARTS[match[1] or match[2]]))


def _year_turn(match: re.Match[str], _text: str) -> Mention:
    return mention(match, Role.YEAR, cadence(year=Part.LATE), cadence(year=Part.EARLY))


def _both_halves(match: re.Match[str], text: str) -> Mention:
    if not _EACH.match(text, match.end()):
        made = (cadence(year=Part.MID), cadence(year=Part.LATE))
        return mention(match, Role.YEAR, *made)
    return mention(match, Role.FREQ, cadence(freq=Freq.MONTHLY, interval=6))


def _half(match: re.Match[str], text: str) -> Mention:
    if _SCOPE.match(text, match.end()):
        return mention(match, Role.SKIP)
    both = "上半年" in text and "下半年" in text
    if both and text.count("一次") >= 2:
        return mention(match, Role.FREQ, cadence(freq=Freq.MONTHLY, interval=6))
    part = Part.MID if match[1] == "上" else Part.LATE
    return mention(match, Role.YEAR, cadence(year=part))


def _terms(match: re.Match[str], _text: str) -> Mention:
    return mention(match, Role.FREQ, cadence(freq=Freq.TERMLY))


_START_CHARS = "0123456789一二三四五六七八九十元今本明当"
RULES = (
    Rule("上两二春一第", _TERMS, _terms),
    Rule("上两", _BOTH_HALVES, _both_halves),
    Rule("2今本明上下", _HALF, _half),
    Rule("第2一二三四134首头", _QUARTER, _quarter),
    Rule(_START_CHARS, _RANGE, _range),
    Rule(_START_CHARS, _LIST, _list),
    Rule(_START_CHARS, _ONE, _one),
    Rule("岁年", _YEAR_TURN, _year_turn),
    Rule("2今本当明年岁", _YEAR_PART, _year_part),
)
