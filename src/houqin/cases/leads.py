"""The flow for what is found wrong, by line of work; rooms with flows of their own say so."""

from __future__ import annotations

from houqin.cases.flow import flows

GENERAL = "matter"
_leads: dict[str, str] = {}


def lead(domain: str, flow: str) -> None:
    """What books of this line of work find goes into ``flow``; from a room's ready()."""
    _leads[domain] = flow


def flow_at(domain: str) -> str:
    """The flow of what is found wrong in a line of work, where no book says otherwise."""
    return here(_leads.get(domain, GENERAL))


def here(wanted: str) -> str:
    """The flow itself where its room is installed."""
    return wanted if any(one.code == wanted for one in flows()) else GENERAL
