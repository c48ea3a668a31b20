"""Tasks over the API: list, look, hand in, defer."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Value
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from ninja import Field, File, Query, Router, Schema, UploadedFile

from houqin.api.paged import Instant, JsonList, Paging
from houqin.api.schemas import Defer, HandIn, PhotoOut, Problem, TaskDetail, TaskOut, TaskPage
from houqin.core import clock
from houqin.core.search import matching
from houqin.files.models import StoredFile
from houqin.files.public import may_see_file, take_photo
from houqin.org.access import demand
from houqin.planning.models import Evidence, PlanItem, Task
from houqin.planning.models.tasks import OPEN
from houqin.planning.policy import Reach, reach_of, tasks_within, visible_tasks
from houqin.planning.services.deferring import defer
from houqin.planning.services.doing import hand_in

router = Router(tags=["任务"])
State = Literal["todo", "doing", "review", "done", "waived"]
_SHOWN = {
    "id": "pk", "title": "item__title", "plan_id": "plan_id", "item_id": "item_id",
    "domain": "domain", "state": "state", "is_late": "is_late", "first": "first", "last": "last",
    "due_on": "due_on", "times": "times", "times_done": "times_done",
    "assignee_id": "assignee_id", "assignee": Coalesce("assignee__name", Value("")),
    "done_at": Instant("done_at"),
}  # fmt: skip
_REFUSALS = {401: Problem, 403: Problem, 404: Problem, 422: Problem, 429: Problem}


class TaskFilter(Schema):
    """Which tasks; what is not given does not limit."""

    state: State | None = Field(None, description="状态")
    domain: str | None = Field(None, max_length=12, description="领域代码")
    plan: int | None = Field(None, description="计划编号")
    assignee: int | None = Field(None, description="责任人的教职工编号")
    mine: bool = Field(default=False, description="只要令牌主人自己的")
    overdue: bool = Field(default=False, description="只要逾期未办的")
    due_from: date | None = Field(None, description="期限不早于")
    due_to: date | None = Field(None, description="期限不晚于")
    q: str | None = Field(None, max_length=60, description="关键词，可用拼音首字母")


_SAME = {
    "state": "state", "domain": "domain", "plan": "plan", "assignee": "assignee",
    "due_from": "due_on__gte", "due_to": "due_on__lte",
}  # fmt: skip
Shape = tuple[Reach, frozenset[str]]


def _rows(shape: Shape, me: Any, department: Any, today: Any, **given: Any) -> QuerySet[Task]:
    """The tasks of that reach, narrowed by the filters that are given."""
    reach, names = shape
    rows = tasks_within(reach, me, department)
    rows = rows.filter(**{_SAME[name]: value for name, value in given.items()})
    if "mine" in names:
        rows = rows.filter(assignee=me)
    return rows.filter(state__in=OPEN, due_on__lt=today) if "overdue" in names else rows


_TASKS: JsonList[Shape] = JsonList(Task, _rows, "due_on", _SHOWN)


@router.get("", response={200: TaskPage, **_REFUSALS}, summary="列出任务", operation_id="tasks")
def tasks(request: Any, chosen: Query[TaskFilter], paging: Query[Paging]) -> Any:
    """按期限先后列出令牌主人看得到的任务."""
    member = request.auth
    demand(member, "planning.see")
    given = {n: value for n in _SAME if (value := getattr(chosen, n)) is not None}
    ticked = {name for name in ("mine", "overdue") if getattr(chosen, name)}
    shape = (reach_of(member), frozenset(given.keys() | ticked))
    who = {"me": member.staff.pk, "department": member.staff.department_id or 0}
    values = {**who, "today": clock.today(), **given}
    if not chosen.q:
        return _TASKS.answer(paging, shape, values)
    items = PlanItem.objects.filter(matching(member.institution.pk, chosen.q))
    return _TASKS.answer_directly(paging, _rows(shape, **values).filter(item__in=items))


@router.get(
    "/{int:task_id}",
    response={200: TaskDetail, **_REFUSALS},
    summary="一项任务",
    operation_id="task",
)
def task(request: Any, task_id: int) -> Any:
    """任务和它的全部佐证，撤回的也在."""
    demand(request.auth, "planning.see")
    taken_back = Exists(Evidence.objects.filter(revokes=OuterRef("pk")))
    evidence = (
        Evidence.objects.filter(revokes=None)
        .annotate(is_taken_back=taken_back)
        .select_related("made_by")
    )
    rows = visible_tasks(request.auth).select_related("item", "assignee")
    return get_object_or_404(
        rows.prefetch_related(Prefetch("evidence", evidence, to_attr="entries")), pk=task_id
    )


@router.post(
    "/{int:task_id}/evidence", response={200: TaskOut, **_REFUSALS}, summary="登记",
    operation_id="hand_in",
)  # fmt: skip
def enter(request: Any, task_id: int, body: HandIn) -> Any:
    """办好了。同一个 token 再发一次不会重复登记."""
    files = list(StoredFile.objects.filter(pk__in=body.photos))
    seen = [file for file in files if may_see_file(request.auth, file)]
    if len(seen) != len(set(body.photos)):
        raise StoredFile.DoesNotExist
    return hand_in(
        actor=request.auth,
        task_id=task_id,
        token=body.token,
        now=clock.now(),
        note=body.note,
        reading=body.reading,
        measure=body.measure,
        is_fixed=body.is_fixed,
        photos=seen,
        done_at=body.done_at,
    )


@router.post(
    "/{int:task_id}/deferral", response={200: TaskOut, **_REFUSALS}, summary="延期或不适用",
    operation_id="defer",
)  # fmt: skip
def put_off(request: Any, task_id: int, body: Defer) -> Any:
    """写明原因；上级会看到，也可以不同意."""
    deferral = defer(
        actor=request.auth,
        task_id=task_id,
        reason=body.reason,
        new_due=body.new_due,
        now=clock.now(),
        today=clock.today(),
    )
    return deferral.task


@router.post(
    "/photos", response={200: PhotoOut, **_REFUSALS}, summary="上传照片", operation_id="photo"
)
def upload(request: Any, photo: File[UploadedFile]) -> Any:
    """先上传，再把编号放进登记。JPEG、PNG、HEIC、WebP，不超过 20 MB."""
    return take_photo(actor=request.auth, upload=photo, now=clock.now())
