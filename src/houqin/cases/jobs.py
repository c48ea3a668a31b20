"""What goes on by itself: reminders before a deadline, escalation after it."""

from __future__ import annotations

from houqin.core import clock


def sweep_due(_institution_id: int) -> object:
    """For an institution where nothing is due this is two queries."""
    from houqin.cases.services.sweeping import sweep

    return sweep(clock.now())


def stand_in(_institution_id: int) -> object:
    """Requests that wait for somebody who is away from today on."""
    from houqin.cases.approvals.chain import follow_people

    return follow_people(clock.today())
