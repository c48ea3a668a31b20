"""What an institution fills in for each kind of channel, in the vendors' own words."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True, slots=True)
class Blank:
    """One thing to fill in; a ``secret`` one is sealed and never shown again."""

    name: str
    label: str
    help: str = ""
    secret: bool = False
    required: bool = True
    pattern: str = r"\S{1,300}"
    wrong: str = "写法不对，请从对方的后台原样复制。"
    is_robot: bool = False  # an address to paste, of which only the key is kept


@dataclass(frozen=True, slots=True)
class Setup:
    name: str
    explanation: str
    blanks: tuple[Blank, ...]
    icon: str
    is_group: bool = False
    steps: tuple[str, ...] = ()  # what to do at the other side, in order


_NUMBER = r"\d{1,12}"
_ROBOT = "在群里添加自定义机器人，把它的地址（Webhook）整个粘贴过来。"
_KEY = r"[\w-]{8,128}"
_ROBOT_STEPS = (
    "在要说的群里：群设置 → 群机器人 → 添加自定义机器人。",
    "有安全设置的选“加签”或“签名校验”，把密钥抄到这里。",
    "复制机器人的地址，整个粘贴到这里，再选要说哪几类事。",
    "保存后点“发测试”：群里会出现一条。不用了就在群里删掉机器人，地址随即作废。",
)

SETUPS = {
    "wecom": Setup(
        "企业微信应用",
        "在企业微信后台建一个自建应用，消息发到每个人的企业微信里。按手机号找人。",
        (
            Blank("corp_id", "企业 ID", "在“我的企业”最下面。", pattern=r"[\w-]{6,64}"),
            Blank("agent_id", "应用的 AgentId", pattern=_NUMBER, wrong="AgentId 是一串数字。"),
            Blank("secret", "应用的 Secret", secret=True),
        ),
        "message",
        steps=(
            "管理后台 → 应用管理 → 自建 → 创建应用，可见范围选要收消息的人。",
            "打开这个应用的“企业可信IP”，加上本服务器的公网地址。",
            "企业 ID 在“我的企业”，AgentId 和 Secret 在应用的页面上，填到这里。",
            "保存后回到渠道列表，点“发测试”：您自己的企业微信会收到一条。",
        ),
    ),
    "dingtalk": Setup(
        "钉钉工作通知",
        "在钉钉开放平台建一个企业内部应用，消息发到每个人的“工作通知”里。按手机号找人。",
        (
            Blank("app_key", "Client ID（原 AppKey）", pattern=r"[\w-]{6,64}"),
            Blank("agent_id", "AgentId", pattern=_NUMBER, wrong="AgentId 是一串数字。"),
            Blank("secret", "Client Secret（原 AppSecret）", secret=True),
        ),
        "message",
        steps=(
            "开放平台 → 应用开发 → 企业内部应用 → 创建应用。",
            "权限管理里开通“根据手机号获取成员”和“企业内消息通知”，再加上本服务器的出口 IP。",
            "版本管理里发布，可使用范围选要收消息的人。",
            "保存后回到渠道列表，点“发测试”：您自己的“工作通知”会收到一条。",
        ),
    ),
    "feishu": Setup(
        "飞书应用",
        "在飞书开放平台建一个自建应用并开启机器人能力，每个人收到一张卡片。按手机号找人。",
        (
            Blank("app_id", "App ID", pattern=r"cli_[\w-]{4,60}", wrong="App ID 以 cli_ 开头。"),
            Blank("secret", "App Secret", secret=True),
        ),
        "message",
        steps=(
            "开放平台 → 创建企业自建应用，添加“机器人”能力。",
            "权限管理里开通“通过手机号获取用户 ID”和“以应用的身份发消息”。",
            "创建版本并发布，可用范围选要收消息的人。",
            "保存后回到渠道列表，点“发测试”：机器人会给您发一张卡片。",
        ),
    ),
    "wecom_robot": Setup(
        "企业微信群机器人",
        "往一个群里说：只有标题和链接，姓名、号码会遮住。",
        (Blank("key", "机器人的地址", _ROBOT, secret=True, pattern=_KEY, is_robot=True),),
        "users",
        is_group=True,
        steps=_ROBOT_STEPS,
    ),
    "dingtalk_robot": Setup(
        "钉钉群机器人",
        "往一个群里说：只有标题和链接，姓名、号码会遮住。",
        (
            Blank("key", "机器人的地址", _ROBOT, secret=True, pattern=_KEY, is_robot=True),
            Blank("sign", "加签密钥", "安全设置选“加签”，SEC 开头。", secret=True, required=False),
        ),
        "users",
        is_group=True,
        steps=_ROBOT_STEPS,
    ),
    "feishu_robot": Setup(
        "飞书群机器人",
        "往一个群里说：只有标题和链接，姓名、号码会遮住。",
        (
            Blank("key", "机器人的地址", _ROBOT, secret=True, pattern=_KEY, is_robot=True),
            Blank("sign", "签名密钥", "安全设置选“签名校验”。", secret=True, required=False),
        ),
        "users",
        is_group=True,
        steps=_ROBOT_STEPS,
    ),
    "webhook": Setup(
        "其他系统",
        "把事情推给别的系统（签过名的 JSON）：只有标题和链接，姓名、号码会遮住。",
        (
            Blank("url", "接收地址", "以 https:// 开头。", pattern=r"https?://\S{4,300}"),
            Blank(
                "sign",
                "签名密钥",
                "和对方约定，至少 16 位。",
                secret=True,
                pattern=r"\S{16,200}",
                wrong="签名密钥至少 16 位，不含空格。",
            ),
        ),
        "world-share",
        is_group=True,
        steps=(
            "请对方给一个 https 的接收地址，和一串至少 16 位的签名密钥。",
            "把消息的格式和验签办法（用户手册“消息渠道”）发给对方。",
            "填好、选要推哪些事，保存后点“发测试”，对方应答 2xx 就通了。",
        ),
    ),
}


def robot_key(pasted: str) -> str:
    """The key in a robot's address; what is no address is taken for the key itself."""
    if "/" not in pasted:
        return pasted
    try:
        parts = urlsplit(pasted)
    except ValueError:
        return ""
    asked = parse_qs(parts.query)
    for name in ("key", "access_token"):
        if asked.get(name):
            return asked[name][0]
    return parts.path.rsplit("/", 1)[-1]
