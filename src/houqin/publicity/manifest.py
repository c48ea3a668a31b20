"""What publicity tells the shell."""

from houqin.core.late import late_call
from houqin.core.manifest import (
    EVERYBODY,
    EVERYBODY_INSIDE,
    Job,
    Manifest,
    MenuItem,
    Permission,
    SearchSource,
    Taken,
)
from houqin.notify.public import NoticeKind
from houqin.publicity import policy
from houqin.publicity.models import Announcement, Receipt

KINDS = (
    NoticeKind("publicity.notice", "发给全体的通知公告", "通知公告", may_hide=False),
    # No group hears of what was meant for some, nor who has not read.
    NoticeKind(
        "publicity.personal", "点名发给您的通知公告和催看", "通知公告", may_hide=False,
        is_private=True,
    ),
)  # fmt: skip

MANIFEST = Manifest(
    room="publicity",
    name="通知公告",
    icon="speakerphone",
    permissions=(
        Permission("publicity.see", "查看发给自己的通知公告", EVERYBODY),
        Permission("publicity.confirm", "确认看过通知公告", EVERYBODY_INSIDE),
        Permission("publicity.publish", "发通知公告，催看、撤回自己发的", policy.PUBLISHERS),
        Permission("publicity.see_all", "查看全部通知公告和谁看了", policy.WATCHERS),
    ),
    menu=(
        MenuItem(
            "日常", "通知公告", "publicity:notices", "speakerphone", "publicity.see", order=79
        ),
    ),
    sentences={
        "publicity.published": "发了通知公告“{target}”，给{whom}，{count} 人",
        "publicity.confirmed": "确认已知悉通知公告“{target}”",
        "publicity.reminded": "提醒 {count} 人看通知公告“{target}”",
        "publicity.deadline": "通知公告“{target}”今天截止确认，自动提醒 {count} 人",
        "publicity.caught_up": "把通知公告“{target}”补发给后来到岗的 {count} 人",
        "publicity.withdrawn": "撤回通知公告“{target}”：{reason}",
        "publicity.archived": "归档通知公告“{target}”",
        "publicity.receipts_exported": "导出通知公告“{target}”的签收名单，{count} 行",
    },
    jobs=(
        Job(
            "publicity.chase", "10 8 * * *", late_call("houqin.publicity.jobs", "chase"),
            "通知公告确认截止的提醒",
        ),
    ),
    search=(
        SearchSource(
            "通知公告", "publicity.see", late_call("houqin.publicity.search", "find_announcements")
        ),
    ),
    leaving=(
        Taken("通知公告", "publicity.see_all", Announcement, frozenset({"token", "search"})),
        Taken("通知公告签收", "publicity.see_all", Receipt),
    ),
)  # fmt: skip
