"""Mail through a real SMTP server: when it goes, what it says, what happens when it does not."""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from houqin.notify import rules
from houqin.notify.delivery import deliver, mail_state
from houqin.notify.mail import MailSender
from houqin.notify.models import Delivery, Notice
from houqin.notify.senders import SendFailed
from houqin.notify.testing import KIND, give_mailbox, make_notice
from houqin.org.testing import make_member

State = Delivery.State


def at(clock: str, day: int = 22) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


def run(moment: datetime) -> int:
    return deliver(read_clock=lambda: moment)


def urgent(member, moment: datetime, **given) -> Notice:
    return make_notice(member, urgent=True, now=moment, **given)


def test_an_urgent_notice_goes_at_once_with_a_link(director, smtp):
    address = give_mailbox(director)
    notice = urgent(director, at("10:00"))
    assert run(at("10:00")) == 1
    (mail,) = smtp.to(address)
    assert mail["Subject"] == "【青禾小学】三楼水管漏水"
    assert mail["From"] == "houqin@example.edu.cn"
    link = f"https://hq.example.edu.cn/i/{director.institution.code}/notices/{notice.pk}/open/"
    for kind in ("plain", "html"):
        text = mail.get_body((kind,)).get_content()
        assert "三楼水管漏水" in text
        assert "请尽快处理。" in text
        assert link in text
    notice.refresh_from_db()
    assert notice.mailed_at == at("10:00")


def test_it_is_sent_once_however_often_the_job_runs(director, smtp):
    give_mailbox(director)
    urgent(director, at("10:00"))
    assert [run(at("10:00")), run(at("10:01")), run(at("11:00", 23))] == [1, 0, 0]
    assert len(smtp.mails) == 1


def test_an_urgent_notice_of_the_night_waits_for_the_morning(director, smtp):
    give_mailbox(director)
    urgent(director, at("22:15"))
    assert [run(at("22:15")), run(at("03:00", 23)), run(at("06:29", 23))] == [0, 0, 0]
    assert run(at("06:30", 23)) == 1


def test_a_notice_read_before_its_mail_left_is_not_mailed(director, smtp):
    give_mailbox(director)
    notice = urgent(director, at("22:15"))
    Notice.objects.filter(pk=notice.pk).update(read_at=at("22:20"))
    assert run(at("08:00", 23)) == 0
    assert Delivery.objects.filter(notice=notice).get().state == State.DROPPED


def test_the_rest_comes_as_one_digest_a_day_at_its_hour(director, technician, smtp):
    mine, other = give_mailbox(director), give_mailbox(technician)
    for title in ("换灯管", "抄水表"):
        make_notice(director, title=title, now=at("15:00", 21))
    seen = make_notice(director, title="看过的", now=at("15:00", 21))
    Notice.objects.filter(pk=seen.pk).update(read_at=at("16:00", 21))
    make_notice(technician, title="修门锁", now=at("15:00", 21))
    assert run(at("06:59")) == 0
    assert run(at("07:00")) == 2
    make_notice(director, title="七点以后的", now=at("09:00"))
    assert run(at("09:01")) == 0
    (mail,) = smtp.to(mine)
    text = mail.get_body(("plain",)).get_content()
    assert "【青禾小学】2 条未读通知" in mail["Subject"]
    assert "换灯管" in text
    assert "抄水表" in text
    assert "看过的" not in text
    assert "修门锁" in smtp.to(other)[0].get_body(("html",)).get_content()
    assert run(at("07:00", 23)) == 1
    assert "七点以后的" in smtp.to(mine)[1].get_body(("plain",)).get_content()
    assert "换灯管" not in smtp.to(mine)[1].get_body(("plain",)).get_content()


def test_a_digest_hour_inside_the_quiet_hours_waits_for_their_end(institution, director, smtp):
    institution.digest_at = "23:00"
    institution.save()
    give_mailbox(director)
    make_notice(director, now=at("15:00"))
    assert [run(at("23:10")), run(at("06:00", 23)), run(at("06:31", 23))] == [0, 0, 1]


def test_a_long_digest_names_the_first_and_counts_the_rest(director, smtp):
    give_mailbox(director)
    for number in range(rules.DIGEST_LINES + 4):
        make_notice(director, title=f"第{number}件", now=at("15:00", 21))
    assert run(at("07:00")) == 1
    assert "另有 4 条" in smtp.mails[0].get_body(("plain",)).get_content()
    assert run(at("07:00", 23)) == 0


