"""How dates, numbers and states read on a page."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import timezone

from houqin.ui import dates

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)  # 16:00 in Shanghai


def rendered(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        (datetime(2026, 11, 22, 9, 38, tzinfo=UTC), "今天 17:38"),
        (datetime(2026, 11, 22, 16, 5, tzinfo=UTC), "明天 0:05"),  # already the 23rd in Shanghai
        (datetime(2026, 11, 20, 16, 0, tzinfo=UTC), "昨天 0:00"),
        (datetime(2026, 11, 20, 9, 38, tzinfo=UTC), "11月20日 17:38"),
        (datetime(2023, 8, 25, 1, 0, tzinfo=UTC), "2023年8月25日 9:00"),
    ],
)
def test_an_instant_reads_by_the_day_it_has_in_shanghai(instant, words):
    assert dates.moment(instant, timezone.localtime(NOW)) == words


def test_a_day_names_its_weekday_and_a_table_uses_the_short_form():
    sunday = date(2026, 11, 22)
    assert dates.long_day(sunday, NOW) == "11月22日 星期日"
    assert dates.short_day(date(2026, 11, 24), NOW) == "11/24"
    assert dates.weekday(date(2026, 11, 23)) == "周一"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 11, 16), date(2026, 11, 22), "11月16日—22日"),
        (date(2026, 8, 31), date(2027, 1, 24), "8月31日—1月24日"),
        (date(2026, 11, 22), date(2026, 11, 22), "11月22日"),
        (date(2025, 2, 1), date(2025, 7, 1), "2025年2月1日—2025年7月1日"),
    ],
)
def test_a_range_says_no_more_than_is_needed(first, last, words):
    assert dates.day_range(first, last, NOW) == words


def test_figures_carry_their_separators_and_places():
    page = "{{ n|number }} {{ m|money }} {{ m|amount }} {{ r|percent }} {% percent_of 41 46 %}"
    read = rendered(page, n=1207, m=Decimal("412860.5"), r=Decimal("0.9638"))
    assert read == "1,207 412,860.50 元 412,860.50 96.4% 89.1%"


def test_nothing_to_do_is_not_nought_per_cent():
    assert rendered("{% percent_of 0 0 %}") == "不适用"


def test_what_is_missing_or_no_number_does_not_break_the_page():
    assert rendered("{{ a|money }}|{{ a|number }}|{{ b|number }}|{{ a|day }}", a=None, b="无") == (
        "||无|"
    )


def test_a_chart_cannot_end_its_own_script_block():
    written = rendered("{{ spec|json_block }}", spec={"x": ["</script><script>alert(1)"]})
    assert "<" not in written
    assert "\\u003c/script" in written
