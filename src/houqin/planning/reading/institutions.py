"""Which kind of institution a plan speaks of, counted from its words."""

from __future__ import annotations

import re
from collections import Counter

from houqin.core.roles import Kind

_CUES: tuple[tuple[Kind, str, int], ...] = (
    (Kind.KINDERGARTEN, "幼儿园|保健医|保育员|保教|园长|师幼|我园|全园|来园|入园|名园|园所", 3),
    (Kind.KINDERGARTEN, "幼儿|沙池|大型玩具|离园", 2),
    (Kind.HOSPITAL, "医院|病房|患者|病人|护士|科室|医护|医务人员|门诊|住院|我院|全院|院感|诊疗", 3),
    (
        Kind.SCHOOL,
        "学校|我校|全校|班主任|中学|小学|中考|高考|寄宿|住校生|教务|政教处|校长|年级|教研",
        2,
    ),
    (Kind.SCHOOL, "学生|教室|校园|师生|班级|寝室|宿舍", 1),
)
_ANY = re.compile("|".join(f"(?P<c{i}>{words})" for i, (_, words, _) in enumerate(_CUES)))


def institution_of(text: str) -> tuple[Kind | None, str]:
    """The kind and the sentence that shows why; None where the text gives no hint."""
    scores: Counter[Kind] = Counter()
    seen: dict[Kind, Counter[str]] = {}
    # Organisations a plan merely deals with say nothing about its own.
    for match in _ANY.finditer(re.sub(r"校医务?室|学习型医院|示范幼儿园", "", text)):
        kind, _, weight = _CUES[int((match.lastgroup or "c0")[1:])]
        scores[kind] += weight
        seen.setdefault(kind, Counter())[match[0]] += 1
    if not scores:
        return None, "文中没有说明单位类型的词语，请选择。"
    kind = scores.most_common(1)[0][0]
    words = "、".join(f"“{word}”{count}次" for word, count in seen[kind].most_common(3))
    return kind, f"文中出现{words}。"
