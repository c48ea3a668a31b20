"""Whatever a cadence can say, it says in Chinese and reads back."""

from hypothesis import given, settings
from hypothesis import strategies as st

from houqin.cadence import Anchor, Cadence, Freq, Part, Side, Vague, describe, parse
from houqin.cadence.vocabulary import WEEKDAYS, byday_key, monthday_key


def ordered(values, key=None):
    return st.sets(values, min_size=1, max_size=4).map(lambda s: tuple(sorted(s, key=key)))


months = st.one_of(st.just(()), ordered(st.integers(1, 12)))
intervals = st.integers(1, 99)
times = st.integers(1, 99)
parts = st.sampled_from(list(Part))
monthdays = ordered(st.integers(1, 31) | st.just(-1), monthday_key)
plain_days = ordered(st.sampled_from(WEEKDAYS), WEEKDAYS.index)
ordinals = st.integers(1, 5) | st.integers(-5, -1)
nth_days = ordered(st.builds("{}{}".format, ordinals, st.sampled_from(WEEKDAYS)), byday_key)


@st.composite
def recurring(draw):
    freq = draw(st.sampled_from(list(Freq)))
    made = {"freq": freq, "interval": draw(intervals), "times": draw(times)}
    if freq != Freq.TERMLY:
        made["bymonth"] = draw(months)
    extra = draw(st.sampled_from(["", "part", "byday", "bymonthday"]))
    if extra and freq == Freq.YEARLY:
        made["bymonth"] = made["bymonth"][:1]
    monthly = freq == Freq.MONTHLY or (freq == Freq.YEARLY and made["bymonth"])
    if extra == "part" and freq in (Freq.MONTHLY, Freq.YEARLY, Freq.TERMLY):
        made["part"] = draw(parts)
    elif extra == "byday" and freq == Freq.WEEKLY:
        made["byday"] = draw(plain_days)
    elif extra == "byday" and monthly:
        made["byday"] = draw(nth_days)
    elif extra == "bymonthday" and monthly:
        made["bymonthday"] = draw(monthdays)
        if freq == Freq.YEARLY:
            made["bymonthday"] = tuple(d for d in made["bymonthday"] if 0 < d < 29)
    return Cadence(**made)


@st.composite
def anchored(draw):
    week = draw(st.none() | st.integers(1, 60))
    side = draw(st.sampled_from([None, Side.BEFORE] if week else [None, *Side]))
    return Cadence(at=draw(st.sampled_from(list(Anchor))), week=week, side=side)


dates = st.dates().filter(lambda d: 1900 < d.year < 2100 and d.year >= 2000)
once = st.one_of(
    dates.map(lambda d: Cadence(date=d.isoformat())),
    dates.map(lambda d: Cadence(date=d.isoformat()[5:])),
    st.builds(Cadence, month=st.integers(1, 12), part=st.none() | parts),
    st.builds(Cadence, year=parts),
    st.builds(Cadence, vague=st.sampled_from(list(Vague))),
)
cadences = st.one_of(recurring(), anchored(), once)


@settings(max_examples=1500, deadline=None)
@given(cadences)
def test_what_is_described_is_read_back_as_the_same_cadence(c):
    assert [str(f.cadence) for f in parse(describe(c))] == [str(c)], describe(c)


@settings(max_examples=500, deadline=None)
@given(cadences)
def test_the_canonical_text_reads_back(c):
    assert Cadence.from_text(str(c)) == c


@settings(max_examples=200, deadline=None)
@given(st.lists(cadences, max_size=6))
def test_cadences_sort_the_same_way_whatever_order_they_come_in(found):
    turned = list(reversed(found))
    assert sorted(found) == sorted(turned)
