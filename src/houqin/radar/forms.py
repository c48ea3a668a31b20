"""What an institution settles about a duty of the law."""

from __future__ import annotations

from typing import Any

from django import forms

from houqin.cadence import Cadence, describe
from houqin.core.roles import Kind
from houqin.org.models import Staff
from houqin.planning.forms.reviewing import cadences_from, role_choices
from houqin.planning.models import PlanItem
from houqin.ui.forms import pick_field


class DutyForm(forms.Form):
    when = forms.CharField(
        label="多久一次",
        max_length=100,
        help_text="用中文写，例如：每周一次、每月一次、每学期两次。可以比法规严，不能放宽的请写明依据。",
        error_messages={"required": "请写明多久一次，例如：每月一次。"},
    )
    owner_role = forms.ChoiceField(label="责任角色", required=False)
    note = forms.CharField(
        label="本单位说明",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="停用时必须写，例如：本学期食堂改造，由送餐公司供餐。",
    )
    is_on = forms.ChoiceField(
        label="要不要派",
        choices=[("on", "照常派发"), ("off", "本单位停用")],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, item: PlanItem, kind: Kind, **kwargs: Any) -> None:
        self.was = "、".join(describe(Cadence.from_text(text)) for text in item.cadences)
        self.item = item
        start = {
            "when": self.was,
            "owner_role": item.owner_role,
            "owner": item.owner_id,
            "note": item.note,
            "is_on": "on" if item.is_included else "off",
        }
        super().__init__(*args, **{"initial": start, **kwargs})
        role = self.fields["owner_role"]
        assert isinstance(role, forms.ChoiceField)  # noqa: S101 - declared above
        role.choices = role_choices(kind)
        self.fields["owner"] = pick_field(
            "指定到人", Staff.objects.filter(left_on=None).order_by("name"), empty="按角色"
        )
        self.order_fields(["when", "owner_role", "owner", "note", "is_on"])

    def clean_is_on(self) -> bool:
        return bool(self.cleaned_data["is_on"] == "on")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        said = cleaned.pop("when", "")
        # What was not touched is not read anew: words for it may say less than the cadence does.
        if said == self.was:
            cleaned["cadences"] = list(self.item.cadences)
        elif said:
            try:
                cleaned["cadences"] = cadences_from(said)
            except forms.ValidationError as error:
                self.add_error("when", error)
        return cleaned
