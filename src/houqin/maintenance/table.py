"""The register as a table that goes to Excel and comes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from houqin.maintenance.models import Equipment, EquipmentKind
from houqin.org.member import Member
from houqin.org.models import Place
from houqin.ui.resources import CellError, Cells, Change, Current, Field, Resource

_STATES = {str(label): value for value, label in Equipment.State.choices}
_NAMES = {value: label for label, value in _STATES.items()}


def build(_member: Member) -> Resource:
    return Resource(
        code="maintenance.equipment",
        title="设备台账",
        permission="maintenance.keep",
        see="maintenance.see",
        back="maintenance:equipment",
        unit="台",
        key=("code",),
        fields=(
            Field("code", "编号", required=True, max_length=30, example="KT-101"),
            Field("name", "名称", required=True, max_length=40, example="挂式空调"),
            Field("kind", "类别", required=True, lookup="kinds"),
            Field("place", "场所编号", required=True, lookup="places", open=True,
                  note="单位资料里场所的编号。"),
            Field("quantity", "数量", kind="number", least=1, most=9999),
            Field("maker", "厂家和型号", max_length=60),
            Field("installed_on", "安装日期", kind="day"),
            Field("warranty_until", "保修到", kind="day"),
            Field("state", "状态", choices=tuple(_STATES), note="空着算“完好”。"),
            Field("state_reason", "原因", max_length=200, note="停用的必须写。"),
            Field("estimate", "更换估价（元）", parse=_money),
            Field("certificate", "检验证号", max_length=60),
            Field("next_inspection_on", "下次检验日期", kind="day"),
        ),
        lookups=_lookups,
        current=_current,
        check=_check,
        write=_write,
        remove=_remove,
    )  # fmt: skip


def _money(text: str) -> str:
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        raise CellError(f"“{text}”不是金额，请只填数字。") from None
    if not 0 <= value < 10**8:
        raise CellError("金额请填 0 到一亿之间。")
    return f"{value:.2f}"


def _lookups() -> Mapping[str, Mapping[str, Any]]:
    return {
        "kinds": dict(EquipmentKind.objects.values_list("name", "pk")),
        "places": dict(Place.objects.values_list("code", "pk")),
    }


def _current() -> dict[tuple[str, ...], Cells]:
    rows = Equipment.objects.select_related("kind", "place")
    return {
        (row.code,): {
            "code": row.code,
            "name": row.name,
            "kind": row.kind.name,
            "place": row.place.code,
            "quantity": str(row.quantity),
            "maker": row.maker,
            "installed_on": _day(row.installed_on),
            "warranty_until": _day(row.warranty_until),
            "state": _NAMES[row.state],
            "state_reason": row.state_reason,
            "estimate": "" if row.estimate is None else f"{row.estimate:.2f}",
            "certificate": row.certificate,
            "next_inspection_on": _day(row.next_inspection_on),
        }
        for row in rows
    }


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _check(changes: Sequence[Change], _now: Current) -> list[tuple[Change, str, str]]:
    """What one cell cannot show: a reason for what is closed, a second check for what failed."""
    shut = set(Equipment.objects.filter(is_fit_needed=True).values_list("code", flat=True))
    wrong = []
    for change in changes:
        cells = change.after
        is_shut = cells.get("state") == _NAMES["closed"]
        if is_shut and not cells.get("state_reason"):
            wrong.append((change, "state_reason", "停用要写明原因。"))
        opens = cells.get("state") in {"", *(_NAMES[s] for s in ("good", "repair", "replace"))}
        if cells["code"] in shut and opens:
            wrong.append((change, "state", "这台因检查不合格停用，要在系统里复查合格才能恢复。"))
    return wrong


def _write(_actor: Member, batch_id: int, changes: Sequence[Change]) -> None:
    tables = _lookups()
    places = Place.objects.in_bulk()
    every = {row.code: row for row in Equipment.objects.select_related("place")}
    new, old = [], []
    for change in changes:
        cells = change.after
        row = every.get(cells["code"])
        if row is None:
            row = Equipment(code=cells["code"], import_batch_id=batch_id)
            new.append(row)
        else:
            old.append(row)
        _fill(row, cells, tables, places)
    Equipment.objects.bulk_create(new, batch_size=1000)
    Equipment.objects.bulk_update(old, [*_PLAIN, *_LOOKED_UP, "search"], batch_size=500)


_PLAIN = ("name", "maker", "state_reason", "certificate", "quantity", "state", "estimate",
          "installed_on", "warranty_until", "next_inspection_on")  # fmt: skip
_LOOKED_UP = ("kind", "place")


def _fill(
    row: Equipment, cells: Cells, tables: Mapping[str, Mapping[str, Any]], places: dict[int, Place]
) -> None:
    row.name, row.maker = cells["name"], cells["maker"]
    row.kind_id = tables["kinds"][cells["kind"]]
    row.place = places[tables["places"][cells["place"]]]
    row.quantity = int(cells["quantity"] or 1)
    row.state = _STATES.get(cells["state"], Equipment.State.GOOD)
    row.state_reason, row.certificate = cells["state_reason"], cells["certificate"]
    row.estimate = Decimal(cells["estimate"]) if cells["estimate"] else None
    for name in ("installed_on", "warranty_until", "next_inspection_on"):
        setattr(row, name, date.fromisoformat(cells[name]) if cells[name] else None)
    row.fill_search()


def _remove(_actor: Any, keys: Sequence[tuple[str, ...]]) -> None:
    Equipment.objects.filter(code__in=[key[0] for key in keys]).delete()
