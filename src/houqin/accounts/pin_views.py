"""我的账号 → 签字码."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from houqin.accounts import pins
from houqin.accounts.models import SigningPin, User
from houqin.core import clock
from houqin.ui.forms import submit


def _digits(label: str, help_text: str = "") -> forms.CharField:
    attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "hq-num hq-big"}
    return forms.CharField(
        label=label,
        max_length=pins.DIGITS,
        help_text=help_text,
        widget=forms.PasswordInput(attrs=attrs),
        error_messages={"required": f"请填写{label}。", "max_length": "签字码是 6 位数字。"},
    )


class PinForm(forms.Form):
    pin = _digits("新的签字码", "6 位数字，不要用连号、重复的数字，也不要用手机号里的。")
    again = _digits("再输一次")
    password = forms.CharField(
        label="登录密码",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "请填写登录密码。"},
    )


@login_required
def pin(request: HttpRequest) -> HttpResponse:
    """Set the PIN, or another one."""
    user = User.objects.get(pk=int(request.user.pk or 0))
    form = PinForm(request.POST or None)
    known = {"user": user, "now": clock.now()}
    made = submit(form, pins.set_pin, **known) if form.is_bound else None
    if made is not None:
        messages.success(request, "签字码已设好。在同事的手机上会签时，选自己的名字，输入它。")
        return redirect("accounts_me")
    page = {"title": "签字码", "form": form, "kept": SigningPin.objects.filter(user=user).first()}
    return render(request, "accounts/pin.html", page, status=422 if form.errors else 200)


@require_POST
@login_required
def remove(request: HttpRequest) -> HttpResponse:
    pins.remove_pin(user=User.objects.get(pk=int(request.user.pk or 0)))
    messages.success(request, "签字码已取消。")
    return redirect("accounts_me")
