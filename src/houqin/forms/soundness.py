"""Whether a declared form makes sense: codes, options, limits, expressions and defaults."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from houqin.forms.errors import ExpressionError, FormError
from houqin.forms.expressions import Base, Kind, Scope, kind_of, parse
from houqin.forms.expressions.kinds import TRUTH
from houqin.forms.limits import check_ranges, normal_limit
from houqin.forms.literals import normal_default
from houqin.forms.model import Check, Field, FieldType, Form
from houqin.forms.scopes import ALWAYS, CHECKLIST_PARTS, scope_of

# Options of several are written into one cell and one line.
SEPARATORS = "、,，;；\n"


def sound(form: Form) -> Form:
    """The form with its limits and defaults in the types they are used in; FormError where not."""
    where = f"表单“{form.title}”"
    if not form.title or not form.fields:
        raise FormError(f"{where}：应有标题和至少一个字段，请补上。")
    codes = [field.code for field in form.fields]
    _unique(where, "", codes, set(ALWAYS))
    for field in form.fields:
        # A column called like a field would make an expression ambiguous.
        columns = [column.code for column in field.columns]
        _unique(f"{where}的字段“{field.label}”", field.code, columns, {*ALWAYS, *codes})
    fields: list[Field] = []
    for field in form.fields:
        fields.append(_field(f"{where}的字段“{field.label}”", field.code, field, fields))
    checked = [_late(f"{where}的字段“{f.label}”", f.code, f, fields) for f in fields]
    sound_form = replace(form, fields=tuple(checked))
    _rules(where, sound_form)
    return sound_form


def _field(
    where: str, path: str, field: Field, before: list[Field], own: Iterable[Field] = ()
) -> Field:
    """All that depends on the fields before this one only. `own`: the columns before a column."""
    scope = scope_of(own, before)
    _parts(where, path, field)
    if field.columns:
        field = _columns(where, path, field, before)
    if field.show_when:
        _truth(where, path, "show_when", field.show_when, scope)
    if field.type is FieldType.COMPUTED:
        field = replace(field, result=_result(where, path, field.expression, scope))
    try:
        checks = tuple(replace(c, limit=normal_limit(field, c)) for c in field.checks)
        default = normal_default(field)
    except ValueError as error:
        raise FormError(f"{where}：{error}，请改正。", path) from error
    field = replace(field, checks=checks, default=default)
    check_ranges(field)
    return field


def _columns(where: str, path: str, field: Field, before: list[Field]) -> Field:
    columns: list[Field] = []
    for column in field.columns:
        at = f"{path}.{column.code}"
        columns.append(_field(f"{where}的列“{column.label}”", at, column, before, columns))
    return replace(field, columns=tuple(columns))


def _parts(where: str, path: str, field: Field) -> None:
    """Options, items and columns a type cannot do without, each only once."""
    several = {
        FieldType.CHOICE: ("选项", len(field.options)),
        FieldType.CHOICES: ("选项", len(field.options)),
        FieldType.CHECKLIST: ("检查项", len(field.items)),
        FieldType.TABLE: ("列", len(field.columns)),
    }
    needed, number = several.get(field.type, ("", 1))
    if not number:
        raise FormError(f"{where}：至少要有一个{needed}，请补上。", path)
    _unique(where, path, [item.code for item in field.items], set(CHECKLIST_PARTS))
    _options(where, path, field)
    if field.yes == field.no:
        raise FormError(f"{where}：“yes”和“no”的说法相同，请改正。", path)


def _options(where: str, path: str, field: Field) -> None:
    """Value or label may be written: neither may be taken for another option."""
    seen: dict[str, int] = {}
    for position, option in enumerate(field.options):
        for word in (option.value, option.label):
            if seen.setdefault(word, position) != position:
                raise FormError(f"{where}：选项“{word}”重复，请改正。", path)
            if field.type is FieldType.CHOICES and any(sign in word for sign in SEPARATORS):
                raise FormError(f"{where}：选项“{word}”里不能有顿号、逗号或分号。", path)


def _unique(where: str, path: str, codes: list[str], taken: set[str]) -> None:
    seen = set(taken)
    for code in codes:
        if code in seen:
            full = f"{path}.{code}" if path else code
            raise FormError(f"{where}：代码“{code}”重复或已有他用，请换一个。", full)
        seen.add(code)


def _late(where: str, path: str, field: Field, fields: list[Field]) -> Field:
    """What may name every field: the conditions of checks."""
    _conditions(where, path, field.checks, scope_of((), fields))
    for column in field.columns:
        at, label = f"{path}.{column.code}", f"{where}的列“{column.label}”"
        _conditions(label, at, column.checks, scope_of(field.columns, fields))
    return field


def _conditions(where: str, path: str, checks: tuple[Check, ...], scope: Scope) -> None:
    for check in checks:
        if check.when:
            _truth(where, path, "when", check.when, scope)


def _rules(where: str, form: Form) -> None:
    scope = scope_of(form.fields)
    for position, rule in enumerate(form.rules, 1):
        at = f"rule.{position}"
        _truth(f"{where}的第 {position} 条规则", at, "expression", rule.expression, scope)
        if not rule.message:
            raise FormError(f"{where}的第 {position} 条规则：缺少“message”，请补上。", at)
        if rule.path and rule.path not in form.by_code:
            raise FormError(f"{where}的第 {position} 条规则：没有字段“{rule.path}”，请改正。", at)


def _truth(where: str, path: str, key: str, text: str, scope: Scope) -> None:
    found = _kind(where, path, key, text, scope)
    if found != TRUTH:
        raise FormError(f"{where}：“{key}”应是能判断是非的表达式，不是{found}，请改正。", path)


def _result(where: str, path: str, text: str, scope: Scope) -> Base:
    found = _kind(where, path, "expression", text, scope)
    if found.many or found.base is Base.THING:
        raise FormError(f"{where}：“expression”应得出一个值，不是{found}，请改正。", path)
    return found.base


def _kind(where: str, path: str, key: str, text: str, scope: Scope) -> Kind:
    try:
        return kind_of(parse(text), scope)
    except ExpressionError as error:
        early = key in {"show_when", "expression"} and not path.startswith("rule.")
        hint = "（这里只能用排在前面的字段）" if early else ""
        raise FormError(f"{where}：“{key}”有误，{error}{hint}，请改正。", path) from error
