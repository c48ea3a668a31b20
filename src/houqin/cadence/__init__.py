"""The language of *when*: read it, say it, and put it on a calendar. Pure Python, no Django."""

from houqin.cadence.calendar import Break, SchoolCalendar, TermDates
from houqin.cadence.domains import best_domain, domains
from houqin.cadence.model import Cadence, Found
from houqin.cadence.parsing import parse
from houqin.cadence.vocabulary import Anchor, Freq, Part, Side, Vague

__all__ = [
    "Anchor",
    "Break",
    "Cadence",
    "Found",
    "Freq",
    "Part",
    "SchoolCalendar",
    "Side",
    "TermDates",
    "Vague",
    "best_domain",
    "domains",
    "parse",
]
