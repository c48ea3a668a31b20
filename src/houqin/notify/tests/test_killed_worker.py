"""A worker that is really killed between the vendor's taking a message and its answer."""

from __future__ import annotations

import os
import subprocess
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from houqin.core.tenancy import every_institution, institution_scope
from houqin.notify import rules
from houqin.notify.channel_services import keep_channel
from houqin.notify.models import Channel, Delivery, GroupPost
from houqin.notify.testing import KIND, make_notice
from houqin.notify.tests.vendors import SIGN
from houqin.org.testing import make_institution, make_member
from houqin.org.testing_programs import another_program

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL"),
]
MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
WORKER = """
import sys
from datetime import datetime
from django.conf import settings
from houqin.core.tenancy import institution_scope
from houqin.notify.delivery import deliver
from houqin.notify.kinds import register_kinds
from houqin.notify.testing import KIND
register_kinds(KIND)
settings.WECOM_API, settings.WEBHOOK_NETWORKS = sys.argv[2], ["127.0.0.0/8"]
settings.BASE_URL = "https://hq.example.edu.cn"
with institution_scope(int(sys.argv[1])):
    deliver(read_clock=lambda: datetime.fromisoformat(sys.argv[3]))
"""


def start_worker(institution, base: str, moment: datetime) -> subprocess.Popen[str]:
    return another_program(WORKER, institution.pk, base, moment.isoformat())


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_leaves_nothing_twice_and_nothing_missing(vendors):
    institution = make_institution()
    with institution_scope(institution.pk):
        administrator = make_member(institution, "administrator")
        for kind, filled in {
            "wecom": {"corp_id": "ww123456", "agent_id": "1", "secret": "good"},
            "webhook": {"url": f"{vendors.base}/hook", "sign": SIGN},
        }.items():
            keep_channel(
                actor=administrator,
                channel=Channel(kind=kind),
                name=kind,
                is_on=True,
                filled=filled,
                notice_kinds=[KIND.code] if kind == "webhook" else [],
            )
        people = [make_member(institution, "clerk") for _ in range(2)]
        for number, member in enumerate(people, 1):
            member.user.phone = f"1380000000{number}"
            member.user.save()
            make_notice(member, urgent=True, now=MORNING)
    for moment in (MORNING, MORNING + rules.LEASE):
        worker = start_worker(institution, vendors.base, moment)
        # Killed at the first event to the other system, then at the first card to a person.
        vendors.after = worker.kill
        assert worker.wait(60) != 0, worker.stderr.read()
    vendors.after = lambda: None
    last = start_worker(institution, vendors.base, MORNING + rules.LEASE * 3)
    assert last.wait(60) == 0, last.stderr.read()
    assert sorted(who for who, _said in vendors.shown) == ["li", "system", "system", "zhang"]
    assert vendors.count("/hook") + vendors.count("message/send") == 6
    with every_institution():
        states = {*Delivery.objects.values_list("state", flat=True)}
        states |= {*GroupPost.objects.values_list("state", flat=True)}
    assert states == {"sent"}


@pytest.mark.django_db(transaction=True)
def test_a_robot_killed_while_it_speaks_does_not_say_it_twice_and_says_that_it_is_unsure(vendors):
    """Nobody can ask a group what it has read: at most once, and shown where it may be missing."""
    institution = make_institution()
    with institution_scope(institution.pk):
        administrator = make_member(institution, "administrator")
        keep_channel(
            actor=administrator, channel=Channel(kind="wecom_robot"), name="群", is_on=True,
            filled={"key": "robot-key-1"}, notice_kinds=[KIND.code],
        )  # fmt: skip
        make_notice(make_member(institution, "clerk"), urgent=True, now=MORNING)
    worker = start_worker(institution, vendors.base, MORNING)
    vendors.after = worker.kill
    assert worker.wait(60) != 0, worker.stderr.read()
    vendors.after = lambda: None
    last = start_worker(institution, vendors.base, MORNING + rules.LEASE)
    assert last.wait(60) == 0, last.stderr.read()
    assert vendors.count("webhook/send") == 1
    with every_institution():
        assert GroupPost.objects.get().state == "failed"
        assert "请到群里核对" in Channel.objects.get().last_error
