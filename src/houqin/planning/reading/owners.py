"""Who is to do a piece of work: as the plan says, else as its line of work suggests."""

from __future__ import annotations

from dataclasses import dataclass

from houqin.core.roles import Kind, Role, role_name
from houqin.planning.reading.actors import Actor, actors_in, served_in
from houqin.planning.reading.lists import Piece

_BY_DOMAIN: dict[str, Role] = {
    "safety": Role.SAFETY_OFFICER,
    "gate": Role.GATEKEEPER,
    "transport": Role.DRIVER,
    "canteen": Role.CANTEEN_MANAGER,
    "health": Role.DOCTOR,
    "assets": Role.ASSET_KEEPER,
    "stores": Role.STOREKEEPER,
    "procurement": Role.BUYER,
    "finance": Role.FINANCE,
    "maintenance": Role.TECHNICIAN,
    "hygiene": Role.CLEANER,
    "dormitory": Role.WARDEN,
    "energy": Role.ELECTRICIAN,
    "people": Role.DIRECTOR,
    "planning": Role.DIRECTOR,
    "regulations": Role.DIRECTOR,
    "projects": Role.DIRECTOR,
    "voice": Role.DIRECTOR,
    "publicity": Role.CLERK,
}
_BY_LEDGER: dict[str, Role] = {"班级卫生评分表": Role.SCORER}


@dataclass(frozen=True, slots=True)
class Ownership:
    """``stated`` when the plan itself names the owner; ``reason`` is empty when there is none."""

    role: Role | None
    stated: bool
    helpers: tuple[Role, ...]
    reason: str


def ownership(
    text: str, piece: Piece, domain: str | None, ledger: str | None, kind: Kind | None
) -> Ownership:
    actors = actors_in(text)
    owner = next((actor for actor in actors if actor.owns), None)
    if owner is None and piece.inherited_owner:
        owner = Actor(piece.inherited_owner, piece.inherited_words, owns=True)
    if owner:
        helpers = tuple(a.role for a in actors if a.role is not owner.role)
        return Ownership(
            owner.role, stated=True, helpers=helpers, reason=f"文中写有“{owner.words}”。"
        )
    role = _BY_LEDGER.get(ledger or "") or _BY_DOMAIN.get(domain or "")
    if role is None:
        return Ownership(None, stated=False, helpers=tuple(a.role for a in actors), reason="")
    if role in served_in(text):
        role = Role.DIRECTOR  # who is trained or examined does not do the training
    title = role_name(role, kind or Kind.SCHOOL)
    helpers = tuple(a.role for a in actors if a.role is not role)
    return Ownership(
        role, stated=False, helpers=helpers, reason=f"文中未写责任人，按领域建议{title}。"
    )
