"""消息渠道 as the administrator and everybody else meet them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SignIn

pytestmark = pytest.mark.browser


def test_a_channel_is_set_up_on_the_phone_tried_and_offered_to_everybody(sign_in: SignIn) -> None:
    keeper = sign_in("qh-xinxi", "phone")
    page = keeper.page
    keeper.open("/i/qh/notices/channels/")
    keeper.press("其他系统")
    page.fill("[name=name]", "学校平台")
    page.fill("[name=of_url]", "https://127.0.0.1/hook")
    page.fill("[name=of_sign]", "a-secret-of-sixteen-letters")
    page.locator("form#hq-form button.btn-primary").last.click()
    page.wait_for_url("**/notices/channels/")
    keeper.look()
    expect(page.locator("main")).to_contain_text("学校平台")
    page.get_by_role("button", name="发测试：学校平台").click()
    keeper.look()
    expect(page.locator("body")).to_contain_text("在内部网络里，后勤不向那里发")
    keeper.press("企业微信应用")
    page.fill("[name=of_corp_id]", "ww123456")
    page.fill("[name=of_agent_id]", "1000002")
    page.fill("[name=of_secret]", "never-shown-again")
    page.locator("form#hq-form button.btn-primary").last.click()
    page.wait_for_url("**/notices/channels/")
    page.locator("main a", has_text="企业微信应用").first.click()
    keeper.look()
    expect(page.locator("[name=of_secret]")).to_have_value("")
    assert "never-shown-again" not in page.content()
    keeper.open("/i/qh/notices/preferences/")
    expect(page.locator("[name='by:wecom']")).to_be_checked()
    keeper.open("/i/qh/notices/channels/")
    for _channel in range(2):
        page.locator("main .tt a").first.click()
        keeper.press("删除")
        page.locator("dialog[open] button", has_text="删除").click()
        page.wait_for_url("**/notices/channels/")
    keeper.look()
    expect(page.locator("main")).to_contain_text("还没有渠道")
