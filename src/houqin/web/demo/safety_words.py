"""What people of the demo write in safety work."""

from __future__ import annotations

from dataclasses import dataclass

from houqin.core.roles import Kind


@dataclass(frozen=True, slots=True)
class Hazard:
    """``steps``: how far it has come, 0 to 3 (found, given out, put right, verified)."""

    ago: int
    text: str
    measure: str
    steps: int
    kind: str = "building"
    grade: str = "general"
    money: str = "0"
    is_held: bool = False


HAZARDS = (
    Hazard(44, "楼梯扶手松动", "重新打膨胀螺栓固定", 3, money="120"),
    Hazard(37, "灭火器压力不足", "更换并登记", 3, kind="fire", money="260"),
    Hazard(29, "插线板串接，电线裸露", "拆除私拉线路，加装插座", 3, kind="power", money="180"),
    Hazard(21, "疏散通道堆放纸箱", "清空并划线，禁止堆放", 3, kind="fire", grade="major"),
    Hazard(13, "吊扇晃动有异响", "换吊杆和保险绳", 1, money="90", is_held=True),
    Hazard(6, "窗户限位器损坏", "更换限位器", 2, money="60"),
    Hazard(3, "应急灯不亮", "换电池并试亮", 1, kind="fire", money="85"),
    Hazard(1, "地面瓷砖翘起，容易绊倒", "铲除重铺", 0),
)
INCIDENT = {
    Kind.SCHOOL: "课间在楼道滑倒，膝盖擦伤",
    Kind.KINDERGARTEN: "户外活动时绊倒，手掌擦伤",
    Kind.HOSPITAL: "陪护人员在走廊滑倒，脚踝扭伤",
}
REASONS = ("门口接待来访，没走到", "下大雨，操场没去", "手机没电，补看过没有异常")
LETTERS = (
    ("门卫安全责任状", ("gatekeeper",),
     "一、外来人员先登记、再联系、后进入。\n二、按时巡更，逐点签到，发现问题当场报。\n"
     "三、夜间不离岗，不饮酒，不留宿外人。\n四、发生紧急情况先报警，再报告带班领导。"),
    ("维修和水电安全责任状", ("technician", "electrician"),
     "一、持证作业，断电验电，挂牌上锁。\n二、登高、动火先审批，有人监护。\n"
     "三、接到隐患两天内整改，整改不了先做防护并说明。\n四、工具材料用完清点，不留现场。"),
    ("值日人员安全责任状", ("homeroom", "grade_head"),
     "一、提前十分钟到岗，不迟到、不早退。\n二、盯住楼梯、走廊、门口等拥挤的地方。\n"
     "三、发现打闹、攀爬立即制止。\n四、有人受伤先救护，再报告。"),
)  # fmt: skip
FAMILY_TEXT = (
    "一、教育孩子不私自下水，不到水库、河边玩耍。\n二、接送守规矩，不占道，骑车戴头盔。\n"
    "三、不让孩子带打火机、刀具等危险品入校。\n四、孩子在家的用电用气安全由家长负责。"
)
PLANS = (
    ("消防应急预案", "fire",
     "发现火情，大声呼喊，按下手动报警按钮\n打 119，说清地点、火势、有没有人被困\n"
     "切断电源、燃气，关防火门\n引导疏散：弯腰、捂口鼻、靠右下楼\n到集合地点清点人数，报告总指挥\n"
     "初起火用灭火器、消火栓扑救，火大立即撤离", 120),
    ("食物中毒应急预案", "food",
     "停止供餐，保留留样和剩余食物\n送医救治，登记人员和症状\n两小时内报告主管部门、市场监管、疾控\n"
     "封存原料、工具、留样，等待调查\n通知家属，安排专人答复", 150),
    ("防盗防破坏应急预案", "theft",
     "保护现场，不进入、不触碰\n打 110，通知安全员和带班领导\n调看监控，固定录像\n"
     "清点损失，登记物品\n加固门窗，安排夜间加巡", 90),
    ("外来侵害应急预案", "intrusion",
     "按一键报警，关闭大门\n保安持防护器械隔离\n师生进屋锁门，远离门窗\n"
     "打 110，等待处置\n清点人数，安抚情绪", -10),
    ("停水停电应急预案", "utility",
     "启用应急照明和备用水\n关闭正在使用的电器和水阀\n联系供电、供水抢修\n"
     "食堂、实验室停止用火用气\n恢复后先试水试电，再全面开启", 60),
)  # fmt: skip
BODIES = (
    ("police", "辖区派出所", "110"), ("fire", "消防救援", "119"), ("hospital", "急救中心", "120"),
    ("traffic", "交警", "122"), ("market", "市场监管投诉", "12315"),
    ("utility", "供电抢修", "95598"),
)  # fmt: skip
# The last word says at which place such a point is, by a part of the place's name.
RISKS = (
    ("red", "配电室", "触电、火灾", "持证人员进入，门上锁，每天看一次温度和异响", "配电"),
    ("red", "燃气间、锅炉房", "燃气泄漏、爆炸", "报警器常开，每班检漏，禁火", "燃气|锅炉"),
    (
        "orange",
        "食堂操作间",
        "烫伤、火灾、滑倒",
        "地面及时擦干，灶前不离人，每月清洗烟道",
        "操作间|厨房|食堂",
    ),
    ("orange", "库房、危险品柜", "误用、泄漏", "双人双锁，进出登记，每月盘点", "危险品|库"),
    ("yellow", "主楼梯", "拥挤踩踏", "错峰上下，专人值守，靠右行走", "楼二层|二层|楼"),
    ("yellow", "户外活动场地", "摔伤、碰撞", "每周检查器械，雨雪停用", "田径场|操场|场|花园"),
    ("yellow", "大门口", "交通拥堵、碰撞", "高峰站岗，人车分流", "大门|门"),
    ("blue", "会议室、办公室", "用电", "人走断电，不用大功率电器", "会议室|办公室"),
)
CLAUSES = (
    "每天开门前检查疏散通道和安全出口。", "门卫二十四小时值守，外来人员登记。",
    "每月一次全面安全检查，问题当场立隐患。", "每周一次安全例会，有记录、有落实。",
    "消防设施按月检查，到期更换。", "食堂每天自查，留样四十八小时。",
    "用电用气设备专人管理，下班断电断气。", "每学期至少两次疏散演练。",
    "新进人员先培训、再上岗。", "责任状每学期签一次，一个不漏。",
)  # fmt: skip
EVIDENCE = ("按要求做了，记录在台账。", "本周检查一次，没有问题。", "例会上讲过，已落实到人。")
TIPS = (
    ("二楼东楼梯", "有一级台阶断了一块", "accept"),
    ("操场单杠", "下面的垫子破了", ""),
    ("三楼厕所", "有鬼", "不是安全隐患，同学不要乱写。"),
)

