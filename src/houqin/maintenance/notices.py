"""The kinds of notice that maintenance sends."""

from houqin.notify.public import NoticeKind

KINDS = (
    NoticeKind(
        "maintenance.unreturned", "器材没还", "维修", "下午五点还没归还的器材。"
    ),
    NoticeKind(
        "maintenance.left_on", "放假前没关好", "维修", "放假前检查时，您那一间没有关的电脑和电源。"
    ),
    NoticeKind(
        "maintenance.stopped", "设备停用", "维修",
        "检查不合格或检验过期而停用的设备。", may_hide=False,
    ),
)  # fmt: skip
