"""The documentation speaks of what there is: links, pictures, tables, settings, code names."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from docs import roles_table

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "frontend").glob("*.md")]
)
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCED = re.compile(r"(?ms)^ *```.*?^ *```")
# Set by the program itself, for the processes it starts; nobody sets them by hand.
INTERNAL = {
    "HOUQIN_AS_OWNER", "HOUQIN_PARENT", "HOUQIN_POOL", "HOUQIN_WORKER",
    "HOUQIN_TESTING", "HOUQIN_TEST_DATABASE",
}  # fmt: skip


@cache
def anchors(page: Path) -> set[str]:
    """The names of a page's headings, as the forges make them."""
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"(?m)^#+ (.+)$", text)
    return {re.sub(r"[^\w\- ]", "", one).strip().lower().replace(" ", "-") for one in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_link_and_picture_leads_somewhere(page: Path):
    broken = []
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" in target:
            continue
        path, _, anchor = unquote(target).partition("#")
        there = (page.parent / path).resolve() if path else page
        missing = not there.exists() or (anchor and anchor not in anchors(there))
        if missing:
            broken.append(target)
    assert broken == []


def test_the_tables_of_roles_and_permissions_are_up_to_date():
    page = roles_table.PAGE.read_text(encoding="utf-8")
    assert roles_table.renewed(page) == page, "run: python docs/roles_table.py"


def test_every_setting_of_the_environment_is_in_the_readme_and_every_one_there_exists():
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "src" / "houqin").rglob("*.py")
        if "tests" not in path.parts
    )
    read = set(re.findall(r"\"((?:HOUQIN_[A-Z_]+)|DATABASE_URL|DATABASE_OWNER_URL)\"", code))
    table = (ROOT / "README.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`(HOUQIN_[A-Z_]+|DATABASE_URL|DATABASE_OWNER_URL)`", table))
    assert told == read - INTERNAL


def test_the_glossary_names_only_what_the_code_has():
    page = (ROOT / "docs" / "engineers" / "glossary.md").read_text(encoding="utf-8")
    code = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "src").rglob("*.py"))
    named = re.findall(r"(?m)^\| [^|]+ \| ([^|]+) \|", page)
    codes = {name for cell in named for name in re.findall(r"`([A-Za-z]\w*)", cell)}
    assert len(codes) > 30
    unknown = {name for name in codes if not re.search(rf"\bclass {name}\b", code)}
    assert unknown == set()


def test_pictures_stay_small():
    large = [p.name for p in (ROOT / "docs").rglob("*.png") if p.stat().st_size > 250_000]
    assert large == []
