"""What people say of their own accord: the room's row of each case, and what grows from many."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from houqin.cases.models import Case
from houqin.core.roles import Role, role_name
from houqin.org.models import Department, Place, ScopedRow, Staff
from houqin.voice.models.surveys import new_key
from houqin.voice.models.visits import VisitGuest
from houqin.voice.subjects import SUBJECTS


class Verdict(models.TextChoices):
    TRUE = "true", _("属实")
    PARTLY = "partly", _("部分属实")
    UNTRUE = "untrue", _("不实")


class HotIssue(ScopedRow):
    """热点问题 that a leader has taken on: one owner, one plan, one answer for all."""

    title = models.CharField(_("热点问题"), max_length=60)
    subject = models.CharField(_("事项"), max_length=10, choices=SUBJECTS)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name=_("责任人"))
    taken_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    plan = models.CharField(_("打算怎么办"), max_length=500)
    due_on = models.DateField(_("什么时候前答复"))
    taken_at = models.DateTimeField()
    answer = models.CharField(_("统一答复"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(answer=""), name="voice_hot_answered_has_answer"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class StationService(ScopedRow):
    """服务站能办的一件事, with its steps and who does it."""

    name = models.CharField(_("办什么"), max_length=40)
    steps = models.CharField(_("怎么办、带什么"), max_length=500)
    days = models.PositiveSmallIntegerField(_("几个工作日办好"), default=3)
    role = models.CharField(
        _("谁来办"), max_length=20, choices=[(r.value, role_name(r)) for r in Role]
    )
    is_offered = models.BooleanField(_("正在受理"), default=True)
    position = models.PositiveSmallIntegerField(_("排第几"), default=10)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "name"],
                name="voice_service_one_name",
                violation_error_message=_("已经有这一项了。"),
            ),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=60),
                name="voice_service_days",
                violation_error_message=_("办理天数请填 1 到 60。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Station(ScopedRow):
    """阳光服务站: where and when."""

    name = models.CharField(_("名称"), max_length=40, default="阳光服务站")
    hours = models.CharField(_("开放时间"), max_length=100, blank=True)
    place = models.CharField(_("地点"), max_length=60, blank=True)
    phone = models.CharField(_("电话"), max_length=30, blank=True)
    duty = models.ForeignKey(
        Staff, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("值班人")
    )
    duty_note = models.CharField(_("值班安排"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution"], name="voice_station_one"),
        ]

    def __str__(self) -> str:
        return self.name


class Opinion(ScopedRow):
    """The room's row of a case of the flow 意见."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="opinion")
    subject = models.CharField(_("事项"), max_length=10, choices=SUBJECTS, default="other")
    day = models.DateField()
    is_paper = models.BooleanField(default=False)
    is_confidential = models.BooleanField(
        _("保密"), default=False, help_text="shown to the owner, the reporter and the leader only"
    )
    leader = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    findings = models.CharField(_("调查情况"), max_length=2000, blank=True)
    verdict = models.CharField(_("结论"), max_length=7, choices=Verdict, blank=True)
    measure = models.CharField(_("处理措施"), max_length=2000, blank=True)
    repeats = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("重复投诉")
    )
    hot = models.ForeignKey(
        HotIssue, models.SET_NULL, null=True, blank=True, related_name="opinions"
    )
    service = models.ForeignKey(
        StationService, models.PROTECT, null=True, blank=True, related_name="+"
    )
    guest = models.ForeignKey(
        VisitGuest, models.PROTECT, null=True, blank=True, related_name="opinions"
    )
    published_on = models.DateField(null=True, blank=True)
    public_problem = models.CharField(_("反映的问题"), max_length=300, blank=True)
    public_answer = models.CharField(_("怎么解决的"), max_length=500, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["institution", "day", "subject"], name="voice_opinion_subject"),
            models.Index(
                fields=["institution", "-published_on"],
                condition=Q(published_on__isnull=False),
                name="voice_opinion_published",
            ),
            models.Index(
                fields=["institution", "case"],
                condition=Q(is_confidential=True),
                name="voice_opinion_confidential",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_on=None)
                | (~Q(public_problem="") & ~Q(public_answer="") & Q(is_confidential=False)),
                name="voice_opinion_published_says",
                violation_error_message=_("公布要写明问题和怎么解决的；保密的不能公布。"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.case_id)

    @property
    def reply(self) -> str:
        """What the sender is told; nothing while it is looked into, for the first time or again."""
        return self.case.answer if self.case.state in {"answered", "closed"} else ""


class Concerned(ScopedRow):
    """被反映人: sees nothing of the case and may not look into it."""

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="concerned")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["opinion", "staff"], name="voice_concerned_once"),
        ]

    def __str__(self) -> str:
        return str(self.staff_id)


class KeyCase(ScopedRow):
    """重点投诉案例: finished only when somebody has checked what the improvement did."""

    title = models.CharField(_("案例"), max_length=80)
    category = models.CharField(_("类别"), max_length=10, choices=SUBJECTS)
    happened_on = models.DateField(_("发生日期"))
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("责任部门"),
    )  # fmt: skip
    opinion = models.OneToOneField(
        Opinion, models.PROTECT, null=True, blank=True, related_name="key_case"
    )
    course = models.CharField(_("经过"), max_length=1000)
    displeased = models.CharField(_("对方不满什么"), max_length=300)
    cause = models.CharField(_("原因"), max_length=500)
    weak_link = models.CharField(_("薄弱环节"), max_length=200)
    improvement = models.CharField(_("怎么改进"), max_length=500)
    task = models.OneToOneField("planning.Task", models.PROTECT, related_name="+")
    check_on = models.DateField(_("哪天查效果"))
    effect = models.CharField(_("效果"), max_length=500, blank=True)
    is_effective = models.BooleanField(null=True, blank=True)
    checked_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    checked_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-happened_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_on=None, is_effective=None, checked_by=None)
                | (
                    Q(checked_on__isnull=False, is_effective__isnull=False)
                    & Q(checked_by__isnull=False)
                    & ~Q(effect="")
                ),
                name="voice_keycase_checked_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TaskCheck(ScopedRow):
    """督导检查: one verdict on one task that was given."""

    class Found(models.TextChoices):
        DONE = "done", _("已落实")
        PARTLY = "partly", _("部分落实")
        NOT = "not", _("未落实")

    task = models.OneToOneField("planning.Task", models.PROTECT, related_name="+")
    found = models.CharField(_("结论"), max_length=6, choices=Found)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(found="done") | ~Q(note=""),
                name="voice_check_says_why",
                violation_error_message=_("没有全部落实的，请写明差在哪里。"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_found_display())


class RatingPoint(ScopedRow):
    """A QR in a waiting area or ward."""

    name = models.CharField(_("哪里"), max_length=40)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("科室"),
    )  # fmt: skip
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    is_used = models.BooleanField(default=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "name"],
                name="voice_point_one_name",
                violation_error_message=_("已经有这个评价点了。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PointRating(ScopedRow):
    """Two marks and a word, of nobody."""

    point = models.ForeignKey(RatingPoint, models.PROTECT, related_name="+")
    day = models.DateField()
    environment = models.PositiveSmallIntegerField(_("环境"))
    service = models.PositiveSmallIntegerField(_("服务"))
    said = models.CharField(max_length=300, blank=True)
    case = models.OneToOneField(Case, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["point", "day"], name="voice_rating_of_point")]
        constraints = [
            models.CheckConstraint(
                condition=Q(environment__range=(1, 5), service__range=(1, 5)),
                name="voice_rating_marks",
                violation_error_message=_("请选 1 到 5 分。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.environment} {self.service}"
