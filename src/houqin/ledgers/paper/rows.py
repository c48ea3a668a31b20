"""An entry as a row on paper: what stands, what was struck through, and what happened to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from houqin.forms import Form
from houqin.forms.model import ATTACHMENTS
from houqin.ledgers.cells import texts_of
from houqin.ledgers.models import Amendment, Entry
from houqin.ledgers.paper.columns import Plan, label_of
from houqin.ledgers.paper.texts import for_paper
from houqin.ledgers.services.reading import form_of
from houqin.ledgers.standing import Standing, standing_from

Part = dict[str, Any]
EMPTY = "（空）"


def moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def part(text: str, **looks: bool) -> Part:
    return {"text": for_paper(text), **looks}


class Row:
    """One entry with its amendments and countersignatures (prefetched), read once."""

    def __init__(self, entry: Entry, timed: str = "") -> None:
        self.entry = entry
        self.timed = timed  # the field that tells when it happened, where there is one
        self.form = form_of(entry.version)
        self.amendments = list(entry.amendments.all())
        self.signed = list(entry.countersignatures.all())
        self.standing: Standing = standing_from(entry, self.amendments)
        self.first = texts_of(self.form, entry.values)
        self.now = texts_of(self.form, self.standing.values)

    def cell(self, code: str) -> list[Part]:
        """As it stands; before it, struck through, what stood there first."""
        before, now = self.first.get(code, ""), self.now.get(code, "")
        if self.standing.is_struck:
            return [part(now, struck=True)] if now else []
        if before == now:
            return [part(now)] if now else []
        changed = [part(before or EMPTY, struck=True), part(" ")] if before or now else []
        return [*changed, part(now or EMPTY)]

    def named(self, code: str, label: str) -> list[Part]:
        """“label：text” for a cell that several fields share."""
        cell = self.cell(code)
        return [part(f"{label}："), *cell, part("； ")] if cell else []

    def rest(self, plan: Plan) -> list[Part]:
        """Fields without a column, and those that only an older version of the form had."""
        known = {self.timed, *(field.code for field in plan.fields)}
        parts: list[Part] = []
        for field in self.form.fields:
            if field.type in ATTACHMENTS or field.code in known:
                continue
            if field.code in {**self.first, **self.now}:
                parts += self.named(field.code, label_of(field))
        return parts

    def when(self) -> list[Part]:
        entry = self.entry
        parts = [part(moment(entry.happened_at), struck=self.standing.is_struck)]
        if self.timed and self.first.get(self.timed) != self.now.get(self.timed):
            parts = self.cell(self.timed)
        if entry.place_name:
            parts.append(part(f"\n{entry.place_name}", small=True))
        if entry.is_late:
            at = moment(entry.entered_at)
            parts.append(part(f"\n补录于 {at}：{entry.late_reason}", small=True))
        return parts

    def who(self) -> list[Part]:
        parts = [part(self.entry.author_name)]
        if self.signed:
            names = "\n".join(f"{one.signer_name} {moment(one.entered_at)}" for one in self.signed)
            parts.append(part(f"\n会签：{names}", small=True))
        return parts

    def number(self) -> list[Part]:
        parts = [part(self.entry.number, struck=self.standing.is_struck)]
        if self.standing.is_struck:
            parts.append(part("\n已划去", small=True))
        elif self.standing.amendments:
            parts.append(part("\n更正过", small=True))
        return parts

    def measure(self) -> list[Part]:
        said = [flag["message"].rstrip("。") for flag in self.standing.flags]
        if not said and not self.standing.measure:
            return []
        return [part("；".join(said) + "。\n" if said else ""), part(self.standing.measure)]

    def notes(self) -> list[dict[str, Any]]:
        """Each amendment with before and after, each countersignature that says something."""
        number = self.entry.number
        told = [
            _note(number, one.entered_at, one.author_name, self._amended(one))
            for one in self.amendments
        ]
        for signed in self.signed:
            if signed.note:
                said = [part(f"会签：{signed.note}")]
                told.append(_note(number, signed.entered_at, signed.signer_name, said))
        return told

    def _amended(self, one: Amendment) -> list[Part]:
        if one.is_strike:
            return [part(f"划去。原因：{one.reason}")]
        parts: list[Part] = []
        for label, before, after in changes(self.form, one.before, one.after or {}):
            parts += [part(f"{label}："), part(before or EMPTY, struck=True)]
            parts += [part(" → "), part(f"{after or EMPTY}； ")]
        return [*parts, part(f"原因：{one.reason}")]


def _note(number: str, at: datetime, who: str, what: list[Part]) -> dict[str, Any]:
    return {"number": for_paper(number), "at": moment(at), "who": for_paper(who), "what": what}


def changes(
    form: Form, before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[tuple[str, str, str]]:
    """(label, before, after) of the fields that differ."""
    old, new = texts_of(form, dict(before)), texts_of(form, dict(after))
    return [
        (field.label, old.get(field.code, ""), new.get(field.code, ""))
        for field in form.fields
        if old.get(field.code) != new.get(field.code)
    ]
