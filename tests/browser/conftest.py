"""A real Chromium against a real program on demo data, at the two sizes people have."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests.program import Program, folder_of_its_own

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium")
PASSWORD = "houqin2026"
SIZES = {"phone": (390, 844), "desk": (1440, 900)}
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
_FLAGS = (
    "no-sandbox",
    "disable-gpu",
    "disable-dev-shm-usage",  # a small /dev/shm stalls every page at once
    "disable-quic",
    "no-first-run",
    "disable-background-networking",
    "disable-component-update",
    "disable-sync",
)
PATIENCE = 60_000  # milliseconds: two busy cores run a browser, a server and a database
expect.set_options(timeout=PATIENCE / 2)
_LOG_SHOWN = 8_000  # characters
SETTLED = "() => !document.querySelector('.htmx-request, .htmx-settling')"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--screenshots", action="store_true", help="renew docs/screenshots")


@pytest.fixture(scope="session")
def program() -> Iterator[Program]:
    """The program on an empty folder, with the demo institutions loaded.

    ``HOUQIN_JOURNEYS_AT=port`` uses one that already runs here, while writing tests.
    """
    running = os.environ.get("HOUQIN_JOURNEYS_AT")
    if running:
        yield Program(Path(), Path(), port=int(running))
        return
    with folder_of_its_own() as folder:
        started = Program(Path(sys.executable).parent / "houqin", folder / "data")
        loaded = started.run("demo")
        assert loaded.returncode == 0, loaded.stdout + loaded.stderr
        started.up()
        yield started
        started.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[f"--{flag}" for flag in _FLAGS],
        )
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Somebody at a phone or a desk, whose every page is checked as they go."""

    page: Page
    size: str
    base: str
    problems: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        self.page.goto(self.base + path)
        self.look()

    def look(self) -> None:
        """Wait until the page has settled, then check what a person or a screen reader meets."""
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_function(SETTLED)
        where = self.page.url.removeprefix(self.base)
        if self.page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
            self.problems.append(f"{where}: scrolls sideways at {self.size}")
        found = self.page.evaluate(AXE.read_text(encoding="utf-8") + _RUN_AXE)
        self.problems += [f"{where}: {one}" for one in found]

    def press(self, words: str) -> None:
        """Press what is visible and says these words, then look at the page that comes."""
        self.page.locator("button, a, summary").filter(has_text=words).locator(
            "visible=true"
        ).first.click()
        self.look()


_RUN_AXE = """
;axe.run({resultTypes: ['violations']}).then(r => r.violations.map(
  v => v.id + ' ' + v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(' | ')))
"""

SignIn = Callable[[str, str], Visitor]


@pytest.fixture
def sign_in(program: Program, chromium: Browser, tmp_path: Path) -> Iterator[SignIn]:
    """``sign_in(name, size)`` → a visitor; at the end nothing may have gone wrong on any page."""
    opened: list[tuple[BrowserContext, Visitor]] = []

    def enter(name: str, size: str) -> Visitor:
        width, height = SIZES[size]
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            is_mobile=size == "phone",
            has_touch=size == "phone",
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            device_scale_factor=2 if size == "phone" else 1,
            # Playwright's watch on a new worker stalls about one in eleven for ever; the worker
            # itself is tried in houqin/ui/tests/test_browser.py
            service_workers="block",
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        visitor = Visitor(page, size, program.url)
        page.on("pageerror", lambda error: visitor.problems.append(f"script: {error}"))
        page.on("console", lambda said: _hear(visitor, said))
        page.goto(program.url + "/accounts/login/")
        page.fill("input[name=login]", name)
        page.fill("input[name=password]", PASSWORD)
        page.locator("form button.btn-primary").first.click()
        visitor.look()
        opened.append((context, visitor))
        return visitor

    yield enter
    problems = [problem for _context, visitor in opened for problem in visitor.problems]
    for number, (context, visitor) in enumerate(opened):
        with suppress(PlaywrightError):  # the picture is for whoever looks at a failure
            visitor.page.screenshot(path=tmp_path / f"last-{number}.png")
        context.close()
    assert not problems, "\n".join([*dict.fromkeys(problems), program.said()[-_LOG_SHOWN:]])


def _hear(visitor: Visitor, said: Any) -> None:
    if said.type == "error" and "422" not in said.text:
        visitor.problems.append(f"console: {said.text[:200]}")
