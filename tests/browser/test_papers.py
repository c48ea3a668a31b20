"""Paper in a browser: print a book, check a page, make a folder for an inspection, verify."""

from __future__ import annotations

import re
import zipfile
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser
BOOK = "/i/qh/ledgers/b/food_sample_log"
LIST = "1. 食品留样是否规范\n2. 灭火器每月检查\n3. 外星人接待登记"


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_an_inspection_folder_is_made_of_a_pasted_list(size, sign_in, tmp_path):
    visitor = sign_in("qh-zongwu", size)
    page = visitor.page
    visitor.open("/i/qh/ledgers/papers/")
    visitor.press("做迎检材料")
    page.fill("[name=title]", f"食品安全检查 {size}")
    page.fill("[name=first]", "2026-11-16")
    page.fill("[name=checklist]", LIST)
    visitor.press("下一步")
    assert page.locator("text=没有对上的台账").count() == 1
    visitor.press("开始做")
    page.wait_for_selector("a[download]")
    visitor.look()
    with page.expect_download() as taken:
        page.locator("a[download]").click()
    target = tmp_path / "材料.zip"
    taken.value.save_as(target)
    with zipfile.ZipFile(target) as held:
        names = held.namelist()
        assert "暂无对应材料" in held.read("索引.html").decode()
    assert {"索引.html", "索引.pdf"} <= set(names)
    assert any(re.match(r"\d\d .*食品留样.*\.pdf", name) for name in names)


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_book_is_printed_and_anybody_checks_the_page(size, sign_in, program):
    visitor = sign_in("qh-zongwu", size)
    page = visitor.page
    visitor.open(f"{BOOK}/paper/")
    page.fill("[name=first]", "2026-11-16")
    visitor.press("打印页面")
    assert page.locator(".hq-sheet-qr svg").count() == 1
    got = page.context.request.get(f"{program.url}{BOOK}/paper/pdf/?first=2026-11-16")
    assert got.body().startswith(b"%PDF")
    address = page.get_attribute(".hq-sheet-qr", "data-address")
    path = urlsplit(address).path  # on the machine's own network, where it has one
    page.context.clear_cookies()
    visitor.open(path)
    assert page.locator("text=没有改动").count() == 1
    visitor.open(re.sub(r"[0-9a-f]{32}/$", "0" * 32 + "/", path))
    assert page.locator("text=不相符").count() >= 1


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_books_are_verified_and_days_and_retention_are_shown(size, sign_in):
    visitor = sign_in("qh-zongwu", size)
    visitor.open("/i/qh/ledgers/proof/food_sample_log/")
    assert visitor.page.locator("text=完整，没有改动").count() == 1
    for path in ("days/", "days/settings/", "retention/", "papers/bundle/", "papers/leaving/"):
        visitor.open(f"/i/qh/ledgers/{path}")
    visitor.open(f"{BOOK}/layout/")