# What the theme week was about, and how many classes had no time for it.
THEMES = (("小交警：过马路看灯", 0), ("小城管：校门口不占道", 3), ("我把安全带回家", 1))


@dataclass(frozen=True, slots=True)
class Post:
    """A post of the roster; ``rests``: only on days without work."""

    name: str
    sort: str
    opens: tuple[int, int]
    closes: tuple[int, int]
    looks: str
    people: int = 1
    rests: bool = False


_LEADER = Post("领导带班", "leader", (7, 20), (18, 0), "早晚到校门，全天在岗，处理突发情况。")
_REST = Post(
    "节假日带班", "holiday", (8, 30), (17, 30), "电话畅通，巡查两次，有事先处置再报告。", rests=True
)
_SCHOOL = (
    _LEADER,
    Post("校门早护学", "gate", (7, 20), (8, 0), "疏导车辆，看着孩子进门，陌生人不放行。", 2),
    Post("课间东楼梯", "teacher", (9, 30), (10, 5), "靠右走、不推挤，打闹马上制止。"),
    Post("午餐食堂", "teacher", (11, 40), (12, 30), "排队取餐，地面湿滑及时提醒。"),
    Post("放学护学", "gate", (16, 20), (17, 10), "路队送到接送点，没有人接的留在门卫室。", 2),
    _REST,
)
POSTS = {
    Kind.SCHOOL: _SCHOOL,
    Kind.KINDERGARTEN: tuple(post for post in _SCHOOL if post.name != "课间东楼梯"),
    Kind.HOSPITAL: (
        Post("行政总值班", "leader", (8, 0), (18, 0), "接投诉、协调床位，重大事项报院领导。"),
        Post("门诊大厅秩序", "other", (8, 0), (11, 30), "引导分流，发现纠纷先劝离再报保卫科。"),
        Post("夜间总值班", "night", (18, 0), (7, 30), "巡查病区两次，处理突发事件。"),
        _REST,
    ),
}
AROUND = (
    ("stall", "烤肠摊", "东门外", "放学时占道，油烟大，没有证照。"),
    ("stall", "玩具车摊", "南路口", "卖抽奖玩具，孩子围着不走。"),
    ("netbar", "极速网吧", "幸福路十二号", "离校门一百多米，有孩子进去。"),
)
