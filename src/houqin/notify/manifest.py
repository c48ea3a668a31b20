"""What notify tells the shell."""

from houqin.core.late import late_call
from houqin.core.manifest import (
    EVERYBODY,
    EVERYBODY_INSIDE,
    Job,
    Manifest,
    MenuItem,
    Permission,
    Taken,
)
from houqin.core.roles import Role

MANIFEST = Manifest(
    room="notify",
    name="通知",
    icon="bell",
    permissions=(
        Permission("notify.read", "查看自己的通知", EVERYBODY),
        Permission("notify.keep", "处理自己的通知", EVERYBODY_INSIDE),
        Permission(
            "notify.watch_mail",
            "查看邮件发送情况",
            frozenset({Role.ADMINISTRATOR, Role.DIRECTOR}),
        ),
        Permission(
            "notify.set_channels",
            "设置企业微信、钉钉、飞书等消息渠道",
            frozenset({Role.ADMINISTRATOR}),
        ),
    ),
    menu=(
        MenuItem(
            "日常",
            "消息",
            "notify:notices",
            "bell",
            "notify.read",
            order=80,
        ),
        MenuItem(
            "单位",
            "邮件发送",
            "notify:mail",
            "mail",
            "notify.watch_mail",
            order=95,
            under="org:home",
        ),
        MenuItem(
            "单位",
            "消息渠道",
            "notify:channels",
            "send",
            "notify.set_channels",
            order=96,
            under="org:home",
        ),
    ),
    sentences={
        "notify.preferences_chosen": "调整了自己的通知方式",
        "notify.delivery_retried": "让没有发出的邮件重新发送（{count} 封）",
        "notify.test_mail_sent": "给自己发了一封测试邮件",
        "notify.channel_added": "添加了消息渠道“{target}”",
        "notify.channel_changed": "修改了消息渠道“{target}”",
        "notify.channel_removed": "删除了消息渠道“{target}”",
        "notify.channel_tried": "用消息渠道“{target}”发了一条测试",
    },
    jobs=(
        Job(
            "notify.deliver",
            "* * * * *",
            late_call("houqin.notify.jobs", "deliver_due"),
            "发送通知邮件和每日汇总",
        ),
    ),
    leaving=(Taken("通知", "journal.read", late_call("houqin.notify.services", "open_notices")),),
)
