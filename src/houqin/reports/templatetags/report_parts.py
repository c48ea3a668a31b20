"""Draws the parts of a sentence: words as they are, figures as links to their tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from houqin.reports.rules import Written, split_refs
from houqin.reports.wording import Figure, Outline, Part, Sentence

register = template.Library()


@register.filter
def task_list(query: Mapping[str, Any]) -> str:
    """The address of the tasks that a figure counts."""
    from houqin.reports.scoping import address_of  # every page loads the libraries of tags

    return address_of(query)


@register.filter
def part(value: Part | None) -> SafeString | str:
    if value is None:
        return "—"
    if not isinstance(value, Figure):
        return value
    if not value.leads_somewhere:
        return value.text
    return format_html('<a class="rp-n" href="{}">{}</a>', task_list(value.query), value.text)


@register.filter
def sentence(parts: Sentence) -> SafeString:
    return format_html_join("", "{}", ((part(one),) for one in parts))


@register.simple_tag
def written(sentences: Sequence[Written], outline: Outline) -> SafeString:
    """What people wrote: [n] leads to the evidence, a figure without evidence is marked."""
    refs = len(outline.proofs)
    return format_html_join("", "{}", ((_one(one, refs),) for one in sentences))


def _one(one: Written, refs: int) -> SafeString:
    said = format_html_join(
        "",
        "{}",
        ((_ref(number) if number else words,) for words, number in split_refs(one.text, refs)),
    )
    if one.wants_proof:
        return format_html('<mark title="数字没有依据">{}</mark>', said)
    return said


@register.simple_tag
def ref(number: int | None) -> SafeString:
    """The small number that leads to the list of evidence."""
    return _ref(number) if number else SafeString("")


def _ref(number: int) -> SafeString:
    return format_html(
        '<a class="rp-ref hq-num" href="#e{}" aria-label="依据 {}">{}</a>', number, number, number
    )
