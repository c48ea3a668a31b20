"""Two workers on one outbox, each with its own connection: nobody gets two mails."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from django.db import connections

from houqin.core.tenancy import every_institution, institution_scope
from houqin.notify.delivery import deliver
from houqin.notify.models import Delivery
from houqin.notify.testing import give_mailbox, make_notice
from houqin.org.testing import make_institution, make_member

MORNING = datetime(2026, 11, 22, 8, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_mail_once(smtp):
    institution = make_institution()
    with institution_scope(institution.pk):
        members = [make_member(institution, "clerk") for _ in range(8)]
        for number, member in enumerate(members):
            give_mailbox(member)
            make_notice(member, urgent=bool(number % 2), now=MORNING)
    start = Barrier(3)

    def work(_worker: int) -> int:
        try:
            with institution_scope(institution.pk):
                start.wait()
                return sum(deliver(read_clock=lambda: MORNING) for _ in range(2))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        counts = list(pool.map(work, range(3)))
    assert sum(counts) == len(members)
    assert sorted(mail["To"] for mail in smtp.mails) == sorted(m.user.email for m in members)
    with every_institution():
        assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
