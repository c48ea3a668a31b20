"""A clerk copies a pack's book, changes it and publishes it; the kitchen writes in it by phone."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
OFFICE, KITCHEN = "qh-zongwu", "qh-shitang"
HOME = "/i/qh/ledgers/"


def window(page):
    return page.locator("#hq-modal[open]")


def names(page):
    return page.locator("[data-dz-rows] > li .dz-name b").all_inner_texts()


def add_limited_number(visitor, label):
    page = visitor.page
    page.get_by_role("link", name="添加字段").first.click()
    expect(window(page)).to_be_visible()
    visitor.look()
    page.fill("#dz-label", label)
    page.locator(".dz-palette button", has_text="带小数的数").click()
    expect(page.locator("input[name=unit]")).to_be_visible()
    page.fill("input[name=unit]", "℃")
    page.select_option("select[name=lim-0-kind]", "max")
    page.fill("input[name=lim-0-value]", "8")
    visitor.look()
    window(page).locator("button.btn-primary").click()
    expect(page.locator("#hq-modal[open]")).to_have_count(0)
    expect(page.locator("[data-dz-rows] > li").last).to_contain_text("不大于 8 ℃（异常）")


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_a_book_is_copied_changed_published_and_written_in(sign_in, size):
    clerk = sign_in(OFFICE, size)
    page = clerk.page
    title, label = f"留样柜巡查{uuid4().hex[:6]}", "柜内温度"
    clerk.open(f"{HOME}design/?q=留样")
    page.locator("button[name=copy]").first.click()
    page.wait_for_url(re.compile(r"/design/\d+/$"))
    clerk.look()
    address = page.url
    page.get_by_role("link", name="名称和设置").click()
    page.wait_for_url("**/about/")
    page.fill("input[name=title]", "")
    page.locator(".hq-form-foot .btn-primary").click()
    if page.url.endswith("/about/"):
        page.fill("input[name=title]", title)
        page.locator(".hq-form-foot .btn-primary").click()
    page.wait_for_url(address)
    clerk.look()
    expect(page.locator("h1")).to_have_text(title)

    add_limited_number(clerk, label)
    first = names(page)
    grip = page.locator("[data-dz-rows] > li").last.locator("[data-dz-grip]")
    grip.focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-dz-rows] > li").nth(-2)).to_contain_text(label)
    expect(page.locator("[data-dz-rows] > li").nth(-2).locator("[data-dz-grip]")).to_be_focused()
    drag_up(page, label, 3)
    assert sorted(names(page)) == sorted(first)

    if size == "phone":
        page.locator("[data-dz-tab=phone]").click()
    frame = page.frame_locator(".dz-frame iframe")
    temperature = frame.get_by_label(label)
    temperature.fill("12")
    temperature.blur()
    expect(frame.locator("[data-flags]")).to_contain_text("不能大于 8 ℃")
    clerk.look()
    clerk.open(address.removeprefix(clerk.base) + "publish/")
    clerk.press("发布")
    page.wait_for_url(re.compile(r"/ledgers/b/[a-z0-9_]+/$"))
    book = page.url.removeprefix(clerk.base)

    cook = sign_in(KITCHEN, "phone")
    cook.open(f"{book}new/")
    expect(cook.page.get_by_label(label)).to_be_visible()


def drag_up(page, label, rows_up):
    """By its handle onto the row that stands so many rows higher."""
    rows = page.locator("[data-dz-rows] > li")
    here = names(page).index(label)
    grip = rows.nth(here).locator("[data-dz-grip]")
    rows.nth(here - rows_up).scroll_into_view_if_needed()
    grip.hover()
    page.mouse.down()
    goal = rows.nth(here - rows_up).bounding_box()
    page.mouse.move(goal["x"] + 20, goal["y"] + goal["height"] / 2, steps=6)
    page.mouse.up()
    expect(rows.nth(here - rows_up)).to_contain_text(label)


def test_a_second_editor_is_told_and_sees_the_newest(sign_in):
    one, other = sign_in(OFFICE, "desk"), sign_in(OFFICE, "desk")
    one.open(f"{HOME}design/")
    one.page.fill("#dz-title", f"两人同改{uuid4().hex[:6]}")
    one.press("开始设计")
    one.page.wait_for_url(re.compile(r"/design/\d+/$"))
    add_limited_number(one, "温度")
    other.open(one.page.url.removeprefix(one.base))
    add_limited_number(one, "湿度")
    row = other.page.locator("[data-dz-rows] > li").first
    row.locator("[data-menu] summary").click()
    row.get_by_role("button", name="去掉").click()
    expect(other.page.locator(".dz-list [role=alert]")).to_contain_text("没有保存")
    assert names(other.page) == ["温度", "湿度"]
    other.problems[:] = [one for one in other.problems if "409" not in one]
