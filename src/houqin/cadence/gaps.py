"""How two mentions stand to each other, judged by the text between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from houqin.cadence.mention import Mention

_BREAK = re.compile(r"[,;。:!?\n]")
_JOIN = re.compile(r"[\"']?(?:、|和|及|与|以及|或|/|,)?(?:在|于|每学?[期年]|学期)?[\"']?")
_LIGHT = re.compile(r"[的在于都要均须将应利用趁由安排至少分别固定约时为是\"(内里]*")
# Work between two times makes them two works.
_WORK = re.compile(
    r"检查|自查|抽查|排查|巡|检修|维修|检测|扫|消毒|清|汇总|通报|公示|公布|考核|评|盘|培训|学习"
    r"|召开|组织|演练|更换"
    r"|上报|报送|总结|登记|核|保养|维护|修|换|发|测|洗|整理|收|交|报|查|拆|做好|疏通|次"
)
_AFTER_COMMA = re.compile(
    r"[^,。;]{0,24}[,(:](?:其中|分别|时间|具体|一般|原则上|固定|各)?(?:安排|放|定|选|集中)?(?:在"
    r"|于|为)?"
)
_PUT_INTO = re.compile(r"的?[^,。;:、]{0,12}(?:安排|放|定|选|集中)(?:在|于)")
_NAMED = re.compile(r"分别|时间|固定|定于|定在|安排|放在|在$|于$|为$|\($|集中")
_LIGHT_VERB = re.compile(
    r"(?:之?前|上午|下午|晚上?|早上|晚间|中午|第.节课|\d点)*(?:定期|集中|统一)?(?:进行|召开|举行"
    r"|开展|集中|实施|组织|开会)?\)?(?=[,。;)]|$)"
)
_LIGHT_VERBS = (
    "进行", "开展", "做好", "实施", "组织", "召开", "举行", "举办", "完成", "上报", "报送", "提交",
    "填报", "迎接",
)  # fmt: skip
_ALL_OF = re.compile("(?:所有|全部|各项|好)+$")
_ONLY_COUNT = re.compile(
    r"(?:至少|不少于|不低于|各|最少|不得少于)?[\d一二两三四五六七八九十到至-]*(?:次|遍"
    r"|回)?(?:以上)?(?:[)]|的?制度)?(?=[,。;)!]|$)"
)


def same_clause(text: str, start: int, end: int) -> bool:
    """No comma or stop between the two places."""
    return not _BREAK.search(text, start, end)


def clause_start(text: str, position: int) -> int:
    """Where the clause around `position` begins."""
    return max((m.end() for m in _BREAK.finditer(text, 0, position)), default=0)


def clause_end(text: str, position: int) -> int:
    """Where the clause around `position` ends."""
    found = _BREAK.search(text, position)
    return found.start() if found else len(text)


def is_light(text: str, start: int, end: int) -> bool:
    """Only particles between."""
    return bool(_LIGHT.fullmatch(text, start, end))


def is_join(text: str, start: int, end: int) -> bool:
    """A list goes on: 期初、期末."""
    return bool(_JOIN.fullmatch(text, start, end))


def touches(text: str, first: Mention, second: Mention) -> bool:
    """Side by side, nothing that separates: 国庆|放假前."""
    return bool(re.fullmatch(r"[\"(的份内在]*", text[first.end : second.start]))


def follows(text: str, start: int, end: int) -> bool:
    """每学期|在|期末, or 每学期两次,分别在|期初: the second names the part of the first."""
    if is_light(text, start, end):
        return True
    gap = text[start:end]
    named = _AFTER_COMMA.fullmatch(gap) or _PUT_INTO.fullmatch(gap)
    return bool(named and _NAMED.search(gap))


def nests(text: str, first: Mention, second: Mention) -> bool:
    """供暖期|每天, 每天|对重点部位|每两小时: the second runs inside the first."""
    gap = text[first.end : second.start]
    outer = text[first.start]
    if first.role == second.role == _freq() and outer not in "每逢按":
        return False
    if gap in (",", ":", ""):
        return gap != "," or first.role != _freq()
    if gap.endswith(":") and len(gap) <= 10 and not re.search("[,;。]", gap):
        return True
    if len(gap) > 16 or re.search("[、;。并和与及或]", gap) or _WORK.search(gap):
        return False
    if "," in gap:
        return gap[0] == "," and gap.count(",") == 1 and first.role != _freq()
    return True


def names_work(text: str, start: int, end: int) -> bool:
    """每周二|进行|开学大扫除: a light verb, then the name of the work."""
    gap = _ALL_OF.sub("", text[start:end])
    if gap == ":":  # 第二周:|开学安全检查
        return True
    return gap.lstrip(":").endswith(_LIGHT_VERBS) and not _BREAK.search(gap.lstrip(":"))


def opens_clause(text: str, start: int, end: int) -> bool:
    """抄表,|20日: the second stands at the head of a later clause of the same sentence."""
    gap = text[start:end]
    return bool(re.search("[,;](?:于|在)?$", gap)) and "。" not in gap


def is_span(text: str, end: int) -> bool:
    """3日内: a number of days, not a day."""
    return text.startswith(("内", "之内", "以内", "以上", "以下", "左右", "后", "未"), end)


def _freq() -> int:
    from houqin.cadence.mention import Role

    return Role.FREQ


def is_named_after(text: str, start: int, end: int, after: int) -> bool:
    """每周例会定于|周五: the day belongs to the period before it."""
    gap = text[start:end]
    if not _BREAK.search(gap):
        return not re.search("[、;并]", gap) or gap.endswith("(")
    head, _comma, tail = gap.rpartition(",")
    if _BREAK.search(head) or len(tail) > 6:
        return False
    if tail and _NAMED.search(tail):
        return True
    return not tail and bool(_LIGHT_VERB.match(text, after))


def counts_for_previous(text: str, start: int, end: int, after: int) -> bool:
    """定期检查,|每月不少于一次: the next clause only counts what this one does."""
    gap = text[start:end]
    head, mark, tail = gap.rpartition(",")
    if not mark:
        head, mark, tail = gap.rpartition("(")
    if not mark or _BREAK.search(head) or tail:
        return False
    return bool(_ONLY_COUNT.match(text, after))
