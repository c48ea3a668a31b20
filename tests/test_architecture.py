"""What the import checker cannot see: foreign keys, back doors, declarations, templates."""

from __future__ import annotations

import ast
import fnmatch
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import OneToOneField
from django.template import engines
from django.template.loader import get_template

from houqin.core.manifest import manifests, permission
from tests.addresses import PUBLIC, institution_addresses

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "houqin"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
# Upward or sideways foreign keys that are allowed, and why. None so far.
ALLOWED_KEYS: dict[tuple[str, str], str] = {}
# Relations that may be followed backwards from the room below, and why.
NAMED_KEYS = {("org.Staff", "user"): "sign-in asks for the memberships of a user"}


def layers() -> dict[str, int]:
    """Room -> height, from the contract that import-linter checks."""
    contract = PROJECT["tool"]["importlinter"]["contracts"][0]
    found = {}
    for depth, line in enumerate(contract["layers"]):
        for room in line.split("|"):
            found[room.strip().strip("()")] = -depth
    return found


def sources(*, tests: bool = False, migrations: bool = False) -> list[Path]:
    return [
        path
        for path in sorted(PACKAGE.rglob("*.py"))
        if (tests or ("tests" not in path.parts and path.name != "testing.py"))
        and (migrations or "migrations" not in path.parts)
    ]


def own_models() -> list[type]:
    return [m for m in apps.get_models() if m.__module__.startswith("houqin.")]


def keys() -> list[tuple[str, str, object]]:
    """(room, room pointed at, field) of every relation between two rooms."""
    found = []
    for model in own_models():
        for field in [*model._meta.fields, *model._meta.many_to_many]:
            target = field.related_model
            if isinstance(target, type) and target.__module__.startswith("houqin."):
                here, there = model.__module__.split(".")[1], target.__module__.split(".")[1]
                if here != there:
                    found.append((here, there, field))
    return found


def test_foreign_keys_between_rooms_point_down_and_leave_no_name_behind():
    height = layers()
    wrong = []
    for here, there, field in keys():
        name = (field.model._meta.label, field.name)
        if height[there] >= height[here] and name not in ALLOWED_KEYS:
            wrong.append(f"{name}: {here} must not point at {there}")
        # The row that a room keeps of a case is known to the case by its flow's ``subject``.
        is_subject = there == "cases" and isinstance(field, OneToOneField)
        if not (field.remote_field.hidden or name in NAMED_KEYS or is_subject):
            wrong.append(f'{name}: needs related_name="+"')
    assert not wrong, "\n".join(wrong)


def test_no_room_reaches_another_through_get_model():
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "get_model"
    ]
    assert wrong == []


def test_no_room_enters_another_by_its_pages():
    """What two rooms' views share lies in a room below, or in a module that is no view."""
    found = []
    for path in sources():
        room = path.relative_to(PACKAGE).parts[0]
        named = set(re.findall(r"^\s*from houqin\.(\w+)\.views\b", path.read_text("utf-8"), re.M))
        found += [f"{path.relative_to(PACKAGE)}: {other}" for other in sorted(named - {room})]
    assert found == []


def test_shell_and_ground_have_no_tables():
    without = {"api", "cli", "config", "core", "ui", "web"}
    assert [m for m in own_models() if m._meta.app_label in without] == []


def test_every_address_names_its_permission_or_is_listed_as_public():
    bare = [
        address.name
        for address in institution_addresses()
        if address.permission is None and address.name not in PUBLIC and not address.by_token
    ]
    assert bare == []


def test_every_permission_that_code_names_is_declared():
    asked = {a.permission for a in institution_addresses()} - {None}
    for manifest in manifests():
        asked |= {item.permission for item in manifest.menu}
        asked |= {source.permission for source in manifest.search}
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            asked |= _permission_argument(node)
    for code in sorted(asked):
        permission(code)


