"""Controls of more than one input: a checklist, and a table whose lines are added and removed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms

from houqin.files.forms import PhotosInput
from houqin.forms import Field, Result
from houqin.ledgers.forms.line_keys import LINE_KEY
from houqin.ledgers.forms.presenting import presented

BLANK_LINES = 2
# The number of a line that a script will add: in names, and as it is said.
NEW_LINE, NEW_SAID = "__n__", "__said__"


class ChecklistInput(forms.Widget):
    """Each item: 合格, 不合格 or 不适用, with a note and photos."""

    template_name = "ledgers/controls/checklist.html"
    needs_multipart_form = True

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.errors: dict[str, list[str]] = {}
        self.kept: dict[str, int] = {}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, Any]:
        photos = PhotosInput()
        held = {}
        for item in self.field.items:
            stem = f"{name}_{item.code}"
            held[item.code] = {
                "result": data.get(f"{stem}-result", ""),
                "note": data.get(f"{stem}-note", ""),
                "photos": photos.value_from_datadict(data, files, f"{stem}-photos"),
                "fixed": data.get(f"{stem}-fixed", ""),
            }
        return held

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        held = value if isinstance(value, Mapping) else {}
        context["field"], context["results"] = self.field, list(Result)
        context["is_demanded"] = self.field.required and not self.field.show_when
        context["lines"] = [
            {
                "item": item,
                "stem": f"{name}_{item.code}",
                "result": (held.get(item.code) or {}).get("result", ""),
                "note": (held.get(item.code) or {}).get("note", ""),
                "is_fixed": bool((held.get(item.code) or {}).get("fixed")),
                "path": f"{self.field.code}.{item.code}",
                "errors": self.errors.get(item.code, []),
                "kept": self.kept.get(f"{item.code}.photos", 0),
            }
            for item in self.field.items
        ]
        return context


class TableInput(forms.Widget):
    """Lines of small controls. The page adds and removes lines; empty ones count for nothing."""

    template_name = "ledgers/controls/table.html"
    needs_multipart_form = True

    def __init__(self, field: Field, columns: list[tuple[Field, forms.Field]]) -> None:
        super().__init__()
        self.field, self.columns = field, columns
        self.errors: dict[str, list[str]] = {}
        self.kept: dict[str, int] = {}
        # What a new line begins with, by column.
        self.beginning: Mapping[str, Any] = {}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, Any]:
        """The lines that hold something, by the number the page gave them."""
        found = re.compile(rf"{re.escape(name)}-(\d{{1,4}})-")
        numbers = {int(match[1]) for key in [*data, *files] if (match := found.match(key))}
        rows = {}
        for line in sorted(numbers):
            cells = {
                column.code: shown.widget.value_from_datadict(
                    data, files, f"{name}-{line}-{column.code}"
                )
                for column, shown in self.columns
            }
            cells[LINE_KEY] = data.get(f"{name}-{line}-{LINE_KEY}", "")
            held = {code: value for code, value in cells.items() if value not in (None, "", [])}
            if held:
                rows[str(line)] = held
        return rows

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        held = _numbered(value)
        context["field"] = self.field
        context["is_fresh"] = is_fresh = not held and self.field.required
        if is_fresh:
            held = {0: self.beginning}
        after = max(held, default=-1) + 1
        context["lines"] = [self._line(name, str(n), row) for n, row in held.items()]
        # Without scripts these are there to be filled in; with them they go, and lines are added.
        context["spares"] = [self._line(name, str(after + n), {}) for n in range(BLANK_LINES)]
        context["blank"] = self._line(name, NEW_LINE, self.beginning)
        return context

    def _line(self, name: str, number: str, row: Mapping[str, Any]) -> dict[str, Any]:
        said = str(int(number) + 1) if number.isdecimal() else NEW_SAID
        cells = [
            self._cell(f"{name}-{number}-{column.code}", number, said, row, column, shown)
            for column, shown in self.columns
        ]
        return {
            "number": number, "said": said, "cells": cells,
            "key": row.get(LINE_KEY, ""), "key_name": f"{name}-{number}-{LINE_KEY}",
        }  # fmt: skip

    def _cell(
        self,
        code: str,
        number: str,
        said: str,
        row: Mapping[str, Any],
        column: Field,
        shown: forms.Field,
    ) -> dict[str, Any]:
        path = f"{number}.{column.code}"
        errors = self.errors.get(path, [])
        css = "form-select" if isinstance(shown.widget, forms.Select) else "form-control"
        own = shown.widget.attrs.get("class", "")
        attrs = {
            "id": f"id_{code}",
            "class": " ".join(filter(None, (css, own, "is-bad" if errors else ""))),
            "aria-label": f"第 {said} 行 {column.label}",
        }
        value = presented(shown.widget, row.get(column.code))
        return {
            "column": column,
            "kind": _kind(shown.widget),
            "unit": shown.widget.attrs.get("data-unit", ""),
            "html": shown.widget.render(code, value, attrs),
            "path": f"{self.field.code}.{path}",
            "errors": errors,
            "kept": self.kept.get(f"{row.get(LINE_KEY)}.{column.code}", 0),
        }


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "pick"
    return "photos" if isinstance(widget, PhotosInput) else ""


def _numbered(value: Any) -> dict[int, Mapping[str, Any]]:
    """Kept rows, or what was posted under the numbers of the page."""
    if isinstance(value, Mapping):
        return {int(number): row for number, row in value.items()}
    return dict(enumerate(value)) if isinstance(value, list | tuple) else {}
