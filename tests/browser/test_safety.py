"""A failed check until its hazard is verified by another; a point that nobody walked to."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import SignIn

pytestmark = pytest.mark.browser


def _photo() -> dict[str, object]:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), (70, 110, 90)).save(out, "JPEG")
    return {"name": "IMG_2.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def test_a_failed_item_is_a_hazard_put_right_by_one_and_verified_by_another(
    sign_in: SignIn,
) -> None:
    officer = sign_in("qh-anquan", "phone")
    officer.open("/i/qh/safety/checks/")
    officer.open("/i/qh/ledgers/b/fire_check/new/")
    page = officer.page
    item = page.locator(".hq-check", has_text="应急照明")
    item.get_by_role("radio", name="不合格").click()
    item.locator("[name$=-note]").fill("二楼应急灯不亮，浏览器里查的")
    page.locator("[data-all-pass]").click()
    page.locator("[data-at=head] [role=combobox]").fill("维修工")
    page.locator("[data-at=head] [role=option]", has_text="维修工").first.click()
    page.locator("[name=measure]").fill("已报修，先放一盏充电灯。")
    page.locator("form#hq-form button[data-missing]").click()
    page.wait_for_url(re.compile(r"/ledgers/e/\d+/$"))

    officer.open("/i/qh/safety/hazards/?q=浏览器里查的")
    found = page.locator("main a", has_text="浏览器里查的")
    found.locator("visible=true").first.click()
    officer.look()
    case = page.url.removeprefix(officer.base)
    officer.press("派整改")
    page.locator("[name=owner]").select_option(label="维修工")
    page.locator("[name=place]").select_option(label="一号教学楼二层")  # the sheet is the campus's
    page.locator("[name=plan]").fill("换电池，试亮")
    page.locator("[name=interim]").fill("放一盏充电灯")
    page.locator("form#hq-form button.btn-primary").click()
    page.wait_for_url(f"{officer.base}{case}")

    fixer = sign_in("qh-weixiu", "phone")
    fixer.open(case)
    fixer.press("整改完成")
    fixer.page.locator("[name=measure]").fill("换了电池，试亮正常")
    fixer.page.set_input_files("input[type=file][name=after]", [_photo()])
    fixer.page.locator("form#hq-form button.btn-primary").click()
    fixer.page.wait_for_url(f"{fixer.base}{case}")
    fixer.look()
    assert not fixer.page.get_by_role("link", name="复查合格").count()

    officer.open(case)
    officer.press("复查合格")
    page.locator("form#hq-form button.btn-primary").click()
    page.wait_for_url(f"{officer.base}{case}")
    officer.look()
    expect(page.locator("main")).to_contain_text("已销号")
    expect(page.locator("main")).to_contain_text("换了电池，试亮正常")


def test_a_point_nobody_walked_to_is_named_and_the_walker_says_why(sign_in: SignIn) -> None:
    officer = sign_in("qh-anquan", "phone")
    page = officer.page
    for path in ("", "patrols/", "letters/issues/", "emergency/", "risks/", "clauses/"):
        officer.open(f"/i/qh/safety/{path}")
    officer.open("/i/qh/safety/patrols/rounds/?state=missed")
    page.locator("main a[href*='/patrols/rounds/']").locator("visible=true").first.click()
    officer.look()
    expect(page.locator("main")).to_contain_text("漏巡")
    officer.press("说明漏巡原因")
    page.locator("[name=reason]").fill("门口处理纠纷，没有走到")
    page.locator("form#hq-form button.btn-primary").click()
    officer.look()
    expect(page.locator("main")).to_contain_text("门口处理纠纷")


_KEPT = """async (address) => {
  const kept = await caches.match(address);
  return kept ? await kept.text() : "";
}"""


def test_every_emergency_plan_is_on_the_phone_once_their_list_was_opened(sign_in: SignIn) -> None:
    """That the worker answers with what is kept is tried in houqin/ui/tests/test_browser.py."""
    guard = sign_in("qh-menwei1", "phone")
    guard.open("/i/qh/safety/emergency/")
    plans = guard.page.eval_on_selector_all("a[data-keep-too]", "found => found.map(a => a.href)")
    assert len(plans) >= 5
    kept = ""
    for _tenth in range(80):
        kept = guard.page.evaluate(_KEPT, plans[-1])
        if kept:
            break
        guard.page.wait_for_timeout(100)
    assert 'href="tel:119"' in kept
