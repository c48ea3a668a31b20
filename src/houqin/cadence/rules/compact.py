"""Periods folded into a word or a ratio: 日清, 周例会, 月考, 天天, 一周一反馈, 2次/周."""

from __future__ import annotations

import re

from houqin.cadence.mention import Mention, Role, Rule, cadence, mention
from houqin.cadence.numerals import NUM, RANGE, number
from houqin.cadence.rules.every import parts_of
from houqin.cadence.rules.tails import refine
from houqin.cadence.vocabulary import Freq

# What is done by the day, week or month. Each word is a rule of the genre, not of one sentence.
_ACTS = (
    "有(?:检查|评比|小结|总结|通报|反馈|考核|安排|计划|重点|主题)|检(?!验)|查|清|结|巡|扫|评|考"
    "|报(?![名修告])|报告(?!会|厅|单|[书人])|训|讲评|调度|排查|管控|例会|盘点|盘存|盘库|对账"
    "|核对|公示|公布|汇总|小结|总结"
    "|通报|反馈|抽查|抽检|自查|督查|巡查|巡检|考核|考评|测评|评比|评议|消毒|消杀|保养|维护|维保"
    "|点检|打扫|清扫|清洁|大扫除|演练"
    "|培训|研判|分析|核算|结算|报表|计划|工作计划|工作安排|重点工作|主题|简报|碰头|巡视|记录|抄表"
    "|通气会|调度会|研判会|必[查检评清巡结报]"
)
_WEEK_ACTS = _ACTS + "|学(?![生年期校员])|会(?!议?室)|食谱|菜谱|菜单|带量食谱|公告|安排|值班表|训练"
_NOT_BEFORE = "0-9一二三四五六七八九十两每本上下当个同逐按整全隔双单首末最前后次翌近"
_DAY_ACT = re.compile(
    rf"(?<![{_NOT_BEFORE}月节假作休放期生今昨明即平终半往某值念防水动星息日周工验])日(?:{_ACTS}"
    rf"|产日清|事日毕)"
)
_WEEK_ACT = re.compile(rf"(?<![{_NOT_BEFORE}半几传动育能开学卫四我老小])周(?:{_WEEK_ACTS})(?!年)")
_MONTH_ACT = re.compile(
    rf"(?<![{_NOT_BEFORE.replace('全', '')}半几产传动生年])月(?:度(?!假)|{_WEEK_ACTS})"
)
# 卫生月 is a name, 卫生月查 a monthly check.
_MONTH_CHECK = re.compile(
    r"(?<=生)月(?:[查评]|检(?!验)|考(?![点场])|报(?![名修告])|度(?:检查|评比|考核))"
)
_LIST_ACT = re.compile(
    r"(?<![0-9一二三四五六七八九十每节假])[日周月季年](?:、[日周月季年])+(?:度)?(?:检|查|评|结|报"
    r"|清|巡|例会|考|排查|总结|小结|盘|调度)"
)
# 日清扫、周冲洗、月消杀: three periods in a row, each with its act, whatever the acts are.
_EACH_ITS_ACT = re.compile(
    rf"(?<![{_NOT_BEFORE}节假])(?:[日周月季年][一-鿿]{{1,4}}[、,]){{2,}}[日周月季年](?=[一-鿿])"
)
_DOUBLE = re.compile(
    r"天天(?!向上)|日日|周周(?![一二三四五六日末主老长])|月月|年年(?!有[余鱼])|季季|期期|夜夜|晚晚"
)
_SEASON_ACT = re.compile(
    r"(?<![四换雨旺淡当节])季(?:[检查评报考](?![试生级])|初(?!中)|末"
    r"|兑现|通报|总结|小结|公示|分析|调度|督查|盘点)"
)
_LISTED_YEAR = re.compile(r"(?<=[、,;])年(?:总评|总结|考核|兑现|汇总|小结|盘点|审计|评|考)")
_QUARTER = re.compile(rf"(?<![{_NOT_BEFORE}第头])季度(?!节)")
_NEXT_WEEK = re.compile(r"下一?周的?(?:带量)?(?:食谱|菜谱|菜单)")
_HALF_YEAR = re.compile(
    r"(?<![0-9上下前后大小多个年])半年度?(?=体检|检查|检修|考核|盘点|评比|评议|测评|审计|清查"
    r"|演练|培训|巡检|检测|一?总评|小结)"
)
_YEAR_ACT = re.compile(
    r"(?<![0-9本上下当学跨半去今明每逐全近几前一二三四五六七八九十两])年(?:度(?:健康)?(?:体检"
    r"|检查|检测|检修|检验|大?考核|考评|评比|评选|评优|审计|盘点"
    r"|清查|清点|审核|审验|表彰|培训|演练|维护|保养|年审|测评|普查|评议|校验|审查|大修)"
    r"|检(?![查验修测])|审(?!议)|检测|审验)(?!方案|办法|计划|制度|指标|目标|结果|等次|依据|得分"
    r"|细则)"
)
_TERM_ACT = re.compile(
    r"(?<![0-9本上下新每一二两第各个该全整按逐])学期(?:考核|考评|评比|测评|盘点|体检|评议|大?检查"
    r"|大盘点|有(?:检查|评比|小结|总结|通报|反馈|考核|安排|计划|重点|主题|表彰))(?!方案|办法|计划|制度|结果)"
)
_COUNTED_FOR = re.compile(
    r"(?:纳入|列入|计入|记入|作为|与|和|影响|迎接|上级|扣除?|挂钩|同)[^,。;]{0,4}$"
)
_OFFICIAL = re.compile(r"方案|办法|结果|奖金|绩效|得分|依据|的?重要|挂钩|成绩")

