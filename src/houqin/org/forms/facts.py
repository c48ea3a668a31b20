"""The page of plain questions: yes, no, or not yet answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from houqin.org.facts import MEALS, meals_of
from houqin.packs.model import Condition
from houqin.packs.questions import Question

MEALS_FIELD = "meals"


class FactsForm(forms.Form):
    """One question a fact; what is not answered counts as no and is asked again."""

    def __init__(self, *args: Any, questions: tuple[Question, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for one in questions:
            self.fields[one.condition.value] = forms.ChoiceField(
                label=one.text,
                required=False,
                choices=[("yes", "有" if one.text.startswith("有") else "是"), ("no", _no(one))],
                widget=forms.RadioSelect,
                help_text=one.hint + _brings(one),
            )
            if one.condition is Condition.CANTEEN:
                self.fields[MEALS_FIELD] = forms.MultipleChoiceField(
                    label="供哪几餐？",
                    required=False,
                    choices=[(meal, meal) for meal in MEALS],
                    widget=forms.CheckboxSelectMultiple,
                    help_text="留样、陪餐等按餐记的台账，每餐都要有记录。",
                )

    @staticmethod
    def start(features: Mapping[str, Any], questions: tuple[Question, ...]) -> dict[str, Any]:
        codes = [one.condition.value for one in questions]
        answers = {code: "yes" if features[code] else "no" for code in codes if code in features}
        return {**answers, MEALS_FIELD: list(meals_of(features))}

    def features(self) -> dict[str, Any]:
        """As the institution's row keeps them; what was left open stays open."""
        given = self.cleaned_data
        answers = {
            one.condition.value: given[one.condition.value] == "yes"
            for one in self.questions
            if given.get(one.condition.value)
        }
        if MEALS_FIELD in self.fields:
            answers[MEALS_FIELD] = [meal for meal in MEALS if meal in given[MEALS_FIELD]]
        return answers

    def groups(self) -> list[tuple[str, list[Any]]]:
        """The fields under their headings, in the order of the questions."""
        found: dict[str, list[Any]] = {}
        for one in self.questions:
            fields = found.setdefault(one.group, [])
            fields.append(self[one.condition.value])
            if one.condition is Condition.CANTEEN:
                fields.append(self[MEALS_FIELD])
        return list(found.items())


def _no(one: Question) -> str:
    return "没有" if one.text.startswith("有") else "否"


def _brings(one: Question) -> str:
    parts = [f"{one.duties} 项法定职责"] if one.duties else []
    parts += [f"{one.books} 本台账"] if one.books else []
    return f"带来 {'、'.join(parts)}。" if parts else ""
