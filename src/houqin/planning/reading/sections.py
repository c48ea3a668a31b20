"""What a heading says its section is: guiding text, goals, work or a closing word."""

from __future__ import annotations

import re

_GUIDING = re.compile(
    r"指导思想|宗旨|主旨|总体要求|总体思路|总的要求|工作思路|工作理念|指导原则|基本原则|工作原则|工作方针|结语|结束语|办学理念|形势|情况分析|现状分析|背景|前言|基本情况|工作精神|引言|学情分析|导语"
)
_GOALS = re.compile(r"目标")
_NOT_GOALS = re.compile(
    r"目标管理|目标考核|目标责任|目标(?:任务)?分解|目标(?:和|与|及|、)?措施|措施"
)
_SENTENCE = re.compile(r"[,。;]")


def section_kind(heading: str) -> str:
    """``guiding``, ``goals`` or an empty string: work, or whatever the section above is."""
    heading = heading.strip("【】[]")
    if len(heading) > 24 or _SENTENCE.search(heading.rstrip("。;,")):
        return ""
    if _GUIDING.search(heading):
        return "guiding"
    if _GOALS.search(heading) and not _NOT_GOALS.search(heading):
        return "goals"
    return ""
