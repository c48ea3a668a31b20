"""One promise of a plan: what, when, who, and which record proves it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from houqin.core.domains import DOMAINS, domain_choices
from houqin.core.roles import Role, role_name
from houqin.core.search import search_field, tokens
from houqin.org.models import Department, Place, ScopedRow, Staff
from houqin.planning.models.plans import PlanGoal, WorkPlan

if TYPE_CHECKING:
    from houqin.cadence import Cadence

IS_LIMIT = r"^(-?[0-9]{1,9}(\.[0-9]{1,3})?)?$"


class PlanItem(ScopedRow):
    """计划条目.

    In a running plan nothing here changes before approval: ``draft`` holds the proposed values,
    and ``status`` says whether the item itself is new or to be withdrawn.
    """

    class Kind(models.TextChoices):
        DUTY = "duty", _("例行")
        ONCE = "once", _("一次")
        EVENT = "event", _("随事件")
        PRINCIPLE = "principle", _("要求")

    class Proof(models.TextChoices):
        PHOTO = "photo", _("照片")
        READING = "reading", _("读数")
        TEXT = "text", _("文字")
        NONE = "none", _("不要求")

    class OnRest(models.TextChoices):
        AUTO = "auto", _("按惯例")
        KEEP = "keep", _("节假日照常")
        SKIP = "skip", _("节假日不做")

    class Status(models.TextChoices):
        ACTIVE = "active", _("生效")
        NEW = "new", _("新增待批")
        WITHDRAWN = "withdrawn", _("已撤销")

    plan = models.ForeignKey(WorkPlan, models.CASCADE, related_name="items")
    goal = models.ForeignKey(
        PlanGoal,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("目标"),
    )
    number = models.CharField(_("序号"), max_length=40, blank=True)
    headings = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    title = models.CharField(_("事项"), max_length=80)
    text = models.TextField(_("原文"), blank=True)
    span_start = models.PositiveIntegerField(default=0)
    span_end = models.PositiveIntegerField(default=0)
    kind = models.CharField(_("类别"), max_length=10, choices=Kind, default=Kind.DUTY)
    domain = models.CharField(_("领域"), max_length=12, choices=domain_choices(), blank=True)
    cadences = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    found = models.JSONField(
        default=list, blank=True, help_text="[{cadence, spans}] as read, before any choice"
    )
    owner_role = models.CharField(
        _("责任角色"), max_length=20, choices=[(r.value, role_name(r)) for r in Role], blank=True
    )
    owner = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("指定责任人")
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("部门")
    )
    helper_roles = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    # What proves it, in words; for a book of the institution its title, to read and to search.
    ledger = models.CharField(_("填写台账"), max_length=40, blank=True)
    book = models.CharField(_("台账"), max_length=40, blank=True, help_text="the book's code")
    book_place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("哪里的记录")
    )
    each = models.BooleanField(_("每一样都要记"), default=False)
    keys_off = ArrayField(
        models.CharField(max_length=80),
        default=list,
        blank=True,
        help_text="keys of the book (classes, meals …) that need no entry",
    )
    only = models.JSONField(
        default=list, blank=True, help_text='[[field, "is", "a|b"], …] entries must meet'
    )
    proof = models.CharField(_("佐证"), max_length=8, choices=Proof, default=Proof.TEXT)
    unit = models.CharField(_("读数单位"), max_length=10, blank=True)
    # Decimals as text, as drafts and versions keep them; "" where there is no limit.
    reading_low = models.CharField(_("读数最低"), max_length=15, blank=True)
    reading_high = models.CharField(_("读数最高"), max_length=15, blank=True)
    needs_check = models.BooleanField(_("完成后由上级复查"), default=False)
    on_rest = models.CharField(_("节假日"), max_length=5, choices=OnRest, default=OnRest.AUTO)
    is_included = models.BooleanField(_("派发"), default=True)
    reasons = models.JSONField(default=dict, blank=True)
    flags = models.JSONField(default=list, blank=True)
    basis = models.CharField(_("依据"), max_length=200, blank=True)
    note = models.CharField(_("本单位说明"), max_length=300, blank=True)
    off_by = models.CharField(
        max_length=6,
        choices=[("", "—"), ("facts", _("没有这项设施")), ("people", _("本单位停用"))],
        blank=True,
        help_text="why a duty of the law is not scheduled here",
    )
    helpers_close = models.BooleanField(_("协办人也可以办结"), default=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    draft = models.JSONField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    search = search_field()

    class Meta:
        ordering = ["position", "pk"]
        indexes = [
            models.Index(fields=["plan", "position"], name="planning_item_of_plan"),
            # the search box: row security lets no token index be used before the institution's
            models.Index(fields=["institution"], name="planning_item_of_institution"),
            # an entry looks for the items its book proves
            models.Index(
                fields=["institution", "book"], condition=~Q(book=""), name="planning_item_by_book"
            ),
            GinIndex(fields=["search"], name="planning_item_search"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(span_end__gte=F("span_start")), name="planning_item_span"
            ),
            models.CheckConstraint(
                condition=Q(domain="") | Q(domain__in=list(DOMAINS)),
                name="planning_item_known_domain",
                violation_error_message=_("没有这个领域，请从列表里选。"),
            ),
            models.CheckConstraint(
                condition=Q(each=False) | ~Q(book=""),
                name="planning_item_each_of_a_book",
                violation_error_message=_("要每一样都记，请先选台账。"),
            ),
            models.CheckConstraint(
                condition=Q(reading_low__regex=IS_LIMIT, reading_high__regex=IS_LIMIT),
                name="planning_item_limits_are_numbers",
                violation_error_message=_("读数的最低值和最高值请填数字，例如 2 或 -18.5。"),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="planning_item_titled",
                violation_error_message=_("请写一句事项名称。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def parsed_cadences(self) -> list[Cadence]:
        from houqin.cadence import (
            Cadence,  # a grammar: loaded with the first plan that is looked at
        )

        return [Cadence.from_text(text) for text in self.cadences]

    @property
    def vague(self) -> list[Cadence]:
        """Cadences that still wait for a choice."""
        return [cadence for cadence in self.parsed_cadences if cadence.is_vague]

    @property
    def vague_words(self) -> str:
        """定期: what the plan itself says where somebody chose how often."""
        if not self.is_scheduled:
            return ""
        at = self.span_start
        words = (
            self.text[first - at : last - at]
            for one in self.found
            if one["cadence"].startswith("VAGUE=")
            for first, last in one["spans"]
        )
        return "、".join(dict.fromkeys(filter(None, words)))

    @property
    def waits_for_choice(self) -> bool:
        return self.is_included and self.kind != self.Kind.PRINCIPLE and bool(self.vague)

    @property
    def is_scheduled(self) -> bool:
        return (
            self.is_included
            and self.kind != self.Kind.PRINCIPLE
            and bool(self.cadences)
            and not self.vague
        )

    @property
    def heading(self) -> str:
        return self.headings[-1] if self.headings else ""

    def fill_search(self) -> None:
        self.search = tokens(self.institution_id, self.title, self.text, self.ledger)


def fill_all(items: Sequence[PlanItem]) -> None:
    for item in items:
        item.fill_search()
