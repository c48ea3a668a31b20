"""``outside.toml`` in the data folder: other companies' servers, and who may vouch for a person.

A file and not the environment: it holds a dozen keys, and whoever runs a school's PC edits a file
more easily. No file, nothing set up. docs/users/消息渠道.md shows one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from houqin.config.environment import SettingError

NAMES = {"wecom": "企业微信", "dingtalk": "钉钉", "feishu": "飞书", "oidc": "统一认证"}


class Outside:
    """What the file says; {} where there is none."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._said = _read(file)

    def _of(self, section: str, name: str, default: str = "") -> str:
        said = self._said.get(section, {}).get(name, default)
        if not isinstance(said, str):
            raise SettingError(f"{self._file} 里 [{section}] 的 {name} 要写在引号里。")
        return said.strip()

    def address(self, section: str, name: str, default: str) -> str:
        """Can be set because WeCom and Feishu are also run inside a school's own network."""
        return self._of(section, name, default).rstrip("/")

    def networks(self) -> list[str]:
        """Inside which another system may be told events; none unless named."""
        said = self._said.get("webhook", {}).get("networks", [])
        if not isinstance(said, list):
            raise SettingError(
                f'{self._file} 里 [webhook] 的 networks 要像 ["10.0.0.0/8"] 这样写。'
            )
        return [str(one) for one in said]

    def sign_in(self) -> dict[str, dict[str, Any]]:
        """The ways to sign in that are set up, by the names allauth gives an app's fields."""
        return {
            section: {
                "name": self._of(section, "name", name),
                "client_id": self._of(section, "id"),
                "secret": self._of(section, "secret"),
                "settings": {
                    "agent_id": self._of(section, "agent"),
                    "server_url": self._of(section, "url").rstrip("/"),
                },
            }
            for section, name in NAMES.items()
            if self._of(section, "id")
        }


def _read(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    import tomllib

    try:
        found = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(f"{file} 读不懂，请核对引号和括号。（{error}）") from None
    return {name: part for name, part in found.items() if isinstance(part, dict)}
