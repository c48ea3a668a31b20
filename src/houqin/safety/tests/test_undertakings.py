"""Undertakings: issued with their text frozen, signed by the finger, inside and by a link."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageDraw

from houqin.core import clock
from houqin.notify.models import Notice
from houqin.org.models import SchoolClass, Student
from houqin.org.testing import at, make_member, signed_in
from houqin.safety.models import UndertakingSignature
from houqin.safety.services import undertakings
from houqin.safety.testing import make_issue


def drawn() -> SimpleUploadedFile:
    """A finger's line on white, as the pad sends it."""
    picture = Image.new("RGB", (900, 360), "white")
    ImageDraw.Draw(picture).line([(100, 200), (400, 90), (800, 300)], fill="#111", width=7)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return SimpleUploadedFile("签名.png", out.getvalue(), "image/png")


def test_who_has_not_signed_is_listed_and_a_signed_text_never_changes(institution, director):
    guard, second = (make_member(institution, "gatekeeper", name=n) for n in ("李门卫", "赵门卫"))
    row = make_issue(director, text="见到陌生人先登记。", roles=["gatekeeper"], title="门卫责任状")
    assert Notice.objects.filter(kind="safety.undertaking").count() == 2
    client = signed_in(guard)
    mine = row.letters.get(staff=guard.staff)
    path = at(institution, f"safety/letters/{mine.pk}/")
    assert client.post(path).status_code == 422  # nothing drawn
    assert client.post(path, {"drawn": drawn()}).status_code == 302
    template = row.template
    undertakings.keep_template(actor=director, template_id=template.pk, text="改过的正文。")
    assert "见到陌生人先登记" in client.get(path).content.decode()
    boss = signed_in(director)
    page = boss.get(at(institution, f"safety/letters/issues/{row.pk}/?state=missing"))
    said = page.content.decode()
    assert "赵门卫" in said
    assert "李门卫" not in said
    picture = boss.get(at(institution, f"safety/letters/{mine.pk}/signature/"))
    assert picture["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(picture.content)).size == (900, 360)
    with pytest.raises(ValidationError, match="已经签过"):
        undertakings.withdraw(actor=director, letter_id=mine.pk, reason="离岗", now=clock.now())
    with pytest.raises(PermissionDenied, match="本人"):
        undertakings.sign(
            actor=guard, letter_id=row.letters.get(staff=second.staff).pk, drawn=[drawn()],
            now=clock.now(),
        )  # fmt: skip
    assert signed_in(second).get(path).status_code == 404  # another's letter


def test_a_parent_signs_by_the_link_once_and_the_homeroom_teacher_sees_who_is_missing(
    institution, director
):
    teacher = make_member(institution, "homeroom", name="陈老师")
    room = SchoolClass.objects.create(name="三（2）班", homeroom=teacher.staff)
    for number, name in enumerate(("王小明", "周小红")):
        Student.objects.create(name=name, number=f"S{number}", school_class=room)
    row = make_issue(director, audience="parents", classes=[room], title="防溺水责任书")
    letter = row.letters.get(name="王小明家长")
    stranger = Client()
    assert "防溺水责任书" in stranger.get(f"/safe/{letter.token}/").content.decode()
    answer = stranger.post(f"/safe/{letter.token}/", {"drawn": drawn(), "name": "王大明"})
    assert answer.status_code == 422  # has not agreed
    given = {"name": "王大明", "agreed": "on"}
    for _twice in range(2):
        said = stranger.post(f"/safe/{letter.token}/", {**given, "drawn": drawn()}).content.decode()
        assert "王大明 已于" in said
    assert UndertakingSignature.objects.get().name == "王大明"
    assert stranger.get("/safe/nothing-like-it/").status_code == 404
    missing = signed_in(teacher).get(at(institution, "safety/letters/")).content.decode()
    assert "周小红家长" in missing
    assert "王小明家长" not in missing
    assert "应交 2，已交 1" in missing
    _teacher_keeps_paper(institution, row, teacher)
    # a whole school may sit behind one address, but one link is not hammered
    codes = {stranger.get(f"/safe/{letter.token}/").status_code for _many in range(30)}
    assert codes == {200, 429}


def _teacher_keeps_paper(institution, row, teacher):
    """The receipt that came back on paper is entered by the class's own teacher alone."""
    left = row.letters.get(signature=None)
    path = at(institution, f"safety/letters/{left.pk}/paper/")
    page = Image.new("RGB", (900, 600), "white")
    out = io.BytesIO()
    page.save(out, "JPEG")
    sent = {"photos": SimpleUploadedFile("回执.jpg", out.getvalue(), "image/jpeg")}
    other = signed_in(make_member(institution, "homeroom"))
    assert other.post(path, sent).status_code == 403
    sent["photos"].seek(0)
    mine = signed_in(teacher)
    slips = mine.get(at(institution, f"safety/letters/issues/{row.pk}/slips/")).content.decode()
    assert left.name in slips
    assert mine.post(path, sent).status_code == 302
    left.refresh_from_db()
    assert left.signature.is_paper
    assert "还没签的家长" not in mine.get(at(institution, "safety/letters/")).content.decode()


def test_an_expired_issue_is_named_and_issued_again_for_the_next_term(
    institution, director, django_assert_max_num_queries
):
    make_member(institution, "driver", name="孙司机")
    row = make_issue(director, roles=["driver"])
    with pytest.raises(ValidationError, match="已经发过了"):
        undertakings.issue(
            actor=director, template_id=row.template_id, title=row.title, since=row.since,
            until=row.until, now=clock.now(),
        )  # fmt: skip
    later = undertakings.issue(
        actor=director, template_id=row.template_id, title=row.title, now=clock.now(),
        since=row.since - timedelta(days=600), until=row.since - timedelta(days=300),
    )  # fmt: skip
    client = signed_in(director)
    client.get(at(institution, "safety/letters/issues/"))
    with django_assert_max_num_queries(12):
        page = client.get(at(institution, "safety/letters/issues/?state=expired"))
    assert f"/safety/letters/issues/{later.pk}/" in page.content.decode()
    assert f"/safety/letters/issues/{row.pk}/" not in page.content.decode()
