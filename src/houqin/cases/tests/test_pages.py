"""The pages: reporting, lists that open on what is mine, steps by form, figures, closing form."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from houqin.cases.approvals.chain import file_request
from houqin.cases.models import Case
from houqin.cases.public import take
from houqin.cases.testing import make_case
from houqin.core import clock
from houqin.files.testing import encoded, picture, upload
from houqin.journal.models import JournalEntry
from houqin.notify.models import Notice
from houqin.org.testing import at, make_member, make_place, signed_in


def get(member, path, **query):
    return signed_in(member).get(at(member.institution, path), query)


def page(member, path, **query) -> str:
    answer = get(member, path, **query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def queries(member, path) -> int:
    client = signed_in(member)
    client.get(at(member.institution, path))
    with CaptureQueriesContext(connection) as seen:
        assert client.get(at(member.institution, path)).status_code == 200
    return len([q for q in seen if "SELECT" in q["sql"] and "set_config" not in q["sql"]])


@pytest.fixture
def teacher(institution):
    return make_member(institution, name="李老师")


def test_reported_on_the_phone_done_and_confirmed_through_the_pages(
    teacher, director, technician, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    place, client = make_place("实验楼"), signed_in(teacher)
    new = at(teacher.institution, "cases/new/matter/") + f"?place={place.tag}"
    assert place.full_name in client.get(new).content.decode()
    token = str(uuid4())
    photo = upload("IMG.jpg", encoded(picture()))
    sent = {"token": token, "title": "插座松了", "place": place.pk, "grade": "urgent",
            "photos": photo}  # fmt: skip
    for _twice in range(2):
        photo.seek(0)
        assert client.post(new, sent).status_code == 302
    case = Case.objects.get()
    assert "插座松了" in page(director, "today/"), "it waits for who gives out the work"
    assert "插座松了" in page(director, "cases/")
    assert "插座松了" not in page(technician, "cases/", whose="all")
    assert get(technician, f"cases/{case.pk}/").status_code == 404
    step = at(teacher.institution, f"cases/{case.pk}/step/")
    boss = signed_in(director)
    answer = boss.post(f"{step}assign/", {"token": str(uuid4())})
    assert answer.status_code == 422
    given = {"token": str(uuid4()), "owner": technician.staff.pk}
    assert boss.post(f"{step}assign/", given).status_code == 302
    worker = signed_in(technician)
    seen = {"said": "等零件", "photo": upload("p.jpg", encoded(picture(320, 240)))}
    assert worker.post(f"{step}progress/", seen | {"token": str(uuid4())}).status_code == 302
    given = {
        "token": str(uuid4()),
        "measure": "拧紧了",
        "after": upload("b.jpg", encoded(picture())),
    }
    assert worker.post(f"{step}finish/", given).status_code == 302
    refused = worker.get(f"{step}confirm/")
    assert refused.status_code == 403
    assert client.post(f"{step}confirm/", {"token": str(uuid4())}).status_code == 302
    closed = page(teacher, f"cases/{case.pk}/")
    for words in ("已办结", "拧紧了", "之前", "之后", "确认办好", 'alt="照片"'):
        assert words in closed
    pdf = get(teacher, f"cases/{case.pk}/paper/")
    assert pdf.content.startswith(b"%PDF")
    said = JournalEntry.objects.filter(action__startswith="cases.").count()
    assert said == 6, "opened, assigned, went on, finished, confirmed, printed"


def test_lists_are_searched_exported_given_out_at_once_and_cost_the_same_however_long(
    teacher, director, principal, technician
):
    first = make_case(teacher, title="食堂水管漏水")
    assert queries(director, "cases/?whose=all") <= 6
    for n in range(12):
        make_case(teacher, title=f"灯{n}", place=make_place(f"楼{n}"))
    assert queries(director, "cases/?whose=all") <= 6
    assert queries(director, "cases/board/?flow=matter") <= 8
    assert queries(director, "cases/figures/") <= 8
    assert queries(director, f"cases/{first.pk}/") <= 10
    for query in ("漏水", "stsg", first.number):
        found = page(director, "cases/", q=query)
        assert "食堂水管漏水" in found
        assert "灯3" not in found
    assert "灯3" in page(principal, "cases/"), "who has none opens on all that is to be seen"
    assert get(director, "cases/", export="xlsx", whose="all").status_code == 200
    ids = list(Case.objects.values_list("pk", flat=True))
    client = signed_in(director)
    address = at(director.institution, "cases/assign/")
    asked = client.post(address, {"ids": ids}).content.decode()
    assert "派 13 件" in asked
    own = file_request(actor=director, type="general", title="买拖把", now=clock.now())
    sent = {"ids": [*ids, own.pk], "owner": technician.staff.pk}
    said = client.post(address, sent, follow=True).content.decode()
    assert Case.objects.filter(owner=technician.staff).count() == 13
    assert f"没有派 {own.number}：" in said, "what may not be given is named, the rest is given"
    assert signed_in(teacher).post(address, sent, follow=True).content.decode().count("没有派") == 7
    assert 'class="cnt hq-num">13<' in page(director, "cases/"), "the menu says what waits"
    assert Notice.objects.filter(recipient=technician.staff, kind="case.waiting").count() == 13
    assert "灯3" in page(technician, "cases/", open="1")
    assert "13" in page(director, "cases/figures/")


def test_a_request_is_asked_for_and_decided_by_a_meeting_on_the_pages(teacher, director, principal):
    client = signed_in(teacher)
    ask = at(teacher.institution, "cases/ask/")
    assert "谁来审批" in client.get(ask).content.decode()
    given = {"token": str(uuid4()), "type": "general", "title": "换锅炉", "amount": "30000"}
    assert client.post(ask, given).status_code == 302
    case = Case.objects.get()
    boss = signed_in(director)
    shown = page(director, f"cases/{case.pk}/")
    assert "要先开会集体决策" in shown
    meeting = {
        "meeting": "校务会", "held_on": clock.today().isoformat(), "chair": "王校长",
        "result": "同意", "who0": director.staff.pk, "vote0": "for", "said0": "同意",
        "who1": principal.staff.pk, "vote1": "for",
    }  # fmt: skip
    address = at(teacher.institution, f"cases/{case.pk}/decision/")
    assert boss.post(address, meeting | {"vote1": ""}).status_code == 422
    assert boss.post(address, meeting).status_code == 302
    assert "校务会" in page(director, f"cases/{case.pk}/")


def test_an_extension_is_asked_for_and_answered_and_numbering_follows_the_institution(
    teacher, director, principal, technician
):
    case = make_case(teacher, owner=technician.staff)
    take(actor=technician, case_id=case.pk, transition="take_on", now=clock.now())
    until = (clock.today() + timedelta(40)).isoformat()
    base = at(teacher.institution, f"cases/{case.pk}/")
    asked = {"until": until, "reason": "等配件"}
    assert signed_in(technician).post(f"{base}extend/", asked).status_code == 302
    assert "申请延期" in page(principal, f"cases/{case.pk}/")
    assert signed_in(principal).post(f"{base}extend/answer/", {"agree": "1"}).status_code == 302
    case.refresh_from_db()
    assert case.due_at.date().isoformat() == until
    settings = at(teacher.institution, "cases/settings/numbers/")
    client = signed_in(director)
    form = client.get(settings).context["form"]
    rules = {name: field.initial for name, field in form.fields.items()}
    assert client.post(settings, rules | {"matter": "{year}号"}).status_code == 422
    assert client.post(settings, rules | {"matter": "事{year}{month}-{n:3}"}).status_code == 302
    today = clock.today()
    assert make_case(teacher).number == f"事{today:%Y%m}-001"
    text = {"text": "@李老师 看一下", "token": str(uuid4()),
            "photos": upload("c.jpg", encoded(picture()))}  # fmt: skip
    assert signed_in(technician).post(f"{base}comment/", text).status_code == 302
    shown = page(teacher, f"cases/{case.pk}/")
    assert "看一下" in shown
    assert shown.count("留言的照片") == 2, "where it is added, and where it is seen"
    names = signed_in(technician).get(f"{base}mention/", {"q": "lls"}).json()["rows"]
    assert [one["name"] for one in names] == ["李老师"], "by initials"


def test_the_places_show_what_is_open_in_each_building_floor_and_room(teacher, director):
    """Counts add up from the rooms; a figure leads to exactly its rows."""
    building = make_place("教学楼")
    floor = make_place("三楼", parent=building)
    room, other = make_place("301", parent=floor), make_place("教学楼二")
    old = clock.now() - timedelta(days=40)
    make_case(teacher, title="灯坏", place=room, now=old)
    make_case(teacher, title="窗坏", place=floor)
    make_case(teacher, title="别处", place=other)
    found = get(director, "cases/places/").context["map"]
    spots = {one.place.name: (one.open, one.overdue) for one in found.spots}
    assert spots == {"教学楼": (2, 1), "教学楼二": (1, 0)}
    below = {one.place.name: [floor.place.name for floor in one.below] for one in found.spots}
    assert below == {"教学楼": ["三楼"], "教学楼二": []}
    inside = get(director, "cases/places/", at=building.pk).context["map"].spots
    assert [(one.place.name, one.open) for one in inside] == [("三楼", 2)]
    assert [one.place.name for one in inside[0].below] == ["301"]
    listed = page(director, "cases/", whose="all", place=building.pk)
    assert all(word in listed for word in ("灯坏", "窗坏"))
    assert "别处" not in listed
    assert queries(director, f"cases/places/?at={building.pk}") <= 8


def test_what_is_late_is_listed_longest_late_first_unless_asked_otherwise(director):
    now = clock.now()
    for days in (1, 9, 4):
        case = make_case(director, title=f"晚了{days}天")
        Case.objects.filter(pk=case.pk).update(due_at=now - timedelta(days=days))

    def order(**query) -> list[str]:
        shown = page(director, "cases/", whose="all", late="1", **query)
        return sorted(("晚了1天", "晚了4天", "晚了9天"), key=shown.index)

    assert order() == ["晚了9天", "晚了4天", "晚了1天"]
    assert order(sort="-due_at") == ["晚了1天", "晚了4天", "晚了9天"]
