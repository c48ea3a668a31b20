"""Which goal a piece of work serves, by the words the two share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from houqin.planning.reading.draft import Goal

_COMMON = frozenset(
    [
        "工作",
        "学校",
        "管理",
        "加强",
        "做好",
        "安全",
        "后勤",
        "提高",
        "进一",
        "一步",
        "我园",
        "我校",
        "教学",
        "师生",
        "学生",
        "幼儿",
        "各项",
        "服务",
        "认真",
        "切实",
        "确保",
        "严格",
        "制度",
        "实现",
        "做到",
        "水平",
        "人员",
        "落实",
        "开展",
        "建设",
        "保障",
        "质量",
        "及时",
        "建立",
        "健全",
        "配合",
    ]
)
_WORDS = re.compile(r"[\u4e00-\u9fff]+")


def _pairs(text: str) -> set[str]:
    return {run[i : i + 2] for run in _WORDS.findall(text) for i in range(len(run) - 1)} - _COMMON


class GoalMatcher:
    """Finds for an item the goal with the most uncommon word pairs in common."""

    def __init__(self, goals: Sequence[Goal]) -> None:
        self._goals = [(goal, _pairs(goal.text)) for goal in goals]
        seen: dict[str, int] = {}
        for _, pairs in self._goals:
            for pair in pairs:
                seen[pair] = seen.get(pair, 0) + 1
        self._weight = {pair: 1 / count for pair, count in seen.items()}

    def match(self, text: str) -> tuple[str, str] | None:
        """The goal's number and the sentence naming the shared words; None when nothing decides."""
        pairs = _pairs(text)
        best: tuple[float, Goal, list[str]] | None = None
        for goal, own in self._goals:
            shared = [pair for pair in own if pair in pairs]
            score = sum(self._weight[pair] for pair in shared)
            if shared and (best is None or score > best[0]):
                best = (score, goal, shared)
        if best is None or best[0] < 1:
            return None
        words = "、".join(sorted(best[2], key=text.find)[:4])
        return best[1].number, f"与目标{best[1].number}都提到“{words}”。"
