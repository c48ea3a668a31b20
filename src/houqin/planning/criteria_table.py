"""The criteria of a standard as a table that goes to Excel and comes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Max
from django.urls import reverse

from houqin.org.models import Staff
from houqin.planning.models import Criterion, Standard
from houqin.ui.resources import CellError, Change, Field, Resource


def _score(text: str) -> str:
    try:
        value = Decimal(text.replace("分", "").strip())
    except InvalidOperation:
        raise CellError(f"“{text}”不是分数，请只填数字。") from None
    if not Decimal("0.01") <= value <= 9999:
        raise CellError("满分要在 0.01 到 9999 之间。")
    if value != value.quantize(Decimal("0.01")):
        raise CellError("分数最多两位小数。")
    return f"{value.normalize():f}"


FIELDS = (
    Field("number", "编号", required=True, max_length=20, example="1.1"),
    Field("section", "项目", max_length=80, example="食品安全管理"),
    Field("text", "评分内容", required=True, max_length=600, example="食品留样每样不少于 125 g"),
    Field("max_score", "满分", required=True, parse=_score, example="5"),
    Field("owner", "责任人", lookup="staff", note="填教职工姓名。"),
    Field("due_on", "完成期限", kind="day"),
)


def criteria_resource(standard: Standard) -> Resource:
    """The table of one standard. A person whose name two people share is chosen on the page."""
    return Resource(
        code="criteria",
        title=f"{standard.title}评分条目",
        permission="planning.run_programmes",
        see="planning.see",
        back=reverse("planning:standard", args=[standard.pk]),
        fields=FIELDS,
        key=("number",),
        current=lambda: _current(standard),
        write=lambda actor, batch, changes: _write(standard, changes),
        remove=_keeps,
        lookups=_people,
        check=lambda changes, _current: _below_score(standard, changes),
        unit="条",
    )


def _people() -> dict[str, dict[str, int]]:
    found: dict[str, list[int]] = {}
    for pk, name in Staff.objects.filter(left_on=None).values_list("pk", "name"):
        found.setdefault(name, []).append(pk)
    return {"staff": {name: pks[0] for name, pks in found.items() if len(pks) == 1}}


def _cells(row: Criterion) -> dict[str, str]:
    return {
        "number": row.number,
        "section": row.section,
        "text": row.text,
        "max_score": f"{row.max_score.normalize():f}",
        "owner": row.owner.name if row.owner else "",
        "due_on": row.due_on.isoformat() if row.due_on else "",
    }


def _current(standard: Standard) -> dict[tuple[str, ...], Mapping[str, str]]:
    rows = standard.criteria.select_related("owner")
    return {(row.number,): _cells(row) for row in rows}


def _below_score(
    standard: Standard, changes: Sequence[Change]
) -> Iterable[tuple[Change, str, str]]:
    """A new full mark must not fall under a score that was given."""
    scored = dict(
        standard.criteria.filter(self_score__isnull=False).values_list("number", "self_score")
    )
    for change in changes:
        given = scored.get(change.key[0])
        if given is not None and Decimal(change.after["max_score"]) < given:
            yield change, "max_score", f"这一条已自评 {given.normalize():f} 分，满分不能更低。"


def _write(standard: Standard, changes: Sequence[Change]) -> None:
    people = _people()["staff"]
    rows = {row.number: row for row in standard.criteria.all()}
    last = standard.criteria.aggregate(last=Max("position"))["last"]
    place = 0 if last is None else last + 1
    fresh, old = [], []
    for change in changes:
        row = rows.get(change.key[0])
        if row is None:
            row = Criterion(standard=standard, number=change.key[0], position=place)
            place += 1
            fresh.append(row)
        else:
            old.append(row)
        _fill(row, change.after, people)
    Criterion.objects.bulk_create(fresh)
    Criterion.objects.bulk_update(old, ["section", "text", "max_score", "owner", "due_on"])


def _fill(row: Criterion, cells: Mapping[str, str], people: Mapping[str, int]) -> None:
    row.section, row.text = cells["section"], cells["text"]
    row.max_score = Decimal(cells["max_score"])
    if cells["owner"] in people:
        row.owner_id = people[cells["owner"]]
    elif not cells["owner"]:
        row.owner_id = None
    row.due_on = date.fromisoformat(cells["due_on"]) if cells["due_on"] else None


def _keeps(_actor: Any, _keys: Sequence[tuple[str, ...]]) -> None:
    """A standard's table is not taken back as a batch: each criterion is removed on its page."""
