"""What may be typed on the review page; only the fields that were sent are changed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from houqin.cadence import Cadence, parse
from houqin.core.domains import domain_choices
from houqin.core.roles import Kind, Role, role_name
from houqin.org.colleagues import colleagues
from houqin.org.models import Department, Place, Staff
from houqin.planning.book_choice import ConditionError, conditions_from, open_books
from houqin.planning.models import PlanGoal, PlanItem, WorkPlan
from houqin.planning.models.items import IS_LIMIT

MOST_CADENCES = 12


def cadences_from(text: str) -> list[str]:
    """Canonical cadences from what somebody typed: Chinese (每周二) or canonical text.

    ValidationError when there is no time in it.
    """
    text = text.strip()
    if not text:
        return []
    try:
        return [str(Cadence.from_text(text))]
    except ValueError:
        found = [str(one.cadence) for one in parse(text)]
    if not found:
        raise forms.ValidationError(
            f"没看懂“{text[:30]}”。可以写：每周二、每月一次、期中和期末、11月上旬、每学期两次。"
        )
    return list(dict.fromkeys(found))[:MOST_CADENCES]


class RolesField(forms.MultipleChoiceField):
    """Ticked roles; the blank that says "none ticked" is no role."""

    def to_python(self, value: Any) -> list[str]:
        return [role for role in super().to_python(value) if role]


class KeysField(forms.MultipleChoiceField):
    """Ticked classes, meals …: whatever the book is kept by."""

    def valid_value(self, value: Any) -> bool:
        return len(str(value)) <= 80


def _limit(name: str) -> forms.RegexField:
    said = f"读数的{name}请填数字，例如 2 或 -18.5；不限就空着。"
    return forms.RegexField(
        IS_LIMIT, max_length=15, required=False,
        error_messages={"invalid": said, "max_length": said},
    )  # fmt: skip


class ItemForm(forms.Form):
    """Every field is optional: a form carries one edit of one or of many items."""

    title = forms.CharField(
        max_length=80, required=False,
        error_messages={"max_length": "事项名称最多 80 个字，请写短一点。"},
    )  # fmt: skip
    kind = forms.ChoiceField(choices=PlanItem.Kind.choices, required=False)
    domain = forms.ChoiceField(choices=[("", "未分"), *domain_choices()], required=False)
    when = forms.CharField(max_length=100, required=False)
    choose = forms.CharField(max_length=80, required=False)
    instead = forms.CharField(max_length=80, required=False)
    owner_role = forms.ChoiceField(required=False)
    owner = forms.ModelChoiceField(
        Staff.objects.none(), required=False,
        error_messages={"invalid_choice": "这个人已离岗或不在本单位，请另选一位。"},
    )  # fmt: skip
    department = forms.ModelChoiceField(
        Department.objects.none(), required=False,
        error_messages={"invalid_choice": "没有这个部门，请从列表里选。"},
    )  # fmt: skip
    goal = forms.ModelChoiceField(
        PlanGoal.objects.none(), required=False,
        error_messages={"invalid_choice": "没有这个目标，请从列表里选。"},
    )  # fmt: skip
    helper_roles = RolesField(
        required=False,
        error_messages={"invalid_choice": "没有这个角色，请从列表里选。"},
    )
    ledger = forms.CharField(
        max_length=40, required=False,
        error_messages={"max_length": "台账名称最多 40 个字，请写短一点。"},
    )  # fmt: skip
    book = forms.ChoiceField(
        required=False, error_messages={"invalid_choice": "没有这本台账，请从列表里选。"}
    )
    book_place = forms.ModelChoiceField(
        Place.objects.none(), required=False,
        error_messages={"invalid_choice": "没有这个场所，请从列表里选。"},
    )  # fmt: skip
    each = forms.BooleanField(required=False)
    keys_shown = forms.CharField(max_length=20000, required=False)
    keys_on = KeysField(required=False)
    only = forms.CharField(
        max_length=300, required=False,
        error_messages={"max_length": "条件最多 300 个字，请写短一点。"},
    )  # fmt: skip
    helpers_close = forms.BooleanField(required=False)
    note = forms.CharField(
        max_length=300, required=False,
        error_messages={"max_length": "说明最多 300 个字，请写短一点。"},
    )  # fmt: skip
    proof = forms.ChoiceField(choices=PlanItem.Proof.choices, required=False)
    unit = forms.CharField(
        max_length=10, required=False,
        error_messages={"max_length": "读数单位最多 10 个字，例如：吨、度、℃。"},
    )  # fmt: skip
    reading_low = _limit("最低值")
    reading_high = _limit("最高值")
    on_rest = forms.ChoiceField(choices=PlanItem.OnRest.choices, required=False)
    needs_check = forms.BooleanField(required=False)
    is_included = forms.BooleanField(required=False)

    def __init__(self, data: Any, *, plan: WorkPlan, kind: Kind) -> None:
        super().__init__(data)
        self.fields["owner_role"].choices = role_choices(kind)  # type: ignore[attr-defined]
        self.fields["helper_roles"].choices = role_choices(kind)[1:]  # type: ignore[attr-defined]
        self.fields["owner"].queryset = colleagues()  # type: ignore[attr-defined]
        self.fields["department"].queryset = Department.objects.all()  # type: ignore[attr-defined]
        self.fields["goal"].queryset = PlanGoal.objects.filter(plan=plan)  # type: ignore[attr-defined]
        self.fields["book_place"].queryset = Place.objects.all()  # type: ignore[attr-defined]
        self.books = {book.code: book for book in open_books()} if "book" in data else {}
        self.fields["book"].choices = [(code, code) for code in self.books]  # type: ignore[attr-defined]
        # A missing field is left as it is; only what was sent is looked at.
        for name in [name for name in self.fields if name not in self.data]:
            del self.fields[name]

    def clean_title(self) -> str:
        title = " ".join(str(self.cleaned_data["title"]).split())
        if not title:
            raise forms.ValidationError("请写一句事项名称。")
        return title

    def clean_when(self) -> list[str]:
        return cadences_from(self.cleaned_data["when"])

    def clean_choose(self) -> str:
        chosen = self.cleaned_data["choose"]
        return cadences_from(chosen)[0] if chosen else ""

    def changes(self, item: PlanItem | None = None) -> dict[str, Any]:
        """The edit in the service's words; ``item`` where one cadence replaces another."""
        values = dict(self.cleaned_data)
        changed: dict[str, Any] = {}
        for name in ("owner", "department", "goal", "book_place"):
            if name in values:
                row = values.pop(name)
                changed[f"{name}_id"] = row.pk if row else None
        if "when" in values:
            changed["cadences"] = values.pop("when")
        if "choose" in values:
            changed |= _chosen(values.pop("choose"), values.pop("instead", ""), item)
        values.pop("instead", None)
        if "book" in values:
            values |= self._of_book(values, item)
        for name in ("keys_shown", "keys_on"):
            values.pop(name, None)
        if "helper_roles" in values:
            values["helper_roles"] = self._helpers(values["helper_roles"], item)
        return changed | values

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        book = self.books.get(values.get("book", ""))
        if "only" in values:
            try:
                values["only"] = conditions_from(values["only"], book) if book else []
            except ConditionError as error:
                self.add_error("only", str(error))
        low, high = values.get("reading_low"), values.get("reading_high")
        if low and high and Decimal(low) > Decimal(high):
            self.add_error("reading_high", "读数的最高值不能小于最低值。")
        return values

    def _of_book(self, values: dict[str, Any], item: PlanItem | None) -> dict[str, Any]:
        """Which keys are left out; another book begins anew with all of its own."""
        if not values["book"] or item is None or values["book"] != item.book:
            return {"keys_off": []}
        shown, on = values.get("keys_shown", "").split("|"), set(values.get("keys_on", []))
        return {"keys_off": [key for key in shown if key and key not in on]} if any(shown) else {}

    def _helpers(self, ticked: list[str], item: PlanItem | None) -> list[str]:
        """Who answers for the work does not also help; the same helpers keep their order."""
        answers = self.cleaned_data.get("owner_role", item.owner_role if item else "")
        helping = [role for role in ticked if role != answers]
        had = item.helper_roles if item else []
        return list(had) if set(had) == set(helping) else helping


