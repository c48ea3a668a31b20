"""The language of *when*: read it, say it, and put it on a calendar. Pure Python, no Django.

The grammar is loaded when something is first read: its rules take long to compile, and most of
the program only stores what was read.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from houqin.cadence.calendar import Break, SchoolCalendar, TermDates
from houqin.cadence.describe import describe
from houqin.cadence.domains import best_domain, domains
from houqin.cadence.model import Cadence, Found
from houqin.cadence.rrule import from_rrule, to_rrule
from houqin.cadence.vocabulary import Anchor, Freq, Part, Side, Vague
from houqin.cadence.windows import RestRule, Window, default_rule, windows

if TYPE_CHECKING:
    from houqin.cadence.parsing import parse
    from houqin.cadence.tagging import tag_file

_GRAMMAR = {"parse": "houqin.cadence.parsing", "tag_file": "houqin.cadence.tagging"}

__all__ = [
    "Anchor",
    "Break",
    "Cadence",
    "Found",
    "Freq",
    "Part",
    "RestRule",
    "SchoolCalendar",
    "Side",
    "TermDates",
    "Vague",
    "Window",
    "best_domain",
    "default_rule",
    "describe",
    "domains",
    "from_rrule",
    "parse",
    "tag_file",
    "to_rrule",
    "windows",
]


def __getattr__(name: str) -> Any:
    if name not in _GRAMMAR:
        raise AttributeError(name)
    return getattr(import_module(_GRAMMAR[name]), name)
