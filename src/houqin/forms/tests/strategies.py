"""Forms of every type, and what people, pages and programs might send for them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from houqin.forms import Context, FieldType, Form, Ref, form_from

CONTEXT = Context(
    now=datetime(2026, 11, 22, 4, 0, tzinfo=UTC),
    me=Ref("7", "王芳"),
    task={"meal": "午餐", "temp": "4.5"},
)

word = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=6)
label = st.one_of(word, st.sampled_from(["温度", "留样量", "a|b", "说明：", "甲 #3", "x\\n"]))
NASTY = ["a|b", "甲|乙 #3", "\\n", "x\\", "甲：乙", "a\nb", "王芳 #17", "=1+1", "、", "007", "not"]
note = st.one_of(st.text(max_size=30), st.sampled_from(NASTY))
digest = st.text("0123456789abcdef", min_size=64, max_size=64)
code = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True)
ref = st.fixed_dictionaries(
    {"id": st.from_regex(r"[A-Za-z0-9-]{1,8}", fullmatch=True), "name": note}
)
attachment = st.fixed_dictionaries(
    {"id": st.from_regex(r"[A-Za-z0-9-]{1,8}", fullmatch=True), "sha256": digest, "name": note}
)
junk = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=10),
        st.sampled_from(["", " ", "是", "12.5", "2026-02-30", "-", "1,000", "王芳 #9", "|", "#"]),
    ),
    lambda below: st.one_of(
        st.lists(below, max_size=3), st.dictionaries(st.text(max_size=4), below, max_size=3)
    ),
    max_leaves=6,
)

INSTANTS = st.datetimes(datetime(1993, 1, 1), datetime(2100, 1, 1))  # noqa: DTZ001
# Mostly what does not refuse, so that most entries are accepted.
SEVERITIES = st.sampled_from(["abnormal", "abnormal", "abnormal", "refuse"])
NUMERIC = {"integer", "decimal", "money", "rating"}
SEVERAL = {"choices", "photos", "table"}
REFS = {"staff", "student", "class", "place", "entry"}


@st.composite
def _own(draw: Any, type_: str) -> dict[str, Any]:
    if type_ in {"choice", "choices"}:
        plain = word.filter(lambda text: not set(text) & set("、,，;；"))
        return {"options": draw(st.lists(plain, min_size=1, max_size=4, unique=True))}
    if type_ == "checklist":
        codes = draw(st.lists(_good_code, min_size=1, max_size=3, unique=True))
        return {
            "items": [
                {"code": each, "label": draw(label), "photo_on_fail": draw(st.booleans())}
                for each in codes
            ]
        }
    if type_ in {"integer", "decimal"}:
        unit = {"unit": draw(st.sampled_from(["", "克", "℃", "kg", "m²"]))}
        return unit | ({"places": draw(st.integers(0, 6))} if type_ == "decimal" else {})
    if type_ in REFS:
        return {"many": draw(st.booleans())} | ({"book": "cards"} if type_ == "entry" else {})
    if type_ == "yes_no":
        return draw(st.sampled_from([{}, {"yes": "有", "no": "无"}, {"yes": "正常", "no": "异常"}]))
    return {}


_good_code = code.filter(
    lambda text: (
        text
        not in {
            "score",
            "full",
            "passed",
            "failed",
            "na",
            "today",
            "now",
            "as",
            "if",
            "in",
            "is",
            "or",
        }
        | {
            "and",
            "not",
            "for",
            "def",
            "del",
            "try",
            "from",
            "pass",
            "with",
            "elif",
            "else",
            "raise",
        }
        | {
            "async",
            "await",
            "break",
            "class",
            "while",
            "yield",
            "assert",
            "except",
            "global",
            "import",
            "lambda",
            "return",
        }
    )
)


@st.composite
def _checks(draw: Any, field: dict[str, Any]) -> list[dict[str, Any]]:
    type_, made = field["type"], []
    if type_ != "computed" and draw(st.booleans()):
        made.append({"required": True, "severity": draw(SEVERITIES)})
    if type_ in NUMERIC and draw(st.booleans()):
        kind = draw(st.sampled_from(["min", "max", "above", "below"]))
        made.append(
            {kind: draw(st.integers(-9, 9)), "severity": draw(SEVERITIES), "source": "某规定"}
        )
    if type_ in {"date", "instant"} and draw(st.booleans()):
        made.append({"max": "today+3" if type_ == "date" else "now", "severity": "abnormal"})
    if type_ in {"text", "long_text", "scan"} and draw(st.booleans()):
        made.append({"min_length": 3, "severity": draw(SEVERITIES)})
    if (type_ in SEVERAL or field.get("many")) and draw(st.booleans()):
        made.append(
            {draw(st.sampled_from(["min_count", "max_count"])): 1, "severity": draw(SEVERITIES)}
        )
    return made


def _condition(field: dict[str, Any]) -> str:
    type_, name = field["type"], field["code"]
    if type_ in NUMERIC:
        return f"{name} >= 0 or empty({name})"
    if type_ == "yes_no":
        return f"not {name}"
    if type_ in SEVERAL or field.get("many"):
        return f"count({name}) < 2"
    return f"days({name}, today) < 9999" if type_ == "date" else f"filled({name})"


def _formula(before: list[dict[str, Any]]) -> str:
    numbers = [field["code"] for field in before if field["type"] in NUMERIC]
    if len(numbers) > 1:
        return f"{numbers[0]} / {numbers[1]} + sum({', '.join(numbers)}, 1)"
    days = [field["code"] for field in before if field["type"] == "date"]
    if days:
        return f"{days[0]} + 30"
    texts = [field["code"] for field in before if field["type"] in {"text", "choice"}]
    return texts[0] if texts else f"count({before[0]['code']}) > 0" if before else "1 / 3"


@st.composite
def _field(draw: Any, name: str, before: list[dict[str, Any]], types: list[str]) -> dict[str, Any]:
    type_ = draw(st.sampled_from(types))
    field = {"code": name, "label": draw(label), "type": type_} | draw(_own(type_))
    if type_ == "table":
        codes = draw(st.lists(_good_code.map("t_{}".format), min_size=1, max_size=3, unique=True))
        field["columns"] = columns = list[dict[str, Any]]()
        inner = [each for each in FieldType if each not in {"table", "checklist"}]
        for each in codes:
            columns.append(draw(_field(f"{each}{name}", columns, inner)))
    if type_ == "computed":
        field["expression"] = _formula(before)
    if checks := draw(_checks(field)):
        field["checks"] = checks
    if before and draw(st.integers(0, 3)) == 0:
        field["show_when"] = _condition(draw(st.sampled_from(before)))
    return field


@st.composite
def forms(draw: Any, holding: FieldType | None = None) -> Form:
    """Any form; one of its fields is of the type asked for."""
    made = list[dict[str, Any]]()
    for name in draw(st.lists(_good_code.map("f_{}".format), min_size=2, max_size=6, unique=True)):
        types = [holding] if holding and len(made) == 1 else list(FieldType)
        made.append(draw(_field(name, made, types)))
    rules = []
    if draw(st.booleans()):
        named = draw(st.sampled_from(made))
        rules.append(
            {"expression": _condition(named), "message": "不行。", "severity": draw(SEVERITIES)}
        )
    return form_from({"code": "book", "title": "台账", "field": made, "rule": rules})


def _likely(field: Any) -> st.SearchStrategy[Any]:
    """Something a person might well send for a field."""
    options = [option.value for option in field.options] or [""]
    items = {
        item.code: st.fixed_dictionaries(
            {"result": st.sampled_from(["pass", "fail", "na", "合格", ""])},
            optional={"note": note, "photos": st.lists(attachment, max_size=2)},
        )
        for item in field.items
    }
    number = st.one_of(
        st.integers(-20, 20), st.decimals(-99, 99, places=min(field.places, 2)).map(str)
    )
    by_type: dict[str, st.SearchStrategy[Any]] = {
        **dict.fromkeys(["text", "long_text", "scan"], note),
        "integer": st.integers(-3, 8),
        "rating": st.integers(1, field.scale),
        **dict.fromkeys(["decimal", "money"], number),
        "date": st.dates(date(1990, 1, 1), date(2100, 1, 1)).map(str),
        "time": st.times().map(lambda moment: moment.strftime("%H:%M:%S")),
        "instant": INSTANTS.map(str),
        "choice": st.sampled_from(options),
        "choices": st.lists(st.sampled_from(options), max_size=4),
        "yes_no": st.booleans(),
        "checklist": st.fixed_dictionaries({}, optional=items),
        "photos": st.lists(attachment, max_size=3),
        **dict.fromkeys(["file", "signature"], attachment),
        **dict.fromkeys(REFS, st.lists(ref, max_size=3) if field.many else ref),
    }
    if field.columns:
        return st.lists(_entry(field.columns, noise=0), max_size=3)
    return by_type.get(field.type, st.none())


def _entry(fields: Any, noise: int) -> st.SearchStrategy[dict[str, Any]]:
    def one(field: Any) -> st.SearchStrategy[Any]:
        return st.one_of(*[_likely(field)] * (6 - noise), *[junk] * noise)

    full = st.fixed_dictionaries({field.code: one(field) for field in fields})
    some = st.fixed_dictionaries({}, optional={field.code: one(field) for field in fields})
    return st.one_of(full, full, some)


def entries(form: Form, noise: int = 0) -> st.SearchStrategy[dict[str, Any]]:
    return _entry(form.fields, noise)
