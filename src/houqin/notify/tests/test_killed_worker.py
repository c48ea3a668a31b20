"""A worker that is really killed between the vendor's taking a message and its answer."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as configured
from django.db import connection

from houqin.core.tenancy import every_institution, institution_scope
from houqin.notify import rules
from houqin.notify.channel_services import keep_channel
from houqin.notify.models import Channel, Delivery, GroupPost
from houqin.notify.testing import KIND, make_notice
from houqin.notify.tests.vendors import SIGN
from houqin.org.testing import make_institution, make_member

MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
WORKER = """
import django, sys
django.setup()
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


def start_worker(institution, base: str, moment: datetime) -> subprocess.Popen:
    """Another process on the test's database."""
    known = connection.settings_dict
    url = f"postgresql:///{known['NAME']}?host={quote(known['HOST'], safe='')}&port={known['PORT']}"
    if known["USER"]:
        url = url.replace("///", f"//{known['USER']}:{quote(known['PASSWORD'], safe='')}@/")
    environment = os.environ | {
        "DATABASE_URL": url,
        "DATABASE_OWNER_URL": url,
        "HOUQIN_SECRET_KEY": configured.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "houqin.config.settings",
    }
    asked = [sys.executable, "-c", WORKER, str(institution.pk), base, moment.isoformat()]
    return subprocess.Popen(asked, env=environment, stderr=subprocess.PIPE)


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
        assert worker.wait(60) != 0, worker.stderr.read().decode()
    vendors.after = lambda: None
    last = start_worker(institution, vendors.base, MORNING + rules.LEASE * 3)
    assert last.wait(60) == 0, last.stderr.read().decode()
    assert sorted(who for who, _said in vendors.shown) == ["li", "system", "system", "zhang"]
    assert vendors.count("/hook") + vendors.count("message/send") == 6
    with every_institution():
        states = {*Delivery.objects.values_list("state", flat=True)}
        states |= {*GroupPost.objects.values_list("state", flat=True)}
    assert states == {"sent"}
