"""每…, 隔…, 单双…, 按…, 逐…: a period said outright."""

from __future__ import annotations

import re

from houqin.cadence.mention import Mention, Role, Rule, cadence, mention
from houqin.cadence.numerals import NUM, RANGE, number
from houqin.cadence.rules.tails import refine
from houqin.cadence.vocabulary import WEEKEND, WORKDAYS, Anchor, Freq, Side

PERIODS: dict[str, dict[str, object]] = {
    "小时": {"freq": Freq.HOURLY}, "钟头": {"freq": Freq.HOURLY},
    "周": {"freq": Freq.WEEKLY}, "星期": {"freq": Freq.WEEKLY}, "礼拜": {"freq": Freq.WEEKLY},
    "月": {"freq": Freq.MONTHLY}, "旬": {"freq": Freq.MONTHLY, "times": 3},
    "季度": {"freq": Freq.MONTHLY, "interval": 3}, "季": {"freq": Freq.MONTHLY, "interval": 3},
    "半年": {"freq": Freq.MONTHLY, "interval": 6},
    "学期": {"freq": Freq.TERMLY}, "期": {"freq": Freq.TERMLY},
    "年": {"freq": Freq.YEARLY}, "学年": {"freq": Freq.YEARLY}, "学年度": {"freq": Freq.YEARLY},
    "年度": {"freq": Freq.YEARLY},
    "工作日": {"freq": Freq.WEEKLY, "byday": WORKDAYS},
    "双休日": {"freq": Freq.WEEKLY, "byday": WEEKEND},
    "周末": {"freq": Freq.WEEKLY, "byday": WEEKEND},
}  # fmt: skip
_DAILY = {"freq": Freq.DAILY}

_DAY = "天(?!花)|日|晚上?|早上?|晨|夜|上午|下午|中午|傍晚"
UNITS = (
    r"小时|钟头|工作日|双休日|周末(?!梢)|周(?![岁年围边])|星期|礼拜|旬"
    r"|月(?![饼龄薪])|季度|季(?!节)|半年(?!级)|学期|学年度?|年度?(?![级龄轻])|" + _DAY
)
# 每期 is a term, but 每期简报 or 每期培训 is an event.
_TERM_SHORT = r"期(?!培训|板报|简报|专栏|活动|宣传|报纸|刊|不[少超]|内容|限|待|间|望|公示栏)"
_EVERY = re.compile(
    rf"(?:每|各(?=个?(?:学期|季度)))(?:逢|到|遇|当)?(间?隔)?(?:({RANGE})(?=个|{UNITS}"
    rf"|分钟))?(半)?个?"
    rf"({UNITS}|{_TERM_SHORT}|分钟)"
)
_APART = re.compile(rf"(?<!间)(?<!每)隔({NUM})?个?(天|日(?!光)|周|星期|月|年|学期)(?!级)")
_ODD_EVEN = re.compile(
    r"(?<!无)[单双奇偶](?:数|号)?(周(?!岁)|月|日(?![最常均产用])|号(?=[,、和轮]))"
)
_BY = re.compile(
    r"[按逐](?:照)?((?:学期|学年|季度|周(?![岁期边围])|星期|旬|月(?![龄份])|季(?!节)"
    r"|日(?![常期程]))|天(?!气)"
    r"|年(?![级龄度限]))"
)
_RATE = re.compile(
    r"(?:(?!安排|投入|拨|列支|筹集|拿出|设立|用于)[^,。;每]){0,8}?\d+(?:\.\d+)?(?:万|余)?(?:元|块钱|角)"
)
_AVERAGE = re.compile(r"(?:平均|人均|日均|约)$")
_COUNTED = re.compile(rf"[^,。;]*?{NUM}(?:多|余)?(?:次(?!性)|遍|回|场|趟|轮|节课)")
_TERM_OVER = re.compile(r"(?:工作)?结束(?:之|以)?后(?!勤)")
_CANCELLED = re.compile(r"(?:不再|取消|无需|不必|不用|停止)(?:实行|执行|开展|进行|原来的?)?$")


def parts_of(unit: str) -> dict[str, object]:
    """The parts a unit word stands for; every word for a day is DAILY."""
    return dict(PERIODS.get(unit, _DAILY))


def _every(match: re.Match[str], text: str) -> Mention | None:
    apart, count, half, unit = match.groups()
    if _measures(match, text) or _CANCELLED.search(text, 0, match.start()):
        return mention(match, Role.SKIP)
    after = _TERM_OVER.match(text, match.end()) if unit == "学期" else None
    if after:
        over = cadence(at=Anchor.TERM_END, side=Side.AFTER)
        return Mention(match.start(), after.end(), Role.ANCHOR, (over,), precise=True)
    if unit == "分钟":
        return _minutes(match, number(count) if count else 1)
    parts = parts_of(unit)
    if half:
        parts = _halved(unit, parts)
    else:
        parts = _spaced(parts, number(count) if count else 1, apart=bool(apart))
    return refine(match, text, parts, Role.FREQ)


def _measures(match: re.Match[str], text: str) -> bool:
    """每月补助200元, 平均每天用水3吨: a rate; 平均每周学习一次 is a frequency."""
    if _RATE.match(text, match.end()):
        return True
    average = _AVERAGE.search(text, 0, match.start())
    return bool(average) and not _COUNTED.match(text, match.end())


def _minutes(match: re.Match[str], count: int) -> Mention | None:
    if 60 % count == 0 and count > 1:
        return mention(match, Role.FREQ, cadence(freq=Freq.HOURLY, times=60 // count))
    if count % 60 == 0:
        return mention(match, Role.FREQ, cadence(freq=Freq.HOURLY, interval=count // 60))
    return mention(match, Role.SKIP)


def _halved(unit: str, parts: dict[str, object]) -> dict[str, object]:
    if unit in ("年", "学年", "年度", "学年度"):
        return parts_of("半年")
    return {**parts, "times": 2}


def _spaced(parts: dict[str, object], count: int, *, apart: bool) -> dict[str, object]:
    step = count if not apart else max(count, 2)
    if step > 1 and "byday" not in parts:
        return {**parts, "interval": min(int(str(parts.get("interval", 1))) * step, 99)}
    return parts


def _apart(match: re.Match[str], text: str) -> Mention | None:
    count = number(match[1]) if match[1] else 1
    return refine(match, text, _spaced(parts_of(match[2]), count, apart=True), Role.FREQ)


def _odd_even(match: re.Match[str], text: str) -> Mention | None:
    unit = "日" if match[1] == "号" else match[1]
    return refine(match, text, {**parts_of(unit), "interval": 2}, Role.FREQ)


def _by(match: re.Match[str], text: str) -> Mention | None:
    if match[0] == "逐年":
        return mention(match, Role.SKIP)
    return refine(match, text, parts_of(match[1]), Role.FREQ)


RULES = (
    Rule("每各", _EVERY, _every),
    Rule("隔", _APART, _apart),
    Rule("单双奇偶", _ODD_EVEN, _odd_even),
    Rule("按逐", _BY, _by),
)
