"""Addresses that an institution types: never a way into the network the server stands in.

The name is looked up once, every address behind it is judged, and the connection goes to an address
that was judged, so that a name that changes its mind in between leads nowhere else.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

import urllib3
from django.conf import settings

from houqin.notify.senders import SendFailed

Address = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address: where to connect, and as whom the other side knows itself."""

    url: str
    scheme: str
    host: str
    port: int
    path: str
    ip: str

    @property
    def host_header(self) -> str:
        usual = 443 if self.scheme == "https" else 80
        return self.host if self.port == usual else f"{self.host}:{self.port}"


def target_of(url: str) -> Target:
    """Where to post; SendFailed for what is no public web address."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if not host or parts.scheme not in ("http", "https") or parts.username is not None:
        raise SendFailed("接收地址不对，应以 https:// 开头。", final=True)
    number = port or (443 if parts.scheme == "https" else 80)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    ip = _checked(host, number)
    if parts.scheme == "http" and not is_allowed_inside(ip):
        raise SendFailed("接收地址要用 https://，公网上不用 http:// 传送。", final=True)
    return Target(url, parts.scheme, host, number, path, str(ip))


def _checked(host: str, port: int) -> Address:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SendFailed(f"找不到 {host}，请核对接收地址。", outage=True) from error
    addresses = [ip_address(str(one[4][0]).partition("%")[0]) for one in found]
    for address in addresses:
        if not (address.is_global and not address.is_multicast) and not is_allowed_inside(address):
            raise SendFailed(
                f"{host} 在内部网络里，后勤不向那里发。确实要发，请管服务器的人在 outside.toml 的"
                " [webhook] 里写上这个网段。",
                final=True,
            )
    return addresses[0]


def is_allowed_inside(address: Address) -> bool:
    """Whether whoever runs the server named a network with this address."""
    plain = getattr(address, "ipv4_mapped", None) or address
    networks = (ip_network(one, strict=False) for one in settings.WEBHOOK_NETWORKS)
    return any(plain.version == one.version and plain in one for one in networks)


@contextmanager
def guarded_pool(target: Target, timeout: urllib3.Timeout) -> Iterator[urllib3.HTTPConnectionPool]:
    """Connects to the judged address and asks for the certificate of the name."""
    if target.scheme == "https":
        pool: urllib3.HTTPConnectionPool = urllib3.HTTPSConnectionPool(
            target.ip,
            target.port,
            timeout=timeout,
            retries=False,
            ssl_context=ssl.create_default_context(),
            server_hostname=target.host,
            assert_hostname=target.host,
        )
    else:
        pool = urllib3.HTTPConnectionPool(target.ip, target.port, timeout=timeout, retries=False)
    try:
        yield pool
    finally:
        pool.close()
