"""The institution's own calendar: 开学, 期中, 放假前, 开学第二周, 入冬前."""

from __future__ import annotations

import re

from houqin.cadence.mention import Build, Mention, Role, Rule, cadence, mention
from houqin.cadence.numerals import NUM, number, numbers
from houqin.cadence.vocabulary import Anchor, Side

_SEASONS = {"春": Anchor.SPRING, "夏": Anchor.SUMMER, "秋": Anchor.AUTUMN, "冬": Anchor.WINTER}
_WK = r"(?:教学)?(?:周(?![岁年边期围])|星期(?![一二三四五六日天])|礼拜(?![一二三四五六日天]))"
_BEFORE = (
    r"(?:来临|到来|开始|开学|启动)?(?:(?:之|以)?前(?![台门厅往来锋言后期]|排[座位的])|前夕"
    r"|来临之际)"
)
_AFTER = r"(?:结束|开始)?(?:之|以)?后(?![勤厨门续院台方备期])"
WEEKS = (
    rf"第({NUM}(?:个?{_WK})?(?:(?:[、和及与]|至|到|-)+第?{NUM}(?:个?{_WK})?)*)个?(?<![周期拜]){_WK}"
    rf"|第({NUM}(?:个?{_WK})?(?:(?:[、和及与]|至|到|-)+第?{NUM}(?:个?{_WK})?)*)(?<=[周期拜])"
)
_TAIL = re.compile(
    r"(?:工作)?(?:期间|时段|阶段|时(?![刻常令])|之际|当[天日])?(?:(?:之|以)?后|的)?"
    rf"(?:(?P<nth>{WEEKS})|(?P<first>首{_WK}|头一{_WK})"
    rf"|(?P<head>头{NUM}个?{_WK}(?!之?内|以内))|(?P<within>头?{NUM}个?{_WK}(?:之内|以内"
    rf"|内)?)(?!{_BEFORE}|后))"
    rf"(?:(?:之|以)?[前后内](?!勤))?"
    rf"|(?:{_BEFORE}(?:的)?|提前)(?P<back>第?(?:{NUM})个?{_WK}(?:之?内|以内|左右)?)"
    rf"|(?P<later>(?:后|之后)?{NUM}(?:个?月|天|日|个?{_WK})(?:之|以)?后(?!勤))"
    rf"|(?P<last>(?:的)?(?:最后|末)(?:{NUM})?个?{_WK})"
    rf"|(?P<around>前后(?!勤))|(?P<before>{_BEFORE})|(?P<after>{_AFTER})"
    r"|(?P<plain>期间|(?<=期)间|时段|阶段|期内|时(?![刻常令间])|之际|当[天日]|首日|第一天|之日|内)"
)
# Words after an anchor that make it what the work is about, not when it is done.
_VERBLESS = (
    "(?:的各项?)?(?!有(?!关))[^,。;、做进交写报填开展撰形制定编订完拟提召印发向由对把将给为组各签下听公张贴"
    "核统汇上查收登记]{0,8}?"
)
_TOPIC = re.compile(
    rf"{_VERBLESS}(?:知识|常识|教育(?!局|厅|部|处)|须知|预案|通知|告知|承诺书|责任书|告家长书"
    r"|温馨提示|安全提示|注意事项|提示语|宣传(?:资料|栏|片|教育|月|周)?)"
    rf"|{_VERBLESS}(?:总结|计划|方案|报告|安排|[^图仪代水电]表|[^做作]准备)(?:工作)?(?=[,。;、的]|$)"
    r"|(?:的)?(?:各项|后勤|有关|相关)*(?:准备|工作(?:计划|方案|要点|安排|总结)?(?:[,。;]|$)|典礼"
    r"|报名|季(?=,|。|$))"
    r"|(?:流感|疾病|病毒|病菌)?(?:高发|多发|易发|是|来临(?!,)|气温|干燥|天气|气候)"
    r"|(?:工作|值班|作息|放假)*安排(?=[,。;、表的等]|如下|$)"
    r"|(?:安全)?(?:计划|方案|运动会|作业|校历|用电|用火|用气|饮食|食谱|菜谱|菜单|教材|服装|校服"
    r"|生活|经费|预算|疾病|传染病|流行病|多发病|常见病|易发|高发"
    r"|保暖|衣|作息|通知|时间|招生|学期|课程|传染)"
)
_EACH = re.compile("各|分别")
_TOPIC_START = re.compile(r"(?:的)?(?:后勤)?(?:准备|各项准备|筹备)")
_LED = re.compile(
    r"(?:迎接|迎|确保|保障|保证|顺利|如期|按时|正常|准时|为(?:了)?|影响|冲刺|不得?|备战|应对|针对|面对|抵御|考虑到|预防"
    r"|防范|欢度)(?:新学期|[^,。;:]{0,6})?$"
)
_PLANNED = re.compile(
    r"(?:部署|布置|研究|筹备|筹划|谋划|讨论|商讨|拟[定订]|制[定订]|编制|起草|撰写|汇报)(?:好|了)?$"
)
_BARE_START = re.compile(
    r"(?:^|[,。;:、!?)(\"和及在于到年份至每从自期用趁待次]|利用|每逢|逢|遇|今年|本|安排在|放在"
    r"|结合)$"
)

