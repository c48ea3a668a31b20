"""事项 and 申请 on the phone: done by one, confirmed by another; decided by a meeting, signed."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn, Visitor

pytestmark = pytest.mark.browser


def sent(visitor: Visitor) -> str:
    """Send the form, wait for the case's own page; its address."""
    visitor.page.locator("form#hq-form button.btn-primary").click()
    visitor.page.wait_for_url(re.compile(r"/cases/\d+/$"))
    visitor.look()
    return visitor.page.url.removeprefix(visitor.base)


def draw(page: Page) -> None:
    """A signature with the finger."""
    box = page.locator(".hq-signpad canvas")
    box.scroll_into_view_if_needed()
    place = box.bounding_box()
    assert place is not None
    page.mouse.move(place["x"] + 40, place["y"] + 40)
    page.mouse.down()
    page.mouse.move(place["x"] + 160, place["y"] + 70, steps=6)
    page.mouse.up()


def test_a_dear_request_waits_for_the_meeting_and_is_signed_by_those_who_decide(
    sign_in: SignIn,
) -> None:
    asker = sign_in("qh-kuguan", "phone")
    asker.open("/i/qh/cases/ask/")
    asker.page.fill("[name=title]", "更换食堂排烟风机")
    asker.page.fill("[name=amount]", "32000")
    address = sent(asker)
    expect(asker.page.locator("main")).to_contain_text("审批中")
    boss = sign_in("qh-zongwu", "phone")
    boss.open(address)
    expect(boss.page.locator("main")).to_contain_text("要先开会集体决策")
    boss.press("登记集体决策")
    page = boss.page
    page.fill("[name=meeting]", "校务会")
    page.fill("[name=held_on]", date.today().isoformat())  # noqa: DTZ011 - the browser's own day
    page.fill("[name=chair]", "校长")
    page.fill("[name=result]", "同意更换")
    # who met the last time is there already, and each of them has to be accounted for
    for line, vote in enumerate(("for", "for", "absent")):
        page.locator(f"[name=vote{line}]").select_option(vote)
    sent(boss)
    expect(page.locator("main")).to_contain_text("校务会")
    boss.open(f"{address}step/agree/")
    draw(page)
    sent(boss)
    chief = sign_in("qh-xiaozhang", "phone")
    chief.open(f"{address}step/agree/")
    draw(chief.page)
    sent(chief)
    expect(chief.page.locator("main")).to_contain_text("已同意")


def test_a_matter_is_reported_done_and_confirmed_by_another(sign_in: SignIn) -> None:
    asker = sign_in("qh-kuguan", "phone")
    asker.open("/i/qh/cases/new/matter/")
    asker.page.fill("[name=title]", "库房门吸坏了")
    address = sent(asker)
    boss = sign_in("qh-zongwu", "desk")
    for path in ("cases/", "cases/board/?flow=matter", "cases/figures/"):
        boss.open(f"/i/qh/{path}")
    boss.open(address)
    boss.press("我来办")
    sent(boss)
    boss.press("办好了")
    boss.page.fill("[name=measure]", "换了门吸")
    sent(boss)
    expect(boss.page.locator("main")).to_contain_text("请另一位同事来办")
    asker.open(address)
    asker.press("确认办好")
    sent(asker)
    expect(asker.page.locator("main")).to_contain_text("已办结")
