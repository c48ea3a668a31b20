"""``outside.toml``: what is set up, and mistakes in it as sentences."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from houqin.config.environment import SettingError
from houqin.config.outside import Outside


def test_without_the_file_nothing_is_set_up(tmp_path):
    outside = Outside(tmp_path / "outside.toml")
    assert outside.sign_in() == {}
    assert outside.networks() == []
    assert outside.address("wecom", "api", "https://a.example/") == "https://a.example"


def test_only_what_has_an_id_is_offered(tmp_path):
    file = tmp_path / "outside.toml"
    text = """
    [feishu]
    id = "cli_1"
    secret = "s"
    api = "https://feishu.school.example/"
    [wecom]
    api = "https://wecom.school.example"
    [oidc]
    name = "区认证"
    url = "https://id.example/"
    id = "houqin"
    secret = "t"
    [webhook]
    networks = ["10.0.0.0/8"]
    """
    file.write_text("\ufeff" + text, encoding="utf-8")  # as the Windows editor saves it
    outside = Outside(file)
    ways = outside.sign_in()
    assert list(ways) == ["feishu", "oidc"]
    assert ways["oidc"]["name"] == "区认证"
    assert ways["oidc"]["settings"]["server_url"] == "https://id.example"
    assert outside.address("feishu", "api", "-") == "https://feishu.school.example"
    assert outside.networks() == ["10.0.0.0/8"]


@pytest.mark.parametrize(
    "text", ["[wecom\nid = 1", "[wecom]\nid = 5", '[webhook]\nnetworks = "10.0.0.0/8"']
)
def test_a_mistake_is_a_sentence_with_the_file_in_it(tmp_path, text):
    file = tmp_path / "outside.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingError, match=re.escape(file.name)):
        read(file)


def read(file: Path) -> None:
    outside = Outside(file)
    outside.sign_in()
    outside.networks()
