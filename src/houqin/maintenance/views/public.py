"""Pages outside sign-in: report at a place, follow by code, and a firm's own jobs."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from houqin.cases.models import Case
from houqin.cases.public import by_follow_code, public_view
from houqin.core import clock
from houqin.files.models import StoredFile
from houqin.files.public import attachments_of, open_file
from houqin.maintenance.forms.public import AgainForm, ConfirmForm, FirmForm, OutsideReportForm
from houqin.maintenance.models import ContractorLink, Equipment, WorkOrder
from houqin.maintenance.services import links, public_reports
from houqin.org.models import Place
from houqin.org.outside import OutsideRequest, Phone, is_trapped, open_to_all
from houqin.ui.forms import submit

READ_PER_MINUTE, SENT_PER_MINUTE = 1200, 120


def _limits(request: OutsideRequest, _parts: dict[str, Any]) -> list[tuple[str, int]]:
    """By address only, and wide; by phone and by place the service counts."""
    if request.method == "POST":
        return [(f"repair sent {request.address}", SENT_PER_MINUTE)]
    return [(f"repair page {request.address}", READ_PER_MINUTE)]


outside = open_to_all(
    limits=_limits, phone=Phone("hq_repair", path="/r/", salt="houqin.maintenance.phone"),
    said="这里太忙了，请 {seconds} 秒后再试。填好的内容还在，返回上一页就能再交。",
)  # fmt: skip


def _place(tag: str) -> Place:
    return get_object_or_404(Place, tag=tag.upper())


@outside
def report(request: OutsideRequest, tag: str) -> HttpResponse:
    """A photo and three fields; what is open here already is offered first."""
    place, now = _place(tag), clock.now()
    piece = Equipment.objects.filter(tag=request.GET.get("e", "").upper(), place=place).first()
    form = OutsideReportForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if not request.device:
            form.add_error(None, "请允许浏览器保存 Cookie，再按一次“报修”。")
        elif is_trapped(request):
            form.add_error(None, "没有收到。请重新填写。")
        else:
            made = submit(
                form, public_reports.report_from_outside, place=place, name="",
                device=request.device, now=now, equipment=piece,
            )  # fmt: skip
            if made is not None:
                return redirect(_follow(request, made))
    page = {
        "title": "报修",
        "institution": request.institution,
        "place": place,
        "piece": piece,
        "form": form,
        "open": public_reports.reported_here(place, now),
        "inside": f"/accounts/login/?next=/i/{request.institution.code}/p/{place.tag}/",
    }
    status = 422 if form.errors else 200
    return render(request, "maintenance/public/report.html", page, status=status)


def _follow(request: OutsideRequest, case: Case) -> str:
    return reverse("repair:follow", args=[request.institution.code, case.follow_code])


@require_POST
@outside
def join(request: OutsideRequest, tag: str, pk: int) -> HttpResponse:
    """加一票: somebody else waits for the same repair."""
    place = _place(tag)
    case = get_object_or_404(Case, pk=pk, place=place, flow="work_order", is_open=True)
    if not request.device:
        return redirect("repair:report", request.institution.code, tag)
    votes = public_reports.join(case=case, device=request.device, now=clock.now())
    page = {
        "title": "已加一票",
        "institution": request.institution,
        "place": place,
        "case": case,
        "votes": votes,
    }
    return render(request, "maintenance/public/joined.html", page)


@outside
def follow(request: OutsideRequest, code: str) -> HttpResponse:
    """How the own report stands; when it is repaired, the stars."""
    case = by_follow_code(code)
    if case is None or case.flow != "work_order":
        raise Http404
    asked = request.POST.get("step", "")
    forms: dict[str, Any] = {
        "confirm": ConfirmForm(request.POST if asked == "confirm" else None),
        "again": AgainForm(request.POST if asked == "again" else None),
    }
    if asked in forms:
        done = submit(forms[asked], _answer(case, asked))
        if done is not None:
            return redirect(request.path)
        case.refresh_from_db()
    seen = public_view(case)
    page = {
        "title": "报修进展",
        "institution": request.institution,
        "case": seen,
        "place": case.place,
        "code": case.follow_code,
        "may": {step.code for step in seen.may},
        "confirm": forms["confirm"],
        "again": forms["again"],
    }
    bad = any(form.errors for form in forms.values())
    return render(request, "maintenance/public/follow.html", page, status=422 if bad else 200)


def _answer(case: Case, transition: str) -> Any:
    def act(*, token: Any, **given: Any) -> Case:
        return public_reports.answer_as_reporter(
            case=case, transition=transition, given=given, token=token, now=clock.now()
        )

    return act


def _link(key: str) -> ContractorLink:
    link = links.link_of(key, clock.now())
    if link is None:
        raise PermissionDenied("这条链接已过期或被收回。请联系派单的老师重新发一条。")
    return link


@require_safe
@outside
def firm(request: OutsideRequest, key: str) -> HttpResponse:
    """A firm's own jobs, and no others."""
    link = _link(key)
    page = {
        "title": link.contractor.name,
        "institution": request.institution,
        "link": link,
        "jobs": links.jobs_of(link.contractor, clock.now())[:50],
    }
    return render(request, "maintenance/public/firm.html", page)


@outside
def firm_job(request: OutsideRequest, key: str, pk: int) -> HttpResponse:
    link = _link(key)
    order = get_object_or_404(links.jobs_of(link.contractor, clock.now()), pk=pk)
    asked = request.POST.get("step", "")
    forms = {
        name: FirmForm(
            request.POST if asked == name else None,
            request.FILES if asked == name else None,
            transition=name,
        )
        for name in links.STEPS
    }
    if asked in forms:
        done = submit(forms[asked], _as_firm(link, order, asked))
        if done is not None:
            return redirect(request.path)
        order.case.refresh_from_db()
    page = {
        "title": order.case.title,
        "institution": request.institution,
        "link": link,
        "order": order,
        "photos": _photos(order),
        "arrive": forms["arrive"] if order.case.state == "outside" else None,
        "finish": forms["finish"] if order.case.state in {"outside", "working"} else None,
    }
    bad = any(form.errors for form in forms.values())
    return render(request, "maintenance/public/firm_job.html", page, status=422 if bad else 200)


def _as_firm(link: ContractorLink, order: WorkOrder, transition: str) -> Any:
    def act(*, token: Any, photos: Any, **given: Any) -> Case:
        return links.act_as_firm(
            link=link, order=order, transition=transition, given=given, photos=photos,
            token=token, now=clock.now(),
        )  # fmt: skip

    return act


def _photos(order: WorkOrder) -> list[Any]:
    """The pictures of the job's own timeline."""
    return [one for files in attachments_of(order.case.steps.all()).values() for one in files]


@require_safe
@outside
def firm_photo(request: OutsideRequest, key: str, pk: int, file: int) -> HttpResponse:
    """A picture of one of the firm's own jobs."""
    link = _link(key)
    order = get_object_or_404(links.jobs_of(link.contractor, clock.now()), pk=pk)
    if file not in {one.file_id for one in _photos(order) if one.is_photo}:
        raise Http404
    stored = get_object_or_404(StoredFile, pk=file)
    try:
        return FileResponse(open_file(stored), content_type=stored.mime)  # type: ignore[return-value]
    except FileNotFoundError as error:
        raise Http404 from error


__all__ = ["firm", "firm_job", "firm_photo", "follow", "join", "report"]