_MORNING = re.compile(
    r"晨、?(?:间)?(午)?、?(晚)?(?:、?(?:间)?(?:检|查)|晨检)|晨、?晚检|(?<![上下中])午、?晚检|晨(?:扫|训|会|巡"
    r"|间检查|点名)|(?<![上下中])午检|(?<![当今昨明])晚检|晚点名|晚查寝"
)
_COUPLE = re.compile(r"晨[检查](?:[、和及])(午[检查])?(?:[、和及])?(晚[检查])?")

_UNIT = r"小时|天|日|周(?![岁年])|星期|礼拜|旬|月|季度?|学期|学年|年"
_PER = re.compile(rf"({RANGE})(?:次|遍|回)(?:/|每)({NUM})?个?({_UNIT}|半年)")
_BARE_PER = re.compile(rf"(?<![\d一二三四五六七八九十两])次/({_UNIT}|半年)")
_RATIO = re.compile(
    rf"(?<![\d零〇.第])(?:({NUM})|(半))(个)?({_UNIT})(?:之?内)?(?:至少|不少于|不低于|最少|要|必)?"
    rf"({RANGE})(?:个(?!样|小时|月|钟|半)|(大|小)?(?!小时|天|日|月|周|年|季|分钟|元|人|名|餐|顿"
    rf"|度电|吨|岁|分|班|点|夜|米|套|层|万"
    rf"|工作日|样|时|级|号|百|千|制|\.|-|\d|期工程|个|体化|盘棋|站|把手|手|定|般|起|旦|致|律|并"
    rf"|切|直|次性|样|课|节课|头|周期|学期|行动|规划))"
)  # fmt: skip
_SPACED = re.compile(
    rf"(?<![\d零〇.第前后内过近])({NUM})(个)?(小时|天|周(?!岁)|星期|礼拜|月|季度|学期|年)"
    rf"[^,。;:、\d内前后来以每第共各里级度期一二两三四五六七八九十-]{{1,4}}({RANGE})(?:次(?![性日年月])|遍|回)"
)
_IDIOM = re.compile(
    r"三天两头|一年四季|一日三餐|一日之计|一日生活|一日活动|一日流程|一日常规|一天到晚"
)
_YEARLY_FAIR = re.compile(r"一年一度")


def _daily(match: re.Match[str], _text: str) -> Mention:
    return mention(match, Role.FREQ, cadence(freq=Freq.DAILY))


def _week(match: re.Match[str], text: str) -> Mention:
    return _adjective(match, text, Freq.WEEKLY)


def _month(match: re.Match[str], text: str) -> Mention:
    return _adjective(match, text, Freq.MONTHLY)


def _year(match: re.Match[str], text: str) -> Mention:
    return _adjective(match, text, Freq.YEARLY)


def _term(match: re.Match[str], text: str) -> Mention:
    return _adjective(match, text, Freq.TERMLY)


def _adjective(match: re.Match[str], text: str, freq: Freq) -> Mention:
    if _counted_for(match, text):
        return mention(match, Role.SKIP)
    return mention(match, Role.FREQ, cadence(freq=freq))


def _counted_for(match: re.Match[str], text: str) -> bool:
    """纳入年度考核: the appraisal is where a result goes, not when the work is done."""
    if not _COUNTED_FOR.search(text, max(0, match.start() - 8), match.start()):
        return False
    return "度" in match[0] or bool(_OFFICIAL.match(text, match.end()))


def _quarter(match: re.Match[str], text: str) -> Mention:
    if _counted_for(match, text):
        return mention(match, Role.SKIP)
    return refine(match, text, {"freq": Freq.MONTHLY, "interval": 3}, Role.FREQ)


def _season(match: re.Match[str], text: str) -> Mention:
    parts = {"freq": Freq.MONTHLY, "interval": 3}
    if match[0][1] in "初末":
        parts["part"] = "EARLY" if match[0][1] == "初" else "LATE"
    return mention(match, Role.FREQ, cadence(**parts))


