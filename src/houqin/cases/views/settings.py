"""How the cases of each flow are numbered here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from houqin.cases.flow import flows
from houqin.cases.models import FlowRule
from houqin.cases.services.numbering import change_numbering
from houqin.core import clock
from houqin.ledgers.rules import numbered
from houqin.org.access import InstitutionRequest, requires


class NumberingForm(forms.Form):
    """One field for each flow, named by its code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = dict(FlowRule.objects.values_list("flow", "numbering"))
        today = timezone.localdate(clock.now())
        for flow in flows():
            pattern = known.get(flow.code, flow.numbering)
            self.fields[flow.code] = forms.CharField(
                label=flow.name, max_length=40, initial=pattern,
                help_text=f"例如 {numbered(pattern, today, flow.prefix, 1)}",
            )  # fmt: skip


@requires("cases.settings")
def settings(request: InstitutionRequest) -> HttpResponse:
    form = NumberingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        for code, numbering in list(form.cleaned_data.items()):
            try:
                change_numbering(actor=request.member, flow=code, numbering=numbering)
            except ValidationError as error:
                form.add_error(code, error.messages)
        if not form.errors:
            messages.success(request, "已保存，新的事项按新规则编号。")
            return redirect("cases:settings")
    page = {
        "form": form,
        "title": "事项编号",
        "note": "{year} 年、{month} 月、{n:4} 四位流水号、{book} 类别代号。已编的号不变。",
    }
    return render(request, "ui/form.html", page, status=422 if form.errors else 200)
