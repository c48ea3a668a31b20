"""The rule of a reading."""

from __future__ import annotations

from typing import Any

from django import forms

from houqin.ledgers.models import Book
from houqin.maintenance.models import Equipment, UsageTrigger
from houqin.maintenance.rules.faults import fault_choices
from houqin.org.forms.structure import text
from houqin.org.models import Place
from houqin.ui.forms import pick_field

_NUMBERS = {"integer", "decimal", "computed"}


def reading_books() -> list[Book]:
    """Books that have a number in them."""
    books = Book.objects.filter(is_active=True, current__isnull=False).select_related("current")
    return [book for book in books.order_by("title") if readings_of(book)]


def readings_of(book: Book) -> list[tuple[str, str]]:
    fields = book.current.form.get("field", []) if book.current else []
    return [(one["code"], one["label"]) for one in fields if one.get("type") in _NUMBERS]


class TriggerForm(forms.Form):
    """One list offers book and reading together, so that no script is needed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [
            (book.title, [(f"{book.pk}:{code}", label) for code, label in readings_of(book)])
            for book in reading_books()
        ]
        self.fields["name"] = text("名称", 40, help_text="例如：水泵每运行 500 小时保养。")
        self.fields["reading"] = forms.ChoiceField(
            label="哪本台账的哪个读数", choices=[("", "（请选）"), *offered],
            error_messages={"required": "请选一个读数。", "invalid_choice": "请从列表里选。"},
        )  # fmt: skip
        self.fields["key"] = text(
            "只看哪一台", 80, required=False, help_text="台账里的设备或表名；空着就是每一条都看。"
        )
        self.fields["sort"] = forms.ChoiceField(
            label="什么时候", choices=UsageTrigger.Sort.choices, widget=forms.RadioSelect
        )
        self.fields["value"] = forms.DecimalField(
            label="多少", max_digits=14, decimal_places=3,
            error_messages={"required": "请填数字。", "invalid": "请填数字。"},
        )  # fmt: skip
        self.fields["work"] = text("要做什么", 80, help_text="就是维修单的标题。")
        self.fields["fault"] = forms.ChoiceField(label="属于", choices=fault_choices())
        pieces = Equipment.objects.exclude(state=Equipment.State.SCRAPPED).order_by("code")
        self.fields["equipment"] = pick_field("设备", pieces)
        self.fields["place"] = pick_field("场所", Place.objects.all())
        self.fields["is_active"] = forms.BooleanField(label="启用", required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        asked = given.pop("reading", "")
        if asked:
            book, _colon, field = asked.partition(":")
            found = Book.objects.filter(pk=book).select_related("current").first()
            if found is not None:
                given |= {"book": found, "field": field}
        return given
