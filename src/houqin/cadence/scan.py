"""The tokenizer: at each character that can open a time expression, try that character's rules."""

from __future__ import annotations

import re

from houqin.cadence.mention import Mention, Role, Rule
from houqin.cadence.numerals import chinese
from houqin.cadence.rules import (
    anchors,
    compact,
    counts,
    dates,
    days,
    every,
    festivals,
    months,
    silence,
    vague,
)

# Order matters where two rules could open at the same character: the more specific speaks first.
ALL_RULES: tuple[Rule, ...] = (
    *silence.RULES,
    *festivals.RULES,
    *compact.RULES,
    *dates.RULES,
    *every.RULES,
    *months.RULES,
    *anchors.RULES,
    *counts.RULES,
    *vague.RULES,
    *days.RULES,
)
_BY_CHAR: dict[str, list[Rule]] = {}
for _rule in ALL_RULES:
    for _char in _rule.first:
        _BY_CHAR.setdefault(_char, []).append(_rule)
_OPENING = re.compile("[" + re.escape("".join(_BY_CHAR)) + "]")
# Characters common outside times: worth a look only before these.
_COUNTED = (
    "0123456789一二两三四五六七八九十个天日周星礼旬月季学年次遍回趟轮场期堂节例、和至到-或小时分"
    '检查巡扫测清报消访餐.:/·半度以校路中幼医村广线操制青劳国前庆"'
)
_NEXT: dict[str, str] = {
    "上": "半下、个学年月中午旬周星礼",
    "下": "半周一个旬月星礼",
    "不": "定含包打",
    "中": "考、国午世药旬",
    "健": "康",
    "入": "春夏秋冬汛梅",
    "全": "年学国民球2二",
    "公": "民",
    "加": "到至为密",
    "医": "师",
    "卫": "生",
    "各": "类级节学季个",
    "学": "期年雷生业",
    "安": "全",
    "工": "作",
    "年": "初中底末终度检审年内演不至总考兑汇小盘评",
    "开": "学园班春",
    "建": "党军",
    "提": "高",
    "放": "假长小寒暑",
    "教": "学师育",
    "新": "学的",
    "明": "年",
    "服": "务",
    "本": "学月年周星礼期个",
    "活": "动",
    "清": "明早晨",
    "环": "境",
    "科": "技普",
    "记": "者",
    "质": "量",
    "进": "入",
    "防": "灾汛震",
    "食": "品",
    "高": "考中血温、",
    **dict.fromkeys("一二三四五六七八九十两", _COUNTED),
}
_DIGITS = frozenset("0123456789")
_CN = "(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
# 7、8月 with neighbouring months is a list; 3、9月 is item 3, unless 各 says it is a list.
_MONTHS = "|".join(
    f"{n}、{n + 1}月|{chinese(n)}、{chinese(n + 1)}月份?(?![0-9一二三四五六七八九十])"
    for n in range(1, 12)
)
_QUARTERS = "一、二季|二、三季|三、四季|1、2季|2、3季|3、4季"
_NUMBERING = re.compile(
    rf"(?:第{_CN}(?:[,、:](?!第?{_CN}(?:季度|周|教学周|学期|个))|(?=要))"
    rf"|(?!\d{{1,2}}、\d{{1,2}}月份?(?:各|分别))(?!{_MONTHS})(?!{_QUARTERS})"
    rf"(?:[(]?{_CN}[)]|{_CN}、|[(]\d{{1,2}}[)]|\d{{1,2}}[、)]|\d{{1,2}}\.(?!\d)))+"
)


def scan(text: str) -> list[Mention]:
    """Every time expression of a normalised sentence, in order, none overlapping."""
    numbering = _NUMBERING.match(text)
    position = numbering.end() if numbering else 0
    found: list[Mention] = []
    while opening := _OPENING.search(text, position):
        start = opening.start()
        mention = _at(text, start) if _worth(text, start) else None
        if mention is None:
            position = start + 1
            continue
        position = max(mention.end, start + 1)
        if mention.role != Role.SKIP:
            mention.spans = ((mention.start, mention.end),)
            found.append(mention)
    return found


def _worth(text: str, start: int) -> bool:
    """A cheap look at the neighbours, before any rule is tried."""
    char = text[start]
    if char in _DIGITS:
        return start == 0 or text[start - 1] not in _DIGITS
    wanted = _NEXT.get(char)
    return wanted is None or text[start + 1 : start + 2] in wanted


def _at(text: str, start: int) -> Mention | None:
    for rule in _BY_CHAR[text[start]]:
        match = rule.pattern.match(text, start)
        if match:
            mention = rule.build(match, text)
            if mention is not None:
                return mention
    return None
