"""Days of the calendar: 2月24日, 2026年3月12日, 9月1日至7日, 2026-03-15."""

from __future__ import annotations

import re

from houqin.cadence.mention import Mention, Role, Rule, cadence, mention
from houqin.cadence.model import Cadence
from houqin.cadence.numerals import number, numbers
from houqin.cadence.vocabulary import DAYS_IN_MONTH

_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_D = (
    r"(?:3[01]|[12]\d|0?[1-9]|三?十[一二三四五六七八九]?|二?十[一二三四五六七八九]?"
    r"|[一二三四五六七八九])(?!\d)"
)
_YEAR = r"(?:(20\d\d)年|(?:今|本|明|当)年)?"
_BORN = r"(?!(?:以?[前后])?(?:出生|生于))"
_DAY = re.compile(
    rf"{_YEAR}(?<![\d.第])({_M})月份?({_D}(?:[日号]?(?:[、和及与,]"
    rf"|以及)(?!{_M}月){_D}(?=[、日号]))*)[日号]?"
    rf"(?<=[日号])(?:(?:至|到|-)+(?:(?:20\d\d年|次年)?(?:{_M}月))?{_D}[日号])?{_BORN}(起|开始|始)?"
)
_DAY_RANGE = re.compile(
    rf"{_YEAR}(?<![\d.第])({_M})月({_D})(?:至|到|-)+(?:(?:20\d\d年"
    rf"|次年)?(?:{_M}月))?{_D}[日号]{_BORN}(起|开始"
    rf"|始)?"
)
_LAST_DAY = re.compile(rf"{_YEAR}(?<![\d.第])({_M})月份?(?:的)?最后(?:一|1)天")
_ISO = re.compile(r"(?<!\d)(20\d\d)([-./])(\d{1,2})\2(\d{1,2})(?!\d)(?! ?\d{1,2}:\d\d)(?!\.\d)")
_DOTTED = re.compile(
    r"(?<![\d.·:])(1[0-2]|[1-9])([.·])(3[01]|[12]\d|[1-9])(?![\d.·%])(?=[日号前\"(](?!均)|消防"
    r"|防灾|全国|世界"
    r"|国际|植树|-\d|至)"
    r"(?:(?:-|至)\d{1,2}\.\d{1,2})?[日号]?"
)


def _date(year: str | None, month: int, day: int) -> Cadence | None:
    text = f"{month:02d}-{day:02d}"
    try:
        return cadence(date=f"{year}-{text}" if year else text)
    except ValueError:
        return None


def _day(match: re.Match[str], _text: str) -> Mention | None:
    days = numbers(match[3])
    made = [_date(match[1], number(match[2].lstrip("0")), day) for day in days]
    kept = [one for one in made if one is not None]
    return mention(match, Role.DATE, *kept, starting=bool(match[4])) if kept else None


def _last_day(match: re.Match[str], _text: str) -> Mention | None:
    month = number(match[2].lstrip("0"))
    made = _date(match[1], month, 28 if month == 2 else DAYS_IN_MONTH[month - 1])
    return mention(match, Role.DATE, made) if made else None


def _iso(match: re.Match[str], _text: str) -> Mention | None:
    month, day = int(match[3]), int(match[4])
    if not 1 <= month <= 12:
        return None
    made = _date(match[1], month, day)
    return mention(match, Role.DATE, made) if made else None


def _dotted(match: re.Match[str], _text: str) -> Mention | None:
    made = _date(None, int(match[1]), int(match[3]))
    return mention(match, Role.DATE, made) if made else None


_START = "0123456789一二三四五六七八九十今本明当"
RULES = (
    Rule("2", _ISO, _iso),
    Rule(_START, _DAY_RANGE, _day),
    Rule(_START, _DAY, _day),
    Rule(_START, _LAST_DAY, _last_day),
    Rule("123456789", _DOTTED, _dotted),
)
