"""A case: what was found, reported or asked for, until somebody else has verified it."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any, Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from houqin.cases.flow import Flow, Grade, State, flow_of
from houqin.core.search import search_field, tokens
from houqin.core.tenancy import ScopedManager
from houqin.ledgers.models import Entry
from houqin.org.models import Department, Place, ScopedRow, Staff

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_follow_code() -> str:
    """Ten unambiguous signs: with them a stranger reads how the own report stands."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(10))


class Source(models.TextChoices):
    REPORT = "report", _("上报")
    ENTRY = "entry", _("台账记录")
    TASK = "task", _("任务")
    PUBLIC = "public", _("扫码上报")
    LETTER = "letter", _("公文信函")
    ROUTINE = "routine", _("定期保养")
    CASE = "case", _("其他事项")


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> Self:
        return self.filter(is_open=True)

    def overdue(self, now: datetime) -> Self:
        return self.filter(is_open=True, paused_at=None, due_at__lt=now)


class Case(ScopedRow):
    """事项. What it goes through is declared by its flow; rooms add a row of their own to it."""

    flow = models.CharField(max_length=20)
    number = models.CharField(_("编号"), max_length=60)
    token = models.UUIDField(help_text="made on the phone; a re-sent report is one case")
    title = models.CharField(_("标题"), max_length=120)
    text = models.TextField(_("说明"), max_length=2000, blank=True)
    kind = models.CharField(_("类别"), max_length=30, blank=True)
    grade = models.CharField(_("等级"), max_length=20, blank=True)
    state = models.CharField(_("状态"), max_length=20)
    is_open = models.BooleanField(default=True)
    waits_for = models.CharField(max_length=12, blank=True, help_text="the party it waits for")
    waiter = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    source = models.CharField(_("来源"), max_length=8, choices=Source, default=Source.REPORT)
    entry = models.ForeignKey(
        Entry, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    finding_path = models.CharField(max_length=120, blank=True)
    pointer_type = models.CharField(max_length=60, blank=True)
    pointer_id = models.BigIntegerField(null=True, blank=True)

    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("场所"),
    )  # fmt: skip
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("部门"),
    )  # fmt: skip
    reporter = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    outside_name = models.CharField(_("联系人"), max_length=50, blank=True)
    outside_phone = models.CharField(_("电话"), max_length=20, blank=True)
    is_anonymous = models.BooleanField(_("匿名"), default=False)
    follow_code = models.CharField(max_length=10, null=True, blank=True)  # noqa: DJ001 - unique
    owner = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("责任人"),
    )  # fmt: skip
    verifier = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("复查人"),
    )  # fmt: skip

    opened_at = models.DateTimeField(_("提出时间"))
    respond_by = models.DateTimeField(null=True, blank=True)
    responded_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(_("期限"), null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True, help_text="the clock stands still")
    done_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    is_late = models.BooleanField(default=False, help_text="was done after its deadline")

    money_planned = models.DecimalField(
        _("计划资金"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    money_spent = models.DecimalField(
        _("实际花费"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    answer = models.TextField(_("答复"), max_length=2000, blank=True)
    rating = models.PositiveSmallIntegerField(_("满意度"), null=True, blank=True)
    reopened = models.PositiveSmallIntegerField(_("重新打开次数"), default=0)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="duplicates", db_index=False
    )
    recurrence_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="recurrences", db_index=False
    )
    conclusion = models.TextField(_("责任追究"), max_length=1000, blank=True)
    is_veto = models.BooleanField(_("一票否决"), default=False)

    extension_until = models.DateField(null=True, blank=True)
    extension_reason = models.CharField(max_length=300, blank=True)
    extension_by = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    alarm_round = models.PositiveSmallIntegerField(
        default=0, help_text="a new deadline, new alarms"
    )
    search = search_field()

    # When the sweep is to look at it next: set before save(), kept in DueAlarm.
    next_alarm_at: datetime | None = None

    objects = ScopedManager.from_queryset(CaseQuerySet)()  # type: ignore[misc]

    class Meta:
        ordering = ["-pk"]
        indexes = [
            # every list, newest first; the flow's own list
            models.Index(fields=["institution", "-id"], name="cases_case_newest"),
            models.Index(fields=["institution", "flow", "-id"], name="cases_case_of_flow"),
            models.Index(
                fields=["institution", "-id"], condition=Q(is_open=True), name="cases_case_open"
            ),
            # the board, its counts and what is overdue
            models.Index(
                fields=["institution", "flow", "state", "due_at"],
                include=["paused_at"],
                condition=Q(is_open=True),
                name="cases_case_board",
            ),
            models.Index(
                fields=["institution", "due_at", "id"],
                condition=Q(is_open=True),
                name="cases_case_by_due",
            ),
            # mine
            models.Index(fields=["waiter"], condition=Q(is_open=True), name="cases_case_waiter"),
            models.Index(fields=["owner"], condition=Q(is_open=True), name="cases_case_owner_open"),
            models.Index(
                fields=["institution", "flow"],
                condition=Q(is_open=True, waits_for="manager"),
                name="cases_case_for_managers",
            ),
            # own rows, whatever their state: visibility
            models.Index(fields=["owner", "-id"], name="cases_case_of_owner"),
            models.Index(fields=["verifier", "-id"], name="cases_case_of_verifier"),
            models.Index(fields=["reporter", "-id"], name="cases_case_of_reporter"),
            models.Index(
                fields=["place", "flow", "-id"],
                condition=Q(place__isnull=False),
                name="cases_case_at_place",
            ),
            models.Index(
                fields=["entry"], condition=Q(entry__isnull=False), name="cases_case_of_entry"
            ),
            models.Index(
                fields=["pointer_type", "pointer_id"],
                condition=Q(pointer_id__isnull=False),
                name="cases_case_of_pointer",
            ),
            # figures of a period
            models.Index(
                fields=["institution", "opened_at"],
                include=["flow", "closed_at", "is_late"],
                name="cases_case_opened",
            ),
            models.Index(
                fields=["institution", "closed_at"],
                include=["flow", "opened_at", "is_late"],
                condition=Q(closed_at__isnull=False),
                name="cases_case_closed",
            ),
            # the few that have one
            *(
                models.Index(
                    fields=[name],
                    condition=Q(**{f"{name}__isnull": False}),
                    name=f"cases_case_{name}",
                )
                for name in ("department", "merged_into", "recurrence_of")
            ),
            GinIndex(fields=["search"], name="cases_case_search"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "flow", "number"], name="cases_case_one_number"
            ),
            models.UniqueConstraint(
                fields=["institution", "token"],
                name="cases_case_once",
                violation_error_message=_("这张表已经交过。"),
            ),
            models.UniqueConstraint(
                fields=["institution", "follow_code"], name="cases_case_one_follow_code"
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="cases_case_has_title",
                violation_error_message=_("请写一个标题。"),
            ),
            models.CheckConstraint(
                condition=Q(is_open=True, closed_at=None)
                | Q(is_open=False, closed_at__isnull=False),
                name="cases_case_closed_when_not_open",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
                name="cases_case_closed_after_opened",
            ),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__range=(1, 5)),
                name="cases_case_rating",
                violation_error_message=_("请选 1 到 5 分。"),
            ),
            models.CheckConstraint(
                condition=(Q(money_planned=None) | Q(money_planned__gte=0))
                & (Q(money_spent=None) | Q(money_spent__gte=0)),
                name="cases_case_money",
                violation_error_message=_("金额不能小于 0。"),
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | (Q(is_open=False) & ~Q(merged_into=F("id"))),
                name="cases_case_merged_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(is_anonymous=False) | Q(reporter=None, outside_phone=""),
                name="cases_case_anonymous_is_nobody",
            ),
            models.CheckConstraint(
                condition=Q(is_veto=False) | ~Q(conclusion=""),
                name="cases_case_veto_has_conclusion",
                violation_error_message=_("一票否决要写明责任追究的结论。"),
            ),
            models.CheckConstraint(
                condition=Q(extension_until=None) | ~Q(extension_reason=""),
                name="cases_case_extension_reason",
                violation_error_message=_("请写明为什么要延期。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        if "next_alarm_at" in self.__dict__:
            DueAlarm.keep(self, self.next_alarm_at)

    @property
    def declared(self) -> Flow:
        return flow_of(self.flow)

    @property
    def standing(self) -> State:
        return self.declared.state_of[self.state]

    @property
    def graded(self) -> Grade | None:
        return self.declared.grade_of.get(self.grade)

    @property
    def kind_name(self) -> str:
        return dict(self.declared.kinds).get(self.kind, self.kind)

    def is_overdue(self, now: datetime) -> bool:
        late = self.due_at is not None and self.due_at < now
        return self.is_open and self.paused_at is None and late

    def word(self, now: datetime) -> str:
        """One of the six status words."""
        return "late" if self.is_overdue(now) else self.standing.word

    @property
    def reporter_name(self) -> str:
        if self.is_anonymous:
            return "匿名"
        if self.reporter or self.outside_name:
            return self.reporter.name if self.reporter else self.outside_name
        return "系统" if self.source == Source.ROUTINE else "来访者"

    @property
    def subject(self) -> Any:
        """The row the flow's room keeps of this case, or None."""
        name = self.declared.subject
        return getattr(self, name, None) if name else None

    def fill_search(self) -> None:
        who = "" if self.declared.hides_reporter else self.reporter_name
        where = self.place.full_name if self.place else ""
        self.search = tokens(
            self.institution_id, self.number, self.title, self.text, where, who,
            self.owner.name if self.owner else "",
        )  # fmt: skip


class DueAlarm(ScopedRow):
    """When the sweep is to look at a case next. In a table of its own, because every change of a
    column with an index writes all the indexes of a row anew, and a case has twenty."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="due_alarm")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["institution", "at"], name="cases_duealarm_at")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.at}"

    @staticmethod
    def keep(case: Case, at: datetime | None) -> None:
        if at is None:
            DueAlarm.objects.filter(case=case).delete()
        else:
            DueAlarm.objects.bulk_create(
                [DueAlarm(case=case, at=at)], update_conflicts=True, update_fields=["at"],
                unique_fields=["case"],
            )  # fmt: skip


class Cooperator(ScopedRow):
    """协办人."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="cooperators", db_index=False)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "staff"], name="cases_cooperator_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.staff_id}"


__all__ = ["Case", "CaseQuerySet", "Cooperator", "DueAlarm", "Source", "new_follow_code"]
