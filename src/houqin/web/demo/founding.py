"""An invented institution with its people, from its pack."""

from __future__ import annotations

from datetime import date

from houqin.accounts.models import User
from houqin.core.tenancy import every_institution, institution_scope
from houqin.org.models import Institution
from houqin.org.services.inspectors import add_inspector
from houqin.org.services.sample import fill_from_pack
from houqin.org.services.setup import add_calendar, add_departments
from houqin.packs.model import Condition, Pack
from houqin.web.demo.moment import as_of, at


def make_institution(pack: Pack, password: str, first: date) -> Institution:
    """The row, departments, calendar, places, people with accounts, classes and students."""
    own = pack.institution
    with as_of(at(first, 8)), every_institution():
        made = Institution(code=own.code.lower(), name=own.name, kind=str(own.kind), is_demo=True)
        made.features = {one.value: one in own.facilities for one in Condition}
        made.full_clean()
        made.save()
    with as_of(at(first, 8)), institution_scope(made.pk):
        add_departments(pack)
        add_calendar(pack.terms, pack.breaks)
    fill_from_pack(institution=made, pack=pack, password=password)
    return made


def let_inspect(institution: Institution, pack: Pack, password: str) -> None:
    """The bureau's account, made with the first institution and known to all three."""
    account = pack.institution.inspector
    with every_institution():
        user, new = User.objects.get_or_create(
            username=account.username, defaults={"name": account.name}
        )
        if new:
            user.set_password(password)
            user.save()
    add_inspector(institution=institution, user=user)
