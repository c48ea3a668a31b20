"""One line of the doctor's report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class State(Enum):
    FINE = "正常"
    NOTE = "提醒"
    BAD = "有问题"


@dataclass(frozen=True, slots=True)
class Finding:
    """``advice`` is what to do; empty where all is fine."""

    state: State
    subject: str
    said: str
    advice: str = ""

    def __str__(self) -> str:
        advice = f" → {self.advice}" if self.advice else ""
        return f"[{self.state.value}] {self.subject}：{self.said}{advice}"


def fine(subject: str, said: str) -> Finding:
    return Finding(State.FINE, subject, said)


def note(subject: str, said: str, advice: str) -> Finding:
    return Finding(State.NOTE, subject, said, advice)


def bad(subject: str, said: str, advice: str) -> Finding:
    return Finding(State.BAD, subject, said, advice)
