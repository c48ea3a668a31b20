"""The day's digests leave the house: by mail and to an address, until they arrive or are shown."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import urllib.error
from datetime import timedelta

import pytest
from django.core import mail

from houqin.core import clock
from houqin.ledgers.models import DayDelivery, DayPosting
from houqin.ledgers.services import posting, webhooks
from houqin.ledgers.services.days import seal_day
from houqin.ledgers.testing import make_book, make_entry
from houqin.org.testing import at, make_member, signed_in

SECRET = "a secret of some length"
URL = "https://bureau.example/houqin"


@pytest.fixture
def day(institution, director, settings):
    settings.EMAIL_HOST = "mail.example"
    make_entry(make_book(title="食品留样", code="sample"), director)
    return seal_day(day=clock.today() - timedelta(days=1), now=clock.now())


@pytest.fixture
def server(monkeypatch):
    """An address outside: takes what is posted, or answers as ``server.answers`` says."""

    class Server:
        taken: list = []
        answers: list = []

        def open(self, request, timeout):
            if self.answers:
                raise self.answers.pop(0)
            self.taken.append(request)
            return io.BytesIO(b"ok")

    found = Server()
    found.taken, found.answers = [], []
    monkeypatch.setattr(webhooks.urllib.request, "build_opener", lambda *_handlers: found)
    monkeypatch.setattr(
        webhooks.socket, "getaddrinfo", lambda *_a, **_n: [(0, 0, 0, "", ("203.0.113.7", 443))]
    )
    return found


def settle(director, *, addresses=(), webhook="", secret=""):
    return posting.set_posting(
        actor=director, addresses=list(addresses), webhook=webhook, secret=secret, now=clock.now()
    )


def post(hours=0):
    return posting.post_due(read_clock=lambda: clock.now() + timedelta(hours=hours))


def refused(code):
    return urllib.error.HTTPError(URL, code, "no", {}, io.BytesIO())


def test_each_day_goes_once_to_every_address(day, director, server):
    settle(director, addresses=["a@x.cn", "b@y.cn"], webhook=URL, secret=SECRET)
    assert post() == 3
    assert post(1) == 0
    assert sorted(one.to[0] for one in mail.outbox) == ["a@x.cn", "b@y.cn"]
    assert day.digest in mail.outbox[0].body
    sent_as = mail.outbox[0].message()["Message-ID"]
    DayDelivery.objects.update(state="waiting", due_at=clock.now())  # nobody heard that it arrived
    post()
    again = [one.message()["Message-ID"] for one in mail.outbox]
    assert again.count(sent_as) == 2, "the mailbox can tell that it has this letter"
    request = server.taken[0]
    said = json.loads(request.data)
    assert (said["digest"], said["books"][0]["code"]) == (day.digest, "sample")
    made = hmac.new(SECRET.encode(), request.data, hashlib.sha256).hexdigest()
    assert request.headers["X-houqin-signature"] == f"sha256={made}"


def test_what_does_not_arrive_is_tried_again_and_then_shown(day, director, server):
    settle(director, webhook=URL, secret=SECRET)
    server.answers[:] = [OSError("no route"), refused(503)]
    assert post() == 0
    assert "自动重试" in DayDelivery.objects.get().error
    assert post() == 0  # not before its time
    assert post(1) == 0
    assert post(3) == 1
    assert DayDelivery.objects.get().attempts == 3


def test_a_refusal_is_final_shown_on_the_page_and_can_be_sent_anew(day, director, server):
    settle(director, webhook=URL, secret=SECRET)
    server.answers[:] = [refused(404)]
    post()
    client, institution = signed_in(director), director.institution
    said = client.get(at(institution, "ledgers/days/")).content.decode()
    assert "没有发成" in said
    assert "404" in said
    assert day.digest in said
    client.post(at(institution, "ledgers/days/retry/"))
    assert post(1) == 1
    assert "没有发成" not in client.get(at(institution, "ledgers/days/")).content.decode()


def test_without_a_mail_server_the_reason_is_told(day, director, settings):
    settings.EMAIL_HOST = ""
    settle(director, addresses=["a@x.cn"])
    post()
    assert "HOUQIN_SMTP_HOST" in DayDelivery.objects.get().error


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "169.254.169.254", "0.0.0.0"])  # noqa: S104
def test_the_server_is_never_made_to_talk_to_itself(address, day, director, server, monkeypatch):
    monkeypatch.setattr(
        webhooks.socket, "getaddrinfo", lambda *_a, **_n: [(0, 0, 0, "", (address, 443))]
    )
    settle(director, webhook=URL, secret=SECRET)
    assert post() == 0
    assert server.taken == []
    assert DayDelivery.objects.get().state == "failed"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"addresses": "not an address"}, "不是正确的邮箱"),
        ({"addresses": "\n".join(f"{n}@x.cn" for n in range(11))}, "最多"),
        ({"webhook": "http://x.cn/", "secret": SECRET}, "https://"),
        ({"webhook": "https://x.cn:port/", "secret": SECRET}, "https://"),
        ({"webhook": "https://[::1]/", "secret": SECRET}, "指向本机"),
        ({"webhook": URL, "secret": "short"}, "16"),
        ({"webhook": URL}, "签名密钥"),
    ],
)
def test_wrong_settings_are_refused_with_a_sentence(sent, said, director):
    answer = signed_in(director).post(at(director.institution, "ledgers/days/settings/"), sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not DayPosting.objects.exists()


def test_settings_are_changed_by_who_keeps_the_books_and_the_secret_is_never_shown(
    director, technician, institution
):
    url = at(institution, "ledgers/days/settings/")
    sent = {"addresses": "a@x.cn", "webhook": URL, "secret": SECRET}
    assert signed_in(technician).post(url, sent).status_code == 403
    assert signed_in(director).post(url, sent).status_code == 302
    assert SECRET not in signed_in(director).get(url).content.decode()
    assert signed_in(director).post(url, {**sent, "secret": ""}).status_code == 302
    assert DayPosting.objects.get().secret == SECRET
    inspector = make_member(institution, "inspector")
    assert signed_in(inspector).get(at(institution, "ledgers/days/")).status_code == 200
