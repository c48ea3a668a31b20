"""What a book asks of its form."""

from __future__ import annotations

from houqin.forms import FieldType, Form

_KEYS = frozenset({
    FieldType.TEXT, FieldType.SCAN, FieldType.CHOICE, FieldType.STAFF, FieldType.STUDENT,
    FieldType.CLASS, FieldType.PLACE, FieldType.ENTRY, FieldType.DATE,
})  # fmt: skip


def form_problem(form: Form, *, per_field: str, time_field: str) -> str:
    """Why the book cannot be kept with this form, in a sentence, or ""."""
    if per_field:
        field = form.by_code.get(per_field)
        if field is None or field.type not in _KEYS or field.many:
            return "“分记的字段”要是表格里的单选、文字、班级、场所、人员或日期字段。"
    if time_field:
        field = form.by_code.get(time_field)
        if field is None or field.type not in {FieldType.DATE, FieldType.INSTANT}:
            return "“发生时间取自字段”要是表格里的日期或时间字段。"
    return ""
