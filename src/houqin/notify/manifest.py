"""What notify tells the shell."""

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
from houqin.notify.jobs import deliver_due
from houqin.notify.services import open_notices, unread_count

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
    ),
    menu=(
        MenuItem(
            "日常",
            "通知",
            "notify:notices",
            "bell",
            "notify.read",
            order=80,
            count=lambda member: unread_count(member.staff),
        ),
        MenuItem("单位", "邮件发送", "notify:mail", "mail", "notify.watch_mail", order=95),
    ),
    sentences={
        "notify.preferences_chosen": "调整了自己的通知方式",
        "notify.delivery_retried": "让没有发出的邮件重新发送（{count} 封）",
        "notify.test_mail_sent": "给自己发了一封测试邮件",
    },
    jobs=(Job("notify.deliver", "* * * * *", deliver_due, "发送通知邮件和每日汇总"),),
    leaving=(Taken("通知", "journal.read", open_notices),),
)
