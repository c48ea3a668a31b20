"""Write the tables of docs/users/人员与角色.md from what the rooms announce.

``python docs/roles_table.py`` renews them; tests/test_docs.py fails while they are out of date.
"""

from __future__ import annotations

import re
from pathlib import Path

from houqin.core.manifest import EVERYBODY, EVERYBODY_INSIDE, manifests
from houqin.core.roles import Kind, Role, role_name

PAGE = Path(__file__).parent / "users" / "人员与角色.md"
KINDS = {Kind.SCHOOL: "学校", Kind.KINDERGARTEN: "幼儿园", Kind.HOSPITAL: "医院"}
PLACE = "<!-- {0} -->\n{1}<!-- /{0} -->"


def roles() -> str:
    """Every role with its title in each kind of institution."""
    lines = [f"| {' | '.join(KINDS.values())} |", "| --- | --- | --- |"]
    lines += [f"| {' | '.join(role_name(role, kind) for kind in KINDS)} |" for role in Role]
    return "\n".join(lines) + "\n"


def permissions() -> str:
    """Every permission and who holds it, in a school's words."""
    lines = ["| 方面 | 能做什么 | 谁 |", "| --- | --- | --- |"]
    for manifest in manifests():
        for permission in manifest.permissions:
            lines.append(f"| {manifest.name} | {permission.name} | {_who(permission.roles)} |")
    return "\n".join(lines) + "\n"


def _who(held: frozenset[Role]) -> str:
    if held == EVERYBODY:
        return "所有人"
    if held == EVERYBODY_INSIDE:
        return "本单位所有人"
    return "、".join(role_name(role) for role in Role if role in held)


def renewed(page: str) -> str:
    """The page with both tables as they should be."""
    for name, table in (("角色", roles()), ("权限", permissions())):
        pattern = PLACE.format(name, "(?s:.*?)")
        page = re.sub(pattern, lambda _, n=name, t=table: PLACE.format(n, t), page)
    return page


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "houqin.config.settings")
    django.setup()
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
