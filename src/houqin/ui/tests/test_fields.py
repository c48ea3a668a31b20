"""What a form looks like to whoever fills it in, or hears it read."""

from datetime import date
from html.parser import HTMLParser

from django import forms
from django.template.loader import render_to_string


class Tags(HTMLParser):
    """The attributes of every tag, and the text of the page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def one(self, **wanted: str) -> dict[str, str | None]:
        [match] = [a for _tag, a in self.found if wanted.items() <= a.items()]
        return match


class EntryForm(forms.Form):
    meal = forms.ChoiceField(
        label="餐次", choices=[("a", "早餐"), ("b", "午餐")], widget=forms.RadioSelect
    )
    grams = forms.DecimalField(
        label="克数",
        help_text="每样不少于 125 g。",
        widget=forms.NumberInput(attrs={"data-unit": "g"}),
    )
    people = forms.IntegerField(label="人数", required=False)
    on = forms.DateField(label="日期")
    photo = forms.FileField(
        label="照片", required=False, widget=forms.FileInput(attrs={"accept": "image/*"})
    )
    sealed = forms.BooleanField(label="已加盖", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def page_of(form: forms.Form) -> Tags:
    return Tags(render_to_string("ui/form.html", {"title": "登记", "form": form}))


def test_a_date_arrives_in_the_form_that_a_phone_reads():
    box = page_of(EntryForm(initial={"on": date(2026, 11, 2)})).one(name="on")
    assert (box["type"], box["value"]) == ("date", "2026-11-02")


def test_the_keyboard_suits_the_number():
    page = page_of(EntryForm())
    assert page.one(name="grams")["inputmode"] == "decimal"
    assert page.one(name="people")["inputmode"] == "numeric"


def test_few_choices_are_buttons_and_the_unit_stands_in_the_box():
    page = page_of(EntryForm())
    assert [a["value"] for tag, a in page.found if a.get("name") == "meal"] == ["a", "b"]
    assert not [tag for tag, _ in page.found if tag == "select"]
    assert "g" in page.text.split()


def test_a_refused_field_says_so_to_the_ear_and_the_eye():
    page = page_of(EntryForm({"meal": "a", "grams": "", "on": "2026-11-02"}))
    grams = page.one(name="grams")
    assert grams["aria-invalid"] == "true"
    described = (grams["aria-describedby"] or "").split()
    ids = {a["id"] for _tag, a in page.found if "id" in a}
    assert described
    assert set(described) <= ids, "every description it names is on the page"
    assert any(i.endswith("_error") for i in described)


def test_every_visible_control_has_a_label():
    page = page_of(EntryForm())
    labelled = {a.get("for") for tag, a in page.found if tag == "label"}
    for tag, attrs in page.found:
        if tag == "input" and attrs.get("type") not in {"hidden", "radio", "checkbox", "file"}:
            assert attrs["id"] in labelled, attrs


def test_an_error_of_the_whole_form_stands_above_it():
    form = EntryForm({"meal": "a", "grams": "130", "on": "2026-11-02"})
    form.add_error(None, "这餐的这道菜已经留样。")
    assert "这餐的这道菜已经留样。" in page_of(form).text


def test_a_form_with_files_is_sent_as_such():
    assert page_of(EntryForm()).one(id="hq-form")["enctype"] == "multipart/form-data"


def test_what_is_missing_or_too_long_is_said_with_the_fields_name():
    class Short(EntryForm):
        note = forms.CharField(label="备注", max_length=5)

    said = page_of(Short({"note": "一二三四五六", "grams": "1"})).text
    for words in ("请选择“餐次”。", "请填写“日期”。", "最多 5 个字，现在有 6 个，请缩短。"):
        assert words in said
