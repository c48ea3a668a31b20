"""The checklist of a term's start as one form: a tick, an owner and a day for each line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from houqin.org.holders import load_holders
from houqin.org.models import Staff, Term
from houqin.planning.forms.meetings import people
from houqin.planning.readiness_lines import TemplateLine
from houqin.planning.services.readiness import NewLine
from houqin.ui.forms import day_field

OWN = "own"


class ChecklistForm(forms.Form):
    """Every line ticked and filled in: one click hands them all out."""

    def __init__(
        self, *args: Any, lines: Sequence[TemplateLine], term: Term, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        self.staff = {one.pk: one for one in people()}
        self.choices = [("", "请选择"), *((str(pk), one.name) for pk, one in self.staff.items())]
        holders = load_holders()
        for line in self.lines:
            held = holders.of_role(str(line.role), None, today)
            due = max(term.first - timedelta(days=line.days_before), today)
            self.fields[f"use_{line.code}"] = forms.BooleanField(
                label=line.title, required=False, initial=True
            )
            self._owner_and_day(line.code, held[0] if held else None, due)
        self.fields[f"title_{OWN}"] = forms.CharField(
            label="另加一项", max_length=80, required=False
        )
        self._owner_and_day(OWN, None, max(term.first - timedelta(days=2), today))

    def _owner_and_day(self, code: str, owner: int | None, due: date) -> None:
        self.fields[f"who_{code}"] = forms.TypedChoiceField(
            label="负责人", required=False, choices=self.choices, coerce=int, empty_value=None,
            initial=str(owner) if owner else "",
        )  # fmt: skip
        field = day_field("期限", required=False)
        field.initial = due
        self.fields[f"due_{code}"] = field

    def rows(self) -> list[tuple[BoundField, BoundField, BoundField]]:
        """For the template: what, who, until when."""
        codes = [("use", line.code) for line in self.lines] + [("title", OWN)]
        return [
            (self[f"{kind}_{code}"], self[f"who_{code}"], self[f"due_{code}"])
            for kind, code in codes
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for code in [line.code for line in self.lines if cleaned.get(f"use_{line.code}")] + (
            [OWN] if cleaned.get(f"title_{OWN}") else []
        ):
            if not cleaned.get(f"who_{code}"):
                self.add_error(f"who_{code}", "请选负责人，或去掉这一项。")
            if not cleaned.get(f"due_{code}") and f"due_{code}" not in self.errors:
                self.add_error(f"due_{code}", "请填期限。")
        return cleaned

    def chosen(self) -> list[NewLine]:
        given = self.cleaned_data
        found = [
            NewLine(
                line.code, line.title, self._person(given[f"who_{line.code}"]),
                given[f"due_{line.code}"], line.domain, line.proof,
            )
            for line in self.lines
            if given[f"use_{line.code}"]
        ]  # fmt: skip
        title = given[f"title_{OWN}"].strip()
        if title:
            found.append(NewLine("", title, self._person(given[f"who_{OWN}"]), given[f"due_{OWN}"]))
        return found

    def _person(self, pk: int) -> Staff:
        return self.staff[pk]


class SignForm(forms.Form):
    note = forms.CharField(
        label="说明", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
