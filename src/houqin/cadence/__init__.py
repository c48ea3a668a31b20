"""The language of *when*: read it, say it, and put it on a calendar. Pure Python, no Django."""

from houqin.cadence.calendar import Break, SchoolCalendar, TermDates
from houqin.cadence.describe import describe
from houqin.cadence.domains import best_domain, domains
from houqin.cadence.model import Cadence, Found
from houqin.cadence.parsing import parse
from houqin.cadence.rrule import from_rrule, to_rrule
from houqin.cadence.tagging import tag_file
from houqin.cadence.vocabulary import Anchor, Freq, Part, Side, Vague
from houqin.cadence.windows import RestRule, Window, default_rule, windows

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
