"""Taking files in: once, whole on disk, within limits, and forgotten when nobody used them."""

from __future__ import annotations

import hashlib
import os
import time
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from houqin.core.tenancy import institution_scope
from houqin.files import rules, services, storage
from houqin.files.models import Attachment, StoredFile
from houqin.files.public import (
    Refused,
    attach,
    attachments_of,
    detach,
    open_file,
    purge_orphans,
    take,
    take_all,
    take_document,
    take_photo,
)
from houqin.files.testing import NOON, encoded, make_photo, phone_exif, picture, upload
from houqin.journal.models import JournalEntry
from houqin.org.testing import make_member, make_place

LATER = NOON + timedelta(hours=25)


def on_disk(media) -> list[str]:
    return sorted(p.relative_to(media).as_posix() for p in media.rglob("*") if p.is_file())


def test_a_photo_is_kept_with_both_hashes_and_its_time(director, media):
    content = encoded(picture(), exif=phone_exif())
    stored = take_photo(actor=director, upload=upload("灶台.JPG", content), now=NOON)
    with open_file(stored) as file:
        kept = file.read()
    assert stored.original_sha256 == hashlib.sha256(content).hexdigest()
    assert stored.sha256 == hashlib.sha256(kept).hexdigest()
    assert (stored.name, stored.mime, stored.size) == ("灶台.jpg", "image/jpeg", len(kept))
    assert stored.uploaded_at == NOON
    assert stored.taken_at is not None
    assert stored.taken_at < NOON
    first, second = stored.sha256[:2], stored.sha256[2:4]
    assert stored.path == f"{director.institution.pk}/{first}/{second}/{stored.sha256}.jpg"
    assert len(on_disk(media)) == 2  # the photo and its thumbnail, no part left over
    assert JournalEntry.objects.get().sentence == "上传了照片“灶台.jpg”"


def test_the_digest_of_the_photo_before_the_phone_made_it_small_is_kept(director):
    said = hashlib.sha256(b"twelve megapixels").hexdigest()
    told, silly = (
        take_photo(
            actor=director,
            upload=upload("1.jpg", encoded(picture(seed=seed), comment=what)),
            now=NOON,
        )
        for seed, what in ((1, f"houqin-original:{said}"), (2, "houqin-original:zz"))
    )
    assert (told.phone_sha256, silly.phone_sha256) == (said, "")
    with open_file(told) as file:
        assert said.encode() not in file.read(), "no comment travels on"


def test_a_document_is_kept_byte_for_byte(director):
    stored = take_document(actor=director, upload=upload("说明.txt", "九月".encode()), now=NOON)
    with open_file(stored) as file:
        assert file.read() == "九月".encode()
    assert stored.sha256 == stored.original_sha256


def test_the_same_photo_twice_is_one_file(director, media):
    first, second = make_photo(director), make_photo(director, name="IMG_1 (2).jpg")
    assert first.pk == second.pk
    assert len(on_disk(media)) == 2
    assert JournalEntry.objects.count() == 1


def test_two_people_with_the_same_photo_have_a_row_each_and_share_the_bytes(
    director, technician, media
):
    assert make_photo(director).pk != make_photo(technician).pk
    assert len(on_disk(media)) == 2


def test_a_file_that_is_lost_from_disk_comes_back_when_it_is_sent_again(director):
    stored = make_photo(director)
    storage.remove(stored.path)
    again = make_photo(director)
    assert again.pk == stored.pk
    with open_file(again) as file:
        assert hashlib.sha256(file.read()).hexdigest() == again.sha256


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("setup.jpg", b"MZ\x90\0" + bytes(3000), "不是照片"),
        ("a.jpg", b"", "是空文件"),
        ("a.jpg", b"\xff\xd8\xff" + bytes(rules.MAX_BYTES), "超过 20 MB"),
        ("a.pdf", b"%PDF-1.4 startxref 0", "不是照片"),
    ],
)
def test_what_is_no_photo_is_refused_and_leaves_nothing(director, media, name, content, sentence):
    with pytest.raises(Refused, match=sentence):
        take_photo(actor=director, upload=upload(name, content), now=NOON)
    assert not StoredFile.objects.exists()
    assert not on_disk(media)


def test_a_photo_of_exactly_twenty_megabytes_is_taken(director):
    padded = encoded(picture())
    padded += b"\0" * (rules.MAX_BYTES - len(padded))
    assert take_photo(actor=director, upload=upload("a.jpg", padded), now=NOON).is_photo


def test_a_renamed_program_is_refused_wherever_any_file_is_taken(director):
    with pytest.raises(Refused, match="不是能收的类型"):
        take(actor=director, upload=upload("计划.docx", b"MZ" + bytes(3000)), now=NOON)


def test_a_photo_is_no_document(director):
    make_photo(director)
    with pytest.raises(Refused):
        take_document(
            actor=director,
            upload=upload("a.pdf", encoded(picture(), exif=phone_exif())),
            now=NOON,
        )


