"""The words in which a draft's codes are shown to people, in the table and in the workbook."""

from __future__ import annotations

from houqin.cadence import describe
from houqin.core.domains import DOMAINS
from houqin.core.roles import Kind, role_name
from houqin.planning.reading.draft import ItemDraft, PlanDraft

KINDS = {"duty": "常规", "once": "一次性", "event": "活动", "principle": "要求"}
EVIDENCE = {"photo": "照片", "reading": "读数", "text": "文字", "none": "不需"}
INSTITUTIONS = {Kind.SCHOOL: "学校", Kind.KINDERGARTEN: "幼儿园", Kind.HOSPITAL: "医院"}


def institution_name(plan: PlanDraft) -> str:
    return INSTITUTIONS[plan.institution_kind] if plan.institution_kind else "单位类型未知"


def cadence_words(item: ItemDraft) -> str:
    """When, as people say it; a vague frequency keeps its question mark."""
    return "、".join(
        f"{describe(found.cadence)}{'？' if found.cadence.is_vague else ''}" for found in item.found
    )


def domain_name(item: ItemDraft) -> str:
    return DOMAINS[item.domain].name if item.domain in DOMAINS else ""


def owner_name(item: ItemDraft, plan: PlanDraft) -> str:
    if item.owner_role is None:
        return ""
    name = role_name(item.owner_role, plan.institution_kind or Kind.SCHOOL)
    return name if item.owner_is_stated else f"{name}?"