_START = re.compile(
    r"(?:(?:本|新|春季|秋季|新的)?学期(?:一)?(?:开始|伊始|初始|之初|开学(?:初期?|之初|伊始)?|初期"
    r"|初(?!中|[一二三]))"
    r"|(?:新)?学年(?:一)?(?:开始|伊始|之初|初(?!中))"
    r"|(?:春季|秋季)?开学(?:之初|伊始|初期|初|季)?|(?:开园|开班)(?=前|初|后(?!勤)|第|当天|首)"
    r"|(?<![学假中])期初(?!中|[一二三级步衷审试]))"
)
_MIDTERM = re.compile(
    r"(?:学期)?(?<![假暑寒暖汛用同定近前后孕工效])期中(?:段)?((?:考试|检测|测试|质量检测"
    r"|考(?![核评勤])))?|学期中(?:期|段)?(?![心学小考药])"
)
_FINAL = re.compile(
    r"(?:学期)?(?<![学假暑寒暖汛用])期末((?:考试|检测|测试|质量检测|考(?![核评勤])))?"
    r"|学期期末((?:考试|检测|考(?![核评勤])))?"
)
_TERM_END = re.compile(
    r"(?:本|新)?学(?:期|年度?)(?:工作)?(?:即将|快要|临近|将)?(?:结束|末尾|末|终了|收尾)|(?:本)?学(?:期"
    r"|年)(?=(?:的)?最后)"
)
_LAST_WEEKS = re.compile(rf"(?<=学期)(?:(?:最后|末)({NUM})?个?|倒数第({NUM})个?){_WK}")
_BREAK = re.compile(
    r"放(?:小?长)?假(?!通知|安排|时间|须知|注意|的)|(?:法定)?(?:重大|重要|各类|各)?(?:节假日)"
    r"|(?<![请病产事婚年护教])(?:小?长假|假期"
    r"|假日(?!酒)|节日(?=期间|前|后(?!勤)|值|安保|慰问|巡)|(?<=[到逢遇])节日)"
    r"|(?<![春午秋宵明阳庆师女童动季环情细关时调章小])节(?=(?:前|后(?!勤))(?![一-鿿]?天))"
    r"|(?<![请寒暑病产事])假(?=前|后(?!勤))|逢节(?=必)"
)
_BOTH_BREAKS = re.compile(
    r"(?:放)?(?:寒、?\(?暑\)?假|暑、?寒假|寒假[、和与及]暑假|暑假[、和与及]寒假)"
)
_SUMMER_BREAK = re.compile(r"(?:放)?(?:暑假|暑期)(?:放假)?")
_WINTER_BREAK = re.compile(r"(?:放)?寒假(?:放假)?")
_SEASON = re.compile(
    r"(?P<list>(?<![立青])[春夏秋冬](?:[、和]?[春夏秋冬])*(?:季)?(?:[、和][春夏秋冬]季)*)(?:两季"
    r"|之交|三季|季节|季|两个季节)(?!学期)"
    r"|(?:进入|入)(?P<into>[春夏秋冬])(?:季)?|(?P<day>[春夏秋冬])(?:天|日(?!常))|(?P<open>开春)"
    r"|(?P<hot>盛夏|炎夏|酷暑|高温季节?|高温期)|(?P<cold>寒冬|严冬|隆冬)|(?P<deep>深秋|金秋)"
)
_FOUR_SEASONS = re.compile(r"春夏秋冬|四季")
_RAINS = re.compile(
    r"(?:进入)?主?汛期|入汛|(?<!防)汛(?=[前后])|(?:进入)?[雷多]?雨季(?:节)?|入梅|梅雨(?:季节?|期)?|防汛(?=期)期"
)
_HEATING = re.compile(
    r"(?:供暖|供热|采暖|取暖)(?:(?:期|季)节?|(?=前|后(?!勤)|开始|期间|结束|之前))"
)
_HEATING_END = re.compile(r"停(?:止供)?暖(?=前|后|时)")
_EXAM = re.compile(
    r"(?<!期中)(?<!期末)(?<![每月次])(?:中、?高考|高、?中考|中考|高考|会考|学业(?:水平)?(?:测试"
    r"|考试)"
    r"|(?:大型|重大|重要|各类|各级|国家级?)?考试"
    r"|(?<![月年大统联周中期高赶备抽])(?:大)?考)"
    r"(?=期间|[之以]?前|[之以]?后(?!勤)|时(?![间刻])|当[天日]|周|日|季|时段|期|结束)"
)
_BIG_EXAM = re.compile(
    r"(?<![期在])(?:中、?高考|高、?中考|中考|高考)(?!点|生|学生|成绩|试|改革|冲刺|备考|体检"
    r"|倒计时|考点|报名|护航|录取)"
)
_BARE_WEEK = re.compile(
    rf"(?:(?:本|新|全)?学期)?(?:的)?(?:教学周)?(?<![每月份])(?:(?P<nth>{WEEKS}))(?:(?:之"
    rf"|以)?[前内](?!勤))?"
)


