"""Who a plan says does the work: explicit actors, told apart from people merely spoken of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from houqin.core.roles import Role


@dataclass(frozen=True, slots=True)
class Actor:
    role: Role
    words: str
    owns: bool  # acts, rather than being consulted, gathered or served


_ACTORS: tuple[tuple[Role, str], ...] = (
    (
        Role.SAFETY_OFFICER,
        r"负责安全的[\u4e00-\u9fff]{0,4}领导|分管安全[\u4e00-\u9fff]{0,6}|安全(?:员|办公室|办|主任|副校长|专干|管理员)|保卫(?:科|处|干部|干事)|护校队|消防(?:员|管理员|专员)",
    ),
    (Role.GATEKEEPER, r"门卫(?:工作)?(?:人员)?|保安(?:人员|员|队)?|门岗(?:人员)?|传达室(?:人员)?"),
    (
        Role.DOCTOR,
        r"保健(?:医生?|教师|老师|员|室)|校医(?:务?室)?|医务室|卫生室|园医|院感(?:科|专干|办)|疾控科",
    ),
    (Role.RECEIVER, r"验收(?:员|人员|小组|人)"),
    (Role.BUYER, r"采(?:购|买)(?:人员|员|办|科|中心)|药采办"),
    (
        Role.CANTEEN_MANAGER,
        r"食堂(?:管理员|负责人|经理|主任|工作人员|从业人员|人员|组长|班长)|司务长|伙房(?:负责人|人员)|炊事(?:人员|员|班长?)|厨师长?|膳食(?:科|管理员|组)|食堂(?=每|继续|要|应|必须|须|在|坚持|严格|做好|认真|按)",
    ),
    (
        Role.ASSET_KEEPER,
        r"(?:资产|校产|财产|实物|固定资产)(?:管理员|保管员|管理人员|专管员|管理科)|资产(?:办|科)",
    ),
    (Role.STOREKEEPER, r"(?:库房|仓库|库)(?:管理员|保管员|管员|管理人员|保管)|保管员|仓管员"),
    (
        Role.WARDEN,
        r"宿管(?:员|教师|老师|人员)?|宿舍管理?(?:员|人员|教师|老师)|(?:寝室|公寓|宿舍)(?:管理员|管理人员|老师)|生活(?:老师|教师|指导员)",
    ),
    (
        Role.ELECTRICIAN,
        r"水电(?:工|维修工|管理员|班组|班)|电工|配电(?:房)?(?:值班)?(?:员|人员)|锅炉工|司炉工",
    ),
    (
        Role.TECHNICIAN,
        r"维修(?:工人|工|人员|组|班组|班|师傅)|木工|设备(?:科|管理员)|后勤服务人员|信息(?:科|中心)|网管员?|网络管理员|电教员",
    ),
    (Role.CLEANER, r"保洁(?:员|人员|公司|班)?(?=[^卫区])|清洁(?:工|员)|绿化工|园林工|花工"),
    (Role.HOMEROOM, r"(?:各)?班主任|正副班主任|护士长"),
    (Role.SCORER, r"劳动委员|寝室长|舍长|卫生委员|保育(?:员|老师)|质控员"),
    (
        Role.GRADE_HEAD,
        r"(?:九|八|七|各|本)?年级(?:组长?|部|主任)|级部(?:主任)?|教研组长|(?:各)?科室(?:主任|负责人)|科主任",
    ),
    (
        Role.FINANCE,
        r"财务(?:人员|科(?!室)|处|部)|财务室?(?=人员|每|要|负责|按|在|年|及时|向|于|统一|核)|会计|出纳|报[帐账]员",
    ),
    (Role.DRIVER, r"(?:校车)?司机|驾驶员|车队|校车(?:照管员)?(?=每|要|应)"),
    (
        Role.PRINCIPAL,
        r"(?:带班|值班|值日)领导|校长(?:室)?|园长|院长|校(?:级)?领导|学校领导|院领导|园领导",
    ),
    (Role.ADMINISTRATOR, r"信息(?:管理)?员"),
    (Role.CLERK, r"总务干事|后勤干事|总务处干事|办公室(?=负责|每|要)"),
    (
        Role.DIRECTOR,
        r"(?:总务|后勤)(?:处|部|科|室)?(?:主任|科长|处长|副主任|领导成员|领导|管理人员|负责人)|总务(?:处|科|部)|后勤(?:处|科|部|保障部|服务中心)(?![门署])",
    ),
    (
        Role.STAFF,
        r"(?:全体|各|每位|每个|值日|值班)(?:教职员?工|教师|老师|职工|员工|人|后勤(?:工作)?人员)|教职员?工",
    ),
)
_BY_NAME = {f"r{i}": role for i, (role, _) in enumerate(_ACTORS)}
_ANY = re.compile("|".join(f"(?P<r{i}>{pattern})" for i, (_, pattern) in enumerate(_ACTORS)))

_LABEL = re.compile(
    r"(?:责任人|负责人|责任部门|牵头人?|承办|主责|责任单位|责任科室|执行人|落实人)[:]\s*$"
)
_HANDED = re.compile(
    r"(?:由|交|责成|安排|要求|督促|指派|委托|请|需要|须由|以及由)(?:各|全体|专职|兼职|本)?$"
)
_WITH = re.compile(
    r"(?:与|和|同|配合|协助|会同|联合|密切配合|支持|结合|向|对|给|为|组织|召开|邀请|经|报|签订|找|把|将|、|及)(?:各班|各|全体|好|本|后勤|相关|全园|校)*$"
)
_BEFORE_VERB = re.compile(
    r"\s*(?:\d|们|每|要|应|须|必须|需|负责|做好|做到|继续|认真|严格|坚持|定期|不定期|按|按时|及时|尽快|提前|随时|对|在|于|将|把|进行|组织|检查|巡|清|登|记|接|实行|加强"
    r"|切实|专人|同|与|密切|配合|到|全面|逐步|安排|统一|提供|完成|维修|保养|参加|轮流|负责人|一起|当天|当日|牵头|向|和|,|主要|共同|协助|不|持|上班|上岗|穿|戴|会|签|填|收|发|写|值|抄|核|盘|建|制)"
)
_NOT_PEOPLE = re.compile(
    r"\s*(?:会议?|例会|培训|评议|队伍|的?(?:管理|责任|值班|健康|安全)|经验|经费|卫生|室|岗|意见|休息|管理|职责|安全|制度|责任|技能|比赛|体检|名单|值班制度|工资|权益|学习|工作(?!人员)|节|评比|考核|进行(?:健康)?)"
)
_OTHER_WORDS = tuple("作程具资单期地种艺业")
_JOINED = re.compile("[、及和与]")


def actors_in(text: str) -> list[Actor]:
    """Every actor named, owners first as they stand; people only spoken of do not count."""
    found: list[Actor] = []
    for match in _ANY.finditer(text):
        owns = _owns(text, match)
        if owns is None or any(actor.role is _BY_NAME[match.lastgroup or ""] for actor in found):
            continue
        found.append(Actor(_BY_NAME[match.lastgroup or ""], match[0], owns))
    return found


def owner_of(text: str) -> Actor | None:
    return next((actor for actor in actors_in(text) if actor.owns), None)


def served_in(text: str) -> set[Role]:
    """The people something is done to or for: 对门卫进行培训."""
    return {
        _BY_NAME[match.lastgroup or ""]
        for match in _ANY.finditer(text)
        if _served(text[: match.start()])
    }


def _owns(text: str, match: re.Match[str]) -> bool | None:
    """True: does it. False: has a hand in it. None: is only its object."""
    before, after = text[: match.start()], text[match.end() :]
    if match[0].endswith("工") and after[:1] in _OTHER_WORDS:
        return None  # 维修工作, 水电工程
    if before.endswith("(") and after.startswith(")"):
        return True  # 检修管道(维修工): the plan's way of naming who does it
    if _LABEL.search(before):
        return True
    if _HANDED.search(before):
        return not before.endswith("请")
    if _WITH.search(before):
        return None if _NOT_PEOPLE.match(after) or _served(before) else False
    if _NOT_PEOPLE.match(after):
        return None
    clause = re.split(r"[,。;:]", before)[-1]
    joined = _JOINED.match(after)
    if joined and (other := _ANY.match(after, joined.end())):
        after = after[other.end() :]  # 保安、门卫按要求: the verb stands after the last of them
    if not clause.strip() and after[:1].strip("的、,。;:()会队"):
        return True
    if len(clause) <= 10 and _BEFORE_VERB.match(after):
        return True
    return None


def _served(before: str) -> bool:
    return bool(re.search(r"(?:为|对|给|把|将|签订)(?:各班|各|全体|本|相关)*$", before))
