"""What type of field the head of a paper form's column asks for, and why we think so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from houqin.forms import FieldType

T = FieldType
FEW = 6
_UNITS = (
    "℃|°C|摄氏度|克|公斤|千克|斤|kg|g|ml|毫升|升|L|元|个|人|次|份|台|间|张|件|袋|箱|瓶"
    "|分钟|小时|天|米|平方米|度|吨|%|mg/L|ppm|MPa"
)
_UNIT = re.compile(rf"[（(]\s*({_UNITS})\s*[）)]", re.IGNORECASE)
_PICKED = re.compile(r"[（(]([^（）()]*[/／、|][^（）()]*)[）)]")
_BOX = r"[（(]?\s*[□○☐]"
_BOXES = re.compile(r"[□○☐]\s*([^□○☐\s（）()]+)")
_TICKS = frozenset("√×✓✔✗✕是否有无")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_DAY = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?|\d{1,2}月\d{1,2}日")
_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}(:\d{2})?|\d{1,2}[时点]\d{0,2}分?")
_MOMENTS_OF = "开始|结束|起|止|到|离|进|出|入|交接|检查|发生|登记|留样|消毒|加工|采样|报告|接收"
_MEASURED = (
    "温度|体温|湿度|重量|净重|毛重|浓度|余氯|压力|电压|电流|读数|表底|用量|克重|ph|面积|长度|里程"
)
_COUNTED = "数量|人数|个数|次数|件数|份数|台数|应到|实到|缺勤|库存|时长|分钟数|天数|年龄|张数|间数"
_DUTIES = (
    "检查|填表|填写|记录|值班|经手|经办|负责|责任|留样|验收|保管|交班|接班|陪餐|消毒|操作|巡查"
    "|审核|登记|领用|发放|管理|维修|值日"
)
_WEIGHED = frozenset({"公斤", "斤", "克", "吨", "升", "毫升", "ml", "L", "米", "平方米"})
# Heads by their words, the first that fits; what stands further up is surer.
_HEADS: tuple[tuple[str, FieldType], ...] = (
    ("照片|图片|拍照|影像", T.PHOTOS),
    ("签名|签字|签章|盖章", T.SIGNATURE),
    ("附件|文件|报告单|扫描件", T.FILE),
    ("条码|条形码|二维码|扫码", T.SCAN),
    ("班级|所在班|班别|中队", T.CLASS),
    ("学生|幼儿姓名|患儿", T.STUDENT),
    ("备注|说明|情况|经过|内容|措施|意见|原因|处理|建议|小结|记录$", T.LONG_TEXT),
    (f"({_MOMENTS_OF})(日期)?(及)?时间", T.INSTANT),
    ("日期及时间|日期时间|年月日时", T.INSTANT),
    ("日期|年月日|生日|^月日$|有效期|保质期|到期日", T.DATE),
    ("时间|时刻|钟点|几点", T.TIME),
    ("金额|单价|总价|价格|费用|合计（元）|小计|花费|元$", T.MONEY),
    (_MEASURED, T.DECIMAL),
    (_COUNTED, T.INTEGER),
    ("^是否|是否$|有无|^有没有|完好|已否", T.YES_NO),
    ("地点|场所|位置|房间|教室|宿舍号|寝室|楼层|区域|部位", T.PLACE),
    (f"({_DUTIES})(教师|老师|人员|人|员)$", T.STAFF),
    ("^(教师|老师|教职工|职工|姓名（教师）)$", T.STAFF),
    ("评分|得分|打分|分数", T.INTEGER),
)
_NAMES = {
    T.CHOICE: "单选", T.YES_NO: "是或否", T.DATE: "日期", T.TIME: "钟点", T.INSTANT: "日期和钟点",
    T.DECIMAL: "带小数的数", T.INTEGER: "整数", T.MONEY: "金额",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guess:
    """A field as it will be made; ``reason`` is shown, ``sure`` without doubt in it."""

    label: str
    type: FieldType
    reason: str
    unit: str = ""
    options: tuple[str, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)


def guess(head: str, samples: Sequence[Any]) -> Guess:
    """From the head's own marks, then its words, then what stands below it, else short text."""
    given = [value for value in samples if _text(value)]
    marked = _marked(head)
    if marked is not None:
        return marked
    unit = _unit(head)
    label = _UNIT.sub("", head).strip() or head.strip()
    for pattern, kind in _HEADS:
        found = re.search(pattern, label, re.IGNORECASE)
        if found:
            return _from_words(label, kind, found[0], unit, given)
    if unit:
        kind = T.MONEY if unit == "元" else T.DECIMAL
        return Guess(label, kind, f"表头写了单位“{unit}”，所以是数字", "" if unit == "元" else unit)
    return _from_samples(label, given)


