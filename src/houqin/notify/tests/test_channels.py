"""Messages through WeCom, DingTalk, Feishu, robots and webhooks, against servers of their kind."""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from houqin.notify import delivery, group_delivery, rules
from houqin.notify.channel_services import keep_channel
from houqin.notify.channels import tokens
from houqin.notify.jobs import deliver_due
from houqin.notify.models import Channel, ChannelRefusal, Delivery, GroupPost, Notice
from houqin.notify.testing import KIND, give_mailbox, make_notice
from houqin.notify.tests.vendors import SIGN
from houqin.org.testing import make_member

State = Delivery.State
FILLED = {
    "wecom": {"corp_id": "ww123456", "agent_id": "1000002", "secret": "good"},
    "dingtalk": {"app_key": "dingkey1", "agent_id": "77", "secret": "good"},
    "feishu": {"app_id": "cli_1234", "secret": "good"},
    "wecom_robot": {"key": "robot-key-1"},
    "dingtalk_robot": {"key": "robot-key-1", "sign": SIGN},
    "feishu_robot": {"key": "robot-key-1", "sign": SIGN},
}
PERSONAL = ("wecom", "dingtalk", "feishu")


def at(clock: str, day: int = 23) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


def run(moment: datetime) -> int:
    """As the minute's job does; like a real clock, this one has gone on at each look."""
    delivery._down_until.clear()
    group_delivery.forget_rests()
    ticks = count()
    return delivery.deliver(read_clock=lambda: moment + timedelta(microseconds=next(ticks)))


def set_up(actor, kind: str, kinds=(), **changed: str) -> Channel:
    channel = Channel(kind=kind)
    filled = {**FILLED.get(kind, {}), **changed}
    return keep_channel(
        actor=actor, channel=channel, name=kind, is_on=True, filled=filled, notice_kinds=kinds
    )


def give_phone(member, phone: str = "13800000001") -> None:
    member.user.phone = phone
    member.user.save(update_fields=["phone"])


def urgent(member, **given) -> Notice:
    return make_notice(member, urgent=True, now=at("10:00"), **given)


@pytest.mark.parametrize("kind", PERSONAL)
def test_a_person_gets_a_card_that_leads_to_the_page_and_one_pass_serves_many(
    administrator, director, vendors, kind
):
    set_up(administrator, kind)
    give_phone(director)
    notice = urgent(director)
    urgent(director, title="第二件")
    assert run(at("10:00")) == 2
    assert len(vendors.passes) == 1
    assert vendors.count("mobile") + vendors.count("userid") + vendors.count("batch_get") == 1
    (who, card), _second = vendors.shown
    assert who == "zhang"
    assert "三楼水管漏水" in str(card)
    assert "请尽快处理。" in str(card)
    link = f"https://hq.example.edu.cn/i/{director.institution.code}/notices/{notice.pk}/open/"
    assert link in str(card)
    channel = Channel.objects.get(kind=kind)
    assert channel.last_sent_at is not None
    assert channel.last_error == ""


@pytest.mark.parametrize("kind", PERSONAL)
def test_a_dead_pass_is_renewed_once_and_a_busy_vendor_left_alone(
    administrator, director, vendors, kind
):
    set_up(administrator, kind)
    give_phone(director)
    urgent(director)
    run(at("10:00"))
    vendors.expire()
    urgent(director, title="凭证过期以后")
    assert run(at("10:01")) == 1
    assert len(vendors.passes) == 2
    vendors.limited = 1
    urgent(director, title="限流")
    urgent(director, title="限流第二条")
    assert run(at("10:02")) == 0
    rows = Delivery.objects.filter(state=State.WAITING)
    assert [row.attempts for row in rows] == [0, 0]
    assert all("发慢一点" in row.error for row in rows)
    assert run(at("10:04")) == 2
    assert len(vendors.shown) == 4