def _permission_argument(node: ast.AST) -> set[str]:
    """The code in demand(actor, "…"), may(holder, "…"), requires("…") and row_rule("…")."""
    place = {"demand": 1, "may": 1, "requires": 0, "row_rule": 0}
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return set()
    index = place.get(node.func.id)
    if index is None or len(node.args) <= index:
        return set()
    argument = node.args[index]
    is_code = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    return {argument.value} if is_code else set()


def _written_actions(value: ast.expr) -> set[str]:
    """Literal actions below an ``action=`` argument; a half-literal one ends with ``*``."""
    found = set()
    pieces = {
        id(piece): isinstance(node, ast.JoinedStr)
        for node in ast.walk(value)
        if isinstance(node, ast.JoinedStr)
        for piece in node.values
    }
    for node in ast.walk(value):
        if isinstance(node, ast.Constant) and re.fullmatch(r"[a-z]+\.[a-z_]+", str(node.value)):
            found.add(f"{node.value}*" if id(node) in pieces else str(node.value))
    return found


def recorded_actions() -> dict[str, str]:
    """Every journal action written in the code, and where."""
    found = {}
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for word in node.keywords if isinstance(node, ast.Call) else ():
                if word.arg == "action":
                    for action in _written_actions(word.value):
                        found[action] = f"{path.relative_to(ROOT)}:{word.value.lineno}"
    return found


def test_every_journal_action_has_its_chinese_sentence():
    actions = recorded_actions()
    declared = {action for manifest in manifests() for action in manifest.sentences}
    assert actions
    wrong = [
        f"{action} ({where})"
        for action, where in actions.items()
        if not fnmatch.filter(declared, action)
    ]
    assert not wrong, "\n".join(wrong)


def test_every_room_with_pages_announces_itself():
    announced = {manifest.room for manifest in manifests()}
    answering = {a.view.__module__.split(".")[1] for a in institution_addresses() if not a.by_token}
    assert answering <= announced


def test_job_names_and_permission_codes_are_given_once_and_start_with_their_room():
    seen: set[str] = set()
    for manifest in manifests():
        for code in [p.code for p in manifest.permissions] + [j.name for j in manifest.jobs]:
            assert code.split(".")[0] == manifest.room, code
            assert code not in seen, code
            seen.add(code)


def template_names() -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix()
        for folder in PACKAGE.glob("*/templates")
        for path in folder.rglob("*.html")
    )


@pytest.mark.parametrize("name", template_names())
def test_the_template_compiles(name):
    if name.startswith(f"{settings.COTTON_DIR}/"):
        source = next(PACKAGE.glob(f"*/templates/{name}")).read_text(encoding="utf-8")
        from django_cotton.compiler_regex import CottonCompiler

        engines["django"].from_string(CottonCompiler().process(source))
    else:
        get_template(name)


def test_no_translated_sentence_holds_a_variable_that_would_be_shown_as_it_is_written():
    held = re.compile(r"{% *trans +(\"[^\"]*{{|'[^']*{{)")
    files = [next(PACKAGE.glob(f"*/templates/{name}")) for name in template_names()]
    assert [one.name for one in files if held.search(one.read_text(encoding="utf-8"))] == []


def test_every_package_the_program_imports_is_in_its_own_lock():
    """A package that only the developers' lock holds is missing on a user's machine."""
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    locked = {_plain(name) for name in re.findall(r"^([A-Za-z0-9._-]+)(?:\[.*\])?==", lock, re.M)}
    owners = packages_distributions()
    wrong = []
    for path in sources():
        for name in _top_level_imports(path):
            if name in sys.stdlib_module_names or name == "houqin":
                continue
            if not {_plain(owner) for owner in owners.get(name, [name])} & locked:
                wrong.append(f"{name} ({path.relative_to(ROOT)})")
    assert not wrong, "\n".join(wrong)


def _plain(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def _top_level_imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def test_locks_hold_no_registry_address():
    for lock in ROOT.glob("requirements*.txt"):
        assert "://" not in lock.read_text(encoding="utf-8"), lock.name
    packages = (ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in re.sub(r'"(?:url|funding)": "[^"]*"', "", packages)
