"""Which planned work is a meeting, and of which type, by its wording. Pure."""

from __future__ import annotations

import re

# A pattern that PostgreSQL and Python read alike: the list of tasks is narrowed in the database.
SOUNDS_LIKE_MEETING = (
    "(例会|会议|班子会|家长会|寝室长会|碰头|动员会|座谈会|部署会|会商|讨论会|总务会|研讨会)"
)
_SORTS = (
    ("寝室长", "dormitory"),
    ("劳动委员", "monitors"),
    ("家长", "parents"),
    ("安全", "safety"),
    ("班子", "board"),
    ("动员", "mobilise"),
    ("学习|周学", "study"),
    ("交流|碰头|座谈", "exchange"),
    ("例会|总务会", "regular"),
)


def sort_of(title: str) -> str:
    """The likeliest type; "topic" where the wording does not say."""
    return next((sort for words, sort in _SORTS if re.search(words, title)), "topic")
