"""Addresses name views that are loaded late: a misspelt one must not wait for its first visitor."""

import pytest
from django.urls import URLPattern, get_resolver

from tests.addresses import loaded


def patterns(resolver):
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield one
        else:
            yield from patterns(one)


@pytest.mark.parametrize("urlconf", ["houqin.config.urls", "houqin.config.institution_urls"])
def test_every_address_leads_to_a_view_that_exists(urlconf):
    views = [loaded(one.callback) for one in patterns(get_resolver(urlconf))]
    assert len(views) > 20
    assert all(map(callable, views))