def test_a_vendor_that_refuses_every_pass_is_asked_for_two_and_no_more(
    administrator, director, vendors
):
    set_up(administrator, "wecom")
    give_phone(director)
    urgent(director)
    vendors._living = lambda _given: False
    assert run(at("10:00")) == 0
    assert len(vendors.passes) == 2
    row = Delivery.objects.get()
    assert row.state == State.WAITING
    assert "凭证" in row.error


@pytest.mark.parametrize("kind", PERSONAL)
def test_wrong_keys_and_unknown_people_are_final_and_said(administrator, director, vendors, kind):
    channel = set_up(administrator, kind, secret="stolen")
    give_phone(director)
    urgent(director)
    assert run(at("10:00")) == 0
    assert Delivery.objects.get().state == State.FAILED
    channel.refresh_from_db()
    assert "Secret" in channel.last_error
    keep_channel(actor=administrator, channel=channel, name=kind, is_on=True, filled=FILLED[kind])
    give_phone(director, "13800000009")
    urgent(director, title="没有这个人")
    assert run(at("10:01")) == 0
    row = Delivery.objects.get(notice__title="没有这个人")
    assert row.state == State.FAILED
    assert "手机号" in row.error
    channel.refresh_from_db()
    assert channel.last_error == ""  # the channel is well; the number is not


@pytest.mark.parametrize("kind", PERSONAL)
def test_a_worker_killed_after_the_vendor_took_the_message_shows_it_once(
    administrator, director, technician, vendors, kind
):
    set_up(administrator, kind)
    give_phone(director)
    give_phone(technician, "13800000002")
    urgent(director)
    urgent(technician)

    def no_answer(*_args: object) -> bool:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch, contextlib.suppress(KeyboardInterrupt):
        patch.setattr(delivery, "_sent", no_answer)
        run(at("10:00"))
    assert len(vendors.shown) == 1
    assert run(at("10:05")) == 0  # the lease holds
    assert run(at("10:00") + rules.LEASE) == 2
    assert sorted(who for who, _card in vendors.shown) == ["li", "zhang"]
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.SENT}


def test_a_vendor_that_is_down_delays_nobody_and_loses_nothing(
    administrator, director, vendors, settings, smtp
):
    set_up(administrator, "wecom")
    give_phone(director)
    give_mailbox(director)
    alive, settings.WECOM_API = settings.WECOM_API, "http://127.0.0.1:1"
    settings.BASE_URL = "https://hq.example.edu.cn"
    urgent(director)
    assert run(at("10:00")) == 1  # the mail
    moment = at("10:00")
    for _attempt in range(12):
        moment += timedelta(hours=1)
        run(moment)
    row = Delivery.objects.get(channel="wecom")
    assert row.state == State.WAITING
    assert "连不上" in Channel.objects.get().last_error
    from houqin.notify.channels import web

    web.forget_rests()
    settings.WECOM_API = alive
    assert run(at("10:00", 24)) == 1
    assert len(vendors.shown) == 1
    assert len(smtp.mails) == 1


def test_a_day_has_one_digest_by_each_way_the_person_wants(
    institution, administrator, director, vendors, smtp
):
    set_up(administrator, "wecom")
    set_up(administrator, "feishu")
    give_phone(director)
    address = give_mailbox(director)
    ChannelRefusal.objects.create(staff=director.staff, kind="feishu")
    for title in ("换灯管", "抄水表"):
        make_notice(director, title=title, now=at("15:00", 22))
    assert run(at("06:59")) == 0
    assert run(at("07:00")) == 2
    assert len(smtp.to(address)) == 1
    ((_who, card),) = vendors.shown
    assert "2 条未读通知" in card["title"]
    assert "换灯管" in card["description"]
    assert "抄水表" in card["description"]
    assert card["url"].endswith("/notices/")
    assert run(at("07:00", 24)) == 0


ROBOTS = ("wecom_robot", "dingtalk_robot", "feishu_robot")


