"""Forms of printing, folders, layouts, purges and where digests go."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from houqin.core.domains import DOMAINS
from houqin.ledgers.bundles.matching import lines_of
from houqin.ledgers.bundles.topics import about, words_of
from houqin.ledgers.models import Book
from houqin.ui.forms import day_field

MOST_ADDRESSES = 10


class PeriodForm(forms.Form):
    """From a day to a day; both may stay open."""

    first = day_field("从哪天", required=False)
    last = day_field("到哪天", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("last", "最后一天不能早于第一天。")
        return cleaned


class PrintForm(PeriodForm):
    photos = forms.BooleanField(label="附照片", required=False)


class BundleForm(forms.Form):
    """Which books go into a bundle."""

    books = forms.MultipleChoiceField(
        label="台账", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选一本台账。"},
    )  # fmt: skip

    def __init__(self, *args: Any, offered: list[Book], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["books"].choices = [(str(book.pk), book.title) for book in offered]  # type: ignore[attr-defined]


class PackForm(PeriodForm):
    """Topics and period of a folder for an inspection, or the authority's own list."""

    field_order = (
        "title", "first", "last", "domains", "words", "checklist", "books", "rooms", "photos",
    )  # fmt: skip

    title = forms.CharField(
        label="材料名称", max_length=80, error_messages={"required": "请写材料名称。"}
    )
    checklist = forms.CharField(
        label="检查要求（可粘贴上级的清单，一行一条）", required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="粘贴后，每一条会自动对上台账，下一步可以改。",
    )  # fmt: skip
    domains = forms.MultipleChoiceField(
        label="领域", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(one.code, one.name) for one in DOMAINS.values()],
    )  # fmt: skip
    words = forms.CharField(
        label="关键词", required=False, max_length=100,
        help_text="空格分开，例如：燃气 灭火器。名称里有的台账整本放进去，别的只放提到它的记录。",
    )  # fmt: skip
    rooms = forms.BooleanField(
        label="附任务：这些主题的计划事项办得怎么样", required=False, initial=True
    )
    books = forms.MultipleChoiceField(
        label="再加台账", required=False, widget=forms.SelectMultiple(attrs={"size": "8"}),
        help_text="可以选几本；电脑上按住 Ctrl 再点。",
    )  # fmt: skip
    photos = forms.BooleanField(label="附照片原图", required=False, initial=True)

    def __init__(self, *args: Any, offered: list[Book], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        self.fields["books"].choices = [(str(book.pk), book.title) for book in offered]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        said = cleaned.get("checklist") or ""
        chosen = ("domains", "words", "books")
        if not (lines_of(said) or any(cleaned.get(name) for name in chosen)):
            raise ValidationError("请选领域，写关键词，粘贴检查要求，或者选台账。")
        return cleaned

    def clean_words(self) -> tuple[str, ...]:
        return words_of(self.cleaned_data["words"])

    def chosen(self) -> list[Book]:
        """Books of the topics and those added, in the order of the list."""
        given, keys = self.cleaned_data, set(self.cleaned_data["books"])
        return [
            book for book in self.offered
            if book.domain in given["domains"] or str(book.pk) in keys
            or about(book, given["words"])
        ]  # fmt: skip


class LayoutForm(forms.Form):
    file = forms.FileField(
        label="Word 版式（.docx）", widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={"required": "请选一个 .docx 文件。"},
    )  # fmt: skip


class PurgeForm(forms.Form):
    reason = forms.CharField(
        label="理由", max_length=200, error_messages={"required": "请写明为什么销毁。"},
        help_text="例如：已过保存期限，经校务会同意。",
    )  # fmt: skip


class PostingForm(forms.Form):
    """Where the day's digests go."""

    addresses = forms.CharField(
        label="寄给这些邮箱（一行一个）", required=False, max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="最好是单位以外的邮箱，例如教育局或家长委员会的。",
    )  # fmt: skip
    webhook = forms.CharField(
        label="发到这个网址", required=False, max_length=300,
        help_text="以 https:// 开头；每天发一份 JSON，签名在 X-Houqin-Signature 里。",
    )  # fmt: skip
    secret = forms.CharField(
        label="签名密钥", required=False, max_length=80,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="至少 16 个字符；不填就用原来的。",
    )  # fmt: skip

    def clean_addresses(self) -> list[str]:
        found = [line.strip() for line in self.cleaned_data["addresses"].splitlines()]
        wanted = list(dict.fromkeys(one for one in found if one))
        if len(wanted) > MOST_ADDRESSES:
            raise ValidationError(f"最多寄给 {MOST_ADDRESSES} 个邮箱。")
        for address in wanted:
            try:
                validate_email(address)
            except ValidationError as error:
                raise ValidationError(f"“{address}”不是正确的邮箱。") from error
        return wanted
