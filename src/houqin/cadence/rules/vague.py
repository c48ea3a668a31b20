"""Frequent, but not how often: 经常, 定期, 不定期."""

from __future__ import annotations

import re

from houqin.cadence.mention import Build, Mention, Role, Rule, cadence, mention
from houqin.cadence.vocabulary import Vague

_CARE = (
    "检查|巡查|巡视|巡检|检修|检测|检验|抽查|抽检|自查|排查|打扫|清扫|清洁|清洗|清理|清运|清除"
    "|清掏|消毒|消杀|保洁|培训|学习|发放|分发|上报|报送|填报|报告"
    "|汇报|通报|通风|开窗|体检|保养|维护|年检|年审|审验|巡逻|盘点|盘存|更换|晨检|组织|召开|喷洒"
    "|灭蚊|除四害|整理|记录|校验|公示|公布|审核|测温|测量|浇水|换洗|晾晒"
)
_BOTH = re.compile(
    r"定期(?:、|与|和|或|及|\+|/|加|以及)?(?:相?结合)?不定期(?:的)?(?:相?结合)?|不定期(?:、|与|和"
    r"|或|及)定期"
)
_IRREGULAR = re.compile(
    r"不定[期时]|随时(?=(?:进行)?(?:抽查|抽检|暗访|突击))|(?:不打招呼|随机)(?=不定期)"
)
_REGULAR = re.compile(rf"定期|(?<!不)(?:按时|按期|定时)(?=[^,。;]{{0,12}}?(?:{_CARE}))")
_NOT_CARE = re.compile(
    r"(?:按时|按期)(?:完成|到[岗位园校]|参加|[关锁]|开(?!窗|展|会)|上下?[班岗课学]|下班|就[餐寝]"
    r"|作息|缴|交"
    r"|归还|返|送达|供[餐应水电暖]|开[饭餐]|竣工|交付|足额"
    r"|发放工资|起床|入[睡园]|出勤|熄灯|整改|保质)"
)
_OFTEN = re.compile(r"(?<!在)经常性?|时常|(?<![平非正日])常常|常态化?(?!疫情)(?=[^人])|常态化$")
_FIXED_TERM = re.compile(r"定期(?:存款|合同|限|间)")


def _vague(kind: Vague) -> Build:
    def build(match: re.Match[str], _text: str) -> Mention:
        return mention(match, Role.VAGUE, cadence(vague=kind))

    return build


def _both(match: re.Match[str], _text: str) -> Mention:
    return mention(match, Role.VAGUE, cadence(vague=Vague.REGULAR), cadence(vague=Vague.IRREGULAR))


def _nothing(match: re.Match[str], _text: str) -> Mention:
    return mention(match, Role.SKIP)


RULES = (
    Rule("定", _FIXED_TERM, _nothing),
    Rule("按", _NOT_CARE, _nothing),
    Rule("定不", _BOTH, _both),
    Rule("不随", _IRREGULAR, _vague(Vague.IRREGULAR)),
    Rule("定按", _REGULAR, _vague(Vague.REGULAR)),
    Rule("经时常", _OFTEN, _vague(Vague.OFTEN)),
)
