"""What a survey came to: one function for the page inside, the public page and the scorecard."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from houqin.org.models import SchoolClass
from houqin.voice.models import LEAST, Survey, SurveyAnswer, Who
from houqin.voice.tallying import Figure, comments, figures, hidden, hidden_below, index

WHO = {code: str(name) for code, name in Who.choices}


@dataclass(frozen=True, slots=True)
class Line:
    """One question beside the round before."""

    figure: Figure
    former: float | None

    @property
    def change(self) -> float | None:
        return _change(self.figure.score, self.former)


@dataclass(frozen=True, slots=True)
class Group:
    """A class, grade or role; without figures where it is too small to be shown."""

    name: str
    count: int | None
    index: float | None


@dataclass(frozen=True, slots=True)
class Result:
    survey: Survey
    count: int
    expected: int
    index: float | None
    former_index: float | None
    lines: list[Line]
    by_who: list[Group]
    by_grade: list[Group]
    by_class: list[Group]
    said: Mapping[str, list[str]]

    @property
    def is_enough(self) -> bool:
        return self.count >= self.survey.min_answers

    @property
    def change(self) -> float | None:
        return _change(self.index, self.former_index)

    @property
    def weak(self) -> list[Line]:
        return [line for line in self.lines if line.figure.is_weak]


def _change(now: float | None, then: float | None) -> float | None:
    return None if now is None or then is None else round(now, 1) - round(then, 1)


Row = tuple[str, str, str, Mapping[str, Any]]  # who, grade, class, values


def _rows(survey: Survey) -> list[Row]:
    """In the institution's own order of classes, so that grades and classes stand in it."""
    classes = {one.pk: one for one in SchoolClass.objects.only("name", "grade")}
    places = {number: place for place, number in enumerate(classes)}
    found = SurveyAnswer.objects.filter(survey=survey).values_list("who", "school_class", "values")
    rows = []
    for who, number, values in sorted(found, key=lambda one: places.get(one[1], len(places))):
        own = classes.get(number) if number else None
        rows.append((who, own.grade if own else "", own.name if own else "", values))
    return rows


def result_of(survey: Survey) -> Result:
    """Four queries. Before a survey is closed only the count is told: whoever looked after each
    answer could tell them apart."""
    rows = _rows(survey)
    expected = sum(door.expected or 0 for door in survey.doors.all())
    shown = survey.is_over or not survey.is_anonymous
    if not shown or (survey.is_anonymous and len(rows) < LEAST):
        return Result(survey, len(rows), expected, None, None, [], [], [], [], {})
    fields, least = survey.form.fields, LEAST if survey.is_anonymous else 1
    found = figures(fields, [values for *_rest, values in rows], least)
    then = _former(survey)
    by_grade, by_class = _places(survey, rows, least)
    return Result(
        survey, len(rows), expected, index(found), index(then.values()),
        [Line(one, then[one.code].score if one.code in then else None) for one in found],
        _groups(survey, rows, least), by_grade, by_class,
        comments(fields, [values for *_rest, values in rows]),
    )  # fmt: skip


def _former(survey: Survey) -> dict[str, Figure]:
    """The figures of the round before, where as many answered as it takes to be shown."""
    if survey.former is None:
        return {}
    sheets = list(
        SurveyAnswer.objects.filter(survey=survey.former).values_list("values", flat=True)
    )
    if len(sheets) < max(survey.former.min_answers, LEAST):
        return {}
    found = figures(survey.former.form.fields, sheets, LEAST)
    labels = {field.code: field.label for field in survey.form.fields}
    return {one.code: one for one in found if labels.get(one.code) == one.label}


def _index_of(survey: Survey, rows: Sequence[Row], least: int) -> float | None:
    return index(figures(survey.form.fields, [values for *_rest, values in rows], least))


def _groups(survey: Survey, rows: Sequence[Row], least: int) -> list[Group]:
    sizes = Counter(who for who, *_rest in rows)
    if len(sizes) < 2:
        return []
    held = {WHO[who] for who in hidden(sizes, least)}
    return [
        _group(survey, WHO[who], [row for row in rows if row[0] == who], held, least)
        for who in WHO
        if who in sizes
    ]


def _group(
    survey: Survey, name: str, rows: Sequence[Row], held: Container[str], least: int
) -> Group:
    if name in held:
        return Group(name, None, None)
    return Group(name, len(rows), _index_of(survey, rows, least))


def _places(survey: Survey, rows: Sequence[Row], least: int) -> tuple[list[Group], list[Group]]:
    """By grade and by class, of those who came by the door of a class."""
    sizes = Counter((grade or "其他", name or "未分班") for _who, grade, name, _values in rows)
    if all(name == "未分班" for _grade, name in sizes):
        return [], []
    no_grades, no_classes = hidden_below(sizes, least)
    by_grade: dict[str, list[Row]] = defaultdict(list)
    by_class: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        key = row[1] or "其他", row[2] or "未分班"
        by_grade[key[0]].append(row)
        by_class[key].append(row)
    return (
        [_group(survey, name, by_grade[name], no_grades, least) for name in by_grade],
        [
            _group(survey, key[1], by_class[key], {n for g, n in no_classes if g == key[0]}, least)
            for key in by_class
        ],
    )


def chart(result: Result) -> dict[str, Any]:
    """Each question's mark out of 100, beside the round before."""
    lines = [line for line in result.lines if line.figure.score is not None]
    if not lines:
        return {}
    series: list[dict[str, Any]] = [
        {"name": "本期", "data": [round(line.figure.score or 0, 1) for line in lines]}
    ]
    if any(line.former is not None for line in lines):
        old = [None if line.former is None else round(line.former, 1) for line in lines]
        series.append({"name": "上期", "data": old})
    return {
        "kind": "rows", "x": [line.figure.label for line in lines], "series": series,
        "min": 0, "max": 100,
    }  # fmt: skip


def group_charts(found: Result) -> dict[str, dict[str, Any]]:
    """A picture for each breakdown that has two groups to compare."""
    groups = {"who": found.by_who, "grade": found.by_grade, "class": found.by_class}
    return {name: _group_chart(rows) for name, rows in groups.items()}


def _group_chart(groups: Sequence[Group]) -> dict[str, Any]:
    shown = [one for one in groups if one.index is not None]
    if len(shown) < 2:
        return {}
    data = [round(one.index or 0, 1) for one in shown]
    return {
        "kind": "rows", "x": [one.name for one in shown], "min": 0, "max": 100,
        "series": [{"name": "满意度", "data": data}],
    }  # fmt: skip


def satisfaction(sort: str, first: date, last: date, _today: date) -> Decimal | None:
    """The index of the last survey of this sort that was published in these days."""
    survey = (
        Survey.objects.filter(sort=sort, state=Survey.State.PUBLISHED, last__range=(first, last))
        .order_by("-last", "-pk")
        .first()
    )
    found = result_of(survey) if survey else None
    if found is None or found.index is None:
        return None
    return Decimal(str(round(found.index, 1)))
