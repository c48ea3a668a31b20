"""Headings that are a time and nothing else: 三月份工作, 第五周, 开学前."""

from __future__ import annotations

import re
from functools import lru_cache

from houqin.planning.reading.document import fold

_N = r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})"
_RANGE = rf"{_N}(?:月份?)?(?:[—–\-~至到、,和](?:{_N})(?:月份?)?)*"
_MONTHS = rf"(?:20\d\d年)?(?:{_RANGE}月份?|{_N}月份?(?:[、和]{_N}月份?)*)(?:[上中下]旬|[初底末])?"
_WEEKS = rf"(?:开学)?第?{_N}(?:[—–\-~至到、]{_N})*周(?:次)?(?:[(][^()()]*[)])?"
_ANCHORS = (
    r"(?:开学|学期|期)(?:初|前|后|中|末|之?前)?(?:第?[一二三四]周)?|开学前后?|期[初中末](?:前|后)?|放假前|寒假|暑假|寒暑假"
    r"|第?[一二三四]季度|[上下]半年|平时|日常|每[日天周月](?:工作)?|学期[初中末]|学期结束"
)
_TAIL = r"(?:的)?(?:主要|重点)?(?:后勤|总务)?(?:工作|活动|安排|计划|任务|要点|重点|内容)*"
_WHOLE = re.compile(rf"^[【\[(]?(?:{_MONTHS}|{_WEEKS}|{_ANCHORS})[】\])]?{_TAIL}\s*[:]?$")


@lru_cache(maxsize=4096)
def is_time_heading(text: str) -> bool:
    return bool(_WHOLE.match("".join(fold(text).split()))) if 0 < len(text) <= 24 else False