def _marked(head: str) -> Guess | None:
    """餐次（早/中/晚）, □合格□不合格."""
    boxes = _BOXES.findall(head)
    picked = _PICKED.search(head)
    words = boxes or (re.split(r"[/／、|]", picked[1]) if picked else [])
    options = tuple(dict.fromkeys(word.strip() for word in words if word.strip()))
    if not 2 <= len(options) <= 12:
        return None
    label = (re.split(_BOX, head)[0] if boxes else _PICKED.sub("", head)).strip(" ：:")
    reason = f"表头里列出了“{'、'.join(options)}”，所以是单选"
    if len(options) == 2 and set(options) <= {"是", "否", "有", "无"}:
        words_ = {"yes": options[0], "no": options[1]}
        return Guess(label or head, T.YES_NO, f"表头里是“{'、'.join(options)}”两样", more=words_)
    return Guess(label or head, T.CHOICE, reason, options=options)


def _from_words(label: str, kind: FieldType, word: str, unit: str, samples: Sequence[Any]) -> Guess:
    reason = f"表头里有“{word}”"
    if kind is T.TIME and samples and all(_is_moment(value) for value in samples):
        return Guess(label, T.INSTANT, f"{reason}，下面既有日期又有钟点")
    if kind is T.INSTANT and samples and all(_is_clock(value) for value in samples):
        return Guess(label, T.TIME, f"{reason}，下面只写了几点几分")
    if kind is T.INSTANT and samples and all(_is_day(value) for value in samples):
        return Guess(label, T.DATE, f"{reason}，下面只写了哪一天")
    if kind is T.INTEGER and any(_is_fraction(value) for value in samples):
        return Guess(label, T.DECIMAL, f"{reason}，下面有小数", unit)
    if kind is T.LONG_TEXT and (picked := _repeated(samples)):
        return Guess(label, T.CHOICE, _why_repeated(picked), options=picked)
    if kind is T.INTEGER and unit in _WEIGHED:
        return Guess(label, T.DECIMAL, f"{reason}，单位是“{unit}”", unit)
    more = {T.DATE: {"default": "now"}, T.INSTANT: {"default": "now"}, T.STAFF: {"default": "me"}}
    wears = kind in {T.DECIMAL, T.INTEGER}
    unit = unit or ("℃" if kind is T.DECIMAL and re.search("温度|体温", label) else "")
    return Guess(label, kind, reason, unit if wears else "", more=dict(more.get(kind, {})))


_SAMPLED: tuple[tuple[Callable[[Any], bool], FieldType], ...]


def _from_samples(label: str, samples: Sequence[Any]) -> Guess:
    for fits, kind in _SAMPLED:
        if samples and all(fits(value) for value in samples):
            return Guess(label, kind, f"下面 {len(samples)} 行都像{_NAMES[kind]}")
    words = dict.fromkeys(_text(value) for value in samples)
    if words and set(words) <= _TICKS:
        return Guess(label, T.YES_NO, f"下面只有“{'、'.join(words)}”")
    if picked := _repeated(samples):
        return Guess(label, T.CHOICE, _why_repeated(picked), options=picked)
    if any(len(_text(value)) > 20 for value in samples):
        return Guess(label, T.LONG_TEXT, "下面有的写了二十多个字")
    return Guess(label, T.TEXT, "看不出别的，先当短文字")


def _why_repeated(picked: Sequence[str]) -> str:
    return f"下面总是“{'、'.join(picked)}”这几样，所以是单选"


def _repeated(samples: Sequence[Any]) -> tuple[str, ...]:
    """The few short words that come again and again."""
    words = [_text(value) for value in samples]
    different = tuple(dict.fromkeys(words))
    short = all(len(word) <= 8 and not _NUMBER.fullmatch(word) for word in different)
    is_few = 1 < len(different) <= FEW and len(words) >= 2 * len(different)
    return different if short and is_few else ()


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _is_moment(value: Any) -> bool:
    if isinstance(value, datetime):
        return value.time() != time()
    return bool(re.fullmatch(rf"(?:{_DAY.pattern})\s*\d{{1,2}}[:：]\d{{2}}.*", _text(value)))


def _is_day(value: Any) -> bool:
    if isinstance(value, datetime):
        return value.time() == time()
    return isinstance(value, date) or bool(_DAY.fullmatch(_text(value)))


def _is_clock(value: Any) -> bool:
    return isinstance(value, time) or bool(_CLOCK.fullmatch(_text(value)))


def _is_whole(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    return bool(re.fullmatch(r"-?\d{1,9}", _text(value)))


def _is_number(value: Any) -> bool:
    return not isinstance(value, bool) and bool(_NUMBER.fullmatch(_text(value)))


def _is_fraction(value: Any) -> bool:
    return _is_number(value) and not _is_whole(value)


def _unit(head: str) -> str:
    found = _UNIT.search(head)
    if not found:
        return ""
    return {"°C": "℃", "摄氏度": "℃", "kg": "公斤", "千克": "公斤", "g": "克"}.get(
        found[1], found[1]
    )


_SAMPLED = (
    (_is_moment, T.INSTANT),
    (_is_day, T.DATE),
    (_is_clock, T.TIME),
    (_is_whole, T.INTEGER),
    (_is_number, T.DECIMAL),
)
