"""The mail channel: Django's SMTP settings, Chinese text and HTML, failures as sentences."""

from __future__ import annotations

import hashlib
import smtplib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string

from houqin.notify.senders import Message, Post, SendFailed
from houqin.org.models import Staff

_SSL_PORT = 465  # most Chinese mail providers offer only this one


class MailSender:
    """Sends by SMTP; not ready while HOUQIN_SMTP_HOST is empty."""

    code = "mail"
    name = "邮件"
    place = "mail"

    def is_ready(self) -> bool:
        return bool(settings.EMAIL_HOST)

    def address_of(self, staff: Staff) -> str:
        return staff.user.email if staff.user is not None else ""

    def session(self) -> AbstractContextManager[Post]:
        return _session()


@contextmanager
def _session() -> Iterator[Post]:
    with _open() as connection:
        yield lambda message: _sent(connection, _mail(message), message.address)


@contextmanager
def _open() -> Iterator[BaseEmailBackend]:
    ssl = settings.EMAIL_USE_SSL or settings.EMAIL_PORT == _SSL_PORT
    connection = get_connection(use_ssl=ssl, use_tls=settings.EMAIL_USE_TLS and not ssl)
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        raise SendFailed(_why_not_open(error)) from error
    try:
        yield connection
    finally:
        with suppress(OSError, smtplib.SMTPException):
            connection.close()


def send_text(address: str, subject: str, body: str, *, known_as: str = "") -> None:
    """One plain letter to an address outside, at once; SendFailed with a sentence."""
    mail = EmailMultiAlternatives(
        subject=subject,
        body=body,
        to=[address],
        headers={"Auto-Submitted": "auto-generated", **_message_id(known_as)},
    )
    with _open() as connection:
        _sent(connection, mail, address)


def _why_not_open(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "邮件服务器不认用户名或密码，请核对 HOUQIN_SMTP_USER 和 HOUQIN_SMTP_PASSWORD。"
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    return f"连不上邮件服务器 {where}，请检查网络和 HOUQIN_SMTP_HOST、HOUQIN_SMTP_PORT。（{error}）"


def _sent(connection: BaseEmailBackend, mail: EmailMultiAlternatives, address: str) -> None:
    try:
        connection.send_messages([mail])
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise SendFailed(
            f"收件地址 {address} 被邮件服务器拒绝（{code} {_text(said)}），请核对邮箱。",
            final=code >= 500,
        ) from error
    except smtplib.SMTPResponseException as error:
        raise SendFailed(
            f"邮件服务器没有收下这封信：{error.smtp_code} {_text(error.smtp_error)}",
            final=error.smtp_code >= 500,
        ) from error
    except (ValueError, UnicodeError) as error:
        raise SendFailed(f"收件地址 {address} 不能用，请核对邮箱。", final=True) from error
    except (OSError, smtplib.SMTPException) as error:
        raise SendFailed(f"发送中断，将自动重试。（{error}）") from error


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said


def _mail(message: Message) -> EmailMultiAlternatives:
    page = {"message": message}
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=render_to_string("notify/mail/message.txt", page),
        to=[message.address],
        headers={"Auto-Submitted": "auto-generated", **_message_id(message.number)},
    )
    mail.attach_alternative(render_to_string("notify/mail/message.html", page), "text/html")
    return mail


def _message_id(number: int | str | None) -> dict[str, str]:
    """The same at each attempt: a mailbox that got the first one can drop the second."""
    if not number:
        return {}
    here = hashlib.sha256(settings.BASE_URL.encode()).hexdigest()[:12]
    domain = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].strip(" >") or "localhost"
    return {"Message-ID": f"<houqin-{here}-{number}@{domain}>"}
