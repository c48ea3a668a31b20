"""Settings from the environment: text, whole numbers, yes or no, lists.

Our own twenty lines, because the libraries for it load a validation framework (a tenth of the
start) or read a password that begins with ``$`` as another variable's name.
"""

from __future__ import annotations

import os

_YES = frozenset({"1", "true", "yes", "on", "y", "t"})
_NO = frozenset({"0", "false", "no", "off", "n", "f", ""})


class SettingError(ValueError):
    """A variable cannot be read; ``str()`` is the Chinese sentence a person sees."""


def text(name: str, default: str) -> str:
    return os.environ.get(name, default)


def whole(name: str, default: int) -> int:
    given = os.environ.get(name, "").strip()
    try:
        return int(given) if given else default
    except ValueError:
        raise SettingError(f"环境变量 {name} 要填整数，现在是“{given}”。") from None


def yes(name: str) -> bool:
    """Said with 1, true, yes or on; no where it is not set."""
    given = os.environ.get(name, "").strip().lower()
    if given not in _YES | _NO:
        raise SettingError(f"环境变量 {name} 要填 1 或 0，现在是“{given}”。")
    return given in _YES


def parts(name: str, default: list[str]) -> list[str]:
    """What stands between the commas."""
    given = os.environ.get(name)
    return default if given is None else [one.strip() for one in given.split(",") if one.strip()]
