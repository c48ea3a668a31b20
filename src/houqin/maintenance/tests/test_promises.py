"""What general affairs promises: by urgency, what is broken and where, set on a page."""

from __future__ import annotations

from datetime import timedelta

from houqin.maintenance.models import RepairPromise
from houqin.maintenance.testing import NOW, make_order
from houqin.org.member import Member
from houqin.org.models import Institution
from houqin.org.testing import at, make_member, make_place, signed_in

HOUR = timedelta(hours=1)


def test_the_promise_set_on_the_page_is_the_deadline_of_what_is_reported_then(
    institution: Institution, director: Member
) -> None:
    teacher, boss = make_member(institution), signed_in(director)
    canteen, hall = make_place("食堂"), make_place("教学楼")
    kitchen = make_place("后厨", parent=canteen)
    page = at(institution, "maintenance/promises/add/")
    base = {"grade": "normal", "fault": "", "place": "", "respond_hours": "2", "finish_days": "5"}
    assert boss.post(page, base).status_code == 302
    assert boss.post(page, base).status_code == 422  # there is one already
    both = base | {"fault": "water", "finish_hours": "3"}
    assert boss.post(page, both).status_code == 422  # hours and days are either, or
    boss.post(page, base | {"fault": "water", "place": canteen.pk, "respond_hours": "1",
                            "finish_hours": "4", "finish_days": ""})  # fmt: skip

    near, far = make_order(teacher, kitchen), make_order(teacher, hall)
    assert (near.respond_by, far.respond_by) == (NOW + HOUR, NOW + 2 * HOUR)
    assert near.due_at == NOW.replace(hour=15, minute=30)  # over the noon break
    assert far.due_at is not None
    assert far.due_at.date() == (NOW + timedelta(days=7)).date()

    shown = signed_in(teacher).get(at(institution, "maintenance/month/")).content.decode()
    assert "2 小时内接单，5 个工作日内修好" in shown
    assert "一般 · 漏水、堵塞 · 食堂" in shown
    row = RepairPromise.objects.get(place=canteen)
    boss.post(at(institution, f"maintenance/promises/{row.pk}/drop/"))
    assert make_order(teacher, kitchen).respond_by == far.respond_by
    assert signed_in(teacher).get(page).status_code == 403
