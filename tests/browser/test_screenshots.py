"""The pictures of the documentation, taken anew with ``make screenshots``."""

from __future__ import annotations

import io
import re
from pathlib import Path
from random import Random

import pytest
from PIL import Image
from playwright.sync_api import expect

from houqin.web.demo.pictures import picture as drawn
from tests.browser.conftest import ROOT, SignIn, Visitor

PICTURES = ROOT / "docs" / "screenshots"
SAMPLE = ROOT / "src" / "houqin" / "packs" / "school" / "plan.md"
LARGEST = 250_000
SCHOOL = "/i/qh"
pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _only_when_asked(request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("--screenshots", default=False):
        pytest.skip("renews docs/screenshots; asked for with --screenshots")


def picture(visitor: Visitor, name: str) -> None:
    """Keep what is in the window as a small PNG."""
    visitor.page.evaluate("document.fonts.ready")
    visitor.page.mouse.move(0, 0)
    taken = Image.open(io.BytesIO(visitor.page.screenshot(animations="disabled", caret="hide")))
    kept = PICTURES / f"{name}.png"
    PICTURES.mkdir(parents=True, exist_ok=True)
    taken.convert("RGB").quantize(colors=128, method=Image.Quantize.MEDIANCUT).save(
        kept, optimize=True
    )
    assert kept.stat().st_size < LARGEST, f"{kept.name} has {kept.stat().st_size:,} bytes"


def wear(visitor: Visitor, theme: str) -> None:
    visitor.page.evaluate(f"localStorage.setItem('hq-theme', '{theme}')")
    visitor.page.reload()
    visitor.look()


def test_the_director_at_a_desk(sign_in: SignIn) -> None:
    director = sign_in("qh-zongwu", "desk")
    for name, path in (
        ("today-desk", "/today/?who=all"),
        ("calendar-term", "/calendar/"),
        ("calendar-month", "/calendar/month/"),
        ("supervision", "/supervision/"),
        ("radar", "/radar/"),
        ("books", "/ledgers/"),
    ):
        director.open(SCHOOL + path)
        picture(director, name)
    director.open(f"{SCHOOL}/calendar/")
    wear(director, "dark")
    picture(director, "calendar-term-dark")
    wear(director, "light")


def test_a_summary(sign_in: SignIn) -> None:
    director = sign_in("qh-zongwu", "desk")
    director.open(f"{SCHOOL}/reports/")
    director.page.locator("button", has_text="半年总结").first.click()
    director.page.wait_for_url("**/reports/*/")
    director.look()
    director.page.reload()  # without the word that it is made
    director.look()
    picture(director, "summary")


def test_a_plan_under_review(sign_in: SignIn) -> None:
    """The school's sample plan, pasted once more: a draft that asks for its vague words."""
    director = sign_in("qh-zongwu", "desk")
    director.open(f"{SCHOOL}/plans/new/")
    as_from_word = re.sub(r"(?m)^#+ ", "", SAMPLE.read_text(encoding="utf-8"))
    director.page.fill("textarea[name=text]", as_from_word)
    director.press("读一读这份计划")
    director.page.wait_for_url("**/review/")
    director.look()
    director.page.keyboard.press("n")
    expect(director.page.locator("tr[data-state=ask]").first).to_be_visible()
    picture(director, "plan-review")


def test_the_gatekeeper_at_the_phone(sign_in: SignIn) -> None:
    gatekeeper = sign_in("qh-menwei1", "phone")
    gatekeeper.open(f"{SCHOOL}/today/")
    picture(gatekeeper, "today-phone")


def test_a_task_at_the_phone(sign_in: SignIn, tmp_path: Path) -> None:
    keeper = sign_in("qh-suguan1", "phone")
    keeper.open(f"{SCHOOL}/today/")
    keeper.press("去登记")
    keeper.page.wait_for_url("**/tasks/*/")
    keeper.page.fill("textarea[name=note]", "楼道、应急灯、热水器都看过，学生都已就寝。")
    taken = tmp_path / "巡查.jpg"
    taken.write_bytes(drawn("dormitory", "楼道巡查", "示例照片", Random(1)))
    with keeper.page.expect_file_chooser() as chooser:
        keeper.page.locator("button", has_text="从相册选").click()
    chooser.value.set_files(taken)
    expect(keeper.page.locator(".hq-thumbs img")).to_have_count(1)
    picture(keeper, "task-phone")


def test_an_entry_on_the_phone(sign_in: SignIn) -> None:
    cook = sign_in("qh-zongwu", "phone")
    cook.open(f"{SCHOOL}/ledgers/b/food_sample_log/new/")
    picture(cook, "entry-phone")


def first_of(visitor: Visitor, path: str, words: str) -> None:
    """From a list to the row that says these words."""
    visitor.open(SCHOOL + path)
    visitor.page.locator("tbody tr", has_text=words).first.locator("a.rowlink").click()
    visitor.page.wait_for_url("**/cases/*/")
    visitor.look()


def test_cases_from_found_to_verified(sign_in: SignIn) -> None:
    """A hazard put right, a repair with why it went to whom, and what a survey said."""
    director = sign_in("qh-zongwu", "desk")
    first_of(director, "/safety/hazards/?whose=all&open=all", "已销号")
    picture(director, "hazard")
    first_of(director, "/maintenance/?whose=all&open=all", "已办结")
    picture(director, "repair")
    director.open(f"{SCHOOL}/voice/surveys/?state=published")
    director.page.locator("tbody tr", has_text="已公布").first.locator("a.rowlink").click()
    director.page.wait_for_url("**/surveys/*/")
    director.press("看结果")
    picture(director, "survey")


def test_a_complaint_without_an_account(sign_in: SignIn) -> None:
    parent = sign_in("qh-menwei1", "phone")
    parent.page.context.clear_cookies()
    parent.open("/s/qh/")
    picture(parent, "complaint-phone")


def test_the_bureau(sign_in: SignIn) -> None:
    inspector = sign_in("jiancha", "desk")
    inspector.open("/")
    picture(inspector, "bureau")
