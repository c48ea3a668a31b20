"""The two pages every room has many of: a form, and a question before something is taken away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from houqin.ui.forms import IN_USE, submit, violation

Crumbs = list[tuple[str, str]]


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    service: Callable[..., Any],
    *,
    then: str | Callable[[Any], str],
    title: str,
    crumbs: Crumbs,
    known: dict[str, Any],
    template: str = "ui/form.html",
    done: str = "",
    **context: Any,
) -> HttpResponse:
    """Show the form; posted, hand it to the service and go on to ``then``. 422 with the reasons."""
    if request.method == "POST":
        made = submit(form, service, **known)
        if made is not None:
            if done:
                messages.success(request, done)
            return redirect(then(made) if callable(then) else then)
    page = {"form": form, "title": title, "crumbs": crumbs, "cancel_url": crumbs[-1][1], **context}
    return render(request, template, page, status=422 if form.errors else 200)


def confirm_page(
    request: HttpRequest,
    act: Callable[[], Any],
    *,
    then: str,
    title: str,
    question: str,
    crumbs: Crumbs,
    consequence: str = "",
    button: str = "",
    danger: bool = True,
    done: str = "",
) -> HttpResponse:
    """Ask; posted, act. A refusal is told above the question, with nothing changed."""
    problem = ""
    if request.method == "POST":
        problem = attempt(act)
        if not problem:
            if done:
                messages.success(request, done)
            return redirect(then)
    page = {
        "title": title, "question": problem or question, "submit": button or title,
        "consequence": "什么都没有改。" if problem else consequence,
        "cancel_url": crumbs[-1][1], "crumbs": crumbs, "danger": danger,
    }  # fmt: skip
    return render(request, "ui/confirm.html", page, status=422 if problem else 200)


def attempt(act: Callable[[], Any]) -> str:
    """Do it; "" where it worked, else the sentence why not."""
    try:
        act()
    except ValidationError as error:
        return "；".join(error.messages)
    except (ProtectedError, RestrictedError):
        return IN_USE
    except IntegrityError as error:
        return violation(error)
    return ""
