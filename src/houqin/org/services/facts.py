"""Say what an institution has; books and duties follow in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from houqin.org.access import demand
from houqin.org.facts import conditions_of, meals_of
from houqin.org.facts_following import Facts, apply
from houqin.org.member import Member
from houqin.org.models import Institution
from houqin.org.recording import record


@transaction.atomic
def change_facts(
    *, actor: Member, features: Mapping[str, Any], now: datetime, today: date
) -> Institution:
    """Keep the answers, open what they bring, switch off what no longer applies."""
    demand(actor, "org.keep")
    row = Institution.objects.select_for_update(no_key=True).get(pk=actor.institution.pk)
    facts = Facts(row.kind, dict(row.features), {**row.features, **features})
    said = difference_said(facts)
    row.features = dict(facts.after)
    row.save(update_fields=["features"])
    # who acts further down looks at the same answers
    actor.institution.features = row.features
    if said:
        record(actor=actor, action="org.facts_changed", target=row, what=said)
    apply(actor, facts, now, today)
    return row


def difference_said(facts: Facts) -> str:
    """What was answered otherwise, for the journal and for the question beforehand."""
    before, after = conditions_of(facts.before), conditions_of(facts.after)
    said = [f"{one.label}：是" for one in sorted(after - before)]
    said += [f"{one.label}：否" for one in sorted(before - after)]
    meals = meals_of(facts.after)
    if meals != meals_of(facts.before):
        said.append(f"供餐：{'、'.join(meals) or '不供餐'}")
    return "；".join(said)
