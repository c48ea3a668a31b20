"""The kinds of equipment and the upkeep routines an institution may begin with. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from houqin.core.roles import Kind, Role

_TAUGHT = frozenset({Kind.SCHOOL, Kind.KINDERGARTEN})
_ALL = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class KindSpec:
    """``months``: between statutory inspections; None where the law asks for none."""

    code: str
    name: str
    months: int | None = None
    stops: bool = False
    kinds: frozenset[Kind] = _ALL


@dataclass(frozen=True, slots=True)
class UpkeepSpec:
    """What is looked at on each piece of a kind, how often and by whom."""

    kind: str
    name: str
    cadence: str
    points: tuple[str, ...]
    role: Role = Role.TECHNICIAN
    closes: bool = False
    alerts: Role | None = None
    same_day: bool = False
    only: frozenset[Kind] = _ALL


KINDS: tuple[KindSpec, ...] = (
    KindSpec("lift", "电梯", months=12, stops=True),
    KindSpec("boiler", "锅炉", months=12, stops=True),
    KindSpec("vessel", "压力容器", months=12, stops=True),
    KindSpec("valve", "安全阀", months=12, stops=True),
    KindSpec("lightning", "防雷装置", months=12),
    KindSpec("extinguisher", "灭火器", months=12),
    KindSpec("hydrant", "消火栓", months=12),
    KindSpec("alarm", "火灾报警和喷淋", months=12),
    KindSpec("gas_alarm", "燃气报警器", months=12),
    KindSpec("camera", "监控摄像机"),
    KindSpec("guard", "重点部位防盗设施"),
    KindSpec("gas", "燃气灶具和管道"),
    KindSpec("kitchen", "食堂电器"),
    KindSpec("toy", "大型玩具", kinds=_TAUGHT),
    KindSpec("sports", "体育器材", kinds=_TAUGHT),
    KindSpec("fan", "电扇"),
    KindSpec("aircon", "空调"),
    KindSpec("light", "照明灯具"),
    KindSpec("window", "门窗"),
    KindSpec("computer", "电脑"),
    KindSpec("office_power", "办公室电源"),
    KindSpec("water", "水箱、水泵和饮水设备"),
    KindSpec("power", "配电和应急电源"),
    KindSpec("furniture", "课桌椅和床"),
    KindSpec("other", "其他设施"),
)

UPKEEP: tuple[UpkeepSpec, ...] = (
    UpkeepSpec(
        "toy", "大型玩具每周检查", "FREQ=WEEKLY;BYDAY=MO",
        ("螺丝无松动", "无锈蚀、裂纹", "无尖角、夹缝", "地面软垫完好"),
        closes=True, only=_TAUGHT,
    ),
    UpkeepSpec(
        "sports", "体育器材每周检查", "FREQ=WEEKLY;BYDAY=MO",
        ("固定牢靠、螺丝无松动", "无锈蚀、裂纹", "场地平整无杂物"), closes=True, only=_TAUGHT,
    ),
    UpkeepSpec(
        "sports", "开学前器材摆放检查", "AT=TERM_START;SIDE=BEFORE",
        ("按布置图摆放到位", "固定牢靠、完好可用", "说明和警示齐全"), only=_TAUGHT,
    ),
    UpkeepSpec(
        "furniture", "开学前桌椅床普查", "AT=TERM_START;SIDE=BEFORE",
        ("榫头、螺丝牢固", "面板平整无毛刺", "高度合适"), only=_TAUGHT,
    ),
    UpkeepSpec(
        "fan", "电扇每月检查", "FREQ=MONTHLY;PART=EARLY",
        ("吊钩和保护网牢固", "转动平稳无异响", "开关调速正常", "扇叶清洁"),
    ),
    UpkeepSpec(
        "gas", "煤气和灶具每周检查", "FREQ=WEEKLY",
        ("接口、软管无漏气", "阀门开关灵活", "报警和切断正常", "排烟通畅"),
        closes=True, alerts=Role.CANTEEN_MANAGER,
    ),
    UpkeepSpec(
        "kitchen", "食堂电器每周检查", "FREQ=WEEKLY",
        ("电线无裸露、破损", "接地和漏电保护有效", "运转正常"),
        closes=True, alerts=Role.CANTEEN_MANAGER,
    ),
    UpkeepSpec(
        "window", "门窗每月检查", "FREQ=MONTHLY",
        ("玻璃完好", "合页、插销牢固", "开关灵活", "防护栏牢固"),
    ),
    UpkeepSpec(
        "light", "照明每周检查", "FREQ=WEEKLY", ("灯管全亮", "灯具固定牢靠", "开关、插座完好"),
        same_day=True,
    ),
    UpkeepSpec(
        "aircon", "入夏前空调清洗", "AT=SUMMER;SIDE=BEFORE",
        ("滤网清洗", "外机固定牢靠", "制冷正常", "遥控器在位"),
    ),
    UpkeepSpec(
        "aircon", "期末遥控器收回", "AT=TERM_END", ("遥控器已收回", "电源已断开"),
        only=_TAUGHT,
    ),
    UpkeepSpec(
        "computer", "电脑升级和杀毒", "FREQ=MONTHLY", ("系统已更新", "病毒扫描无感染"),
    ),
    UpkeepSpec(
        "office_power", "放假前办公电脑和电源关闭", "AT=BREAK;SIDE=BEFORE",
        ("电脑已关机", "电源已断开", "门窗已关好"), only=_TAUGHT,
    ),
    UpkeepSpec(
        "extinguisher", "灭火器每月检查", "FREQ=MONTHLY",
        ("压力在绿区", "铅封完好", "喷管无破损", "在位、标识清楚"),
    ),
    UpkeepSpec(
        "camera", "监控每周检查", "FREQ=WEEKLY",
        ("画面清楚", "镜头没有遮挡", "录像在存、时间准"), role=Role.GATEKEEPER,
    ),
    UpkeepSpec(
        "guard", "重点部位防盗设施每月检查", "FREQ=MONTHLY",
        ("门锁、防护窗牢固", "报警器试过有效", "钥匙有人管、有登记"), role=Role.SAFETY_OFFICER,
    ),
)  # fmt: skip


def kinds_for(kind: Kind) -> list[KindSpec]:
    return [one for one in KINDS if kind in one.kinds]


def upkeep_for(kind: Kind) -> list[UpkeepSpec]:
    return [one for one in UPKEEP if kind in one.only]


_FAULT_OF_KIND = {
    "gas": "gas", "gas_alarm": "gas", "toy": "outdoor", "sports": "outdoor", "fan": "appliance",
    "aircon": "appliance", "kitchen": "appliance", "light": "electric", "power": "electric",
    "office_power": "electric", "window": "door", "computer": "network", "water": "water",
    "furniture": "furniture", "camera": "network", "guard": "door",
}  # fmt: skip
# What fails here is a hazard besides: until it is mended nobody is protected.
FIRE = frozenset({"extinguisher", "hydrant", "alarm"})


def fault_of(kind: str) -> str:
    """What is broken when a piece of the kind is: the word of the report form."""
    return _FAULT_OF_KIND.get(kind, "other")
