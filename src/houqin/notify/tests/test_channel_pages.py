"""消息渠道 through the browser's door: setting up, trying, choosing."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from houqin.journal.models import JournalEntry
from houqin.notify.channels.seal import seal, unseal
from houqin.notify.models import Channel, ChannelRefusal, Delivery
from houqin.notify.testing import KIND, NOON, make_notice
from houqin.notify.tests.vendors import SIGN
from houqin.org.testing import at, signed_in

WECOM = {
    "name": "企业微信",
    "of_corp_id": "ww123456",
    "of_agent_id": "1000002",
    "of_secret": "good",
    "is_on": "on",
}


def path(member, tail: str = "") -> str:
    return at(member.institution, f"notices/channels/{tail}")


def give_phone(member, phone: str = "13800000001") -> None:
    member.user.phone = phone
    member.user.save(update_fields=["phone"])


def test_an_administrator_sets_up_wecom_tries_it_and_never_sees_the_secret_again(
    administrator, vendors, settings
):
    settings.BASE_URL = "http://127.0.0.1:8000"
    client = signed_in(administrator)
    wrong = client.post(path(administrator, "add/wecom/"), {**WECOM, "of_agent_id": "abc"})
    assert wrong.status_code == 422
    assert "AgentId 是一串数字" in wrong.content.decode()
    page = client.post(path(administrator, "add/wecom/"), WECOM, follow=True).content.decode()
    assert "已保存" in page
    channel = Channel.objects.get()
    assert "good" not in channel.sealed
    assert unseal(channel.sealed) == {"secret": "good"}
    edit = client.get(path(administrator, f"{channel.pk}/")).content.decode()
    assert "已存好，不再显示" in edit
    assert "good" not in edit
    attempt = path(administrator, f"{channel.pk}/try/")
    assert "还没有手机号" in client.post(attempt, follow=True).content.decode()
    listed = client.get(path(administrator)).content.decode()
    assert "1 人里有 1 人没有账号或账号里没有手机号" in listed
    assert "消息里的链接在别人手机上打不开" in listed
    assert "企业可信IP" in client.get(path(administrator, "add/wecom/")).content.decode()
    give_phone(administrator)
    administrator.user.refresh_from_db()
    assert "测试已发到" in client.post(attempt, follow=True).content.decode()
    assert [who for who, _card in vendors.shown] == ["zhang"]
    assert "测试" in str(vendors.shown[0])
    changed = {**WECOM, "of_secret": "", "name": "校企业微信"}
    client.post(path(administrator, f"{channel.pk}/"), changed)
    channel.refresh_from_db()
    assert (channel.name, unseal(channel.sealed)) == ("校企业微信", {"secret": "good"})
    actions = JournalEntry.objects.filter(action__startswith="notify.channel")
    assert set(actions.values_list("action", flat=True)) == {
        "notify.channel_added",
        "notify.channel_changed",
        "notify.channel_tried",
    }


def test_a_robots_address_is_pasted_whole_and_a_wrong_one_is_said(administrator, vendors):
    client = signed_in(administrator)
    pasted = f"{vendors.base}/robot/send?access_token=robot-key-1"
    filled = {"name": "总务群", "of_key": pasted, "of_sign": SIGN, "is_on": "on"}
    filled |= {"notice_kinds": KIND.code}
    client.post(path(administrator, "add/dingtalk_robot/"), filled)
    channel = Channel.objects.get()
    assert unseal(channel.sealed) == {"key": "robot-key-1", "sign": SIGN}
    assert channel.notice_kinds == [KIND.code]
    attempt = path(administrator, f"{channel.pk}/try/")
    assert "测试已发到总务群" in client.post(attempt, follow=True).content.decode()
    channel.sealed = seal({"key": "robot-key-1", "sign": "SEC-wrong"})
    channel.save()
    page = client.post(attempt, follow=True).content.decode()
    assert page.count("加签密钥") == 2  # said now, and kept on the channel
    taken = client.post(path(administrator, "add/feishu_robot/"), {**filled, "of_key": pasted})
    assert taken.status_code == 422
    assert "已经有一个渠道叫这个名称" in taken.content.decode()


def test_removing_a_channel_drops_what_waited_and_others_may_not_touch_it(
    administrator, director, stranger, vendors
):
    channel = Channel.objects.create(kind="wecom", name="企业微信", given={"corp_id": "ww123456"})
    give_phone(director)
    make_notice(director, urgent=True)
    assert Delivery.objects.get().channel == "wecom"
    assert signed_in(director).get(path(administrator)).status_code == 403
    assert signed_in(stranger).get(path(administrator, f"{channel.pk}/")).status_code == 404
    remove = path(administrator, f"{channel.pk}/remove/")
    assert signed_in(director).post(remove).status_code == 403
    assert "没发的不再发" in signed_in(administrator).post(remove, follow=True).content.decode()
    assert Delivery.objects.get().state == Delivery.State.DROPPED


def test_each_person_switches_a_channel_off(director, vendors):
    give_phone(director)
    preferences = at(director.institution, "notices/preferences/")
    client = signed_in(director)
    assert "企业微信应用" not in client.get(preferences).content.decode()
    Channel.objects.create(kind="wecom", name="企业微信", given={"corp_id": "ww123456"})
    assert "企业微信应用" in client.get(preferences).content.decode()
    client.post(preferences, {f"mail:{KIND.code}": "on", f"app:{KIND.code}": "on"})
    assert ChannelRefusal.objects.get().kind == "wecom"
    make_notice(director, urgent=True)
    assert not Delivery.objects.exists()
    client.post(preferences, {f"mail:{KIND.code}": "on", "by:wecom": "on"})
    make_notice(director, urgent=True)
    assert Delivery.objects.get().channel == "wecom"


def test_the_page_says_how_each_channel_fares_at_the_same_cost(administrator, vendors):
    client = signed_in(administrator)
    costs = []
    for number in range(4):
        Channel.objects.create(
            kind="webhook",
            name=f"系统{number}",
            last_error="对方没有收下。（500）",
            last_failed_at=NOON,
        )
        with CaptureQueriesContext(connection) as queries:
            page = client.get(path(administrator)).content.decode()
        costs.append(len(queries))
    assert costs[1] == costs[3] <= 10
    assert "对方没有收下" in page
