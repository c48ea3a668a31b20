"""Cases over the API: list, look, open, take a step."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema, Status

from houqin.api.paged import Paging, paged
from houqin.api.schemas import Problem
from houqin.cases.flow import Need, flow_of, flows
from houqin.cases.models import Case, CaseStep
from houqin.cases.policy import mine, sees_reporter, steps_for, visible
from houqin.cases.services.given import FILES
from houqin.cases.services.opening import open_case
from houqin.cases.services.stepping import take
from houqin.core import clock
from houqin.core.search import matching
from houqin.files.models import StoredFile
from houqin.files.public import may_see_file
from houqin.org.access import demand
from houqin.org.models import Place

router = Router(tags=["事项"])
_REFUSALS = {401: Problem, 403: Problem, 404: Problem, 422: Problem, 429: Problem}


class CaseFilter(Schema):
    """Which cases; what is not given does not limit."""

    flow: str | None = Field(None, max_length=20, description="类别代码，例如 matter")
    state: str | None = Field(None, max_length=20, description="状态代码")
    open: bool | None = Field(None, description="true 未办结，false 已办结")
    mine: bool = Field(default=False, description="只要等我办和我负责的")
    q: str | None = Field(None, max_length=60, description="关键词，可用拼音首字母")


class CaseOut(Schema):
    id: int = Field(description="系统编号")
    flow: str = Field(description="类别代码")
    number: str = Field(description="编号")
    title: str = Field(description="什么事")
    grade: str = Field(description="等级代码，没有等级的为空")
    state: str = Field(description="状态代码")
    state_name: str = Field(description="状态")
    is_open: bool = Field(description="还没有办结")
    is_overdue: bool = Field(description="已过期限，还没办好")
    place: str = Field(description="地点，没有的为空")
    owner: str = Field(description="责任人，还没派的为空")
    opened_at: datetime = Field(description="提出时间")
    due_at: datetime | None = Field(description="期限")
    closed_at: datetime | None = Field(description="办结时间")

    @staticmethod
    def resolve_state_name(row: Any) -> str:
        return str(row.standing.name)

    @staticmethod
    def resolve_is_overdue(row: Any) -> bool:
        return bool(row.is_overdue(clock.now()))

    @staticmethod
    def resolve_place(row: Any) -> str:
        return row.place.full_name if row.place else ""

    @staticmethod
    def resolve_owner(row: Any) -> str:
        return row.owner.name if row.owner else ""


class CasePage(Schema):
    items: list[CaseOut] = Field(description="这一页的事项")
    next: str | None = Field(description="下一页的 after；没有下一页为 null")


class StepOut(Schema):
    transition: str = Field(description="步骤代码")
    name: str = Field(description="当时的名称")
    by_name: str = Field(description="谁办的")
    at: datetime = Field(description="什么时候")
    given: dict[str, Any] = Field(description="填了什么，按要求的代码")


class NeedOut(Schema):
    code: str = Field(description="代码")
    kind: str = Field(description="种类：text、photo、person 等")
    label: str = Field(description="名称")
    required: bool = Field(description="必填")
    options: list[tuple[str, str]] = Field(description="可选的值和名称")


class WayOut(Schema):
    """A step that the token's owner may take now, and what it wants."""

    code: str = Field(description="步骤代码")
    name: str = Field(description="步骤名称")
    needs: list[NeedOut] = Field(description="要填什么")


class CaseDetail(CaseOut):
    text: str = Field(description="详细说明")
    reporter: str = Field(description="提出人；不公开的为空")
    money_spent: Decimal | None = Field(description="实际花费")
    steps: list[StepOut] = Field(description="经过，早的在前")
    ways: list[WayOut] = Field(description="令牌主人现在能办的步骤")

    @staticmethod
    def resolve_reporter(row: Any) -> str:
        return str(row.shown_reporter)

    @staticmethod
    def resolve_steps(row: Any) -> list[Any]:
        return list(row.shown_steps)


class OpenCase(Schema):
    token: UUID = Field(description="手机上生成；同一个再发一次还是同一件")
    flow: str = Field("matter", max_length=20, description="类别代码")
    title: str = Field(min_length=1, max_length=120, description="什么事")
    text: str = Field("", max_length=2000, description="详细说明")
    kind: str = Field("", max_length=30, description="这一类里的小类")
    grade: str = Field("", max_length=20, description="等级代码；不给就用这一类的默认等级")
    place: int | None = Field(None, description="场所编号")
    photos: list[int] = Field(default_factory=list, max_length=9, description="先上传的照片编号")
    given: dict[str, Any] = Field(default_factory=dict, description="这一类要另填的")


class TakeStep(Schema):
    token: UUID = Field(description="手机上生成；同一个再发一次不会重复办")
    transition: str = Field(max_length=30, description="步骤代码，见事项的 ways")
    given: dict[str, Any] = Field(default_factory=dict, description="按要求的代码填的值")
    photos: dict[str, list[int]] = Field(default_factory=dict, description="按要求的代码给照片编号")