def _half_year(match: re.Match[str], text: str) -> Mention:
    return mention(match, Role.FREQ, cadence(freq=Freq.MONTHLY, interval=6))


def _list(match: re.Match[str], _text: str) -> Mention:
    units = match[0][: match[0].rfind("、") + 2].split("、")
    return mention(match, Role.FREQ, *(cadence(**parts_of(unit)) for unit in units))


def _each_its_act(match: re.Match[str], _text: str) -> Mention | None:
    units = [piece[0] for piece in re.split("[、,]", match[0])]
    if units != sorted(set(units), key="日周月季年".index):
        return None
    return mention(match, Role.FREQ, *(cadence(**parts_of(unit)) for unit in units))


def _double(match: re.Match[str], _text: str) -> Mention:
    return mention(match, Role.FREQ, cadence(**parts_of(match[0][0])))


def _morning(match: re.Match[str], _text: str) -> Mention:
    parts = sum(char in match[0] for char in "晨午晚")
    return mention(match, Role.FREQ, cadence(freq=Freq.DAILY, times=parts))


def _per(match: re.Match[str], _text: str) -> Mention:
    parts = parts_of(match[3])
    step = number(match[2]) if match[2] else 1
    if step > 1:
        parts["interval"] = step
    return mention(match, Role.FREQ, cadence(**_timed(parts, number(match[1]))))


def _bare_per(match: re.Match[str], _text: str) -> Mention:
    return mention(match, Role.FREQ, cadence(**parts_of(match[1])))


def _timed(parts: dict[str, object], times: int) -> dict[str, object]:
    if times == 1:
        return parts
    return {**parts, "times": min(int(str(parts.get("times", 1))) * times, 99)}


def _ratio(match: re.Match[str], _text: str) -> Mention | None:
    count, half, each, unit, times = match[1], match[2], match[3], match[4], match[5]
    if not half and not _is_ratio(str(count), bool(each), unit):
        return None
    parts = parts_of("半年") if half and unit == "年" else parts_of(unit)
    if half and unit != "年":
        parts = {**parts, "times": 2}
    elif not half and number(str(count)) > 1:
        parts["interval"] = number(str(count)) * int(str(parts.get("interval", 1)))
    found = mention(match, Role.FREQ, cadence(**_timed(parts, number(times))))
    found.end = match.end(5)
    return found


def _spaced(match: re.Match[str], _text: str) -> Mention | None:
    """两年做一次, 一小时巡逻一次: the act stands between the span and the count."""
    count, each, unit, times = match.groups()
    if (unit in ("月", "季度", "学期") and not each) or number(count) > 30:
        return None
    parts = parts_of(unit)
    if number(count) > 1:
        parts["interval"] = number(count) * int(str(parts.get("interval", 1)))
    return mention(match, Role.FREQ, cadence(**_timed(parts, number(times))))


def _is_ratio(count: str, each: bool, unit: str) -> bool:  # noqa: FBT001
    """3月 and 15日 are dates, 三个月 and 15天 are spans of time."""
    if unit == "月" and not each:
        return count in ("一", "两")
    return not (unit in ("日", "年") and count.isdigit() and int(count) > 5)


RULES = (
    Rule("三一", _IDIOM, lambda match, _text: mention(match, Role.SKIP)),
    Rule(
        "一",
        _YEARLY_FAIR,
        lambda match, _text: mention(match, Role.FREQ, cadence(freq=Freq.YEARLY)),
    ),
    Rule("0123456789一二两三四五六七八九十", _PER, _per),
    Rule("0123456789一二两三四五六七八九十半", _RATIO, _ratio),
    Rule("0123456789一二两三四五六七八九十", _SPACED, _spaced),
    Rule("次", _BARE_PER, _bare_per),
    Rule(
        "下", _NEXT_WEEK, lambda match, _text: mention(match, Role.FREQ, cadence(freq=Freq.WEEKLY))
    ),
    Rule("日周月季年", _LIST_ACT, _list),
    Rule("日天周月年季期夜晚", _DOUBLE, _double),
    Rule("日周月", _EACH_ITS_ACT, _each_its_act),
    Rule("日", _DAY_ACT, _daily),
    Rule("周", _WEEK_ACT, _week),
    Rule("月", _MONTH_ACT, _month),
    Rule("月", _MONTH_CHECK, _month),
    Rule("季", _QUARTER, _quarter),
    Rule("季", _SEASON_ACT, _season),
    Rule("半", _HALF_YEAR, _half_year),
    Rule("年", _YEAR_ACT, _year),
    Rule("年", _LISTED_YEAR, _year),
    Rule("学", _TERM_ACT, _term),
    Rule("晨", _COUPLE, _morning),
    Rule("晨午晚", _MORNING, _morning),
)
