"""The designer's window of a field gives back what it was opened with."""

import json

import pytest

from houqin.forms import form_from
from houqin.ledgers.designing import editing
from houqin.ledgers.designing.field_form import FieldForm
from houqin.ledgers.designing.showing import limits_in_words
from houqin.packs.books import books_of


def _books_that_differ():
    """Each book of each pack once, with the books of its pack; most are the same in all three."""
    known = set()
    for kind in ("school", "kindergarten", "hospital"):
        books = [(one.code, one.title) for one in books_of(kind)]
        for spec in books_of(kind):
            form = json.dumps(dict(spec.form), sort_keys=True, default=str)
            # what names another book is tried with the books of each kind
            key = (
                form,
                kind if any(f'"{code}"' in form for code, _t in books if code != spec.code) else "",
            )
            if key not in known:
                known.add(key)
                yield spec, books


def test_every_field_of_every_pack_survives_its_window_unchanged():
    """Open each field, press 好了, and nothing is lost or said otherwise."""
    wrong = []
    for spec, books in _books_that_differ():
        form = dict(spec.form)
        unchanged = form_from(form)
        for path, _field in list(editing.fields_of(form)):
            first = FieldForm(None, declared=form, path=path, books=books)
            posted = {
                bound.html_name: "on" if bound.initial is True else bound.initial
                for bound in first
                if bound.initial is not None and bound.initial is not False
            }
            again = FieldForm(posted, declared=form, path=path, books=books)
            if not again.is_valid():
                wrong.append(f"{spec.code} {path}: {again.errors.as_json()}")
                continue
            made = editing.replace(form, path, again.result)
            if form_from(made) != unchanged:
                wrong.append(f"{spec.code} {path}: {editing.find(form, path)} {again.result}")
    assert not wrong, "\n".join(wrong[:5]) + f"\n{len(wrong)}"


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("", "不小于 10 分钟（异常）"),
        ("way == '煮沸'", "不小于 10 分钟，当“方法”等于“煮沸”时（异常）"),
        ("way in ['煮沸', '蒸汽'] and filled(way)", "不小于 10 分钟，有条件（异常）"),
    ],
)
def test_a_limit_says_when_it_binds(when, said):
    field = {"code": "long", "label": "时间", "type": "integer", "unit": "分钟", "checks": [
        {"min": "10", "severity": "abnormal", **({"when": when} if when else {})}]}  # fmt: skip
    way = {"code": "way", "label": "方法", "type": "choice", "options": ["煮沸", "蒸汽"]}
    assert limits_in_words({"field": [way, field]}, field) == [said]
