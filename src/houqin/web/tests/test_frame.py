"""The frame of every page: what it shows whom, what it costs, and that it cannot break a page."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from houqin.core import clock
from houqin.core.manifest import manifests
from houqin.core.tenancy import institution_scope
from houqin.journal.models import JournalEntry
from houqin.journal.public import record
from houqin.org.member import Member
from houqin.org.testing import at, make_institution, make_member, signed_in
from houqin.web import context, errors
from houqin.web.middleware import journal_origin, refusals


def test_everybody_sees_today_and_only_leaders_see_supervision(director, technician):
    page = signed_in(technician).get(at(technician.institution, "more/")).content.decode()
    assert "今日" in page
    assert "督办" not in page
    page = signed_in(director).get(at(director.institution, "more/")).content.decode()
    assert "督办" in page


def test_the_bottom_bar_has_five_places_with_the_scanner_in_the_middle(technician):
    answer = signed_in(technician).get(at(technician.institution, "more/"))
    bar = answer.context["phone_nav"]()
    assert len(bar) == 5
    assert bar[2].scan
    assert bar[0].name == "今日"
    assert bar[4].name == "更多"
    assert bar[4].active


def test_the_frame_costs_two_queries(technician):
    client = signed_in(technician)
    client.get(at(technician.institution, "more/"))
    with CaptureQueriesContext(
        connection,
    ) as seen:
        client.get(at(technician.institution, "more/"))
    sql = [q["sql"] for q in seen if "SELECT" in q["sql"]]
    # session, user, member; then unread notices and overdue work
    assert len(sql) <= 5, "\n".join(sql)


def test_every_menu_item_leads_somewhere(director):
    client = signed_in(director)
    from django.urls import reverse

    for manifest in manifests():
        for item in manifest.menu:
            assert reverse(item.url_name, urlconf="houqin.config.institution_urls"), item.name
    assert client.get(at(director.institution, "more/")).status_code == 200


def test_a_stranger_gets_the_404_page_in_chinese(technician, stranger):
    answer = signed_in(stranger).get(at(technician.institution, "today/"))
    assert answer.status_code == 404
    assert "找不到这一页" in answer.content.decode()


def test_a_missing_permission_is_explained(technician):
    from houqin.planning.models import Task  # noqa: F401

    answer = signed_in(technician).post(at(technician.institution, "today/1/urge/"))
    assert answer.status_code == 403
    assert "“督办”由" in answer.content.decode()


def test_a_broken_part_of_the_frame_does_not_break_the_page(technician, monkeypatch):
    def broken(_managed):
        raise RuntimeError("no notices today")

    monkeypatch.setattr(context, "_my_counts", broken)
    assert signed_in(technician).get(at(technician.institution, "more/")).status_code == 200


def test_a_broken_error_page_still_says_something(monkeypatch):
    def broken(*_args, **_known):
        raise RuntimeError

    monkeypatch.setattr(errors, "render_to_string", broken)
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "没有保存" in answer.content.decode()


def test_a_refusal_that_a_view_forgot_is_a_page_with_its_sentence():
    handler = refusals(lambda _request: None)
    answer = handler.process_exception(RequestFactory().get("/"), ValidationError("名字重了。"))
    assert answer.status_code == 422
    assert "名字重了。" in answer.content.decode()


def test_a_form_without_its_token_is_answered_in_chinese(technician):
    client = Client(enforce_csrf_checks=True)
    client.force_login(technician.user, "houqin.accounts.backend.NameOrPhoneBackend")
    answer = client.post(at(technician.institution, "today/1/urge/"))
    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "peer", "forwarded", "via", "address"),
    [
        ("/today/", "203.0.113.5", "", "web", "203.0.113.5"),
        ("/api/tasks", "127.0.0.1", "198.51.100.7, 203.0.113.9", "api", "203.0.113.9"),
        ("/today/", "203.0.113.5", "198.51.100.7", "web", "203.0.113.5"),
    ],
)
def test_the_journal_knows_the_way_in_and_the_address(
    technician, path, peer, forwarded, via, address
):
    request = RequestFactory().get(path, REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)
    request.institution_code = technician.institution.code
    journal_origin(
        lambda _r: record(actor=technician, action="planning.task_taken_back", target=None)
    )(request)
    line = JournalEntry.objects.get()
    assert (line.via, line.address) == (via, address)


def test_an_account_of_one_institution_goes_straight_to_its_today(technician):
    answer = signed_in(technician).get("/")
    assert answer["Location"] == at(technician.institution, "today/")


def test_somebody_signed_out_is_asked_to_sign_in(db):
    assert Client().get("/")["Location"].startswith("/accounts/login/")


def test_an_account_without_an_institution_is_told_what_to_do(db):
    from houqin.accounts.models import User

    client = Client()
    user = User.objects.create_user(username="nobody", password="x", name="某人")
    client.force_login(user, "houqin.accounts.backend.NameOrPhoneBackend")
    answer = client.get("/")
    assert answer.status_code == 403
    assert "信息员" in answer.content.decode()


def test_an_inspector_sees_each_institution_and_no_button_to_change(db):
    first, second = make_institution(name="青禾小学"), make_institution("hospital", "青禾医院")
    inspector = make_member(first, "inspector")
    with institution_scope(second.pk):
        from houqin.cases.models import Case
        from houqin.cases.public import open_case
        from houqin.org.models import RoleHolding, Staff

        staff = Staff.objects.create(user=inspector.user, name="检查员")
        RoleHolding.objects.create(staff=staff, role="inspector")
        for title in ("灯坏了", "门坏了", "窗坏了"):
            open_case(actor=make_member(second), flow="matter", title=title, now=clock.now())
        ended = {"is_open": False, "closed_at": clock.now(), "state": "closed"}
        Case.objects.filter(title="灯坏了").update(**ended)
    page = signed_in(inspector).get("/").content.decode()
    assert "青禾小学" in page
    assert "青禾医院" in page
    assert "各单位后勤工作" in page
    assert "33%" in page, "of three matters one is closed"
    assert "1/3" in page


def test_the_monitor_is_told_that_the_database_answers(db):
    assert Client().get("/healthz").json() == {"status": "ok"}


def test_the_browser_gets_what_it_installs(db):
    client = Client()
    manifest = client.get("/manifest.webmanifest").json()
    assert manifest["start_url"] == "/"
    assert manifest["icons"][0]["src"].startswith("/static/")
    assert "没有网络" in client.get("/offline/").content.decode()


def test_the_gallery_is_closed_outside_development(db):
    assert Client().get("/design/").status_code == 404


def _side(member: Member, name: str) -> list[str]:
    page = signed_in(member).get(at(member.institution, name))
    return [item.name for group in page.context["nav"]() for item in group.items]


def test_a_long_menu_opens_where_one_is_and_a_short_one_is_all_there(director):
    away, there = _side(director, "today/"), _side(director, "safety/hazards/")
    assert "安全总览" in away
    assert not {"隐患台账", "巡更"} & set(away)
    at_safety = there[there.index("安全总览") :]
    assert at_safety[1:3] == ["隐患台账", "值日"]
    assert "保养检查" not in there
    whole = signed_in(director).get(at(director.institution, "more/")).content.decode()
    assert all(name in whole for name in ("隐患台账", "保养检查", "接口令牌"))
    guard = make_member(director.institution, "gatekeeper")
    assert "巡更" in _side(guard, "today/")
