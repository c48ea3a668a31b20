"""The forms of letters to superiors."""

from __future__ import annotations

from django import forms

from houqin.files.forms import FilesField
from houqin.planning.models import Letter
from houqin.ui.forms import day_field


def money_field(label: str, *, required: bool = False, digits: int = 12) -> forms.DecimalField:
    """An amount in yuan; where one must be given, 0 says that nothing is spent."""
    return forms.DecimalField(
        label=label,
        required=required,
        min_value=0,
        max_digits=digits,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"data-unit": "元", "step": "0.01"}),
        error_messages={
            "required": "请填金额，没有就填 0。",
            "invalid": "金额请填数字，例如 120000。",
            "min_value": "金额不能是负数。",
        },
    )


class LetterForm(forms.Form):
    sort = forms.ChoiceField(label="文种", choices=Letter.Sort.choices)
    about = forms.ChoiceField(label="事由", choices=Letter.About.choices)
    number = forms.CharField(
        label="文号",
        max_length=30,
        help_text="例如：青小后勤〔2026〕12号。",
        error_messages={"required": "请填文号。"},
    )
    sent_on = day_field("发文日期")
    addressee = forms.CharField(
        label="主送", max_length=60, error_messages={"required": "请写送给哪个部门。"}
    )
    subject = forms.CharField(
        label="标题", max_length=100, error_messages={"required": "请写标题。"}
    )
    content = forms.CharField(
        label="请求什么",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例如：增加保安编制 2 名。",
    )
    amount = money_field("申请金额")
    remind_after = forms.IntegerField(
        label="多少天没答复就提醒",
        min_value=1,
        max_value=365,
        initial=30,
        widget=forms.NumberInput(attrs={"data-unit": "天"}),
        error_messages={"required": "请填天数。"},
    )
    attached = FilesField(label="附件", required=False, help_text="扫描件、PDF、Word 都行。")


class AnswerForm(forms.Form):
    reply_on = day_field("答复日期")
    outcome = forms.ChoiceField(
        label="结果",
        choices=Letter.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选结果。"},
    )
    granted = forms.CharField(
        label="批准了什么", max_length=200, required=False, help_text="例如：增编 2 名，9 月到岗。"
    )
    amount_granted = money_field("批准金额")
    reply = forms.CharField(
        label="答复内容", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    attached = FilesField(label="附件", required=False)


class AskAgainForm(forms.Form):
    remind_on = day_field("哪天再提醒", help_text="已经催问过，等对方一段时间。")
