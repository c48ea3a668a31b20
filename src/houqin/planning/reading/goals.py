"""Which goal a piece of work serves, by the words the two share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from houqin.cadence import best_domain
from houqin.planning.reading.draft import Goal

# Two characters that name a line of work are enough; anything else must share three.
_TELLING = frozenset(
    [
        "食堂",
        "伙房",
        "食品",
        "饮食",
        "伙食",
        "饭菜",
        "寝室",
        "宿舍",
        "卫生",
        "保洁",
        "财务",
        "经费",
        "收费",
        "预算",
        "财产",
        "校产",
        "资产",
        "公物",
        "消防",
        "隐患",
        "绿化",
        "维修",
        "水电",
        "门卫",
        "值班",
        "疾病",
        "传染",
        "宣传",
        "培训",
        "采购",
        "车辆",
        "工程",
        "节约",
        "投诉",
        "队伍",
        "教材",
        "班级",
    ]
)
_EMPTY = frozenset(
    [
        "幼儿园",
        "后勤工",
        "勤工作",
        "做好后",
        "好后勤",
        "务工作",
        "管理工",
        "理工作",
        "工作人",
        "作人员",
        "教职工",
        "学校的",
        "的管理",
        "保障工",
        "障工作",
        "教学工",
        "学工作",
        "进一步",
        "为教育",
        "服务工",
        "后勤服",
        "勤服务",
        "后勤管",
        "勤管理",
        "管理人",
        "理人员",
    ]
)
_PARTICLES = re.compile("[的和与及了等]")
_RUN = re.compile(r"[\u4e00-\u9fff]+")


def _words(text: str) -> set[str]:
    """Telling pairs and all other triples of the text."""
    out: set[str] = set()
    for run in _RUN.findall(text):
        out |= {run[i : i + 2] for i in range(len(run) - 1)} & _TELLING
        out |= {run[i : i + 3] for i in range(len(run) - 2)} - _EMPTY
    out -= {word for word in out if _PARTICLES.search(word)}
    return out


class GoalMatcher:
    """Finds for an item the goal with the most words in common."""

    def __init__(self, goals: Sequence[Goal]) -> None:
        self._goals = [(goal, _words(goal.text), best_domain(goal.text)) for goal in goals]

    def match(self, text: str, domain: str | None, above: str = "") -> tuple[str, str] | None:
        """The goal's number and the sentence naming the shared words; None when nothing decides."""
        words = _words(text)
        section = best_domain(above) if self._goals else None
        best: tuple[float, Goal, set[str]] | None = None
        for goal, own, about in self._goals:
            shared = own & words
            # Shared words alone make a match; the line of work decides between equals, and after
            # it who names them sooner: what stands at a goal's end is how, not what.
            score = len(shared) + (0.5 if about is not None and about in (domain, section) else 0)
            score -= min(map(goal.text.find, shared), default=0) / 1000
            if shared and (best is None or score > best[0]):
                best = (score, goal, shared)
        if best is None:
            return None
        telling = sorted(best[2] & _TELLING or best[2], key=lambda word: (text.find(word), word))
        quoted = "、".join(f"“{word}”" for word in telling[:3])
        return best[1].number, f"与目标{best[1].number}都提到{quoted}。"
