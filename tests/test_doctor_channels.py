"""``houqin doctor`` says of each institution's channels when they last worked and what is wrong."""

from __future__ import annotations

from houqin.cli.checks.work import _channels
from houqin.core import clock
from houqin.core.tenancy import nobodys_rows
from houqin.notify.models import Channel
from houqin.notify.testing import make_notice


def test_the_doctor_looks_at_every_channel_that_is_on(institution, director):
    with nobodys_rows():
        assert [str(one) for one in _channels()] == [
            "[正常] 消息渠道：没有设置企业微信、钉钉或飞书"
        ]
    Channel.objects.create(kind="wecom", name="企业微信", last_sent_at=clock.now())
    Channel.objects.create(kind="webhook", name="平台", last_error="对方没有收下。（500）")
    Channel.objects.create(kind="feishu", name="飞书", is_on=False)
    director.user.phone = "13800000001"
    director.user.save()
    make_notice(director, urgent=True)
    well, ill = (str(one) for one in _channels())
    assert well.startswith(f"[正常] 消息渠道（{institution.name}）：企业微信，最近发出")
    assert "待发 1" in well
    assert "[有问题]" in ill
    assert "对方没有收下。（500）" in ill
