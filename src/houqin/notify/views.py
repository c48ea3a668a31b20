"""The pages of notices: the list, the bell, one's own switches, and how the mail fares."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST, require_safe

from houqin.core import clock
from houqin.core.asked import asked_number
from houqin.notify import delivery, services
from houqin.notify.channel_services import wanted_channels
from houqin.notify.forms import PreferencesForm
from houqin.notify.models import Delivery, GroupPost, Notice
from houqin.notify.senders import SendFailed, everybodys_senders
from houqin.org.access import InstitutionRequest, requires
from houqin.ui.forms import submit

UNREAD_SHOWN = 100
READ_SHOWN = 30


@require_safe
@requires("notify.read")
def notices(request: InstitutionRequest) -> HttpResponse:
    mine = Notice.objects.listed_for(request.member.staff)
    key = asked_number(request.GET.get("before"))
    read = list(mine.read().page_after(key, READ_SHOWN))
    page = {
        "unread": [] if key else list(mine.unread().order_by("-pk")[:UNREAD_SHOWN]),
        "unread_count": services.unread_count(request.member.staff),
        "read": read[:READ_SHOWN],
        "older": read[READ_SHOWN - 1].pk if len(read) > READ_SHOWN else None,
        "first_page": key is None,
    }
    return render(request, "notify/notices.html", page)


@require_GET
@requires("notify.read")
def open_notice(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Mark it read and go where it leads. The constraint on ``url`` keeps that on this site."""
    notice = get_object_or_404(Notice, pk=pk, recipient=request.member.staff)
    if not request.member.is_read_only:
        services.mark_read(actor=request.member, notices=[pk], now=clock.now())
    return redirect(notice.url)


@require_POST
@requires("notify.keep")
def read(request: InstitutionRequest, pk: int) -> HttpResponse:
    get_object_or_404(Notice, pk=pk, recipient=request.member.staff)
    services.mark_read(actor=request.member, notices=[pk], now=clock.now())
    return redirect("notify:notices")


@require_POST
@requires("notify.keep")
def read_all(request: InstitutionRequest) -> HttpResponse:
    count = services.mark_read(actor=request.member, notices=None, now=clock.now())
    messages.success(request, f"{count} 条通知已标为看过。" if count else "没有未读的通知。")
    return redirect("notify:notices")


@requires("notify.keep")
def preferences(request: InstitutionRequest) -> HttpResponse:
    member = request.member
    initial = (
        {"email": member.user.email, "mail_digest": member.user.mail_digest} if member.user else {}
    )
    channels = wanted_channels(member)
    form = PreferencesForm(
        request.POST or None,
        wishes=services.wishes_of(member.staff),
        channels=channels,
        initial=initial,
    )
    if request.method == "POST":
        submit(form, services.choose, actor=member)
        if not form.errors:
            messages.success(request, "通知方式已保存。")
            return redirect("notify:preferences")
    page = {
        "form": form,
        "mail_ready": bool(everybodys_senders()) or bool(channels),
        "channels": channels,
        "crumbs": [("消息", reverse("notify:notices"))],
    }
    return render(request, "notify/preferences.html", page, status=422 if form.errors else 200)


@require_safe
@requires("notify.watch_mail")
def mail(request: InstitutionRequest) -> HttpResponse:
    """What has not gone out and why."""
    troubled = Delivery.objects.troubled().select_related("recipient", "notice").order_by("-pk")
    posts = GroupPost.objects.troubled().select_related("channel").order_by("-pk")
    page = {"state": delivery.mail_state(), "rows": troubled[:100], "posts": posts[:100]}
    return render(request, "notify/mail.html", page)


@require_POST
@requires("notify.watch_mail")
def retry(request: InstitutionRequest) -> HttpResponse:
    count = delivery.retry_failed(actor=request.member, now=clock.now())
    messages.success(request, f"{count} 封邮件已重新排队。" if count else "没有发送失败的邮件。")
    return redirect("notify:mail")


@require_POST
@requires("notify.watch_mail")
def test_mail(request: InstitutionRequest) -> HttpResponse:
    """Send one message to oneself now, so that a wrong setting shows at once."""
    try:
        address = delivery.send_test(actor=request.member)
    except SendFailed as failure:
        messages.error(request, str(failure))
    else:
        messages.success(request, f"测试邮件已发到 {address}，请查收。")
    return redirect("notify:mail")