def test_an_inspector_uploads_nothing(institution):
    inspector = make_member(institution, "inspector")
    with pytest.raises(PermissionDenied):
        make_photo(inspector)


def test_the_files_of_many_rows_cost_one_query(director, django_assert_num_queries):
    places = [make_place(f"{n}号楼") for n in range(5)]
    for number, place in enumerate(places[:4]):
        for seed in range(number):
            attach(actor=director, file=make_photo(director, seed=seed), owner=place)
    with django_assert_num_queries(1):
        found = attachments_of(places)
        assert [len(found[place.pk]) for place in places] == [0, 1, 2, 3, 0]
        shown = found[places[1].pk][0]
        assert (shown.uploaded_by, shown.is_photo) == (director.name, True)


def test_files_stay_in_the_order_in_which_they_were_attached_and_twice_is_once(director):
    place = make_place()
    photos = [make_photo(director, seed=seed) for seed in (3, 1, 2)]
    for photo in [*photos, photos[0]]:
        attach(actor=director, file=photo, owner=place)
    assert [f.file_id for f in attachments_of([place])[place.pk]] == [p.pk for p in photos]


def test_nobody_attaches_a_file_of_somebody_else_that_he_may_not_see(director, technician):
    photo = make_photo(director)
    with pytest.raises(PermissionDenied):
        attach(actor=technician, file=photo, owner=make_place())


def test_a_file_cannot_be_attached_where_no_rule_says_who_may_see_it(director):
    with pytest.raises(LookupError):
        attach(actor=director, file=make_photo(director), owner=director.staff)


def test_only_what_nobody_used_for_a_day_is_purged(director, media):
    used, unused, fresh = (make_photo(director, seed=seed) for seed in (1, 2, 3))
    attach(actor=director, file=used, owner=make_place())
    StoredFile.objects.filter(pk=fresh.pk).update(offered_at=LATER - timedelta(hours=23))
    assert purge_orphans(LATER) == 1
    assert set(StoredFile.objects.values_list("pk", flat=True)) == {used.pk, fresh.pk}
    assert not storage.absolute(unused.path).exists()
    assert len(on_disk(media)) == 4


def test_a_photo_sent_again_is_not_purged_before_it_can_be_attached(director):
    old = make_photo(director)
    take_all(
        actor=director,
        uploads=[upload("a.jpg", encoded(picture(), exif=phone_exif()))],
        now=LATER,
    )
    assert purge_orphans(LATER + timedelta(hours=1)) == 0
    assert storage.absolute(old.path).exists()


def test_purging_one_persons_copy_keeps_the_bytes_of_the_other(director, technician):
    kept, _dropped = make_photo(director), make_photo(technician)
    attach(actor=director, file=kept, owner=make_place())
    assert purge_orphans(LATER) == 1
    with open_file(kept) as file, open_file(kept, thumbnail=True) as small:
        assert file.read()
        assert small.read()


def test_a_detached_photo_goes_a_day_later(director):
    photo, place = make_photo(director), make_place()
    attach(actor=director, file=photo, owner=place)
    detach(actor=director, file=photo, owner=place)
    assert purge_orphans(LATER) == 1


def test_a_purge_in_one_institution_leaves_the_others_files(director, stranger):
    make_photo(director)
    with institution_scope(stranger.institution.pk):
        assert purge_orphans(LATER) == 0
    assert StoredFile.objects.count() == 1


def test_a_program_killed_while_writing_leaves_no_row_and_the_rest_is_swept(
    director, media, monkeypatch
):
    def killed(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(services.StoredFile.objects, "bulk_create", killed)
    with pytest.raises(KeyboardInterrupt):
        make_photo(director)
    monkeypatch.undo()
    assert not StoredFile.objects.exists()
    (media / str(director.institution.pk) / "ab" / "cd").mkdir(parents=True)
    part = media / str(director.institution.pk) / "ab" / "cd" / ".00.part"
    part.write_bytes(b"half")
    needed = make_photo(director, seed=5)
    day_ago = time.time() - 30 * 3600
    for path in media.rglob("*.*"):
        os.utime(path, (day_ago, day_ago))
    services.sweep_disk(NOON.fromtimestamp(time.time(), tz=NOON.tzinfo))
    assert on_disk(media) == sorted([needed.path, storage.thumbnail_of(needed.path)])


def test_a_disk_that_is_full_leaves_no_half_file(director, media, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        make_photo(director)
    assert not on_disk(media)
    assert not StoredFile.objects.exists()


def test_the_database_refuses_a_photo_without_a_size(director):
    photo = make_photo(director)
    with pytest.raises(IntegrityError, match="photo_has_size"):
        StoredFile.objects.filter(pk=photo.pk).update(width=None)


def test_the_database_refuses_to_attach_a_file_twice_to_one_row(director):
    attachment = attach(actor=director, file=make_photo(director), owner=make_place())
    attachment.pk = None
    with pytest.raises(IntegrityError, match="files_attachment_once"):
        Attachment.objects.bulk_create([attachment])
