"""What an entry finds wrong: each failed item a case, or put right on the spot; never neither."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from houqin.cases.findings import unhandled
from houqin.cases.models import Case, Finding
from houqin.files.testing import make_photo
from houqin.ledgers.models import Entry
from houqin.ledgers.services.amending import amend_entry, strike_entry
from houqin.ledgers.services.writing import write_entry
from houqin.ledgers.testing import NOW, make_book
from houqin.org.testing import make_place

ROUND = {
    "code": "round",
    "title": "巡查",
    "field": [
        {"code": "place", "label": "地点", "type": "place"},
        {"code": "checks", "label": "检查", "type": "checklist", "items": [
            {"code": "door", "label": "门窗", "abnormal_on_fail": True},
            {"code": "light", "label": "灯", "abnormal_on_fail": True},
            {"code": "fan", "label": "风扇"},
        ]},
        {"code": "heat", "label": "温度", "type": "integer",
         "checks": [{"max": 30, "severity": "abnormal", "message": "太热。"}]},
    ],
}  # fmt: skip


def walked(book, actor, checks, measure="已报告", **more) -> Entry:
    raw = {"checks": checks, "heat": str(more.pop("heat", 20))} | more.pop("raw", {})
    return write_entry(
        actor=actor, book_id=book.pk, token=more.pop("token", uuid4()), raw=raw, now=NOW,
        measure=measure, **more,
    )  # fmt: skip


def test_each_failed_item_becomes_a_case_once_and_the_rest_of_the_values_one_together(
    technician, director
):
    book = make_book(form=ROUND, domain="hygiene", title="楼道巡查")
    place, token = make_place("北楼"), uuid4()
    checks = {"door": "不合格：关不上", "light": "合格", "fan": "不合格"}
    for _twice in range(2):
        entry = walked(book, technician, checks, heat=35, token=token, place_id=place.pk)
    cases = {case.finding_path: case for case in Case.objects.all()}
    assert set(cases) == {"checks.door", "checks.fan", ""}
    door = cases["checks.door"]
    assert (door.title, door.entry_id, door.place_id) == ("北楼：门窗：关不上", entry.pk, place.pk)
    assert cases[""].title == "北楼：太热"
    assert door.reporter_id == technician.staff.pk
    assert unhandled(entry) == []
    again = walked(book, technician, {**checks, "fan": "合格"}, place_id=place.pk)
    assert Case.objects.filter(entry=again).count() == 1
    raw = {"checks": {**checks, "light": "不合格"}, "heat": "20"}
    amend_entry(
        actor=technician, entry_id=again.pk, raw=raw,
        reason="漏看了灯", measure="已报告", now=NOW,
    )  # fmt: skip
    paths = set(Case.objects.filter(entry=again).values_list("finding_path", flat=True))
    assert paths == {"checks.door", "checks.light", "checks.fan"}
    strike_entry(actor=technician, entry_id=again.pk, reason="记错地方", now=NOW)
    assert Case.objects.get(entry=again, finding_path="checks.door").steps.count() == 2


def test_who_writes_chooses_what_was_put_right_on_the_spot_and_the_rest_becomes_cases(technician):
    """A failed item shows by a photo that it was put right; a reading says it with its measure."""
    book = make_book(form=ROUND, domain="hygiene", title="楼道巡查")
    fixed = {"result": "fail", "note": "关不上", "fixed": "1"}
    rest = {"light": "合格", "fan": "合格"}
    with pytest.raises(ValidationError) as refused:
        walked(book, technician, {"door": fixed, **rest})
    assert "改好后的照片" in str(refused.value)
    photo = make_photo(technician)
    shown = {**fixed, "photos": [str(photo.pk)]}
    entry = walked(book, technician, {"door": shown, **rest}, heat=35, measure="当场整改")
    assert [case.title for case in Case.objects.all()] == ["太热"], "words do not put it right"
    assert Finding.objects.get(entry=entry, path="checks.door").case is None
    assert entry.values["checks"]["door"]["fixed"] is True, "the choice stands in the chained entry"
    walked(book, technician, {"door": "合格", **rest}, heat=35, is_fixed=True)
    assert Case.objects.count() == 1
    assert unhandled(entry) == []
    raw = {"checks": {"door": {**shown, "fixed": ""}, **rest}, "heat": "35"}
    amend_entry(
        actor=technician, entry_id=entry.pk, raw=raw, reason="又坏了", measure="已报告", now=NOW
    )
    assert Case.objects.filter(entry=entry, finding_path="checks.door").count() == 1
    assert not Finding.objects.filter(entry=entry, case=None).exists()
