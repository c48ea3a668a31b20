"""The first run, through the browser's door."""

from __future__ import annotations

import pytest
from django.test import Client

from houqin.core.tenancy import every_institution, institution_scope
from houqin.ledgers.models import Book
from houqin.org.models import Department, Institution, Place, Staff
from houqin.planning.models import Task, WorkPlan

FILLED = {
    "name": "春田小学",
    "facilities": ["has_canteen", "is_fire_key_unit"],
    "start": "pack",
    "admin_name": "王老师",
    "admin_phone": "13800000000",
    "admin_username": "",
    "admin_password": "huotui-8866",
    "password_again": "huotui-8866",
}


@pytest.fixture
def token(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    (tmp_path / "setup.token").write_text("only-once", encoding="ascii")
    return tmp_path / "setup.token"


def test_a_newcomer_chooses_a_kind_and_ends_signed_in_on_the_welcome(token):
    client = Client()
    page = client.get("/setup/only-once/").content.decode()
    assert page.count("hq-kind") >= 3
    assert "管理员" in client.get("/setup/only-once/?kind=school").content.decode()
    answer = client.post("/setup/only-once/?kind=school", FILLED)
    assert answer.status_code == 302
    assert answer["Location"] == "/i/ctxx/welcome/"
    welcome = client.get(answer["Location"])
    assert welcome.status_code == 200
    assert "粘贴工作计划" in welcome.content.decode()
    assert not token.exists()
    with every_institution():
        made = Institution.objects.get()
    with institution_scope(made.pk):
        assert Department.objects.filter(name="总务处").exists()
        site = Place.objects.get(parent=None, sort=Place.Sort.SITE)
        assert (site.name, site.code) == ("春田小学", "CTXX")
        assert not Place.objects.filter(full_name__contains="青禾").exists()
        assert Book.objects.filter(title__contains="留样").exists()
        assert WorkPlan.objects.get(sort="statutory").state == "running"
        numbers = set(Task.objects.values_list("item__number", flat=True))
        assert numbers
        staff = Staff.objects.get()
        assert staff.user.check_password("huotui-8866")
        # every statutory task already has its person
        assert Task.objects.filter(assignee=staff).exists()


def test_the_law_follows_the_facilities(token):
    from houqin.packs.loading import load_law

    Client().post("/setup/only-once/?kind=school", {**FILLED, "facilities": ["has_lift"]})
    with every_institution():
        made = Institution.objects.get()
    lift = {d.code for d in load_law() if str(d.condition) == "has_lift"}
    canteen = {d.code for d in load_law() if str(d.condition) == "has_canteen"}
    with institution_scope(made.pk):
        plan = WorkPlan.objects.get(sort="statutory")
        codes = set(plan.items.values_list("number", flat=True))
    assert codes & lift
    assert not codes & canteen


def test_the_address_works_once(token):
    Client().post("/setup/only-once/?kind=school", FILLED)
    for answer in (
        Client().get("/setup/only-once/"),
        Client().post("/setup/only-once/?kind=school", FILLED),
    ):
        assert answer.status_code == 404
        assert "已经用过" in answer.content.decode()
    with every_institution():
        assert Institution.objects.count() == 1


def test_a_wrong_token_opens_nothing(token):
    assert Client().get("/setup/guess/").status_code == 404


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"password_again": "other-8866"}, "两遍密码不一样"),
        ({"admin_phone": "", "admin_username": ""}, "至少填一个"),
        ({"admin_password": "12345678", "password_again": "12345678"}, "密码"),
        ({"name": ""}, "请填写“单位名称”。"),
    ],
)
def test_what_is_wrong_is_said_and_the_token_stays_good(token, change, sentence):
    answer = Client().post("/setup/only-once/?kind=school", {**FILLED, **change})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert token.exists()


def test_an_empty_start_has_a_calendar_but_no_departments(token):
    Client().post("/setup/only-once/?kind=kindergarten", {**FILLED, "start": "empty"})
    with every_institution():
        made = Institution.objects.get()
    with institution_scope(made.pk):
        assert not Department.objects.exists()
        assert not Place.objects.exists()
        assert WorkPlan.objects.filter(sort="statutory").exists()


def test_who_founds_the_first_institution_keeps_the_installation_the_next_does_not(token):
    browser = Client()
    browser.post("/setup/only-once/?kind=school", FILLED)
    assert browser.get("/institutions/").status_code == 200
    token.write_text("again", encoding="ascii")
    other = Client()
    another = {**FILLED, "name": "秋水小学", "admin_phone": "13800000009"}
    assert other.post("/setup/again/?kind=school", another).status_code == 302
    assert other.get("/institutions/").status_code == 404
