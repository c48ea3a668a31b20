"""Keeping tasks in step with what is wanted: what is done stays, running twice changes nothing."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from houqin.planning.services.reconciling import Existing, reconcile
from houqin.planning.services.windows import Wanted

MONDAY = date(2026, 11, 23)


def week(n: int, cadence: str = "FREQ=WEEKLY") -> Wanted:
    first = MONDAY + timedelta(weeks=n)
    return Wanted(1, cadence, first, first + timedelta(days=6))


def task(pk: int, window: Wanted, *, touched: bool = False) -> Existing:
    return Existing(pk, 1, window.cadence, window.first, window.last, 1, touched)


def test_new_windows_become_tasks():
    changes = reconcile([], [week(0), week(1)], MONDAY, with_past=False)
    assert [w.first for w in changes.added] == [MONDAY, MONDAY + timedelta(days=7)]


def test_what_has_passed_is_not_made_up_unless_asked():
    assert not reconcile([], [week(-2)], MONDAY, with_past=False).added
    assert reconcile([], [week(-2)], MONDAY, with_past=True).added


def test_a_done_task_answers_for_every_window_it_overlaps():
    done = task(1, week(0), touched=True)
    shifted = Wanted(1, "FREQ=WEEKLY", MONDAY + timedelta(days=2), MONDAY + timedelta(days=8))
    changes = reconcile([done], [shifted], MONDAY, with_past=False)
    assert changes.is_empty
    assert changes.kept == 1


def test_a_moved_window_moves_the_task_instead_of_making_another():
    changes = reconcile([task(1, week(0))], [week(1)], MONDAY, with_past=False)
    assert [(old.pk, new.first) for old, new in changes.moved] == [(1, MONDAY + timedelta(days=7))]
    assert not changes.added
    assert not changes.withdrawn


def test_what_is_no_longer_wanted_is_withdrawn_unless_touched():
    have = [task(1, week(0), touched=True), task(2, week(1)), task(3, week(2))]
    changes = reconcile(have, [], MONDAY, with_past=False)
    assert [t.pk for t in changes.withdrawn] == [2, 3]


weeks = st.lists(st.integers(-3, 12), unique=True, max_size=8)


@given(have=weeks, touched=st.sets(st.integers(-3, 12)), want=weeks, with_past=st.booleans())
def test_reconciling_twice_changes_nothing(have, touched, want, with_past):
    existing = [task(n + 10, week(n), touched=n in touched) for n in sorted(have)]
    wanted = [week(n) for n in sorted(want)]
    changes = reconcile(existing, wanted, MONDAY, with_past=with_past)
    gone = {t.pk for t in changes.withdrawn}
    moved = {old.pk: new for old, new in changes.moved}
    after = [
        task(t.pk, moved[t.pk]) if t.pk in moved else t for t in existing if t.pk not in gone
    ] + [task(100 + i, w) for i, w in enumerate(changes.added)]
    assert reconcile(after, wanted, MONDAY, with_past=with_past).is_empty
    assert {t for t in existing if t.is_touched} <= set(after)
    firsts = [t.first for t in after]
    assert len(firsts) == len(set(firsts))
