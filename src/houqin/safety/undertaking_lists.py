"""Lists of undertakings, declared once."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from houqin.org.models import SchoolClass
from houqin.safety.models import Audience, Undertaking, UndertakingIssue, UndertakingTemplate
from houqin.ui.addresses import page_of
from houqin.ui.listing import Listing
from houqin.ui.tables import IN_USE, Choice, Column, foreign_key

OPEN = Q(letters__withdrawn_at=None)


def issue_state(row: Any, today: date) -> tuple[str, str]:
    if row.missing and row.until >= today:
        return "late", f"缺 {row.missing} 份"
    if row.until < today:
        return "na", "已到期"
    return "done", "已签齐"


def letter_state(row: Undertaking) -> tuple[str, str]:
    if row.withdrawn_at is not None:
        return "na", "不用签"
    signed = getattr(row, "signature", None)
    return ("done", "纸质已签" if signed.is_paper else "已签") if signed else ("late", "没签")


def issues_counted() -> QuerySet[UndertakingIssue]:
    """With ``letter_count``, ``signed`` and ``missing``; withdrawn letters do not count."""
    return (
        UndertakingIssue.objects.annotate(
            letter_count=Count("letters", filter=OPEN),
            signed=Count("letters__signature", filter=OPEN),
        )
        .annotate(missing=F("letter_count") - F("signed"))
        .defer("text")
    )


def issues_listing(today: date) -> Listing:
    return Listing(
        name="issues",
        title="责任状",
        columns=(
            Column("名称", "title", sort="title", phone="title", width=34),
            Column(
                "情况", lambda row: issue_state(row, today)[1], phone="side",
                chip=lambda row: issue_state(row, today),
            ),
            Column("应签", "letter_count", format="number"),
            Column("已签", "signed", format="number"),
            Column("没签", "missing", format="number"),
            Column("从", "since", sort="since", format="day"),
            Column("到", "until", sort="until", format="day"),
        ),
        filters=(
            Choice("audience", "谁来签", Audience.choices, lookup="audience"),
            Choice(
                "state", "情况", (("valid", "在有效期"), ("expired", "已到期")),
                where=lambda v: Q(until__gte=today) if v == "valid" else Q(until__lt=today),
            ),
        ),
        search=("title",),
        search_hint="搜责任状",
        sort="-since",
        href=page_of("safety:issue"),
        empty_title="还没有发过责任状。",
        empty_hint="先写一份模板（按岗位、家长或住户），再按期发下去，手机上签名。",
    )  # fmt: skip


LETTERS: Listing = Listing(
    name="letters",
    title="责任状签订情况",
    columns=(
        Column("签订人", "name", sort="name", phone="title"),
        Column("岗位、班级", "post", sort="post"),
        Column("情况", lambda row: letter_state(row)[1], chip=letter_state, phone="side"),
        Column("签订时间", "signature_at", format="moment"),
        Column("说明", "withdrawn_for"),
    ),
    filters=(
        Choice(
            "state", "情况",
            (("missing", "没签"), ("signed", "已签"), ("withdrawn", "不用签")),
            where=lambda value: {
                "missing": Q(signature=None, withdrawn_at=None),
                "signed": Q(signature__isnull=False),
                "withdrawn": Q(withdrawn_at__isnull=False),
            }[value],
        ),
        foreign_key("school_class", "班级", SchoolClass.objects.all),
    ),
    search=("name", "post"),
    search_hint="搜姓名、岗位、班级",
    sort="post",
    href=page_of("safety:letter"),
    empty_title="没有符合的人。",
)  # fmt: skip

TEMPLATES: Listing = Listing(
    name="templates",
    title="责任状模板",
    columns=(
        Column("名称", "title", sort="title", phone="title", width=30),
        IN_USE,
        Column("谁来签", "get_audience_display"),
        Column("发过", "issue_count", format="number"),
    ),
    search=("title",),
    search_hint="搜模板",
    sort="title",
    href=page_of("safety:template_edit"),
    empty_title="还没有模板。",
    empty_hint="按岗位写：门卫、炊事员、维修工、司机、值日教师，各签各的责任。",
)  # fmt: skip


def templates_counted() -> QuerySet[UndertakingTemplate]:
    return UndertakingTemplate.objects.annotate(issue_count=Count("issues")).defer("text")
