"""The duty roster over the API: posts, turns, signing at the post, changing turns."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from houqin.api.paged import Paging, paged
from houqin.api.schemas import Problem
from houqin.core import clock
from houqin.org.access import demand
from houqin.org.models import Staff
from houqin.safety.models import Duty, DutyPost, DutySwap
from houqin.safety.services import duties as services
from houqin.safety.services import swapping

router = Router(tags=["值日"])
_REFUSALS = {401: Problem, 403: Problem, 404: Problem, 422: Problem, 429: Problem}


class PostOut(Schema):
    id: int = Field(description="岗位编号")
    name: str = Field(description="岗位")
    sort: str = Field(description="种类：leader、gate、teacher、night、holiday、other")
    place_id: int | None = Field(description="场所编号")
    opens: time = Field(description="几点到岗")
    closes: time = Field(description="几点下岗")
    people: int = Field(description="要几个人")
    looks: str = Field(description="值日要求")
    is_active: bool = Field(description="是否在用")


class PostPage(Schema):
    items: list[PostOut] = Field(description="这一页的岗位")
    next: str | None = Field(description="下一页的 after；没有下一页为 null")


class DutyFilter(Schema):
    """Which turns; what is not given does not limit."""

    since: date | None = Field(None, description="从哪天起")
    until: date | None = Field(None, description="到哪天为止")
    post: int | None = Field(None, description="岗位编号")
    mine: bool = Field(default=False, description="只要令牌主人自己的班")


class DutyOut(Schema):
    id: int = Field(description="这一班的编号")
    post_id: int = Field(description="岗位编号")
    post: str = Field(alias="post.name", description="岗位")
    staff_id: int = Field(description="值日的人的教职工编号")
    staff: str = Field(alias="staff.name", description="值日的人")
    day: date = Field(description="日期")
    opens_at: datetime = Field(description="开始")
    closes_at: datetime = Field(description="结束")
    signed_at: datetime | None = Field(description="到岗签到的时间，没签为 null")
    is_problem: bool = Field(description="值日时发现问题")
    text: str = Field(description="发现了什么")
    state: str = Field(description="情况，例如 已到岗、没签到、缺岗")

    @staticmethod
    def resolve_state(row: Any) -> str:
        return str(row.state(clock.now())[1])


class DutyPage(Schema):
    items: list[DutyOut] = Field(description="这一页的班")
    next: str | None = Field(description="下一页的 after；没有下一页为 null")


class SwapOut(Schema):
    id: int = Field(description="换班编号")
    duty_id: int = Field(description="要换出去的班")
    giver: str = Field(alias="giver.name", description="谁要换")
    taker: str = Field(alias="taker.name", description="换给谁")
    in_return_id: int | None = Field(description="换回哪一班，白换为 null")
    why: str = Field(description="原因")
    asked_at: datetime = Field(description="什么时候问的")
    answered_at: datetime | None = Field(description="什么时候答复的，还没有为 null")
    is_agreed: bool = Field(description="对方同意了")


class SignDuty(Schema):
    text: str = Field("", max_length=300, description="发现的问题；没有问题不填")


class AskSwap(Schema):
    taker: int = Field(description="换给谁：教职工编号")
    why: str = Field(min_length=1, max_length=100, description="原因")
    in_return: int | None = Field(None, description="换回对方的哪一班")


class AnswerSwap(Schema):
    agrees: bool = Field(description="true 同意；false 不同意，或自己撤回")


@router.get("/posts", response={200: PostPage, **_REFUSALS}, summary="值日岗位",
            operation_id="duty_posts")  # fmt: skip
def posts(request: Any, paging: Query[Paging]) -> Any:
    """按编号列出."""
    demand(request.auth, "safety.see")
    return paged(DutyPost.objects.all(), paging, "pk")


@router.get("", response={200: DutyPage, **_REFUSALS}, summary="值日安排", operation_id="duties")
def duties(request: Any, chosen: Query[DutyFilter], paging: Query[Paging]) -> Any:
    """谁哪天在哪个岗位，后排的在前."""
    demand(request.auth, "safety.see")
    rows = _turns()
    if chosen.since:
        rows = rows.filter(day__gte=chosen.since)
    if chosen.until:
        rows = rows.filter(day__lte=chosen.until)
    if chosen.post is not None:
        rows = rows.filter(post=chosen.post)
    if chosen.mine:
        rows = rows.filter(staff=request.auth.staff)
    return paged(rows, paging, "-pk")


def _turns() -> Any:
    return Duty.objects.select_related("post", "staff")


@router.post("/{int:duty_id}/sign", response={200: DutyOut, **_REFUSALS}, summary="到岗签到",
             operation_id="sign_duty")  # fmt: skip
def sign(request: Any, duty_id: int, body: SignDuty) -> Any:
    """只能签自己的班；签两次还是一次."""
    demand(request.auth, "safety.duty")
    text = body.text.strip()
    services.sign(
        actor=request.auth, duty_id=duty_id, now=clock.now(), is_problem=bool(text), text=text
    )
    return get_object_or_404(_turns(), pk=duty_id)


@router.get("/swaps", response={200: list[SwapOut], **_REFUSALS}, summary="我的换班",
            operation_id="duty_swaps")  # fmt: skip
def swaps(request: Any) -> Any:
    """等答复的换班：我问别人的，和别人问我的."""
    demand(request.auth, "safety.see")
    return list(swapping.waiting(request.auth.staff.pk))


@router.post("/{int:duty_id}/swaps", response={200: SwapOut, **_REFUSALS}, summary="问人换班",
             operation_id="ask_duty_swap")  # fmt: skip
def ask(request: Any, duty_id: int, body: AskSwap) -> Any:
    """对方同意以后才算数."""
    demand(request.auth, "safety.duty")
    staff = Staff.objects.filter(left_on=None).exclude(pk=request.auth.staff.pk)
    taker = get_object_or_404(staff, pk=body.taker)
    back = None if body.in_return is None else get_object_or_404(_turns(), pk=body.in_return)
    return swapping.ask_swap(
        actor=request.auth, duty_id=duty_id, taker=taker, why=body.why, in_return=back,
        now=clock.now(),
    )  # fmt: skip


@router.post("/swaps/{int:swap_id}/answer", response={200: SwapOut, **_REFUSALS},
             summary="答复换班", operation_id="answer_duty_swap")  # fmt: skip
def answer(request: Any, swap_id: int, body: AnswerSwap) -> Any:
    """同意了才换；只有对方能同意，问的人可以撤回."""
    demand(request.auth, "safety.duty")
    get_object_or_404(DutySwap.objects.only("pk"), pk=swap_id)
    return swapping.answer_swap(
        actor=request.auth, swap_id=swap_id, agrees=body.agrees, now=clock.now()
    )
