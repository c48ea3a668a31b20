"""A real SMTP server on this machine, and the kinds the tests send."""

from __future__ import annotations

import socket
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller

from houqin.notify import delivery, group_delivery
from houqin.notify.channels import tokens, web
from houqin.notify.kinds import register_kinds
from houqin.notify.testing import KIND, SHOWN
from houqin.notify.tests.vendors import Vendors, serve

register_kinds(KIND, SHOWN)


@dataclass
class Mailbox:
    """What the server has taken, and what it answers to some addresses."""

    mails: list[EmailMessage] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.mails if mail["To"] == address]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(autouse=True)
def _no_server_is_remembered_as_down():
    delivery._down_until.clear()


@pytest.fixture
def smtp(settings):
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=_free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    settings.BASE_URL = "https://hq.example.edu.cn"
    settings.DEFAULT_FROM_EMAIL = "houqin@example.edu.cn"
    yield box
    controller.stop()


@pytest.fixture
def vendors(settings):
    """The vendors' servers, with nothing remembered from an earlier test."""
    tokens.forget_all()
    web.forget_rests()
    group_delivery.forget_rests()
    made = Vendors()
    server = serve(made)
    settings.WECOM_API = settings.DINGTALK_OAPI = settings.FEISHU_API = made.base
    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    settings.BASE_URL = "https://hq.example.edu.cn"
    yield made
    server.shutdown()
    server.server_close()
