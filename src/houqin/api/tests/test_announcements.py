"""Notices over the API: listed for the token's owner, looked at, read and confirmed."""

from __future__ import annotations

from houqin.api.tests.test_api import Caller
from houqin.core import clock
from houqin.publicity.services import withdraw
from houqin.publicity.testing import make_notice


def test_a_notice_is_read_and_confirmed_over_the_api_and_stays_so(director, technician):
    row = make_notice(director, must_confirm=True)
    for_others = make_notice(
        director, for_everybody=False, people=[director.staff, technician.staff]
    )
    client = Caller(technician)
    assert [one["id"] for one in client.call("announcements?open=true").json()["items"]] == [
        for_others.pk, row.pk,
    ]  # fmt: skip
    shown = client.call(f"announcements/{row.pk}").json()
    assert ("提前接水" in shown["text"], shown["opened_at"]) == (True, None)
    read = client.call(f"announcements/{row.pk}/read", {}).json()
    assert (read["opened_at"] is not None, read["confirmed_at"]) == (True, None)
    for _twice in range(2):
        done = client.call(f"announcements/{row.pk}/read", {"confirm": True}).json()
        assert (done["opened_at"], done["confirmed_at"] is not None) == (read["opened_at"], True)
    refused = client.call(f"announcements/{for_others.pk}/read", {"confirm": True})
    assert (refused.status_code, "不用您确认" in refused.json()["detail"]) == (422, True)
    withdraw(actor=director, announcement_id=for_others.pk, reason="写错", now=clock.now())
    gone = client.call(f"announcements/{for_others.pk}").json()
    assert (gone["text"], gone["withdrawn_for"]) == ("", "写错")
    assert client.call("announcements?open=true").json()["items"] == []
