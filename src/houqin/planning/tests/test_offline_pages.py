"""A page without a network knows by itself who was chosen, and a reading's limits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from houqin.forms import form_from
from houqin.forms.portable import portable
from houqin.ledgers.tests.test_offline_rules import NOW, Phone, node_program
from houqin.planning.rules import limits_for_page

# A page of two or three elements: what the scripts ask of them, and no more.
HARNESS = """
import { createInterface } from "node:readline";
class Element extends EventTarget {
  constructor(tag) { super(); this.tag = tag; this.text = ""; this.value = ""; this.hidden = false; this.required = false;
    const kept = new Set(); this.classList = { toggle: (name, on) => (on ? kept.add(name) : kept.delete(name)), contains: (name) => kept.has(name) }; }
  setAttribute() {} append() {} closest() { return null; } matches(selector) { return selector === this.tag; }
  after(line) { this.line = line; } replaceChildren(...parts) { this.text = parts.filter((one) => typeof one === "string").join(""); }
  querySelectorAll() { return [this]; } focus() { this.focused = true; }
}
globalThis.document = { createElement: (tag) => new Element(tag), body: { dataset: {} } };
const { called } = await import(process.argv[2] + "/entry-here.js");
const { judge } = await import(process.argv[2] + "/rules.js");
const { startReadings } = await import(process.argv[2] + "/reading.js");
const { enhance } = await import(process.argv[2] + "/page.js");
startReadings();

function choosing({ rules, pairs, offered, now }) {
  const data = new FormData();
  for (const [name, value] of pairs) data.append(name, value);
  const list = { options: offered.map(([value, text]) => ({ value, text, matches: () => false })) };
  const form = { querySelectorAll: () => [list] };
  const options = { now, all: true };
  return [judge(rules, data, options), judge(rules, called(form, rules, data), options)].map(({ refusals }) => refusals.map((one) => one.message));
}

function reading({ limits, steps }) {
  const [input, measure, form] = [new Element("input"), new Element("textarea"), new Element("form")];
  form.elements = { namedItem: () => measure };
  Object.assign(input, { form, dataset: { limits: JSON.stringify(limits), measureIn: "measure" } });
  enhance(input);
  return steps.map(([what, value]) => {
    if (what === "measure") measure.value = value;
    else if (what !== "keep") { input.value = value; input.dispatchEvent(new Event(what)); }
    const keeping = new Event("hq:keeping", { cancelable: true });
    if (what === "keep") form.dispatchEvent(keeping);
    return [input.line.hidden ? "" : input.line.text, measure.required, keeping.defaultPrevented];
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  console.log(JSON.stringify(asked.rules ? choosing(asked) : reading(asked)));
}
"""  # noqa: E501


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phone]:
    made = Phone(node_program(), tmp_path_factory.mktemp("page"), HARNESS)
    yield made
    made.stop()


def test_a_rule_about_the_name_of_whoever_was_chosen_needs_no_network(page):
    rule = {"expression": "guard.name != '王芳'", "message": "王芳这周休息，请另选一位。"}
    field = {"code": "guard", "label": "门卫", "type": "staff"}
    form = form_from(
        {"code": "gate", "title": "值守", "version": 1, "field": [field], "rule": [rule]}
    )
    asked = {
        "rules": portable(form), "offered": [["7", "王芳"], ["8", "李强"]],
        "now": NOW.timestamp() * 1000,
    }  # fmt: skip
    assert page.ask(pairs=[["v-guard", "7"]], **asked) == [[], [rule["message"]]]
    assert page.ask(pairs=[["v-guard", "8"]], **asked) == [[], []]


def test_a_reading_out_of_its_limits_asks_for_what_was_done_before_it_is_kept(page):
    limits = limits_for_page("2", "8", "℃")
    steps = [
        ["input", "1"], ["input", "12"], ["keep", ""], ["measure", "调低温控"], ["keep", ""],
        ["input", "6"], ["change", "1"],
    ]  # fmt: skip
    typing, high, refused, written, kept, mended, low = page.ask(limits=limits, steps=steps)
    assert typing == ["", False, False]  # on the way to 12 it is not too little yet
    assert "8" in high[0]
    assert (high[1], refused[2]) == (True, True)
    assert (written[2], kept[2]) == (False, False)
    assert mended == ["", False, False]
    assert "2" in low[0]
    assert low[1]
