"""The hub of an institution's own data, and its settings."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, requires
from houqin.org.forms.structure import SettingsForm
from houqin.org.models import Department, ImportBatch, Place, SchoolClass, Staff, Student
from houqin.org.services.institution import change_institution
from houqin.org.wording import words
from houqin.packs.model import Condition
from houqin.ui.form_pages import form_page

HOME = ("单位资料", "org:home")


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The breadcrumb below 单位资料; url names become addresses."""
    return [(name, reverse(url)) for name, url in (HOME, *more)]


@requires("org.see")
def home(request: InstitutionRequest) -> HttpResponse:
    """What the institution has said of itself, with the way to each list."""
    member = request.member
    said = words(member.kind)
    tiles: list[dict[str, Any]] = [
        _tile(said.staff, "users", "org:staff", Staff.objects.filter(left_on=None), "人"),
        _tile(said.department, "sitemap", "org:departments", Department.objects, "个"),
        _tile("场所", "map-pin", "org:places", Place.objects, "个"),
    ]
    if said.has_classes:
        tiles.insert(
            2, _tile(said.school_class, "school", "org:classes", SchoolClass.objects, "个")
        )
        if may(member, "org.see_students"):
            tiles.insert(3, _tile(said.student, "mood-kid", "org:students", Student.objects, "名"))
    has = [one.label for one in Condition if request.institution.features.get(one.value)]
    page = {
        "title": "单位资料",
        "tiles": tiles,
        "features": "、".join(has) or "还没有填写",
        "may_keep": may(member, "org.keep"),
        "may_keep_people": may(member, "org.keep_people"),
        "batches": ImportBatch.objects.defer("added", "changes").select_related("made_by")[:3],
    }
    return render(request, "org/home.html", page)


def _tile(name: str, icon: str, url: str, rows: Any, unit: str) -> dict[str, Any]:
    return {"name": name, "icon": icon, "url": reverse(url), "count": rows.count(), "unit": unit}


@requires("org.keep")
def settings(request: InstitutionRequest) -> HttpResponse:
    start = SettingsForm.start(request.institution)
    return form_page(
        request,
        SettingsForm(request.POST or None, initial=start),
        change_institution,
        then=reverse("org:home"),
        title="单位设置",
        crumbs=crumbs(),
        known={"actor": request.member},
        done="单位设置已保存。",
    )
