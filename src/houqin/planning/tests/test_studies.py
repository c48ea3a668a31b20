"""Study meetings: hours by topic, who spoke, who reads up afterwards, who has confirmed."""

import pytest

from houqin.core import clock
from houqin.org.testing import at, make_member, signed_in
from houqin.planning import meeting_numbers
from houqin.planning.models import Attendance, Meeting
from houqin.planning.tests.test_meetings import _at_noon, call, form  # noqa: F401


@pytest.fixture
def cook(institution):
    return make_member(institution, "canteen_manager", name="周师傅")


def test_hours_are_summed_by_topic_and_an_absentee_reads_up(
    institution, director, technician, cook
):
    refused = signed_in(director).post(
        at(institution, "meetings/new/"), form(director, [technician], sort="study")
    )
    assert "请选学习专题" in refused.text
    lead = signed_in(director)
    for topic, minutes in (("law", 90), ("safety", 60)):
        meeting = call(
            institution, director, [technician, cook], sort="study", topic=topic, speaker="李律师",
            duration=minutes,
        )  # fmt: skip
        rows = {row.staff_id: row for row in Attendance.objects.filter(meeting=meeting)}
        came, away = rows[technician.staff.pk], rows[cook.staff.pk]
        marks = {f"state-{came.pk}": "present", f"state-{away.pk}": "absent"}
        said = {f"spoken-{came.pk}": "讲了插座过载。", f"spoken-{away.pk}": "没来也写了"}
        lead.post(at(institution, f"meetings/{meeting.pk}/roll-call/"), marks | said)
        minutes_url = at(institution, f"meetings/{meeting.pk}/minutes/")
        agenda = lead.get(minutes_url).context["form"]["minutes"].value()
        assert lead.post(minutes_url, {"minutes": agenda}).status_code == 422
        assert lead.post(minutes_url, {"minutes": f"{agenda}：都清楚了。"}).status_code == 302
    law = Meeting.objects.get(topic="law")
    page = lead.get(at(institution, f"meetings/{law.pk}/")).text
    assert "0/3" in page
    assert "周师傅（没到会）" in page
    signed_in(cook).post(at(institution, f"meetings/{law.pk}/read/"))
    assert "1/3" in lead.get(at(institution, f"meetings/{law.pk}/")).text

    everybody = lead.get(at(institution, "meetings/attendance/"))
    assert "法律法规 1.5，安全卫生 1.0" in everybody.text
    rows = meeting_numbers.people(clock.today(), clock.today())
    counted = {row.name: (row.came, row.absent, row.read_up, row.spoke) for row in rows}
    assert counted["维修工"] == (2, 0, 0, 2)
    assert counted["周师傅"] == (0, 2, 1, 0)
    chosen = lead.get(at(institution, "meetings/attendance/?topic=law")).text
    assert "安全卫生 1.0" not in chosen
    assert "法律法规 1.5" in chosen


def test_ones_own_file_shows_what_one_said_and_others_are_closed(
    institution, director, technician, cook
):
    meeting = call(institution, director, [technician], sort="exchange", topic="ethics")
    row = Attendance.objects.get(meeting=meeting, staff=technician.staff)
    told = {f"state-{row.pk}": "present", f"spoken-{row.pk}": "谈了服务态度。"}
    signed_in(director).post(at(institution, f"meetings/{meeting.pk}/roll-call/"), told)
    signed_in(director).post(at(institution, f"meetings/{meeting.pk}/minutes/"), {"minutes": "议"})
    file = at(institution, f"meetings/attendance/{technician.staff.pk}/")
    for reader in (technician, director):
        assert "谈了服务态度。" in signed_in(reader).get(file).text
    assert signed_in(cook).get(file).status_code == 404