def test_who_wants_no_digest_or_no_mail_of_a_kind_gets_none(institution, director, smtp):
    silent = make_member(institution, "clerk")
    for member in (director, silent):
        give_mailbox(member)
    silent.user.mail_digest = False
    silent.user.save()
    make_notice(silent, now=at("15:00", 21))
    from houqin.notify.services import Wish, choose

    choose(
        actor=director,
        wishes={KIND.code: Wish(in_app=True, by_mail=False)},
        mail_digest=True,
        email=director.user.email,
    )
    make_notice(director, now=at("15:00", 21))
    urgent(director, at("15:00", 21))
    assert run(at("07:00")) == 0
    assert not smtp.mails


def test_a_refused_address_is_given_up_and_said(director, technician, smtp):
    bad, good = give_mailbox(director, "nobody@example.com"), give_mailbox(technician)
    smtp.answers[bad] = "550 No such user"
    urgent(director, at("10:00"))
    urgent(technician, at("10:00"))
    assert run(at("10:00")) == 1
    assert len(smtp.to(good)) == 1
    state = mail_state()
    assert (state.failed, state.waiting) == (1, 0)
    assert "nobody@example.com 被邮件服务器拒绝（550 No such user）" in state.last_error


def test_a_busy_server_is_asked_again_later_and_later(director, smtp):
    address = give_mailbox(director)
    smtp.answers[address] = "451 Try again later"
    urgent(director, at("10:00"))
    assert run(at("10:00")) == 0
    assert run(at("10:00")) == 0  # not due yet
    row = Delivery.objects.get()
    assert (row.state, row.attempts, row.due_at) == (State.WAITING, 1, at("10:01"))
    run(at("10:01"))
    row.refresh_from_db()
    assert row.due_at == at("10:03")
    smtp.answers.clear()
    assert run(at("10:03")) == 1
    row.refresh_from_db()
    assert (row.state, row.error) == (State.SENT, "")


def test_a_server_that_never_answers_is_given_up_after_eight_attempts(director, smtp, settings):
    give_mailbox(director)
    urgent(director, at("07:30"))
    settings.EMAIL_PORT = 1
    moment = at("07:30")
    for _attempt in range(rules.MAX_ATTEMPTS + 3):
        assert run(moment) == 0
        moment += timedelta(hours=1)
    row = Delivery.objects.get()
    assert (row.state, row.attempts) == (State.FAILED, rules.MAX_ATTEMPTS)
    assert "连不上邮件服务器 127.0.0.1:1" in row.error


def test_a_dead_server_is_not_asked_once_for_each_institution(
    director, smtp, settings, monkeypatch
):
    give_mailbox(director)
    asked = []

    def session(_self):
        asked.append(1)
        raise SendFailed("连不上邮件服务器")

    monkeypatch.setattr(MailSender, "session", session)
    for _institution in range(3):
        urgent(director, at("10:00"))
        run(at("10:00"))
    assert len(asked) == 1


def test_a_worker_killed_after_sending_causes_one_repeat_at_most(director, smtp, monkeypatch):
    give_mailbox(director)
    urgent(director, at("08:00"))
    from houqin.notify import delivery

    def killed(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(delivery, "_sent", killed)
    moment = at("08:00")
    for _restart in range(5):
        with contextlib.suppress(KeyboardInterrupt):
            run(moment)
        moment += rules.LEASE
    assert len(smtp.mails) == rules.MAX_INTERRUPTED
    assert len({mail["Message-ID"] for mail in smtp.mails}) == 1
    row = Delivery.objects.get()
    assert row.state == State.FAILED
    assert "不能确定对方是否收到" in row.error


def test_a_slow_worker_leaves_what_another_has_taken_over(director, smtp, monkeypatch):
    give_mailbox(director)
    urgent(director, at("08:00"))
    from houqin.notify import delivery

    (stale,) = delivery._claim("mail", at("08:00"))
    assert run(at("08:11")) == 1
    assert not delivery._still_ours(stale, at("08:11"))


@pytest.mark.parametrize("title", ["一\r\nBcc: x@example.com", "标题\n第二行"])
def test_a_title_cannot_add_headers(director, smtp, title):
    give_mailbox(director)
    urgent(director, at("10:00"), title=title)
    assert run(at("10:00")) == 1
    assert smtp.mails[0]["Bcc"] is None


def test_markup_in_a_title_is_text_in_the_mail(director, smtp):
    give_mailbox(director)
    urgent(director, at("10:00"), title="<script>alert(1)</script>")
    run(at("10:00"))
    html = smtp.mails[0].get_body(("html",)).get_content()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