def _build(match: re.Match[str], text: str, *anchors: Anchor, exam: bool = False) -> Mention | None:
    tail = _TAIL.match(text, match.end())
    if tail is None:
        if _topical(match, text):
            return mention(match, Role.SKIP)
        made = tuple(cadence(at=anchor) for anchor in anchors)
        return Mention(match.start(), match.end(), Role.ANCHOR, made, precise=exam)
    parts = _tail_parts(tail, anchors)
    if tail["around"] and _EACH.match(text, tail.end()):
        parts = [{"side": Side.BEFORE}, {"side": Side.AFTER}]
    if parts == [{}] and tail["plain"] and _TOPIC_START.match(text, tail.end()):
        return mention(match, Role.SKIP)
    made = tuple(cadence(at=anchor, **part) for anchor in anchors for part in parts)
    refined = exam or parts != [{}]
    return Mention(match.start(), tail.end(), Role.ANCHOR, made, precise=refined)


def _tail_parts(tail: re.Match[str], anchors: tuple[Anchor, ...]) -> list[dict[str, object]]:
    if tail["nth"]:
        return [{"week": week} for week in week_numbers(tail["nth"])]
    if tail["first"]:
        return [{"week": 1}]
    if tail["head"]:
        return [{"week": week + 1} for week in range(number(tail["head"][1:]))]
    if tail["within"]:
        return [{"week": number(tail["within"].lstrip("头"))}]
    if tail["back"]:
        return [{"week": number(tail["back"].lstrip("第")), "side": Side.BEFORE}]
    if tail["last"]:
        named = numbers(tail["last"]) or [1]
        if anchors[0] == Anchor.TERM_END:
            return [{"week": week, "side": Side.BEFORE} for week in range(1, named[0] + 1)]
        return [{}]
    if tail["later"]:
        weeks = re.search("周|星期|礼拜", tail["later"])
        return [{"week": number(tail["later"].lstrip("之后"))} if weeks else {"side": Side.AFTER}]
    if tail["before"]:
        return [{"side": Side.BEFORE}]
    return [{"side": Side.AFTER}] if tail["after"] else [{}]


def week_numbers(text: str) -> list[int]:
    """第二、三周 → 2, 3; 第2-4周 → 2, 3, 4."""
    named = numbers(text)
    if len(named) == 2 and re.search("至|到|-", text):
        named = list(range(named[0], named[1] + 1))
    return [week for week in dict.fromkeys(named) if week > 0]


