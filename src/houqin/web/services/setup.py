"""Institutions: by whoever holds the token that ``houqin up`` wrote, or by who keeps all."""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from houqin.accounts.models import User
from houqin.core.initials import initials
from houqin.core.roles import Kind
from houqin.core.tenancy import every_institution, institution_scope
from houqin.journal.public import record
from houqin.ledgers.services.installing import install_books
from houqin.org.member import Member
from houqin.org.models import Institution, Place, SchoolYear
from houqin.org.services.sample import PLACE_SORTS
from houqin.org.services.setup import create_institution
from houqin.org.services.sign_in import temporary_password
from houqin.packs.loading import load, load_law
from houqin.packs.model import Condition, Pack
from houqin.planning.services.builtin import install_statutory
from houqin.web.services.keeping import demand_keeper, is_first_real, name_keeper
from houqin.web.setup_token import token_file


def token_path() -> Path:
    return token_file(Path(settings.DATA_DIR))


def is_token(given: str) -> bool:
    """Whether this is the token that still waits to be used."""
    try:
        kept = token_path().read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return False
    return bool(kept) and hmac.compare_digest(kept.encode(), given.encode())


@contextmanager
def _used_once() -> Iterator[None]:
    """The token's file moves away first, so of two clicks only one gets further.

    It comes back when the founding fails, and is gone when it succeeds.
    """
    kept, used = token_path(), token_path().with_suffix(".used")
    try:
        kept.replace(used)
    except FileNotFoundError:
        raise ValidationError("单位已经建好了，请直接登录。") from None
    try:
        yield
    except BaseException:
        used.replace(kept)
        raise
    used.unlink(missing_ok=True)


def found(
    *,
    kind: Kind | str,
    name: str,
    admin_name: str,
    admin_phone: str,
    admin_username: str,
    admin_password: str,
    facilities: list[str],
    from_pack: bool,
    now: datetime,
    today: date,
) -> Member:
    """Institution, administrator, calendar and statutory plan; departments and places if wanted.

    Who founds the first real one keeps the installation.
    """
    with _used_once(), transaction.atomic():
        is_first = is_first_real()
        member = _establish(
            kind=kind,
            name=name,
            code=free_code(name),
            admin_username=admin_username or admin_phone,
            admin_name=admin_name,
            admin_phone=admin_phone,
            admin_password=admin_password,
            has=frozenset(map(Condition, facilities)),
            from_pack=from_pack,
            now=now,
            today=today,
        )
        if is_first and member.user is not None:
            name_keeper(user=member.user, today=today)
    return member


@transaction.atomic
def found_another(
    *,
    actor: Member,
    kind: Kind | str,
    name: str,
    code: str,
    admin_name: str,
    admin_phone: str,
    now: datetime,
    today: date,
) -> tuple[Member, str]:
    """One more institution by who keeps the installation, with its administrator's password."""
    demand_keeper(actor, today)
    known = User.objects.filter(Q(phone=admin_phone) | Q(username=admin_phone))
    if known.exists():
        said = "这个手机号已经有账号。请填另一位信息员的手机号，建好后由他添加别人。"
        raise ValidationError({"admin_phone": said})
    password = temporary_password()
    member = _establish(
        actor=actor,
        kind=kind,
        name=name,
        code=code or free_code(name),
        admin_username=admin_phone,
        admin_name=admin_name,
        admin_phone=admin_phone,
        admin_password=password,
        must_change_password=True,
        has=frozenset(load(kind).institution.facilities),
        from_pack=True,
        now=now,
        today=today,
    )
    return member, password


def _establish(
    *,
    kind: Kind | str,
    has: frozenset[Condition],
    from_pack: bool,
    now: datetime,
    today: date,
    actor: Member | None = None,
    **known: Any,
) -> Member:
    pack = load(kind)
    member = create_institution(
        kind=kind,
        pack=pack if from_pack else replace(pack, departments=()),
        features=has,
        today=today,
        actor=actor,
        **known,
    )
    with institution_scope(member.institution.pk):
        if from_pack:
            _add_places(pack, member.institution)
        _install_law(actor or member, member, has, now, today)
        install_books(actor=None, kind=kind, facilities=has, now=now)
    return member


def free_code(name: str) -> str:
    """The institution's word in addresses: the initials of its name, numbered when taken."""
    letters = re.sub(r"[^a-z0-9]", "", initials(name).lower())[:20]
    base = letters if len(letters) > 1 else "danwei"
    with every_institution():
        taken = set(
            Institution.objects.filter(code__startswith=base).values_list("code", flat=True)
        )
    return next(
        code for n in range(1, 10_000) if (code := f"{base}{n if n > 1 else ''}") not in taken
    )


def _add_places(pack: Pack, institution: Institution) -> None:
    """Buildings, grounds and gates that such an institution has, under its own name."""
    taken = {one.code for one in pack.places if one.parent}
    code, name = institution.code.upper()[:20], institution.name[:40]
    made: dict[str, Place] = {}
    for one in pack.places:
        if one.kind == "room" or (one.parent and one.parent not in made):
            continue
        place = Place(code=one.code, name=one.name, sort=PLACE_SORTS.get(one.kind, Place.Sort.ROOM))
        if one.parent:
            place.parent = made[one.parent]
        else:
            place.name, place.code = name, one.code if code in taken else code
        place.fill_derived()
        place.save()
        made[one.code] = place


def _install_law(
    actor: Member, member: Member, has: frozenset[Condition], now: datetime, today: date
) -> None:
    """The duties that the law gives such an institution, for the school year of today."""
    duties = [duty for duty in load_law() if duty.applies_to(member.kind, has)]
    year = SchoolYear.objects.filter(last__gte=today).order_by("first").first()
    first, last = (year.first, year.last) if year else (today, date(today.year, 12, 31))
    install_statutory(duties=duties, first=min(first, today), last=last, now=now, today=today)
    record(
        actor=actor,
        action="web.institution_founded",
        target=member.institution,
        duties=len(duties),
    )
