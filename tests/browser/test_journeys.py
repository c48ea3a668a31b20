"""A plan becomes a term of work: import → review → approve → do → summary, for three kinds."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import pytest
from docx import Document
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import SignIn, Visitor

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class House:
    """A demo institution and the people of its journey."""

    code: str
    director: str
    principal: str
    doer: str


HOUSES = {
    "school": House("qh", "qh-zongwu", "qh-xiaozhang", "qh-menwei1"),
    "kindergarten": House("cg", "cg-houqin", "cg-yuanzhang", "cg-menwei1"),
    "hospital": House("rh", "rh-zongwu", "rh-yuanzhang", "rh-menwei1"),
}


def plan_text(title: str) -> str:
    return f"""{title}

一、指导思想
以服务为宗旨，把安全放在首位，让大家安心。

二、具体工作
1、门卫每天整理一遍失物招领柜，拍照留存。
2、维修工每周检查一次配电箱。
3、定期清洗空调滤网。
4、十二月组织一次消防演练。
"""


def import_plan(visitor: Visitor, house: House, title: str) -> str:
    """Paste, read, settle what is asked, submit; gives the plan's address."""
    visitor.open(f"/i/{house.code}/plans/new/")
    visitor.page.fill("textarea[name=text]", plan_text(title))
    visitor.press("读一读这份计划")
    if visitor.page.locator("button", has_text="导入勾选的计划").count():
        visitor.press("导入勾选的计划")
    visitor.page.wait_for_url("**/review/")
    visitor.look()
    asked = visitor.page.locator("tr[data-state=ask]")
    expect(asked).to_have_count(1)
    asked.locator("[data-choose]").first.click()
    expect(asked).to_have_count(0)
    visitor.look()
    address = visitor.page.url.removesuffix("review/").removeprefix(visitor.base)
    visitor.press("提交审批")
    return address


def approve(visitor: Visitor, address: str) -> None:
    visitor.open(f"{address}approval/")
    visitor.press("批准并派任务")
    expect(visitor.page.locator("main")).to_contain_text("第 1 版")


def photo(folder: Path) -> Path:
    body = io.BytesIO()
    Image.new("RGB", (1600, 1200), (90, 120, 110)).save(body, "JPEG")
    kept = folder / "photo.jpg"
    kept.write_bytes(body.getvalue())
    return kept


def do_the_round(visitor: Visitor, house: House, title: str, folder: Path) -> None:
    """Find today's round among the tasks and finish it with a word and a photo."""
    visitor.open(f"/i/{house.code}/tasks/?state=open&when=today&q=整理一遍失物招领柜")
    visitor.page.locator("a", has_text="整理一遍失物招领柜").locator("visible=true").first.click()
    visitor.look()
    with visitor.page.expect_file_chooser() as chooser:
        visitor.page.locator("button", has_text="从相册选").click()
    chooser.value.set_files(photo(folder))
    expect(visitor.page.locator(".hq-thumbs img")).to_have_count(1)
    visitor.page.fill("textarea[name=note]", "已整理，无人认领的贴了标签。")
    visitor.page.locator("#hq-form button[data-missing]").click()
    visitor.page.wait_for_url("**/today/")
    visitor.look()
    expect(visitor.page.locator(".hq-toast")).to_contain_text("已登记")


def summarise(visitor: Visitor, house: House, title: str) -> None:
    """One press makes the summary; its Word file says what the page says."""
    visitor.open(f"/i/{house.code}/reports/")
    plan = visitor.page.locator("section", has=visitor.page.locator("h2", has_text=title))
    plan.locator("button", has_text="总结").first.click()
    visitor.page.wait_for_url("**/reports/*/")
    visitor.look()
    expect(visitor.page.locator("main")).to_contain_text("整理一遍失物招领柜")
    with visitor.page.expect_download() as saved:
        visitor.page.locator("a", has_text="导出 Word").locator("visible=true").first.click()
    document = Document(str(saved.value.path()))
    said = "\n".join(p.text for p in document.paragraphs)
    cells = "\n".join(c.text for t in document.tables for row in t.rows for c in row.cells)
    assert "以服务为宗旨" in said
    assert "整理一遍失物招领柜" in cells


@pytest.mark.parametrize("size", ["desk", "phone"])
@pytest.mark.parametrize("kind", HOUSES)
def test_a_pasted_plan_becomes_a_summary(
    sign_in: SignIn, kind: str, size: str, tmp_path: Path
) -> None:
    house = HOUSES[kind]
    title = f"{size} 后勤工作计划"
    director = sign_in(house.director, size)
    address = import_plan(director, house, title)
    approve(sign_in(house.principal, size), address)
    do_the_round(sign_in(house.doer, size), house, title, tmp_path)
    summarise(director, house, title)
