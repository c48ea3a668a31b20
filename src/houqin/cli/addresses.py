"""Which address to listen on, and which to tell people."""

from __future__ import annotations

import socket

EVERYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104 - phones in the same network are the point
TRIES = 50


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # Windows lets a second server steal an address unless it is asked for alone; elsewhere
        # an address that was just given up must count as free.
        alone = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
        probe.setsockopt(socket.SOL_SOCKET, alone or socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError:
            return False
    return True


def next_free(host: str, port: int) -> int | None:
    """The next port above ``port`` that is free."""
    return next((p for p in range(port + 1, port + TRIES) if is_free(host, p)), None)


def own_address() -> str | None:
    """This machine's address in the local network; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 9))
            address = str(probe.getsockname()[0])
        except OSError:
            return None
    return None if address.startswith(("127.", "0.")) else address


def local_url(host: str, port: int) -> str:
    """How a browser on this machine reaches the server."""
    if host in EVERYWHERE:
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def phone_url(host: str, port: int) -> str | None:
    """How a phone in the same network reaches it, when it can."""
    address = own_address() if host in EVERYWHERE else None
    return f"http://{address}:{port}" if address else None
