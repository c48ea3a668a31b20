"""The settings of a book: of one that is kept, or of one that is still being designed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from houqin.core.domains import domain_choices
from houqin.core.roles import Kind, Role, role_name
from houqin.ledgers.designing.expected_names import keys_from, text_of_keys
from houqin.ledgers.models import Book
from houqin.ledgers.rules import number_problem

NOBODY_WRITES = frozenset({Role.INSPECTOR})
_KEYS = frozenset({"text", "scan", "choice", "staff", "student", "class", "place", "entry", "date"})
_MOMENTS = frozenset({"date", "instant"})


def role_choices(kind: Kind) -> list[tuple[str, str]]:
    """Every role by the institution's own names, in the order of the roles."""
    return [(str(role), role_name(role, kind)) for role in Role if role not in NOBODY_WRITES]


def _roles(label: str, help_text: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


def _whole(label: str, low: int, high: int, help_text: str) -> forms.IntegerField:
    said = f"请填 {low} 到 {high:,} 的整数，或空着。"
    return forms.IntegerField(
        label=label, required=False, min_value=low, max_value=high, help_text=help_text,
        error_messages={"invalid": said, "min_value": said, "max_value": said},
    )  # fmt: skip


class SettingsForm(forms.Form):
    """``fields``: the declared fields of the form, for what is told by one of them."""

    title = forms.CharField(
        label="名称",
        max_length=60,
        error_messages={"required": "请给台账起个名称。", "max_length": "名称最多 60 字。"},
    )
    domain = forms.ChoiceField(label="领域", choices=domain_choices)
    purpose = forms.CharField(
        label="用途", required=False, max_length=200, help_text="一句话：记什么，什么时候记。"
    )
    basis = forms.CharField(
        label="依据", required=False, max_length=200, help_text="规定的名称和条款，没有就空着。"
    )
    writer_roles = _roles("谁填写", "一个都不选，就是谁都可以填。")
    reader_roles = _roles("谁查看", "一个都不选，本单位的人都能看。填写和会签的人始终能看。")
    signer_roles = _roles("谁会签", "一个都不选，由另一位填写人会签。")
    per_what = forms.ChoiceField(
        label="按什么分别记", choices=Book.PerWhat.choices, required=False,
        help_text="例如每班一条、每餐一条；看板会说还差哪几个班。",
    )  # fmt: skip
    per_field = forms.ChoiceField(label="由哪个字段看出", required=False)
    expected = forms.CharField(
        label="都有哪些", required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="一行一个，例如每辆校车、每台锅炉；少了哪个，任务和看板会说。"
        "班级、房间、人员空着就是全部；车牌、设备这样手写的，要在这里写出来。不分的空着。",
    )  # fmt: skip
    time_field = forms.ChoiceField(
        label="发生时间取自", required=False, help_text="不选，就是填写的时刻。"
    )
    every_days = _whole(
        "平常几个工作日记一次", 1, 400,
        "每天记就填 1，每周填 5。空着，程序从记录里看出来；及时程度按它算。",
    )  # fmt: skip
    backdate_days = _whole(
        "最多补录几天前的", 0, 3650, "空着不限。补录的记录会标出来，并写明原因。"
    )
    retention_months = _whole("至少保存几个月", 1, 1200, "空着不定期限，一直保存。")
    keeps_with_object = forms.BooleanField(label="人员、设备、合同还在，就一直保存", required=False)
    numbering = forms.CharField(
        label="编号规则",
        max_length=60,
        help_text="可用 {year} {month} {day} {book} {n}；{n:4} 是四位流水号。",
        error_messages={
            "required": "请写编号规则，例如 {year}-{n:4}。",
            "max_length": "编号规则最多 60 字。",
        },
    )
    layout = forms.CharField(
        label="正式版式的名称",
        required=False,
        max_length=40,
        help_text="印在纸上的标题，空着用台账名称。",
    )
    is_active = forms.BooleanField(
        label="在用", required=False, help_text="停用后只能查看，不能再填；记录都在。"
    )

    def __init__(
        self, *args: Any, kind: Kind, declared: Iterable[dict[str, Any]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields = list(declared)
        self._by_code = {field["code"]: field for field in fields}
        keys_now = self.initial.get("expected")
        if not isinstance(keys_now, str):  # kept as keys, read as names
            field = self._by_code.get(self.initial.get("per_field", ""))
            self.initial["expected"] = text_of_keys(keys_now or [], field)
        keys = [(f["code"], f["label"]) for f in fields if f["type"] in _KEYS and not f.get("many")]
        moments = [(f["code"], f["label"]) for f in fields if f["type"] in _MOMENTS]
        roles = role_choices(kind)
        leaders = "、".join(role_name(one, kind) for one in (Role.DIRECTOR, Role.PRINCIPAL))
        self.fields["writer_roles"].help_text += f"{leaders}始终可以填。"
        offered: dict[str, list[tuple[str, str]]] = {
            "writer_roles": roles,
            "reader_roles": [*roles, (str(Role.INSPECTOR), role_name(Role.INSPECTOR, kind))],
            "signer_roles": roles,
            "per_field": [("", "（不分）"), *keys],
            "time_field": [("", "填写的时刻"), *moments],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def folded(self) -> list[BoundField]:
        """What most books leave as it is."""
        return [self["reader_roles"], self["signer_roles"]]

    def clean_numbering(self) -> str:
        numbering: str = self.cleaned_data["numbering"]
        if problem := number_problem(numbering):
            raise ValidationError(problem)
        return numbering

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        what, field = given.get("per_what", ""), given.get("per_field", "")
        if what and not field:
            self.add_error("per_field", "分别记要靠一个字段看出是哪一个，请选一个字段。")
        if field and not what:
            self.add_error("per_what", "选了字段，还要选是按什么分别记；不分就两样都不选。")
        self._expect(given, self._by_code.get(field or ""))
        return given

    def _expect(self, given: dict[str, Any], field: dict[str, Any] | None) -> None:
        said = given.get("expected") or ""
        given["expected"] = []
        if field is not None:
            try:
                given["expected"] = keys_from(said, field)
            except ValidationError as error:
                self.add_error("expected", error)
        elif said.strip():
            self.add_error("expected", "先选按什么分别记、由哪个字段看出，再写都有哪些。")


class DraftSettingsForm(SettingsForm):
    """A book that is not there yet is always in use."""

    is_active = None  # type: ignore[assignment]


def demanded_months(form: SettingsForm, book: Book) -> None:
    """Say beside the field how long the rules demand, and what shortening does."""
    if book.retention_least_months:
        field = form.fields["retention_months"]
        field.help_text = (
            f"按规定至少 {book.retention_least_months} 个月；空着不定期限，一直保存。"
            "缩短以后，满 30 天才能按新期限销毁。"
        )


def settings_of(book: Book) -> dict[str, Any]:
    """What the form begins with."""
    return {name: getattr(book, name) for name in SettingsForm.base_fields}
