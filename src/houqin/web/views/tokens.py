"""接口令牌: made by whoever connects another program, shown once."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from houqin.core.elsewhere import address_elsewhere
from houqin.org.access import InstitutionRequest, requires
from houqin.ui.forms import submit
from houqin.web.services.tokens import make_token, own_tokens


class TokenForm(forms.Form):
    name = forms.CharField(
        label="给哪个程序用",
        max_length=50,
        help_text="例如：教务系统。以后停用时靠它认。",
        error_messages={"required": "请写给哪个程序用，以后停用时靠它认。"},
    )


@requires("web.make_tokens")
@never_cache
@require_http_methods(["GET", "POST"])
def tokens(request: InstitutionRequest) -> HttpResponse:
    form = TokenForm(request.POST if request.method == "POST" else None)
    secret = submit(form, make_token, actor=request.member) if form.is_bound else None
    page = {
        "title": "接口令牌",
        "form": TokenForm() if secret else form,
        "secret": secret,
        "tokens": own_tokens(request.member),
        "base": address_elsewhere(request, f"/i/{request.institution.code}/api/"),
        "back_url": reverse("org:home"),
    }
    return render(request, "web/tokens.html", page, status=422 if form.errors else 200)
