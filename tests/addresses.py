"""Every address the program answers, found through the resolver."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.urls import get_resolver

from houqin.core.tenancy import institution_scope
from houqin.org.member import Member

# Addresses that ask for no permission, and why.
PUBLIC = {
    "page_check:page": "who holds a printed page may ask whether it holds: counts, no contents",
    "repair:report": "anybody at a place reports what is broken; no account",
    "repair:join": "anybody at a place says that the same is broken",
    "repair:follow": "who holds the follow code sees how the own report stands",
    "repair:firm": "an outside firm's own repairs, by the secret in the address",
    "repair:firm-job": "one of them",
    "repair:firm-photo": "a picture of one of them",
    "web:index": "sends a member to the first page of their role",
    "safety_link:tip": "pupils and families hand in hazards they have found; no account",
    "safety_link:tip_follow": "whoever handed one in reads what became of it, by its code",
    "safety_link:letter": "who holds the link of an undertaking reads and signs it; no account",
    "api:openapi-json": "the description of the interface holds no records",
    "planning:feed": "a calendar program signs in with the secret in the address",
    "web:home": "chooses the institution, or the sign-in page",
    "web:worker": "the browser's service worker: the same for everybody",
    "web:manifest": "what the phone installs: the same for everybody",
    "web:offline": "the page shown without a network",
    "web:health": "asked by whoever watches the server",
    "web:design": "the component gallery: no records",
    "voice_public:desk": "anybody may complain, suggest, praise and ask",
    "voice_public:find": "asks for the follow code of an opinion",
    "voice_public:follow": "who holds the follow code sees how the own matter stands",
    "voice_public:figures": "what the institution has published of opinions: no names",
    "voice_public:station": "the service station's opening hours and services",
    "voice_public:ask": "a request at the service station",
    "voice_public:guest": "a representative's own sheet, by the secret in the address",
    "voice_public:mark": "two marks at a QR in a waiting area",
    "voice_public:door": "a survey's link or slip: who holds it answers, without an account",
    "voice_public:slip": "the same, with the code of a slip",
    "voice_public:result": "a survey's result that its institution has published",
    "web:setup": "the first run: guarded by the one-time secret in the address",
}
# What fills a parameter for which no room gives a sample: nothing has this number.
NOWHERE = {"int": 999_999_999, "str": "nothing-here", "slug": "nothing-here", "path": "nothing"}
# ``<int:pk>``, or ``(?P<what>year|term)`` of a regular expression: its first alternative will do.
_PARAMETER = re.compile(r"\(\?P<(?P<group>\w+)>(?P<first>[\w-]+)?[^)]*\)|<(?:(?P<kind>\w+):)?\w+>")
# Addresses whose label hangs on a wall: who is not signed in is led to an open page.
ON_LABELS = {"place_tag:place": "/r/"}
# Addresses for other programs: they answer a token, and say so themselves.
TOKEN_ROUTES = ("api/", "feeds/")


def loaded(view: Any) -> Any:
    """The view itself, where its address only names it."""
    return view.load() if hasattr(view, "load") else view


@dataclass(frozen=True)
class Address:
    route: str
    name: str
    view: Callable[..., Any]

    @property
    def permission(self) -> str | None:
        return getattr(self.view, "permission", None)

    @property
    def by_token(self) -> bool:
        return self.route.startswith(TOKEN_ROUTES)

    @property
    def parameters(self) -> list[Any]:
        """For each parameter, a value that fits it and names nothing."""
        return [
            found["first"] or NOWHERE[found["kind"] or ("int" if found["group"] else "str")]
            for found in _PARAMETER.finditer(self.route)
        ]

    def path(self, *values: object) -> str:
        given = iter(values)
        filled = _PARAMETER.sub(lambda _found: str(next(given)), self.route)
        return filled.replace("^", "").replace("$", "")

    def __str__(self) -> str:
        return self.name


def _walk(patterns: list[Any], route: str, space: str) -> Iterator[Address]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, here, inner)
        else:
            yield Address(here, f"{space}{pattern.name or here}", loaded(pattern.callback))


def institution_addresses() -> list[Address]:
    return list(_walk(get_resolver(settings.INSTITUTION_URLCONF).url_patterns, "", ""))


def outside_addresses() -> list[Address]:
    return list(_walk(get_resolver(settings.ROOT_URLCONF).url_patterns, "", ""))


def samples(owner: Member) -> dict[str, tuple[Any, ...]]:
    """What rooms offer to fill parameters: ``url_samples(member)`` in their testing.py."""
    found: dict[str, tuple[Any, ...]] = {}
    for room in settings.ROOMS:
        if find_spec(f"{room}.testing") is None:
            continue
        offer = getattr(import_module(f"{room}.testing"), "url_samples", None)
        if offer is not None:
            with institution_scope(owner.institution.pk):
                found |= offer(owner)
    return found


def fill(address: Address, known: dict[str, tuple[Any, ...]]) -> tuple[str, bool]:
    """The address with its parameters filled, and whether they name something that exists."""
    if not address.parameters:
        return address.path(), True
    if address.name in known:
        return address.path(*known[address.name]), True
    return address.path(*address.parameters), False
