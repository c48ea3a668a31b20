"""The public page of an institution: say something, follow it up, ask the station, leave a mark."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from houqin.cases.flow import Party, Transition
from houqin.cases.forms.steps import NeedsForm
from houqin.cases.public import PublicCase, by_follow_code, public_view, take
from houqin.core import clock
from houqin.core.elsewhere import address_elsewhere
from houqin.core.prepared import Prepared
from houqin.core.roles import Kind
from houqin.files.public import take_strangers_photo
from houqin.org.labels import qr_svg
from houqin.org.models import Place
from houqin.org.outside import OutsideRequest, is_trapped
from houqin.ui.forms import submit
from houqin.voice import addresses
from houqin.voice.forms.opinions import AskForm, DeskForm, GuestForm, RateForm
from houqin.voice.models import (
    HotIssue,
    Opinion,
    RatingPoint,
    Station,
    StationService,
    Survey,
    VisitGuest,
)
from houqin.voice.numbers import ages, months
from houqin.voice.outside import of_desk, outside
from houqin.voice.services import opinions as services
from houqin.voice.services.going_round import holders_of_leading
from houqin.voice.services.visiting import rate

_GOT = ["GET", "POST"]
_SHOWN_FOR = timedelta(minutes=2)


def _page(request: OutsideRequest, **more: Any) -> dict[str, Any]:
    code = request.institution.code
    return {
        "institution": request.institution, "broad": True, "base": f"/s/{code}/", **more,
    }  # fmt: skip


@require_http_methods(_GOT)
@of_desk
def desk(request: OutsideRequest) -> HttpResponse:
    now = clock.now()
    tag = request.GET.get("p", "")
    place = Place.objects.filter(tag=tag.upper()).first() if tag else None
    is_shared = "shared" in request.GET
    form = DeskForm(
        request.POST or None, request.FILES or None, initial={"token": uuid4()},
        kind=Kind(request.institution.kind),
    )  # fmt: skip
    if request.method == "POST" and not is_trapped(request):

        def hear(**given: Any) -> Opinion:
            photos = [take_strangers_photo(upload=one, now=now) for one in given.pop("photos")]
            about = holders_of_leading(given.pop("about"), now)
            return services.hear(
                actor=None, now=now, place=place, photos=photos, concerned=about, **given
            )

        made = submit(form, hear)
        if made is not None and is_shared:
            return _received(request, made, place, now)
        if made is not None:
            return redirect(f"/s/{request.institution.code}/f/{made.case.follow_code}/?new=1")
    page = _page(
        request,
        title="意见、投诉与咨询",
        form=form,
        place=place,
        station=_STATION.one(),
        published=_LATEST(),
        again=addresses.terminal(request.institution, place) if is_shared else "",
    )
    return render(request, "voice/desk.html", page, status=422 if form.errors else 200)


def _received(
    request: OutsideRequest, made: Opinion, place: Place | None, now: datetime
) -> HttpResponse:
    """What a terminal shows its sender and, a moment later, nobody else: no address leads back."""
    again = addresses.terminal(request.institution, place)
    if now - made.case.opened_at > _SHOWN_FOR:  # somebody went back to it and sent it again
        return redirect(again)
    code = made.case.follow_code
    follow = address_elsewhere(request, f"{addresses.desk(request.institution)}f/{code}/")
    page = _page(request, title="收到了", code=code, svg=qr_svg(follow), again=again, opinion=made)
    return render(request, "voice/received.html", page)


def _published() -> QuerySet[Opinion]:
    """What was solved, and has not been opened again since."""
    rows = Opinion.objects.filter(published_on__isnull=False, case__is_open=False)
    rows = rows.select_related("case")
    return rows.order_by("-published_on", "-pk")


# a whole school opens the page at once
_LATEST = Prepared[Opinion](lambda: _published()[:5])
_STATION = Prepared[Station](lambda: Station.objects.select_related("duty")[:1])


@require_safe
@outside
def find(request: OutsideRequest) -> HttpResponse:
    code = request.GET.get("code", "").strip().upper().replace(" ", "")
    case = by_follow_code(code) if code else None
    if case is not None and case.flow == "opinion":
        return redirect(f"/s/{request.institution.code}/f/{case.follow_code}/")
    page = _page(request, title="查办理情况", typed=code)
    return render(request, "voice/find.html", page, status=404 if code else 200)


@require_http_methods(_GOT)
@outside
def follow(request: OutsideRequest, code: str) -> HttpResponse:
    """How it stands; what the sender may still do: add, say it is not solved, rate."""
    case = by_follow_code(code)
    if case is None or case.flow != "opinion":
        raise Http404
    shown = public_view(case)
    row = Opinion.objects.select_related("hot", "service", "repeats").get(case=case)
    chosen, form, problem = _step(request, shown)
    if request.method == "POST" and chosen is not None and not is_trapped(request):
        problem = _take(case.pk, chosen, form)
        if not problem and form is not None and not form.errors:
            return redirect(f"/s/{request.institution.code}/f/{code}/")
    page = _page(
        request, title=shown.title, case=shown, row=row, code=code, form=form, chosen=chosen,
        problem=problem, is_new="new" in request.GET,
        hot_answer=row.hot.answer if row.hot and row.hot.answered_at else "",
    )  # fmt: skip
    status = 422 if problem or (form is not None and form.errors) else 200
    return render(request, "voice/follow.html", page, status=status)


def _step(
    request: OutsideRequest, shown: PublicCase
) -> tuple[Transition | None, NeedsForm | None, str]:
    asked = request.POST.get("step") or request.GET.get("step", "")
    chosen = next((one for one in shown.may if one.code == asked), None)
    if chosen is None:
        gone = "这一步现在不能办了，请看最新情况。" if request.method == "POST" else ""
        return None, None, gone
    form = NeedsForm(request.POST or None, needs=chosen.needs, initial={"token": uuid4()})
    return chosen, form, ""


def _take(case_id: int, chosen: Transition, form: Any) -> str:
    if not form.is_valid():
        return ""
    try:
        take(
            actor=None, case_id=case_id, transition=chosen.code, now=clock.now(), given=form.given,
            token=form.cleaned_data["token"], as_party=Party.PUBLIC,
        )  # fmt: skip
    except ValidationError as error:
        return "；".join(error.messages)
    except PermissionDenied as error:
        return str(error) or "这一步现在不能办。"
    return ""


@require_safe
@outside
def figures(request: OutsideRequest) -> HttpResponse:
    """Received and solved by month, what waits by age, and what was solved, without names."""
    today = clock.today()
    found = months(today)
    surveys = Survey.objects.filter(state=Survey.State.PUBLISHED).order_by("-published_on")[:10]
    hot = HotIssue.objects.annotate(count=Count("opinions"))[:10]
    this = found[-1] if found and found[-1].first.month == today.month else None
    page = _page(
        request, title="办理情况公开", months=found, ages=ages(today), solved=_published()[:50],
        surveys=surveys, hot=hot, this=this,
    )  # fmt: skip
    return render(request, "voice/openly.html", page)


@require_safe
@outside
def station(request: OutsideRequest) -> HttpResponse:
    row = Station.objects.select_related("duty").first()
    services_ = StationService.objects.filter(is_offered=True)
    page = _page(request, title=row.name if row else "服务站", station=row, services=services_)
    return render(request, "voice/station_public.html", page)


@require_http_methods(_GOT)
@outside
def ask(request: OutsideRequest, pk: int) -> HttpResponse:
    service = get_object_or_404(StationService, pk=pk, is_offered=True)
    now = clock.now()
    start = {"token": uuid4()}
    form = AskForm(request.POST or None, request.FILES or None, service=service, initial=start)
    if request.method == "POST" and not is_trapped(request):

        def send(**given: Any) -> Opinion:
            photos = [take_strangers_photo(upload=one, now=now) for one in given.pop("photos")]
            return services.ask_station(service=service, now=now, photos=photos, **given)

        made = submit(form, send)
        if made is not None:
            return redirect(f"/s/{request.institution.code}/f/{made.case.follow_code}/?new=1")
    page = _page(request, title=service.name, form=form, service=service)
    return render(request, "voice/ask.html", page, status=422 if form.errors else 200)


@require_http_methods(_GOT)
@outside
def guest(request: OutsideRequest, key: str) -> HttpResponse:
    """A representative's own sheet: what they said, and what they were answered."""
    row = get_object_or_404(VisitGuest.objects.select_related("visit__guide"), key=key)
    form = GuestForm(request.POST or None, initial={"token": uuid4()})
    if request.method == "POST" and not is_trapped(request):
        made = submit(form, services.guest_says, guest=row, now=clock.now())
        if made is not None:
            return redirect(request.path)
    said = [
        (one, public_view(one.case))
        for one in row.opinions.select_related("case").order_by("pk")[:30]
    ]
    page = _page(request, title=row.visit.title, guest=row, form=form, said=said)
    return render(request, "voice/guest.html", page, status=422 if form.errors else 200)


@require_http_methods(_GOT)
@outside
def mark(request: OutsideRequest, key: str) -> HttpResponse:
    """Two marks in a waiting area, in ten seconds."""
    point = get_object_or_404(RatingPoint.objects.filter(is_used=True), key=key)
    form = RateForm(request.POST or None)
    if request.method == "POST" and not is_trapped(request):
        made = submit(form, rate, point=point, now=clock.now())
        if made is not None:
            page = _page(request, title="谢谢您的评价", point=point, rating=made)
            return render(request, "voice/marked.html", page)
    page = _page(request, title=point.name, form=form, point=point)
    return render(request, "voice/mark.html", page, status=422 if form.errors else 200)
