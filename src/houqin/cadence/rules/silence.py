"""What only looks like a time, and what takes a time back: titles, exceptions, the past, 改为."""

from __future__ import annotations

import re

from houqin.cadence.mention import Mention, Role, Rule, mention, skip

_TITLE = re.compile(r"《[^》]{0,80}》")
_EXCEPT = re.compile(
    r"除(?!夕|了?四害|尘|草|雪|湿|锈|险|臭|虫|味)(?:了|去)?[^,。;每外]{1,14}(?:之|以)?外(?!墙|面"
    r"|来)"
)
_EXCLUDED = re.compile(
    r"(?:节假日|双休日|周末|寒、?暑假|寒假|暑假|假期|休息日|[和、及与])+(?:除外|不计|顺延|不含"
    r"|另行)"
)
_WITHOUT = re.compile(
    r"(?:不含|不包括|避开|扣除)(?:节假日|双休日|周末|寒、?暑假|假期|法定节假日|[和、及与])+"
)
_POSTPONED = re.compile(
    r"(?:如|若)?(?:遇|逢)(?:法定|国家)?(?:节假日|双休日|周末|假期|休息日|节日|寒、?暑假"
    r"|[、和及或])+[^,。;]{0,3}(?:顺延|提前|除外|另行|顺推"
    r"|推迟|照常)"
)
_THEME = re.compile(
    r"(?:安全生产|爱国卫生|节能(?:宣传)?|宣传|活动|教育|推普|文化|质量|健康|服务|安全|禁毒"
    r"|民族团结|读书|科技|科普|艺术)[周月](?=活动|\"|主题|期间|宣传"
    r"|系列|检查|启动|,|。|$)"
)
_SCHOOL_NAME = re.compile(
    r"(?:五四|八一|七一|六一|五一|三八)(?:小学|中学|学校|路|幼儿园|医院|村|广场|线)"
)
_PAST = re.compile(
    r"(?<!针对)(?<!对)(?<!把)(?:上个?(?:学期|学年|年度)|去年|前年|往年|以往|过去|此前|回顾"
    r"|(?<!纠正)以前(?=每|的?做法))(?!存在|暴露|遗留"
    r"|发现|出现)"
)
_CHANGE = re.compile(
    r"(?:改为|改成|调整(?:为|到|成)|变更?为|变成|增加?(?:到|至|为)|提高(?:到|至|为)|缩短(?:为|到"
    r"|至)|升级为|加密(?:为|到|至)|压缩(?:为|到)"
    r"|减少?(?:到|至|为)|(?<=[次遍])[变成]?为(?=[每一两])|延长(?:为|到|至)|转为|改(?=每|一))"
)
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?:-+\d{1,2}:\d{2})?")
_TWENTY_FOUR = re.compile(r"(?:全年)?(?:24|二十四)小时")
_PER_HEAD = re.compile(
    r"每(?:人|生|位|名)每(?:天|日|月|学?年|学期|餐)(?=[^,。;]{0,8}?\d[\d.]*(?:元|克|毫升))"
)
_PERIODICAL = re.compile(r"周期性?|周边|周围|四周(?![一二三五六])|周转|周密|周到")


def _past(match: re.Match[str], _text: str) -> Mention:
    return mention(match, Role.PAST)


def _change(match: re.Match[str], _text: str) -> Mention:
    return mention(match, Role.CHANGE)


RULES = (
    Rule("《", _TITLE, skip),
    Rule("除", _EXCEPT, skip),
    Rule("节双周寒暑假休", _EXCLUDED, skip),
    Rule("不避扣", _WITHOUT, skip),
    Rule("如若遇逢", _POSTPONED, skip),
    Rule("安爱节宣活教推文质健服禁民读科艺", _THEME, skip),
    Rule("五八七六三", _SCHOOL_NAME, skip),
    Rule("每", _PER_HEAD, skip),
    Rule("0123456789", _CLOCK, skip),
    Rule("全2二", _TWENTY_FOUR, skip),
    Rule("周四", _PERIODICAL, skip),
    Rule("上去前往以过此回", _PAST, _past),
    Rule("改调变增提缩升加压减延转为成", _CHANGE, _change),
)
