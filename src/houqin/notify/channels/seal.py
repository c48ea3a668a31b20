"""Keys of outside channels are kept encrypted, so that a copy of the database opens no door."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping

from django.conf import settings


def _box() -> object:
    # Loaded here: the cipher is heavy, and only an institution with a channel needs it.
    from cryptography.fernet import Fernet

    key = hashlib.sha256(b"houqin.channels:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def seal(keys: Mapping[str, str]) -> str:
    if not keys:
        return ""
    sealed: bytes = _box().encrypt(json.dumps(dict(keys)).encode())  # type: ignore[attr-defined]
    return sealed.decode("ascii")


def unseal(sealed: str) -> dict[str, str]:
    """The keys; {} where the program's secret key is not the one they were sealed with."""
    if not sealed:
        return {}
    from cryptography.fernet import InvalidToken

    try:
        opened: bytes = _box().decrypt(sealed.encode())  # type: ignore[attr-defined]
    except InvalidToken:
        return {}
    found: dict[str, str] = json.loads(opened)
    return found
