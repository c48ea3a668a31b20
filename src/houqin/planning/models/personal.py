"""Personal plans: what each person means to do this term, and what came of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from houqin.org.models import ScopedRow, Staff, Term


class PersonalRound(ScopedRow):
    """One term's call for personal plans with its two deadlines."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("学期"))
    due_on = models.DateField(_("计划交到哪天"))
    review_due_on = models.DateField(_("学期小结交到哪天"))
    advice = models.CharField(_("写作要求"), max_length=500, blank=True)
    opened_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["-due_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "term"],
                name="planning_personalround_one_per_term",
                violation_error_message=_("这个学期已经布置过个人计划。"),
            ),
            models.CheckConstraint(
                condition=Q(review_due_on__gt=F("due_on")),
                name="planning_personalround_review_later",
                violation_error_message=_("小结的截止日期要晚于计划的截止日期。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term.name}个人计划"


class PersonalPlan(ScopedRow):
    """One person's plan and review. Late once is late for ever."""

    class State(models.TextChoices):
        DRAFT = "draft", _("没交")
        HANDED_IN = "handed_in", _("已交")
        EXEMPT = "exempt", _("不要求")

    round = models.ForeignKey(PersonalRound, models.PROTECT, related_name="plans")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    text = models.TextField(_("总的打算"), max_length=5000, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    is_late = models.BooleanField(default=False)
    exempt_reason = models.CharField(_("为什么不要求"), max_length=120, blank=True)
    review = models.TextField(_("学期小结"), max_length=5000, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review_is_late = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["staff", "-id"], name="planning_personal_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "staff"], name="planning_personalplan_one_each"
            ),
            models.CheckConstraint(
                condition=~Q(state="handed_in") | (Q(handed_in_at__isnull=False) & ~Q(text="")),
                name="planning_personalplan_handed_in",
                violation_error_message=_("请先写总的打算，再交。"),
            ),
            models.CheckConstraint(
                condition=~Q(state="exempt") | ~Q(exempt_reason=""),
                name="planning_personalplan_exempt_why",
                violation_error_message=_("请写明为什么不要求。"),
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at=None) | (Q(handed_in_at__isnull=False) & ~Q(review="")),
                name="planning_personalplan_reviewed",
                violation_error_message=_("先交计划，再交小结；小结不能是空的。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff.name}的个人计划"


class PersonalLine(ScopedRow):
    """One thing the person means to do, and at the term's end what came of it."""

    class Outcome(models.TextChoices):
        OPEN = "", _("还没总结")
        DONE = "done", _("完成")
        PARTLY = "partly", _("部分完成")
        MISSED = "missed", _("没有完成")

    plan = models.ForeignKey(PersonalPlan, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("要做的事"), max_length=200)
    when = models.CharField(_("什么时候"), max_length=40, blank=True)
    outcome = models.CharField(
        _("结果"), max_length=6, choices=Outcome, default=Outcome.OPEN, blank=True
    )
    note = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="planning_personalline_worded",
                violation_error_message=_("请写要做的事，或删去空行。"),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class PersonalComment(ScopedRow):
    """What a leader wrote under somebody's plan."""

    append_only: ClassVar[bool] = True

    plan = models.ForeignKey(PersonalPlan, models.PROTECT, related_name="comments")
    text = models.CharField(_("批语"), max_length=500)
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="planning_personalcomment_worded",
                violation_error_message=_("请写批语。"),
            ),
        ]

    def __str__(self) -> str:
        return self.text
