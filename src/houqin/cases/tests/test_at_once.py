"""The same form from three phones at once, each on a connection of its own: one request."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest

from houqin.cases.approvals.chain import file_request
from houqin.cases.models import Case, Turn
from houqin.cases.worktime import HERE
from houqin.core.tenancy import institution_scope
from houqin.org.testing import at_once, make_institution, make_member

NOW = datetime(2026, 11, 11, 9, 0, tzinfo=HERE)


@pytest.mark.django_db(transaction=True)
def test_a_request_that_is_sent_three_times_at_once_is_filed_once():
    institution, token = make_institution(), uuid4()
    with institution_scope(institution.pk):
        make_member(institution, "director")
        teacher = make_member(institution)

    def send() -> int:
        made = file_request(actor=teacher, type="general", title="买扫把", now=NOW, token=token)
        return made.pk

    made = set(at_once(institution, send))
    with institution_scope(institution.pk):
        assert made == {Case.objects.get().pk}
        assert Turn.objects.count() == 1
