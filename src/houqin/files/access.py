"""Who may see a file: whoever may see a row it is attached to; before that, who uploaded it."""

from __future__ import annotations

from collections.abc import Callable

from houqin.files.models import StoredFile
from houqin.org.member import Member

MaySee = Callable[[Member, int], bool]
_rules: dict[str, MaySee] = {}


def owner_rule(label: str, may_see: MaySee) -> None:
    """Let rows of ``label`` ("planning.evidence") own files; called in the room's ready().

    ``may_see(member, owner_id)`` runs in the institution's scope and says whether the member may
    see that row. ValueError for a second, other rule.
    """
    if _rules.setdefault(label, may_see) is not may_see:
        raise ValueError(f"{label} has two rules about who may see its files")


def may_own(label: str) -> bool:
    return label in _rules


def may_see_owner(member: Member, label: str, owner_id: int) -> bool:
    """Whether the member may see the row that holds files; never where its room has no rule."""
    return label in _rules and _rules[label](member, owner_id)


def may_see_file(member: Member, file: StoredFile) -> bool:
    """Never true for a file whose owners' room declares no rule."""
    owners = list(file.attachments.values_list("owner_type", "owner_id"))
    if not owners:
        return file.uploaded_by_id == member.staff.pk
    return any(may_see_owner(member, kind, owner) for kind, owner in owners)
