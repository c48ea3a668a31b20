"""Whether a piece of work is a standing duty, a one-off, an event or a principle."""

from __future__ import annotations

import re

from houqin.cadence import Found, Freq
from houqin.planning.reading.promises import ACTION, RULE

_EVENT = re.compile(
    r"(?<!参加学校的政治)(?:开展|组织|举办|举行|主题|文体|争优|示岗|教育|周|讨论|节|”)[^,。;]{0,30}活动(?!室|器材|场)"
    r"|活动(?:$|——)|庆祝|庆“|演练|比赛|竞赛|运动会|讲座|动员会|典礼|节”?庆|第一课|评议|迎接.{0,16}检查|(?<!宣传)周活动|文化节|座谈会|家长会|评选|评比"
)
_ONCE = re.compile(
    r"安装|改建|改造|新建|扩建|申报|修订|制[定订](?!.{0,6}食谱)|搬家|勘察|设计|成立|建立|投入使用|竣工|加固|取缔|补办|准备工作|建设规划|签订|签定|加快[^,]{0,20}建设|编制|购置|添置|健全|完善"
)
_KEEPING = re.compile(r"坚持|执行|遵守|严格|实行")
_STANDING = re.compile(r"坚持|长期|实行|制度|日常|随时|负责|坚守|做好|加强|继续|严格")
_ORDERS = frozenset({"一律", "必须", "务必"})


def kind_of(text: str, found: tuple[Found, ...], *, has_ledger: bool) -> tuple[str, str]:
    """The kind and the Chinese sentence that says why."""
    if any(f.cadence.is_recurring or f.cadence.is_vague for f in found):
        rare = all(f.cadence.freq in {Freq.TERMLY, Freq.YEARLY} for f in found)
        if rare and (words := _event(text, timed=True)):
            return "event", f"“{words}”是每期都办的活动。"
        return "duty", "写明要反复做，是常规工作。"
    if not found and (words := _rule(text, has_ledger=has_ledger)):
        return "principle", f"“{words}”是要一直遵守的要求。"
    if words := _event(text, timed=bool(found)):
        return "event", f"“{words}”是一次活动。"
    if found:
        if _KEEPING.search(text):
            return "duty", "写明要坚持的制度，是常规工作。"
        return "once", "只在写明的时间做，是一次性工作。"
    return _untimed(text, has_ledger=has_ledger)


def _untimed(text: str, *, has_ledger: bool) -> tuple[str, str]:
    once = _ONCE.search(text)
    if once and not _KEEPING.search(text[: once.start()]):
        return "once", f"“{once[0]}”做成即完成，是一次性工作。"
    if ACTION.search(text) or has_ledger:
        return "duty", "没有写一次性的时间，按常规工作处理。"
    return "principle", "没有写具体做什么，作为工作要求保留。"


def _rule(text: str, *, has_ledger: bool) -> str:
    """The words of a rule that opens the text; an order to do something recorded is a duty."""
    rule, acts = RULE.search(text), ACTION.search(text)
    if rule is None or (rule[0] in _ORDERS and acts and has_ledger):
        return ""
    return rule[0] if acts is None or rule.start() <= acts.start() + 12 else ""


def _event(text: str, *, timed: bool) -> str:
    event = _EVENT.search(text)
    if event is None or (not timed and _STANDING.search(text[: event.start()])):
        return ""
    return event[0]
