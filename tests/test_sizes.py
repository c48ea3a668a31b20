"""Files and functions stay small enough to be read at one sitting."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CODE_LINES = 400
TEST_LINES = 500
FUNCTION_LINES = 50
TEMPLATE_LINES = 120
# Longer, and why.
LONGER_FILES: dict[str, str] = {}
LONGER_FUNCTIONS: dict[str, str] = {}
LONGER_TEMPLATES: dict[str, str] = {}


def code() -> list[Path]:
    folders = ("src", "tests", "bench", "frontend")
    return sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if not {"migrations", "node_modules"} & set(path.parts)
    )


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def is_test(path: Path) -> bool:
    return "tests" in path.parts


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_file_is_too_long():
    wrong = [
        f"{name_of(path)}: {lines(path)}"
        for path in code()
        if lines(path) > (TEST_LINES if is_test(path) else CODE_LINES)
        and name_of(path) not in LONGER_FILES
    ]
    assert not wrong, "\n".join(wrong)


def test_no_function_is_too_long():
    wrong = []
    for path in code():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                long = (node.end_lineno or node.lineno) - node.lineno + 1
                name = f"{name_of(path)}:{node.name}"
                if long > FUNCTION_LINES and name not in LONGER_FUNCTIONS:
                    wrong.append(f"{name}: {long}")
    assert not wrong, "\n".join(wrong)


def test_no_template_is_too_long():
    templates = sorted((ROOT / "src" / "houqin").glob("*/templates/**/*.html"))
    assert templates
    wrong = [
        f"{name_of(path)}: {lines(path)}"
        for path in templates
        if lines(path) > TEMPLATE_LINES and name_of(path) not in LONGER_TEMPLATES
    ]
    assert not wrong, "\n".join(wrong)


def test_no_module_has_a_name_that_says_nothing():
    empty = {"utils", "helpers", "common", "manager", "data", "info", "misc", "extras"}
    assert [name_of(path) for path in code() if path.stem in empty] == []


def test_each_exception_is_still_needed():
    files = {name_of(path) for path in code()}
    assert set(LONGER_FILES) <= files
    assert {name.split(":")[0] for name in LONGER_FUNCTIONS} <= files
