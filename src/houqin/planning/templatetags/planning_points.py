"""What a plan's page shows of the documents the plan is guided by."""

from __future__ import annotations

from typing import Any

from django import template

from houqin.planning.models import WorkPlan

register = template.Library()


@register.simple_tag
def cited_card(plan: WorkPlan) -> list[dict[str, Any]]:
    """The plan's cited documents: title, how many points, how many taken up."""
    from houqin.planning.views.points import cited_by  # every page loads the libraries of tags

    return [
        {
            "title": one.document.title,
            "points": len(one.points),
            "taken": one.taken,
            "first": one.points[0].point.pk if one.points else None,
        }
        for one in cited_by(plan)
    ]