def _topical(match: re.Match[str], text: str) -> bool:
    """暑假安全教育: the break is what the work is about."""
    if _LED.search(text, max(0, match.start() - 10), match.start()):
        return True
    if _PLANNED.search(text, max(0, match.start() - 4), match.start()):
        return True
    return bool(_TOPIC.match(text, match.end()))


def _simple(anchor: Anchor) -> Build:
    def build(match: re.Match[str], text: str) -> Mention | None:
        return _build(match, text, anchor)

    return build


def _examined(anchor: Anchor) -> Build:
    def build(match: re.Match[str], text: str) -> Mention | None:
        return _build(match, text, anchor, exam=any(match.groups()))

    return build


def _both(match: re.Match[str], text: str) -> Mention | None:
    pair = (Anchor.WINTER_BREAK, Anchor.SUMMER_BREAK)
    return _build(match, text, *pair)


def _season(match: re.Match[str], text: str) -> Mention | None:
    if match["list"]:
        named = [_SEASONS[char] for char in match["list"] if char in _SEASONS]
    elif match["into"] or match["day"]:
        named = [_SEASONS[match["into"] or match["day"]]]
    else:
        groups = {"open": "春", "hot": "夏", "cold": "冬", "deep": "秋"}
        named = [_SEASONS[char] for key, char in groups.items() if match[key]]
    found = _build(match, text, *named)
    if found and found.role == Role.ANCHOR and (match["open"] or match["into"]):
        found.precise = True
    return found


def _heating_end(match: re.Match[str], text: str) -> Mention | None:
    side = Side.AFTER if text.startswith("后", match.end()) else None
    end = match.end() + 1
    return Mention(match.start(), end, Role.ANCHOR, (cadence(at=Anchor.WINTER, side=side),))


def _big_exam(match: re.Match[str], text: str) -> Mention | None:
    if not _BARE_START.search(text, 0, match.start()):
        return None
    return _build(match, text, Anchor.EXAM)


def _week(match: re.Match[str], _text: str) -> Mention | None:
    weeks = week_numbers(match["nth"])
    if not weeks or max(weeks) > 60:
        return None
    made = (cadence(at=Anchor.TERM_START, week=week) for week in weeks)
    return mention(match, Role.ANCHOR, *made, precise=True)


def _last_weeks(match: re.Match[str], _text: str) -> Mention:
    weeks = range(1, (number(match[1]) if match[1] else 1) + 1)
    if match[2]:
        weeks = range(number(match[2]), number(match[2]) + 1)
    made = (cadence(at=Anchor.TERM_END, week=week, side=Side.BEFORE) for week in weeks)
    return mention(match, Role.ANCHOR, *made, precise=True)


def _nothing(match: re.Match[str], _text: str) -> Mention:
    return mention(match, Role.SKIP)


RULES = (
    Rule("本新春秋学开期", _START, _simple(Anchor.TERM_START)),
    Rule("学期", _MIDTERM, _examined(Anchor.MIDTERM)),
    Rule("学期", _FINAL, _examined(Anchor.FINAL)),
    Rule("本新学", _TERM_END, _simple(Anchor.TERM_END)),
    Rule("最末倒", _LAST_WEEKS, _last_weeks),
    Rule("放寒暑", _BOTH_BREAKS, _both),
    Rule("放暑", _SUMMER_BREAK, _simple(Anchor.SUMMER_BREAK)),
    Rule("放寒", _WINTER_BREAK, _simple(Anchor.WINTER_BREAK)),
    Rule("放法重各节小长假逢", _BREAK, _simple(Anchor.BREAK)),
    Rule("春四", _FOUR_SEASONS, _nothing),
    Rule("春夏秋冬进入立开盛炎酷高寒严隆深金", _SEASON, _season),
    Rule("主汛入进雷多雨梅防", _RAINS, _simple(Anchor.RAINS)),
    Rule("供采取", _HEATING, _simple(Anchor.WINTER)),
    Rule("停", _HEATING_END, _heating_end),
    Rule("中高会学大重各国考", _EXAM, _simple(Anchor.EXAM)),
    Rule("中高", _BIG_EXAM, _big_exam),
    Rule("本新全学教第", _BARE_WEEK, _week),
)
