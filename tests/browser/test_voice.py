"""A stranger's complaint until its answer is public, and a survey by its link."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import AXE, SIZES, SignIn, Visitor

pytestmark = pytest.mark.browser
SAID = "浏览器里说的：二楼饮水机不出热水"


@pytest.fixture
def stranger(chromium: Browser) -> Iterator[Page]:
    """Somebody's phone, not signed in to anything."""
    width, height = SIZES["phone"]
    context = chromium.new_context(
        viewport={"width": width, "height": height}, is_mobile=True, has_touch=True,
        locale="zh-CN", timezone_id="Asia/Shanghai", service_workers="block",
    )  # fmt: skip
    yield context.new_page()
    context.close()


def look(page: Page) -> None:
    """Nothing scrolls sideways, nothing that a screen reader would stumble over."""
    page.wait_for_load_state("networkidle")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"), page.url
    script = AXE.read_text(encoding="utf-8") + ";axe.run().then(r => r.violations.map(v => v.id))"
    assert page.evaluate(script) == [], page.url


def step(visitor: Visitor, case: str, words: str, **given: str) -> None:
    """Press the case's button, fill in what it asks for, send it."""
    visitor.open(case)
    visitor.press(words)
    form = visitor.page.locator("form#hq-form")
    for name, value in given.items():
        field = form.locator(f"[name={name}]").first
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(label=value)
        elif field.get_attribute("type") == "radio":
            form.get_by_role("radio", name=value, exact=True).check()
        else:
            field.fill(value)
    form.locator("button.btn-primary").last.click()
    visitor.page.wait_for_url(f"{visitor.base}{case}")


def test_a_strangers_complaint_is_looked_into_answered_and_published(
    sign_in: SignIn, stranger: Page
) -> None:
    principal = sign_in("qh-xiaozhang", "desk")
    stranger.goto(f"{principal.base}/s/qh/")
    look(stranger)
    stranger.get_by_role("radio", name="投诉").check()
    stranger.fill("textarea[name=text]", SAID)
    stranger.get_by_role("button", name="交给单位").click()
    stranger.wait_for_url(re.compile(r"/s/qh/f/[0-9A-Z]{10}/\?new=1$"))
    follow = stranger.url.partition("?")[0]
    look(stranger)

    principal.open("/i/qh/voice/?whose=all&q=浏览器里说的")
    principal.page.locator("main a", has_text="浏览器里说的").first.click()
    principal.look()
    case = principal.page.url.removeprefix(principal.base)
    step(principal, case, "受理派办", owner="总务主任")
    director = sign_in("qh-zongwu", "phone")
    step(
        director, case, "写结论和答复", findings="到现场看过", verdict="部分属实",
        measure="换了加热管", answer="已修好，下周再查一次。",
    )  # fmt: skip
    step(principal, case, "审核办结")
    principal.press("公布办理结果")
    form = principal.page.locator("form#hq-form")
    form.locator("[name=public_problem]").fill("饮水机不出热水")
    form.locator("[name=public_answer]").fill("换了加热管，问 13800138000")
    form.locator("button.btn-primary").last.click()
    expect(principal.page.locator("[data-error]")).to_contain_text("手机号")
    form.locator("[name=public_answer]").fill("换了加热管，下周再查")
    form.locator("button.btn-primary").last.click()
    principal.page.wait_for_url(f"{principal.base}{case}")

    stranger.goto(follow)
    expect(stranger.locator("main")).to_contain_text("已修好，下周再查一次。")
    look(stranger)
    stranger.goto(f"{principal.base}/s/qh/figures/")
    expect(stranger.locator("main")).to_contain_text("换了加热管，下周再查")
    look(stranger)


def test_a_survey_is_answered_once_by_its_link(sign_in: SignIn, stranger: Page) -> None:
    director = sign_in("qh-zongwu", "desk")
    director.open("/i/qh/voice/surveys/?state=open&sort=canteen")
    director.page.locator("main a", has_text="食堂评议表").locator("visible=true").first.click()
    director.look()
    link = director.page.locator(".text-break").first.inner_text()
    stranger.goto(link)
    look(stranger)
    for question in ("饭菜质量", "卫生状况", "价格", "服务态度"):
        stranger.get_by_role("group", name=question).get_by_role("radio", name="4").check()
    stranger.get_by_role("button", name="交卷").click()
    expect(stranger.locator("main")).to_contain_text("每人一份")
    stranger.goto(link)
    expect(stranger.locator("main")).to_contain_text("每人一份")
    director.open("/i/qh/voice/surveys/?state=published")
    director.page.locator("main a", has_text="食堂评议表").locator("visible=true").first.click()
    director.look()
    director.press("看结果")
    expect(director.page.locator("main")).to_contain_text("满意度")