@pytest.mark.parametrize("kind", ROBOTS)
def test_a_group_hears_titles_without_names_in_one_message(
    institution, administrator, director, vendors, kind
):
    set_up(administrator, kind, [KIND.code])
    make_member(institution, name="王小明")
    make_notice(
        director, title="王小明上报：水管漏水，电话13912345678", body="家住三号楼", now=at("10:00")
    )
    make_notice(director, title="2026-11-23 周检[未做]", now=at("10:00"))
    make_notice(director, kind="test.ordered", title="没选这一类", now=at("10:00"))
    assert run(at("22:00", 22)) == 0
    assert run(at("10:01")) == 2
    ((_group, said),) = vendors.shown
    text = str(said)
    assert "王某上报：水管漏水，电话（号码）" in text
    assert "2026-11-23 周检［未做］" in text
    assert f"https://hq.example.edu.cn/i/{institution.code}/org/" in text
    for hidden in ("王小明", "13912345678", "三号楼", "没选这一类"):
        assert hidden not in text
    assert run(at("10:02")) == 0


def test_another_system_gets_each_event_once_signed_and_fresh(
    institution, administrator, director, vendors
):
    channel = set_up(administrator, "webhook", [KIND.code], url=f"{vendors.base}/hook", sign=SIGN)
    make_notice(director, now=at("23:00", 22))
    vendors.limited = 1
    assert run(at("23:00", 22)) == 0  # a system has no quiet hours, but it is busy
    assert GroupPost.objects.get().attempts == 0

    with pytest.MonkeyPatch.context() as patch, contextlib.suppress(KeyboardInterrupt):
        from houqin.notify.channels import groups

        def killed(*given):
            groups.say(*given)
            raise KeyboardInterrupt

        patch.setattr(group_delivery, "_say", killed)
        run(at("23:01", 22))
    assert run(at("23:02", 22) + rules.LEASE) == 1
    ((_system, event),) = vendors.shown
    assert event["title"] == "三楼水管漏水"
    assert event["id"] == f"{institution.code}-{GroupPost.objects.get().pk}"
    assert vendors.count("/hook") == 3
    channel.given["url"] = f"{vendors.base}/hook/elsewhere"
    channel.save()
    make_notice(director, title="转走了", now=at("10:00"))
    assert run(at("10:00")) == 0
    post = GroupPost.objects.get(title="转走了")
    assert post.state == State.FAILED
    assert "不跟着转" in post.error


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://127.0.0.1/x", "内部网络"),
        ("https://[::1]/x", "内部网络"),
        ("https://169.254.169.254/latest", "内部网络"),
        ("https://[::ffff:10.0.0.1]/", "内部网络"),
        ("https://localhost/x", "内部网络"),
        ("http://8.8.8.8/x", "https://"),
        ("ftp://8.8.8.8/", "https://"),
        ("https://a:b@8.8.8.8/", "https://"),
    ],
)
def test_an_address_inside_the_servers_network_is_refused(settings, url, said):
    from houqin.notify.channels.guarded import target_of
    from houqin.notify.senders import SendFailed

    settings.WEBHOOK_NETWORKS = []
    with pytest.raises(SendFailed, match=said):
        target_of(url)


def test_without_a_channel_a_minute_costs_one_query(institution, settings):
    settings.EMAIL_HOST = ""
    with CaptureQueriesContext(connection) as queries:
        assert deliver_due(institution.pk) == 0
    assert len(queries) == 1


def test_a_pass_is_renewed_before_its_end():
    tokens.forget_all()
    given = iter(["one", "two"])
    asked = []
    for _ in range(2):
        tokens.with_token("k", lambda: (next(given), 7200.0), asked.append)
    assert asked == ["one", "one"]
    tokens._kept["k"] = ("one", 0.0)
    tokens.with_token("k", lambda: (next(given), 7200.0), asked.append)
    assert asked[-1] == "two"