@router.get("", response={200: CasePage, **_REFUSALS}, summary="列出事项", operation_id="cases")
def cases(request: Any, chosen: Query[CaseFilter], paging: Query[Paging]) -> Any:
    """令牌主人看得到的事项，新的在前."""
    demand(request.auth, "cases.see")
    known = chosen.flow in {flow.code for flow in flows()}
    rows = visible(request.auth, chosen.flow or "") if known else visible(request.auth)
    if chosen.flow and not known:
        rows = rows.none()
    if chosen.state:
        rows = rows.filter(state=chosen.state)
    if chosen.open is not None:
        rows = rows.filter(is_open=chosen.open)
    if chosen.mine:
        rows = rows.filter(mine(request.auth))
    if chosen.q:
        rows = rows.filter(matching(request.auth.institution.pk, chosen.q))
    return paged(rows.select_related("place", "owner").defer("search", "text"), paging, "-pk")


@router.get(
    "/{int:case_id}", response={200: CaseDetail, **_REFUSALS}, summary="一件事项",
    operation_id="case",
)  # fmt: skip
def case(request: Any, case_id: int) -> Any:
    """事项、经过和现在能办的步骤."""
    demand(request.auth, "cases.see")
    return _detail(request, case_id)


def _detail(request: Any, case_id: int) -> Any:
    row = _seen(request, case_id)
    if row is None:
        raise Case.DoesNotExist
    return row


def _done(request: Any, case_id: int) -> Any:
    """The case as it is now; where the step gave it away, out of sight, only that it is done."""
    return _seen(request, case_id) or Status(204, None)


def _seen(request: Any, case_id: int) -> Any:
    rows = visible(request.auth).select_related("place", "owner", "reporter").defer("search")
    row: Any = rows.filter(pk=case_id).first()
    if row is None:
        return None
    steps = list(row.steps.all())
    shows = sees_reporter(request.auth, row)
    row.shown_reporter = row.reporter_name if shows else ""
    row.shown_steps = steps if shows else [one for one in steps if one.transition != "open"]
    row.ways = [
        WayOut(
            code=one.transition.code,
            name=one.transition.name,
            needs=[_need(need) for need in one.transition.needs_of(row)],
        )
        for one in steps_for(request.auth, row, steps)
        if one.may
    ]
    return row


def _need(need: Need) -> NeedOut:
    return NeedOut(
        code=need.code, kind=str(need.kind), label=need.label, required=need.required,
        options=list(need.options),
    )  # fmt: skip


def _photos(request: Any, keys: list[int]) -> list[StoredFile]:
    files = {one.pk: one for one in StoredFile.objects.filter(pk__in=keys)}
    seen = [files[key] for key in keys if key in files and may_see_file(request.auth, files[key])]
    if len(seen) != len(keys):
        raise StoredFile.DoesNotExist
    return seen


@router.post("", response={200: CaseDetail, **_REFUSALS}, summary="提出", operation_id="open_case")
def open_one(request: Any, body: OpenCase) -> Any:
    """同一个 token 再发一次还是同一件."""
    demand(request.auth, "cases.report")
    if body.flow not in {flow.code for flow in flows()}:
        raise Case.DoesNotExist
    demand(request.auth, flow_of(body.flow).report)
    place = get_object_or_404(Place, pk=body.place) if body.place is not None else None
    made = open_case(
        actor=request.auth, flow=body.flow, title=body.title, text=body.text, kind=body.kind,
        grade=body.grade, place=place, photos=_photos(request, body.photos), given=body.given,
        token=body.token, now=clock.now(),
    )  # fmt: skip
    return _detail(request, made.pk)


@router.post(
    "/{int:case_id}/steps", response={200: CaseDetail, 204: None, **_REFUSALS}, summary="办一步",
    operation_id="take_step",
)  # fmt: skip
def take_one(request: Any, case_id: int, body: TakeStep) -> Any:
    """同一个 token 再发一次不会重复办；办完后令牌主人看不到这件事了，答 204."""
    demand(request.auth, "cases.act")
    row = visible(request.auth).only("flow").filter(pk=case_id).first()
    if row is None:
        mine = CaseStep.objects.filter(case=case_id, token=body.token, by=request.auth.staff)
        get_object_or_404(mine)  # the answer was lost on the way: sent again
        return _done(request, case_id)
    step = row.declared.transition_of.get(body.transition)
    wanted = {need.code for need in step.needs if need.kind in FILES} if step else set()
    photos = {code: _photos(request, ids) for code, ids in body.photos.items() if code in wanted}
    take(
        actor=request.auth, case_id=case_id, transition=body.transition, given=body.given,
        photos=photos, token=body.token, now=clock.now(),
    )  # fmt: skip
    return _done(request, case_id)
