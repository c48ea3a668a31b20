"""What a survey's answers come to, and which groups are too small to be shown. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from houqin.forms import Field, FieldType

Values = Mapping[str, Any]
WEAK = 70.0


@dataclass(frozen=True, slots=True)
class Share:
    label: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Figure:
    """One question. ``score`` is the mean mark as a part of 100; None where there are no marks."""

    code: str
    label: str
    count: int
    mean: float | None
    score: float | None
    shares: tuple[Share, ...]

    @property
    def is_weak(self) -> bool:
        return self.score is not None and self.score < WEAK


def figures(fields: Sequence[Field], sheets: Sequence[Values], least: int = 0) -> list[Figure]:
    """Each question that can be counted; one that fewer than ``least`` answered is left out."""
    found = []
    for field in fields:
        if field.type in {FieldType.TEXT, FieldType.LONG_TEXT}:
            continue
        given = [sheet[field.code] for sheet in sheets if sheet.get(field.code) is not None]
        if len(given) >= max(least, 1):
            found.append(_figure(field, given))
    return found


def _figure(field: Field, given: list[Any]) -> Figure:
    mean = score = None
    if field.type is FieldType.RATING:
        mean = sum(int(mark) for mark in given) / len(given)
        score = mean / field.scale * 100
    elif field.type is FieldType.YES_NO:
        score = sum(1 for one in given if one is True) / len(given) * 100
    counted = Counter(key for one in given for key in _keys(one))
    shares = tuple(
        Share(label, counted[key], counted[key] / len(given)) for key, label in _names(field)
    )
    return Figure(field.code, field.label, len(given), mean, score, shares)


def _keys(value: Any) -> list[str]:
    if isinstance(value, bool):
        return ["true" if value else "false"]
    return [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]


def _names(field: Field) -> list[tuple[str, str]]:
    if field.type is FieldType.RATING:
        return [(str(mark), f"{mark} 分") for mark in range(field.scale, 0, -1)]
    if field.type is FieldType.YES_NO:
        return [("true", field.yes), ("false", field.no)]
    return [(option.value, option.label) for option in field.options]


def index(found: Iterable[Figure]) -> float | None:
    """满意度: the marks of all questions as a part of 100, each mark weighing the same."""
    marks = [(one.score, one.count) for one in found if one.mean is not None]
    total = sum(count for _score, count in marks)
    if not total:
        return None
    return sum((score or 0) * count for score, count in marks) / total


def comments(fields: Sequence[Field], sheets: Sequence[Values]) -> dict[str, list[str]]:
    """What people wrote, by question, in the order of the words: it tells nothing of who came
    when."""
    said = {}
    for field in fields:
        if field.type in {FieldType.TEXT, FieldType.LONG_TEXT}:
            texts = sorted(
                {str(sheet[field.code]).strip() for sheet in sheets if sheet.get(field.code)}
            )
            if texts:
                said[field.label] = texts
    return said


def hidden(sizes: Mapping[str, int], least: int) -> set[str]:
    """Groups that must not be shown beside their total: the small ones, and as many larger ones
    as it takes that what is hidden cannot be had by subtraction."""
    held = {name for name, size in sizes.items() if 0 < size < least}
    rest = sorted(
        (name for name in sizes if name not in held and sizes[name]), key=lambda n: sizes[n]
    )
    while held and sum(sizes[name] for name in held) < least and rest:
        held.add(rest.pop(0))
    return held


def hidden_below(
    sizes: Mapping[tuple[str, str], int], least: int
) -> tuple[set[str], set[tuple[str, str]]]:
    """``sizes`` by (grade, class): which grades and which classes stay hidden."""
    grades: dict[str, int] = defaultdict(int)
    classes: dict[str, dict[str, int]] = defaultdict(dict)
    for (grade, name), size in sizes.items():
        grades[grade] += size
        classes[grade][name] = size
    no_grades = hidden(grades, least)
    no_classes = {
        (grade, name)
        for grade, below in classes.items()
        for name in (below if grade in no_grades else hidden(below, least))
    }
    return no_grades, no_classes
