"""消息渠道: what is set up, adding and changing it, trying it, taking it away."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from houqin.notify import channel_services as services
from houqin.notify.channel_forms import ChannelForm
from houqin.notify.channels.catalog import SETUPS
from houqin.notify.models import Channel
from houqin.notify.senders import SendFailed
from houqin.org.access import InstitutionRequest, requires
from houqin.ui.forms import submit

CRUMBS = "消息渠道"


@require_safe
@requires("notify.set_channels")
def channels(request: InstitutionRequest) -> HttpResponse:
    """What there is, how it fares, and what can be added."""
    states = services.channel_states()
    made = {state.channel.kind for state in states if state.channel.is_personal}
    free = [(code, setup) for code, setup in SETUPS.items() if code not in made]
    page = {"states": states, "free": free, "gaps": services.gaps()}
    return render(request, "notify/channels.html", page)


@requires("notify.set_channels")
def channel_add(request: InstitutionRequest, kind: str) -> HttpResponse:
    if kind not in SETUPS:
        raise Http404
    return _form(request, Channel(kind=kind))


@requires("notify.set_channels")
def channel(request: InstitutionRequest, pk: int) -> HttpResponse:
    return _form(request, get_object_or_404(Channel, pk=pk))


def _form(request: InstitutionRequest, made: Channel) -> HttpResponse:
    form = ChannelForm(request.POST or None, channel=made)
    if form.is_bound:
        kept = submit(form, services.keep_channel, actor=request.member, channel=made)
        if kept is not None:
            messages.success(request, f"{kept.name}已保存，请发一条测试。")
            return redirect("notify:channels")
    page = {
        "form": form,
        "setup": form.setup,
        "channel": made,
        "cancel_url": reverse("notify:channels"),
        "crumbs": [(CRUMBS, reverse("notify:channels"))],
    }
    return render(request, "notify/channel.html", page, status=422 if form.errors else 200)


@require_POST
@requires("notify.set_channels")
def channel_try(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Send one test now, so that a wrong setting shows at once."""
    try:
        where = services.try_channel(
            actor=request.member, channel=get_object_or_404(Channel, pk=pk)
        )
    except SendFailed as failure:
        messages.error(request, str(failure))
    else:
        messages.success(request, f"测试已发到{where}，请查看。")
    return redirect("notify:channels")


@require_POST
@requires("notify.set_channels")
def channel_remove(request: InstitutionRequest, pk: int) -> HttpResponse:
    made = get_object_or_404(Channel, pk=pk)
    services.remove_channel(actor=request.member, channel=made)
    messages.success(request, f"{made.name}已删除，没发的不再发。")
    return redirect("notify:channels")
