"""Drafts as plain JSON values, for the command line and the review page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from houqin.planning.reading.draft import ItemDraft, PlanDraft


def to_json(plans: Sequence[PlanDraft]) -> dict[str, Any]:
    return {"plans": [_plan(plan) for plan in plans]}


def _plan(plan: PlanDraft) -> dict[str, Any]:
    return {
        "title": plan.title,
        "institution_kind": plan.institution_kind.value if plan.institution_kind else None,
        "institution_reason": plan.institution_reason,
        "source": plan.source,
        "guiding": [
            {"text": p.text, "span": list(p.span), "heading": p.heading} for p in plan.guiding
        ],
        "goals": [{"number": g.number, "text": g.text, "span": list(g.span)} for g in plan.goals],
        "headings": [
            {"number": h.number, "text": h.text, "span": list(h.span), "depth": h.depth}
            for h in plan.headings
        ],
        "flags": list(plan.flags),
        "items": [_item(item) for item in plan.items],
    }


def _item(item: ItemDraft) -> dict[str, Any]:
    return {
        "number": item.number,
        "heading": item.heading,
        "headings": list(item.headings),
        "text": item.text,
        "span": list(item.span),
        "title": item.title,
        "cadences": [str(found.cadence) for found in item.found],
        "cadence_spans": [[list(span) for span in found.spans] for found in item.found],
        "domain": item.domain,
        "domain_candidates": [[code, weight] for code, weight in item.domain_candidates],
        "owner_role": item.owner_role.value if item.owner_role else None,
        "owner_is_stated": item.owner_is_stated,
        "helper_roles": [role.value for role in item.helper_roles],
        "ledger": item.ledger,
        "evidence": item.evidence,
        "kind": item.kind,
        "goal": item.goal,
        "reasons": dict(item.reasons),
        "flags": list(item.flags),
    }
