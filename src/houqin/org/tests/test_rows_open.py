"""Whoever keeps the institution opens every address that names one of its rows."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.urls import reverse

from houqin.core.roles import Role
from houqin.org import tag_urls, urls
from houqin.org.testing import at, make_member, signed_in, url_samples

FINE = {HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.METHOD_NOT_ALLOWED}
# A table's code or a kind of entry is no row: these pages stand in every institution.
NO_ROW = {"org:calendar-add", "org:import", "org:import-template", "org:import-table"}


def test_each_address_of_a_row_has_a_sample_and_opens(institution):
    owner = make_member(institution, Role.DIRECTOR, Role.ADMINISTRATOR)
    known, browser = url_samples(owner), signed_in(owner)
    of_a_row = {
        f"{space.app_name}:{one.name}"
        for space in (urls, tag_urls)
        for one in space.urlpatterns
        if one.pattern.regex.groups
    }
    assert of_a_row - NO_ROW == set(known)
    shut = []
    for name, values in known.items():
        path = reverse(name, settings.INSTITUTION_URLCONF, args=values)
        status = browser.get(at(institution, path)).status_code
        if status not in FINE:
            shut.append(f"{name}: {status}")
    assert shut == []
