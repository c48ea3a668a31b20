"""What the shell itself adds to the navigation: Today, the search box, the scanner."""

from houqin.core.manifest import EVERYBODY, Manifest, MenuItem, Permission

MANIFEST = Manifest(
    room="web",
    name="后勤",
    icon="home",
    permissions=(Permission("web.see", "查看今日、搜索和扫码", EVERYBODY),),
    menu=(MenuItem("日常", "今日", "web:today", "home", "web.see", order=1, on_phone=True),),
    sentences={
        "web.institution_founded": "建立单位“{target}”，安装 {duties} 项法定职责",
        "web.keeper_named": "指定“{target}”为安装管理员",
        "web.keeper_withdrawn": "收回“{target}”的安装管理员",
        "web.demo_loaded": "载入示例数据：{tasks} 项任务",
    },
)
