"""How many times: 两次, 不少于三次, 早晚各一次; and the spans a count turns into a frequency."""

from __future__ import annotations

import re

from houqin.cadence.mention import Mention, Role, Rule, cadence, mention
from houqin.cadence.numerals import RANGE, number
from houqin.cadence.vocabulary import Freq

_COUNT = re.compile(
    rf"(?<![第每首上这某\d.])({RANGE})(?:余|多)?(?:个)?(?:次(?![性数品年日月要序]|/|供水|污染|加压|利用|装修|元|函|氯)|遍|回(?!收"
    rf"|报|访|头|答|复)|趟|轮(?!车|流|班"
    rf"|值|换)|场(?!地|所|馆)|期(?!工程|改造|建设|项目|[末中初间])|堂|节(?!约|水|电|能|假|日|点)"
    rf"|例会)"
)
_COMPACT = re.compile(
    r"([二两三四五六])(?:检(?![修测])|查(?![寝岗看阅])|巡(?!查)|扫|测|清|报|消毒?|巡逻|巡查)"
)
_MEALS = re.compile(r"[三3]餐(?=[之以]?[前后]|[均都各]|分别)")
_FIRST = r"(?:早上|早晨|清晨|早间|晨间|早(?!饭|点|餐[^、])|晨|上午|上(?=、?(?:中|下)午?)|中午|午间)"
_REST = r"(?:中午|午间|午后|午|中|下午|傍晚|晚上|晚间|晚|夜间|夜里|夜)"
_DAY_PARTS = re.compile(
    rf"({_FIRST}(?:[、和及与]?{_REST}){{1,3}})(?<=[午晚上间夜里后])(?!自习|饭|高峰|餐(?:厅"
    rf"|前?公示))"
)
_PIECE = re.compile(
    r"早上|早晨|清晨|早间|晨间|上午|中午|午间|午后|下午|傍晚|晚上|晚间|夜间|夜里|[早晨上中午下晚夜]"
)
_SCOPES: dict[str, Freq] = {
    "学期": Freq.TERMLY, "学年": Freq.YEARLY, "年": Freq.YEARLY, "年度": Freq.YEARLY,
    "周": Freq.WEEKLY, "月": Freq.MONTHLY, "星期": Freq.WEEKLY, "天": Freq.DAILY, "日": Freq.DAILY,
}  # fmt: skip
_SCOPE = re.compile(
    r"(?:(?:本|这|全|整个?|新|这个|该)(学期|学年)|(?:今|本|全)(年度?)"
    r"|(?<![0-9一二三四五六七八九十第两])一个?(学期|学年|年(?![级龄轻])"
    r"|周(?![一岁年]))|一个(月|星期)"
    r"|(?<![第一二])(学期|学年|年度|年)(?:之)?内"
    r"|(?<![0-9一二三四五六七八九十第两全今本去每学半])(年(?:度)?)(?=[^,。;初中底末终]{0,12}不?(?:少于"
    r"|低于|少)))(?:度)?(?:之?内|中"
    r"|期间)?(?!末|初|期末|期初|结束)"
)

_HALF_YEAR = re.compile(r"(?<![上下前后近大小每个])半年(?:之?内)?(?![度级])")


def _count(match: re.Match[str], text: str) -> Mention | None:
    count = number(match[1])
    unit = match[0][-1]
    if count == 1 and unit not in "次遍回趟":
        return None
    if count > 99:
        return None
    return mention(match, Role.COUNT, count=count)


def _compact(match: re.Match[str], text: str) -> Mention | None:
    if text.startswith('"', match.start() - 1):  # 每日"四查" names four things to look at
        return mention(match, Role.SKIP)
    return mention(match, Role.COUNT, count=number(match[1]), tight=True)


def _meals(match: re.Match[str], _text: str) -> Mention:
    return mention(match, Role.COUNT, count=3, tight=True)


def _day_parts(match: re.Match[str], _text: str) -> Mention | None:
    named = set(_PIECE.findall(match[1]))
    if len(named) < 2:
        return None
    made = cadence(freq=Freq.DAILY, times=len(named))
    return mention(match, Role.DAY_PARTS, made, count=len(named))


def _half_year(match: re.Match[str], _text: str) -> Mention:
    return mention(match, Role.SCOPE, cadence(freq=Freq.MONTHLY, interval=6))


def _scope(match: re.Match[str], _text: str) -> Mention:
    unit = next(group for group in match.groups() if group)
    return mention(match, Role.SCOPE, cadence(freq=_SCOPES[unit]))


RULES = (
    Rule("0123456789一二两三四五六七八九十俩仨", _COUNT, _count),
    Rule("二两三四五六", _COMPACT, _compact),
    Rule("三3", _MEALS, _meals),
    Rule("早清晨上中午", _DAY_PARTS, _day_parts),
    Rule("半", _HALF_YEAR, _half_year),
    Rule("本这全整新该今一学年", _SCOPE, _scope),
)
