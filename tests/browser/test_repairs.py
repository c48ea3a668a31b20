"""A stranger at a label, the repairer's phone, and the stars in the end."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SIZES, SignIn

pytestmark = pytest.mark.browser
PLACE = "一年级1班教室"


def _photo() -> dict[str, object]:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), (120, 90, 60)).save(out, "JPEG")
    return {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def _reported(chromium: Browser, base: str, tag: str) -> Page:
    """A phone without account that has scanned the label and sent the form."""
    width, height = SIZES["phone"]
    phone = chromium.new_context(
        viewport={"width": width, "height": height}, is_mobile=True, has_touch=True,
        locale="zh-CN", timezone_id="Asia/Shanghai", service_workers="block",
    )  # fmt: skip
    stranger = phone.new_page()
    stranger.goto(f"{base}/i/qh/p/{tag}/")
    expect(stranger).to_have_url(re.compile(rf"/r/qh/{tag}/$"))
    stranger.locator("[name=fault][value=door]").click()
    stranger.fill("textarea[name=text]", "窗户插销断了，浏览器里报的")
    stranger.set_input_files("input[type=file]", [_photo()])
    stranger.get_by_role("button", name="报修").click()
    stranger.wait_for_url(re.compile(r"/r/qh/f/[0-9A-Z]{10}/$"))
    expect(stranger.locator("main")).to_contain_text("已收到，正在派人")
    wide = stranger.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
    assert not wide
    return stranger


def test_a_strangers_label_leads_to_a_repair_that_is_dispatched_done_and_rated(
    sign_in: SignIn, chromium: Browser
) -> None:
    director = sign_in("qh-zongwu", "phone")
    director.open(f"/i/qh/org/places/?q={PLACE}")
    director.page.locator("main a", has_text=PLACE).locator("visible=true").first.click()
    director.look()
    tag = director.page.locator("b.hq-mono").first.inner_text().replace(" ", "")

    stranger = _reported(chromium, director.base, tag)

    director.open("/i/qh/maintenance/?q=浏览器里报的")
    found = director.page.locator("main a", has_text="浏览器里报的")
    found.locator("visible=true").first.click()
    director.look()
    expect(director.page.locator("main")).to_contain_text("派工依据")
    case = director.page.url.removeprefix(director.base)

    worker = sign_in("qh-weixiu", "phone")
    worker.open(case)
    worker.press("接单")
    worker.page.locator("form#hq-form button.btn-primary").last.click()
    worker.page.wait_for_url(f"{worker.base}{case}")
    worker.press("修好了")
    worker.page.locator("[name=cause]").fill("插销年久")
    worker.page.locator("[name=work]").fill("换了插销")
    worker.page.set_input_files("input[type=file]", [_photo()])
    worker.page.locator("form#hq-form button.btn-primary").last.click()
    worker.page.wait_for_url(f"{worker.base}{case}")
    worker.look()
    expect(worker.page.locator("main")).to_contain_text("待确认")

    stranger.reload()
    expect(stranger.locator("main")).to_contain_text("修好了，请您看看")
    stranger.locator("[name=stars][value='5']").click()
    stranger.get_by_role("button", name="修好了，打分").click()
    expect(stranger.locator("main")).to_contain_text("您的评分")
    stranger.context.close()
    worker.open(case)
    expect(worker.page.locator("main")).to_contain_text("已办结")
