"""A sweep that is really killed in the middle, and started again."""

from __future__ import annotations

import os
from datetime import datetime, timedelta

import pytest

from houqin.cases.models import CaseAlarm
from houqin.cases.services.sweeping import sweep
from houqin.cases.testing import make_case
from houqin.cases.worktime import HERE
from houqin.core.tenancy import every_institution, institution_scope
from houqin.notify.models import Notice
from houqin.org.testing import make_institution, make_member
from houqin.org.testing_programs import another_program

NOW = datetime(2026, 11, 11, 9, 0, tzinfo=HERE)
SWEEP = """
import sys, time
from datetime import datetime
from django.db import connection
from houqin.cases.services import sweeping
from houqin.core.tenancy import institution_scope
sweeping.BATCH, told = 2, []
def stop(execute, sql, params, many, context):
    done = execute(sql, params, many, context)
    if 'INSERT INTO "notify_notice"' in sql:
        told.append(sql)
        if len(told) == int(sys.argv[3]):  # written, and not committed
            print("half", flush=True)
            time.sleep(60)
    return done
with institution_scope(int(sys.argv[1])), connection.execute_wrapper(stop):
    sweeping.sweep(datetime.fromisoformat(sys.argv[2]))
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.django_db(transaction=True)
def test_a_sweep_killed_for_real_and_begun_again_tells_nothing_twice_and_leaves_nothing_out():
    institution = make_institution()
    with institution_scope(institution.pk):
        make_member(institution, "director")
        teacher = make_member(institution, name="李老师")
        worker = make_member(institution, "technician")
        cases = [make_case(teacher, title=f"灯{n}", owner=worker.staff, now=NOW) for n in range(7)]
    late = cases[0].due_at + timedelta(minutes=1)
    child = another_program(SWEEP, institution.pk, late.isoformat(), 3)
    assert child.stdout.readline() == "half\n", child.stderr.read()
    child.kill()
    child.wait(30)
    with every_institution():
        assert 0 < CaseAlarm.objects.count() < 7, "whole batches stand, the broken one does not"
    child = another_program(SWEEP, institution.pk, late.isoformat(), 0)
    assert child.wait(60) == 0, child.stderr.read()
    with institution_scope(institution.pk):
        assert sweep(late) == 0, "nothing is left to tell"
    with every_institution():
        alarms = CaseAlarm.objects.filter(code="late").values_list("case", flat=True)
        assert sorted(alarms) == sorted(case.pk for case in cases)
        told = Notice.objects.filter(key__startswith="alarm", recipient=worker.staff)
        assert told.count() == 4, "two cases a notice, the last one alone"
