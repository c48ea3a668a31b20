"""The same form from three phones at once, each on a connection of its own: one request."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connections

from houqin.cases.approvals.chain import file_request
from houqin.cases.models import Case, Turn
from houqin.cases.worktime import HERE
from houqin.core.tenancy import institution_scope
from houqin.org.testing import make_institution, make_member

NOW = datetime(2026, 11, 11, 9, 0, tzinfo=HERE)


@pytest.mark.django_db(transaction=True)
def test_a_request_that_is_sent_three_times_at_once_is_filed_once():
    institution, token, start = make_institution(), uuid4(), Barrier(3)
    with institution_scope(institution.pk):
        make_member(institution, "director")
        teacher = make_member(institution)

    def send(_phone: int) -> int:
        try:
            with institution_scope(institution.pk):
                start.wait()
                made = file_request(
                    actor=teacher, type="general", title="买扫把", now=NOW, token=token
                )
                return made.pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        made = set(pool.map(send, range(3)))
    with institution_scope(institution.pk):
        assert made == {Case.objects.get().pk}
        assert Turn.objects.count() == 1
