"""Questions as people word them, and the questionnaires to begin with. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

SORTS = (
    ("rating", "打分（1 到 5）"),
    ("choice", "单选"),
    ("choices", "多选"),
    ("yes_no", "是或否"),
    ("long_text", "写几句话"),
)
_TAKES_OPTIONS = {"choice", "choices"}
Question = dict[str, Any]


def question(
    code: str, label: str, sort: str, options: Sequence[str] = (), *, required: bool = True
) -> Question:
    """One field of the form engine."""
    made: Question = {"code": code, "label": label, "type": sort}
    if required:
        made["required"] = True
    if sort in _TAKES_OPTIONS:
        made["options"] = [
            {"value": f"o{number}", "label": text} for number, text in enumerate(options, 1)
        ]
    if sort == "long_text":
        made["max_length"] = 500
    return made


def declared(title: str, questions: Sequence[Question]) -> dict[str, Any]:
    return {"code": "survey", "title": title, "version": 1, "field": list(questions)}


def next_code(questions: Sequence[Question]) -> str:
    used = {str(one["code"]) for one in questions}
    return next(code for n in range(1, len(used) + 2) if (code := f"q{n}") not in used)


def _marks(*labels: str, wish: str = "还有什么意见或建议？") -> list[Question]:
    made = [question(f"q{n}", label, "rating") for n, label in enumerate(labels, 1)]
    return [*made, question(f"q{len(labels) + 1}", wish, "long_text", required=False)]


# By the code of Survey.Sort: the name it is offered under, and its questions.
GIVEN: dict[str, tuple[str, list[Question]]] = {
    "dormitory": (
        "宿舍生活周问卷",
        _marks("宿舍卫生", "热水和用水", "夜间安静与就寝秩序", "宿管老师的服务", "洗漱间和厕所"),
    ),
    "canteen": (
        "食堂评议表",
        _marks("饭菜质量", "卫生状况", "价格", "服务态度", wish="希望增加或改进的饭菜"),
    ),
    "service": (
        "后勤服务满意度",
        _marks("维修及时", "环境保洁", "饮水供应", "物资领用", "安全秩序", "后勤人员态度"),
    ),
    "opinion": ("物业、后勤意见表", _marks("门卫值守", "保洁", "绿化", "维修")),
    "patient": (
        "就医体验调查",
        _marks("环境整洁安静", "排队等候", "标识指引", "工作人员态度", "饮水和卫生间"),
    ),
    "other": ("", []),
}
