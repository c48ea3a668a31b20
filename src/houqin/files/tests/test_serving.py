"""Files in the browser: who gets them, how, and who is told there is nothing."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.datastructures import MultiValueDict

from houqin.files.forms import PhotosField
from houqin.files.public import attach, take_document
from houqin.files.storage import remove
from houqin.files.testing import NOON, encoded, make_photo, picture, upload
from houqin.org.testing import at, make_member, make_place, signed_in


def url(member, file, tail: str = "") -> str:
    return at(member.institution, f"files/{file.pk}/{tail}")


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_the_uploader_alone_sees_a_photo_that_is_not_attached_yet(director, technician):
    photo = make_photo(technician)
    assert signed_in(technician).get(url(technician, photo)).status_code == 200
    assert signed_in(director).get(url(director, photo)).status_code == 404


def test_an_attached_photo_is_seen_by_who_may_see_its_row_and_nobody_else(
    institution, director, technician, stranger, client
):
    photo = make_photo(director)
    attach(actor=director, file=photo, owner=make_place())
    clerk = make_member(institution, "clerk")
    for tail in ("", "thumb/"):
        assert signed_in(director).get(url(director, photo, tail)).status_code == 200
        assert signed_in(clerk).get(url(clerk, photo, tail)).status_code == 200
        assert signed_in(technician).get(url(technician, photo, tail)).status_code == 404
        for outsider in (url(director, photo, tail), url(stranger, photo, tail)):
            assert signed_in(stranger).get(outsider).status_code == 404
        assert client.get(url(director, photo, tail)).status_code == 302  # to the sign-in


def test_a_photo_is_shown_and_may_be_kept_by_this_browser_only(director):
    photo = make_photo(director, name="灶台 1.jpg")
    response = signed_in(director).get(url(director, photo))
    assert body(response).startswith(b"\xff\xd8\xff")
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert set(response["Cache-Control"].split(", ")) == {
        "private",
        "max-age=31536000",
        "immutable",
    }
    assert response["Content-Disposition"].startswith("inline")
    assert quote("灶台 1.jpg") in response["Content-Disposition"]
    assert int(response["Content-Length"]) == photo.size


def test_what_the_browser_has_is_not_sent_again_but_the_right_is_checked(director, technician):
    photo = make_photo(director)
    held = signed_in(director).get(url(director, photo, "thumb/"))["ETag"]
    again = {"headers": {"If-None-Match": held}}
    assert signed_in(director).get(url(director, photo, "thumb/"), **again).status_code == 304
    assert signed_in(director).get(url(director, photo), **again).status_code == 200
    assert signed_in(technician).get(url(technician, photo, "thumb/"), **again).status_code == 404


def test_a_document_is_downloaded_never_shown(director):
    text = upload("<b>说明</b>.txt", b"<script>alert(1)</script>")
    document = take_document(actor=director, upload=text, now=NOON)
    response = signed_in(director).get(url(director, document))
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "text/plain"
    assert body(response) == b"<script>alert(1)</script>"
    assert signed_in(director).get(url(director, document, "thumb/")).status_code == 404


def test_a_file_missing_on_disk_is_404_and_not_an_error(director):
    photo = make_photo(director)
    remove(photo.path)
    assert signed_in(director).get(url(director, photo)).status_code == 404


def test_serving_costs_the_same_however_many_files_there_are(director):
    client, place, costs = signed_in(director), make_place(), []
    for seed in range(4):
        photo = make_photo(director, seed=seed)
        attach(actor=director, file=photo, owner=place)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(director, photo, "thumb/")).status_code == 200
        costs.append(len(queries))
    assert costs[-1] == costs[1] <= 5  # the first request also renews the session


class EvidenceForm(forms.Form):
    photos = PhotosField(most=2)


def filled(*contents: bytes) -> EvidenceForm:
    uploads = [SimpleUploadedFile(f"{n}.jpg", content) for n, content in enumerate(contents)]
    return EvidenceForm({}, MultiValueDict({"photos": uploads}))


def test_the_field_hands_on_every_photo():
    form = filled(encoded(picture()), encoded(picture(seed=1), "PNG"))
    assert form.is_valid()
    assert [photo.name for photo in form.cleaned_data["photos"]] == ["0.jpg", "1.jpg"]
    assert all(photo.tell() == 0 for photo in form.cleaned_data["photos"])


@pytest.mark.parametrize(
    ("contents", "sentence"),
    [
        ([], "请至少附一张照片"),
        ([encoded(picture())] * 3, "最多 2 张照片"),
        ([b"MZ\x90\0" * 9], "不是照片"),
        ([b"\xff\xd8\xff" + bytes(20 * 1024 * 1024)], "超过 20 MB"),
    ],
)
def test_the_field_says_what_is_wrong(contents, sentence):
    form = filled(*contents)
    assert not form.is_valid()
    assert sentence in form.errors["photos"][0]


def test_the_field_carries_the_hooks_of_the_phone_camera():
    html = str(EvidenceForm()["photos"])
    for hook in ('type="file"', 'accept="image/*"', "multiple", 'data-max="2"'):
        assert hook in html