def _chosen(cadence: str, instead: str, item: PlanItem | None) -> dict[str, Any]:
    if not cadence:
        return {"is_included": False}
    had = list(item.cadences) if item else []
    if instead in had:
        had[had.index(instead)] = cadence
    elif cadence not in had:
        had.append(cadence)
    return {"cadences": list(dict.fromkeys(had))}


def role_choices(kind: Kind) -> list[tuple[str, str]]:
    """The roles somebody here can hold, in this kind of institution's words."""
    inside = [role for role in Role if role is not Role.INSPECTOR]
    return [("", "未定"), *((role.value, role_name(role, kind)) for role in inside)]


class ReturnForm(forms.Form):
    """Why a plan goes back to its author."""

    reason = forms.CharField(
        label="退回理由",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "退回时请写明理由，方便对方修改。",
            "max_length": "理由最多 300 个字，请写短一点。",
        },
    )


class NewItemForm(forms.Form):
    """An item written by hand, or marked in the source."""

    title = forms.CharField(max_length=80, required=False)
    text = forms.CharField(max_length=5000, required=False)
    start = forms.IntegerField(min_value=0, required=False)
    end = forms.IntegerField(min_value=0, required=False)
    after = forms.IntegerField(required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not (values.get("title") or values.get("text") or values.get("end")):
            raise forms.ValidationError("请写一句要做的事，例如：每周二检查灭火器。")
        return values
