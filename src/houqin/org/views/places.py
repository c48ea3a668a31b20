"""The tree of places, one place, and the labels that are stuck on doors."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from houqin.core.asked import asked_number, asked_numbers
from houqin.core.elsewhere import address_elsewhere
from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, requires
from houqin.org.at_place import offers_at
from houqin.org.forms.structure import PlaceForm
from houqin.org.labels import label
from houqin.org.models import Department, Place
from houqin.org.services import places as services
from houqin.org.views.home import crumbs
from houqin.org.wording import words
from houqin.ui.addresses import page_of
from houqin.ui.form_pages import confirm_page, form_page
from houqin.ui.listing import BulkAction, Column, Listing, render_list
from houqin.ui.tables import Choice, foreign_key

MOST_LABELS = 300
_ICONS = {
    "site": "map", "building": "building", "floor": "stack-2", "room": "door",
    "ground": "trees", "gate": "door-enter", "point": "map-pin",
}  # fmt: skip


def _name(row: Place) -> SafeString:
    """Indented by depth, with the icon of its kind."""
    depth = min(row.path.count("/"), 6)
    return format_html(
        '<span class="hq-tree d{}"><i class="ti ti-{}" aria-hidden="true"></i>{}</span>',
        depth, _ICONS.get(row.sort, "map-pin"), row.name,
    )  # fmt: skip


def _listing() -> Listing:
    return Listing(
        name="places",
        title="场所",
        columns=(
            Column(
                "名称", "name", sort="path", phone="title", html=_name, exported=lambda r: r.name
            ),
            Column("编号", "code", sort="code"),
            Column("种类", "get_sort_display", sort="sort"),
            Column("管理部门", "department.name"),
            Column("全名", "full_name", phone="hide", css="hq-ink3", width=36),
        ),
        filters=(
            Choice("sort_of", "种类", Place.Sort.choices, lookup="sort"),
            foreign_key("department", "管理部门", Department.objects.all),
        ),
        search="search",
        search_hint="搜名称、编号",
        sort="path",
        page_size=100,
        href=page_of("org:place"),
        empty_title="还没有场所。",
        empty_hint="先建楼，再建楼层和房间；每个场所都有一张二维码，扫一扫就到它的页面。",
    )


@requires("org.see")
def places(request: InstitutionRequest) -> HttpResponse:
    keeps = bool(may(request.member, "org.keep"))
    return render_list(
        request,
        _listing(),
        Place.objects.select_related("department"),
        template="org/places.html",
        crumbs=crumbs(),
        bulk=(BulkAction("打印二维码", reverse("org:labels"), "printer"),),
        add_url=reverse("org:place-add") if keeps else "",
        add_label="添加场所",
        import_url=reverse("org:import", args=["org.places"]) if keeps else "",
    )


@requires("org.see")
def place(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Place.objects.select_related("department", "parent"), pk=pk)
    children = Place.objects.filter(parent=row).annotate(below=Count("children"))
    above = Place.objects.filter(path__in=_paths_above(row)).order_by("path")
    page = {
        "title": row.name,
        "crumbs": crumbs(("场所", "org:places")),
        "above": above,
        "place": row,
        "children": children.order_by("path"),
        "keeps": bool(may(request.member, "org.keep")),
        "label": _label(request, row),
        "offers": offers_at(request.member, row),
    }
    return render(request, "org/place.html", page)


def _paths_above(row: Place) -> list[str]:
    parts = row.path.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts))]


def _label(request: InstitutionRequest, row: Place) -> dict[str, object]:
    address = f"/i/{request.institution.code}/p/{row.tag}/"
    return label(address_elsewhere(request, address), row)


@requires("org.see")
def place_by_tag(request: InstitutionRequest, tag: str) -> HttpResponse:
    """What a scanned code opens."""
    row = get_object_or_404(Place, tag=tag.upper())
    return redirect("org:place", pk=row.pk)


@requires("org.see")
def labels(request: InstitutionRequest) -> HttpResponse:
    """A page of labels to print: the ticked places, one place with all below it, or all."""
    rows = Place.objects.order_by("path")
    ids = asked_numbers(request.POST.getlist("ids"))
    under = asked_number(request.GET.get("under"))
    if ids:
        rows = rows.filter(pk__in=ids)
    elif under:
        top = get_object_or_404(Place, pk=under)
        rows = rows.filter(pk=top.pk) | rows.filter(path__startswith=f"{top.path}/")
    found = list(rows[: MOST_LABELS + 1])
    page = {
        "title": "场所二维码",
        "crumbs": crumbs(("场所", "org:places")),
        "labels": [_label(request, row) for row in found[:MOST_LABELS]],
        "is_cut": len(found) > MOST_LABELS,
        "most": MOST_LABELS,
    }
    return render(request, "org/labels.html", page)


@requires("org.keep")
def place_edit(request: InstitutionRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Place, pk=pk) if pk else None
    names = ("name", "code", "sort", "parent_id", "department_id")
    start = {name.removesuffix("_id"): getattr(row, name) for name in names} if row else {}
    parent = asked_number(request.GET.get("parent"))
    if not row and parent:
        start = {"parent": parent, "sort": Place.Sort.ROOM}
    return form_page(
        request,
        PlaceForm(request.POST or None, said=words(request.member.kind), initial=start),
        services.keep_place,
        then=lambda made: reverse("org:place", args=[made.pk]),
        title=f"修改{row.name}" if row else "添加场所",
        crumbs=crumbs(("场所", "org:places")),
        known={"actor": request.member, "row": row},
        template="org/form.html",
        remove_url=reverse("org:place-remove", args=[row.pk]) if row else "",
        history_of=row,
    )


@requires("org.keep")
def place_remove(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Place, pk=pk)
    return confirm_page(
        request,
        lambda: services.remove_place(actor=request.member, row=row),
        then=reverse("org:places"),
        title="删除场所",
        question=f"删除“{row}”吗？",
        consequence="下面还有场所、或已有记录用到它的，不能删除。贴出去的二维码会失效。",
        crumbs=crumbs(("场所", "org:places")),
    )
