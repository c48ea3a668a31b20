"""Surveys: questions, the doors by which people come in, and answers that name nobody."""

from __future__ import annotations

import secrets
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from houqin.org.models import Department, SchoolClass, ScopedRow, Staff, Student

if TYPE_CHECKING:
    from houqin.forms import Form

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LEAST = 5  # nothing is shown of fewer people than this


def new_key() -> str:
    """Ten letters of an address that nobody guesses."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(10))


class Who(models.TextChoices):
    """As whom somebody answers."""

    STUDENT = "student", _("学生")
    PARENT = "parent", _("家长")
    STAFF = "staff", _("教职工")
    PATIENT = "patient", _("病人及家属")
    SOCIETY = "society", _("社会人士")


class Survey(ScopedRow):
    """一次问卷; a repeated one is a row for each round, joined by ``former``."""

    class Sort(models.TextChoices):
        DORMITORY = "dormitory", _("宿舍周问卷")
        CANTEEN = "canteen", _("食堂评议")
        SERVICE = "service", _("服务满意度")
        OPINION = "opinion", _("意见表")
        PATIENT = "patient", _("就医体验")
        OTHER = "other", _("其他问卷")

    class State(models.TextChoices):
        DRAFT = "draft", _("起草中")
        OPEN = "open", _("正在收")
        CLOSED = "closed", _("已截止")
        PUBLISHED = "published", _("已公布")

    class Repeat(models.TextChoices):
        NEVER = "", _("只做一次")
        WEEKLY = "weekly", _("每周一期")
        MONTHLY = "monthly", _("每月一期")

    title = models.CharField(_("问卷名称"), max_length=60)
    sort = models.CharField(_("种类"), max_length=10, choices=Sort, default=Sort.OTHER)
    intro = models.CharField(_("写给填写人的话"), max_length=300, blank=True)
    declared = models.JSONField(default=dict, help_text="the form, as houqin.forms reads it")
    is_anonymous = models.BooleanField(_("匿名"), default=True)
    min_answers = models.PositiveSmallIntegerField(_("至少几份才公布"), default=10)
    repeat = models.CharField(_("多久一期"), max_length=8, choices=Repeat, blank=True, default="")
    former = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    first = models.DateField(_("从哪天起"))
    last = models.DateField(_("到哪天止"))
    made_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    published_on = models.DateField(null=True, blank=True)
    conclusion = models.CharField(_("公布时说的话"), max_length=500, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["institution", "state", "-id"], name="voice_survey_state"),
            models.Index(fields=["institution", "sort", "-last"], name="voice_survey_sort"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="voice_survey_ends_after_start",
                violation_error_message=_("截止日期不能早于开始日期。"),
            ),
            models.CheckConstraint(
                condition=Q(min_answers__gte=LEAST, min_answers__lte=5000),
                name="voice_survey_least_answers",
                violation_error_message=_("至少份数请填 5 到 5000：再少就可能看出是谁填的。"),
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_on__isnull=False),
                name="voice_survey_published_when",
            ),
            models.UniqueConstraint(fields=["former"], name="voice_survey_one_next_round"),
        ]

    def __str__(self) -> str:
        return self.title

    @cached_property
    def form(self) -> Form:
        from houqin.forms import form_from  # the start needs no questions

        return form_from(self.declared)

    @property
    def questions(self) -> list[dict[str, object]]:
        found: list[dict[str, object]] = self.declared.get("field", [])
        return found

    @property
    def is_over(self) -> bool:
        return self.state in {self.State.CLOSED, self.State.PUBLISHED}

    def takes(self, today: date) -> bool:
        return self.state == self.State.OPEN and self.first <= today <= self.last


class SurveyDoor(ScopedRow):
    """One way in: a link for a class, a set of one-time slips, or everybody of a role."""

    class Entry(models.TextChoices):
        LINK = "link", _("链接或二维码")
        SLIPS = "slips", _("一次性填写码")
        SIGNED_IN = "inside", _("登录后填写")

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="doors")
    entry = models.CharField(_("怎么进来"), max_length=8, choices=Entry)
    who = models.CharField(_("谁填"), max_length=8, choices=Who)
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, related_name="+"
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+"
    )
    roles = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    expected = models.PositiveIntegerField(_("应填人数"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "entry", "who", "school_class", "department", "roles"],
                nulls_distinct=False,
                name="voice_door_once",
                violation_error_message=_("这个入口已经有了。"),
            ),
        ]

    def __str__(self) -> str:
        where = self.school_class or self.department
        said = str(self.get_who_display())
        return f"{where} {said}" if where else said


class SurveySlip(ScopedRow):
    """一次性填写码: whether it was used, never when. Its code is computed, not stored."""

    door = models.ForeignKey(SurveyDoor, models.CASCADE, related_name="slips")
    number = models.PositiveIntegerField()
    student = models.ForeignKey(
        Student, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("代表")
    )
    staff = models.ForeignKey(Staff, models.SET_NULL, null=True, blank=True, related_name="+")
    is_used = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["door", "number"], name="voice_slip_number"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class SurveyTurn(ScopedRow):
    """Somebody who signed in has answered. No time, and no way from here to the answer."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="+")
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "staff"],
                name="voice_turn_once",
                violation_error_message=_("这份问卷已经填过了，每人一份。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id}"


class SurveyAnswer(ScopedRow):
    """One filled-in form. Its key is random and its time a day: neither tells the order."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="answers")
    who = models.CharField(max_length=8, choices=Who)
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, null=True, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    values = models.JSONField()
    day = models.DateField()
    is_paper = models.BooleanField(default=False)
    staff = models.ForeignKey(
        Staff, models.PROTECT, null=True, related_name="+", help_text="of a named survey only"
    )

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["survey", "day"], name="voice_answer_of_survey")]

    def __str__(self) -> str:
        return str(self.survey_id)


class SurveyPromise(ScopedRow):
    """整改承诺: published with the result; the task shows whether it was kept."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="promises")
    text = models.CharField(_("承诺"), max_length=200)
    question = models.CharField(max_length=40, blank=True)
    task = models.OneToOneField("planning.Task", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text
