"""From what was sent to typed values, refusals and abnormal findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from houqin.forms.checking import keeps
from houqin.forms.computing import compute
from houqin.forms.context import Context
from houqin.forms.errors import UnreadableError
from houqin.forms.expressions import names_in, parse
from houqin.forms.fieldtypes import codec_of
from houqin.forms.fieldtypes.tables import raw_rows
from houqin.forms.model import Check, CheckKind, Field, FieldType, Form, Rule, Severity
from houqin.forms.operands import Names, is_false, is_true, nothing_yet, operand
from houqin.forms.outcome import Abnormal, Reading, Refusal
from houqin.forms.posting import nested
from houqin.forms.sentences import sentence
from houqin.forms.values import Checked, Result, Row, Value, Values


def read(form: Form, raw: Mapping[str, Any], context: Context) -> Reading:
    """Read an entry. `raw` is JSON, what a page posts, a row of a spreadsheet, or typed values.

    Fields that do not show are dropped. Nothing is added: defaults come from `prefill`.
    """
    reader = _Reader(context, Reading())
    names: Names = {
        "now": context.now,
        "today": context.today,
        **nothing_yet(form.fields),
    }
    level = reader.level(_Place("", ""), form.fields, nested(raw), names)
    reader.reading.values.update(level.values)
    reader.check(level)
    for rule in form.rules:
        reader.rule(form, rule, level)
    return reader.finish()


@dataclass(frozen=True, slots=True)
class _Place:
    """A path as it was sent, and as it is kept: empty rows in between are not."""

    sent: str
    kept: str

    def below(self, name: str) -> _Place:
        return _Place(self.sent + name, self.kept + name)


@dataclass(slots=True)
class _Level:
    """The form itself, or one row of a table."""

    place: _Place
    names: Names
    values: Values = field(default_factory=dict)
    shown: list[Field] = field(default_factory=list)
    # What could not be read: checks and rules about it would only repeat the refusal.
    failed: set[str] = field(default_factory=set)
    rows: dict[str, list[_Level]] = field(default_factory=dict)


@dataclass(slots=True)
class _Reader:
    context: Context
    reading: Reading
    flags: list[tuple[_Place, str, str]] = field(default_factory=list)
    hidden: list[_Place] = field(default_factory=list)

    def finish(self) -> Reading:
        """Paths as sent while the page has to be corrected, as kept once the entry is accepted."""
        reading, kept = self.reading, self.reading.accepted
        for place, message, source in self.flags:
            reading.abnormal.append(Abnormal(place.kept if kept else place.sent, message, source))
        reading.hidden.extend(place.kept if kept else place.sent for place in self.hidden)
        return reading

    def level(
        self, place: _Place, fields: tuple[Field, ...], raw: Mapping[str, Any], names: Names
    ) -> _Level:
        level = _Level(place, names)
        for each in fields:
            if each.show_when and not is_true(each.show_when, names):
                self.hidden.append(place.below(each.code))
                continue
            level.shown.append(each)
            value = self._value(level, each, raw.get(each.code))
            if value is not None:
                level.values[each.code] = value
                names[each.code] = operand(each, value)
        return level

    def _value(self, level: _Level, each: Field, raw: Any) -> Value | None:
        if each.type is FieldType.COMPUTED:
            return compute(each, level.names)
        if raw is None or raw == "":
            return None
        try:
            if each.type is FieldType.TABLE:
                return self._rows(level, each, raw)
            return codec_of(each).read(each, raw, self.context)
        except UnreadableError as error:
            level.failed.add(each.code)
            for one in (error, *error.more):
                below = f".{one.below}" if one.below else ""
                self._refuse(level.place.below(f"{each.code}{below}"), one.message)
            return None

    def _rows(self, level: _Level, table: Field, raw: Any) -> tuple[Row, ...] | None:
        rows = level.rows[table.code] = []
        for number, cells in raw_rows(table, raw):
            names = {**level.names, **nothing_yet(table.columns)}
            hidden, refusals = len(self.hidden), len(self.reading.refusals)
            place = _Place(f"{table.code}.{number}.", f"{table.code}.{len(rows)}.")
            row = self.level(place, table.columns, cells, names)
            typed = any(
                c.type is not FieldType.COMPUTED and c.code in row.values for c in row.shown
            )
            if typed or len(self.reading.refusals) > refusals:
                rows.append(row)
            else:  # an empty line of a page
                del self.hidden[hidden:]
        if any(row.failed for row in rows):
            level.failed.add(table.code)
        return tuple(row.values for row in rows) or None

    def check(self, level: _Level) -> None:
        """Every check of every field that shows, then those of the rows."""
        for each in level.shown:
            value = level.values.get(each.code)
            if each.code not in level.failed:
                for check in each.checks:
                    self._check(level, each, check, value)
                self._flags(level, each, value)
            for row in level.rows.get(each.code, ()):
                # Conditions of a row's checks see the whole entry.
                own = {column.code: row.names[column.code] for column in each.columns}
                row.names = {**level.names, **own}
                self.check(row)

    def _check(self, level: _Level, each: Field, check: Check, value: Value | None) -> None:
        if check.when and not is_true(check.when, level.names):
            return
        if isinstance(value, Checked) and check.kind is CheckKind.REQUIRED:
            for item in each.items:
                if item.code not in value.answers:
                    message = f"“{item.label}”还没有检查。"
                    self._say(
                        level.place.below(f"{each.code}.{item.code}"),
                        message,
                        check.severity,
                        check.basis,
                    )
        elif not keeps(each, check, value, self.context):
            self._say(
                level.place.below(each.code), sentence(each, check), check.severity, check.basis
            )

    def _flags(self, level: _Level, each: Field, value: Value | None) -> None:
        """Abnormal options and failed items."""
        if not each.options and not each.items:
            return
        path = level.place.below(each.code)
        chosen = value if isinstance(value, tuple) else (value,)
        for option in each.options:
            if option.abnormal and option.value in chosen:
                self._flag(path, f"“{each.label}”为“{option.label}”。", "")
        if isinstance(value, Checked):
            for item in each.items:
                answer = value.answers.get(item.code)
                if item.abnormal_on_fail and answer and answer.result is Result.FAIL:
                    source = str(item.basis or "")
                    self._flag(path.below(f".{item.code}"), f"“{item.label}”不合格。", source)

    def rule(self, form: Form, rule: Rule, level: _Level) -> None:
        named = names_in(parse(rule.expression))
        if level.failed.intersection(named) or not is_false(rule.expression, level.names):
            return
        first = next((name for name in named if name in form.by_code), form.fields[0].code)
        at = rule.path or first
        self._say(_Place(at, at), rule.message, rule.severity, rule.basis)

    def _say(self, path: _Place, message: str, severity: Severity, basis: object) -> None:
        if severity is Severity.REFUSE:
            self._refuse(path, message)
        else:
            self._flag(path, message, str(basis or ""))

    def _refuse(self, path: _Place, message: str) -> None:
        self.reading.refusals.append(Refusal(path.sent, message))

    def _flag(self, path: _Place, message: str, source: str) -> None:
        self.flags.append((path, message, source))
