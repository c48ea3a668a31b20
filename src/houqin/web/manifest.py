"""What the shell itself adds to the navigation: Today, the search box, the scanner."""

from houqin.core.manifest import EVERYBODY, Manifest, MenuItem, Permission
from houqin.core.roles import Role

MANIFEST = Manifest(
    room="web",
    name="后勤",
    icon="home",
    permissions=(
        Permission("web.see", "查看今日、搜索和扫码", EVERYBODY),
        Permission(
            "web.make_tokens", "新建接口令牌", frozenset({Role.ADMINISTRATOR, Role.DIRECTOR})
        ),
    ),
    menu=(
        MenuItem("日常", "今日", "web:today", "home", "web.see", order=1, on_phone=True),
        MenuItem(
            "单位", "接口令牌", "web:tokens", "key", "web.make_tokens", order=90, under="org:home"
        ),
    ),
    sentences={
        "web.institution_founded": "建立单位“{target}”，安装 {duties} 项法定职责",
        "web.token_made": "新建了接口令牌“{name}”（…{tail}）",
        "web.keeper_named": "指定“{target}”为安装管理员",
        "web.keeper_withdrawn": "收回“{target}”的安装管理员",
        "web.demo_loaded": "载入示例数据：{tasks} 项任务",
    },
)
