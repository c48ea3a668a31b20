"""The page frame stands on whatever the shell gives it, and on nothing at all."""

import json
from pathlib import Path

import pytest
from django.template import Context, Template
from django.template.loader import get_template, render_to_string

from houqin.ui import gallery

ROOM = Path(__file__).resolve().parent.parent
TEMPLATES = sorted(p.relative_to(ROOM / "templates") for p in (ROOM / "templates").rglob("*.html"))
ERRORS = ["400", "403", "404", "413", "429", "500", "offline"]
LOCK = ROOM.parents[2] / "frontend" / "package-lock.json"


@pytest.mark.parametrize("name", TEMPLATES, ids=str)
def test_every_template_compiles_and_is_short(name):
    get_template(name.as_posix())
    assert len((ROOM / "templates" / name).read_text().splitlines()) <= 120


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_needs_nothing_and_says_what_to_do(name):
    page = render_to_string(f"ui/errors/{name}.html")
    assert "<h1>" in page
    assert "请" in page or "仍可" in page


def test_the_title_stands_in_the_tab_and_on_the_page():
    page = render_to_string("ui/page.html", {"title": "食品留样台账"})
    assert "<title>食品留样台账 · 后勤</title>" in page
    assert page.count(">食品留样台账</h1>") == 1


def test_the_phones_back_arrow_leads_one_step_up():
    crumbs = [("台账", "/books/"), ("食品留样", "/books/7/")]
    page = render_to_string("ui/page.html", {"title": "登记", "crumbs": crumbs})
    assert '<a class="ib" href="/books/7/" data-back' in page


def test_navigation_marks_where_you_are_and_counts_what_waits():
    item = {"name": "今日", "url": "/", "icon": "home", "active": True, "count": 2}
    page = render_to_string(
        "ui/page.html",
        {"title": "今日", "nav": [{"name": "日常", "items": [item]}], "phone_nav": [item]},
    )
    assert page.count('aria-current="page"') == 2
    assert '<span class="cnt hq-num">2</span>' in page


def test_nothing_a_person_typed_becomes_markup():
    page = render_to_string("ui/page.html", {"title": "<b>x</b>", "note": "<i>y</i>"})
    assert "<b>x</b>" not in page
    assert "<i>y</i>" not in page


def test_no_page_needs_an_inline_script():
    page = render_to_string("ui/gallery.html", gallery.context())
    for tag in page.split("<script")[1:]:
        head, _, inside = tag.partition(">")
        assert "src=" in head or 'type="application/json"' in head, inside[:60]
    assert " onclick=" not in page
    assert " style=" not in page


@pytest.mark.parametrize("code", ["todo", "doing", "late", "review", "done", "na"])
def test_a_state_has_a_word_an_icon_and_a_class(code):
    read = Template("{% with s=code|state %}{{ s.word }} {{ s.icon }} {{ s.css }}{% endwith %}")
    word, icon, css = read.render(Context({"code": code})).split()
    assert word
    assert icon
    assert css == f"hq-{code}"


def test_the_lock_file_names_packages_not_where_they_came_from():
    lock = json.loads(LOCK.read_text())
    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []
    assert all(e.get("integrity") for name, e in lock["packages"].items() if name), "each is pinned"
