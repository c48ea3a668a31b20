"""本单位情况: plain questions; what the answers bring is shown before anything changes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from houqin.core import clock
from houqin.org.access import InstitutionRequest, requires
from houqin.org.facts_following import Facts, preview
from houqin.org.forms.facts import FactsForm
from houqin.org.services.facts import change_facts, difference_said
from houqin.org.views.home import crumbs
from houqin.packs.questions import questions_of


@requires("org.keep")
def facts(request: InstitutionRequest) -> HttpResponse:
    """Ask; then show the difference; then do it."""
    row = request.institution
    questions = questions_of(row.kind)
    start = FactsForm.start(row.features, questions)
    form = FactsForm(request.POST or None, initial=start, questions=questions)
    page = {
        "title": "本单位情况",
        "form": form,
        "submit": "下一步：看变动",
        "crumbs": crumbs(),
        "open": [one for one in questions if one.condition.value not in row.features],
    }
    if request.method != "POST":
        return render(request, "org/facts.html", page)
    if not form.is_valid():
        return render(request, "org/facts.html", page, status=422)
    asked = Facts(row.kind, row.features, {**row.features, **form.features()})
    if "confirmed" in request.POST:
        change_facts(
            actor=request.member, features=form.features(), now=clock.now(), today=clock.today()
        )
        messages.success(request, "本单位情况已保存，台账和法定职责已跟着调整。")
        return redirect("org:facts")
    page |= {"differences": preview(asked, clock.today()), "said": difference_said(asked)}
    return render(request, "org/facts_preview.html", page)
