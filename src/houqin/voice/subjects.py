"""What opinions are about, told from their words; and what must not be published. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

# code, name, words that tell it; the first that fits wins.
_SUBJECTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("water", "饮水", ("饮水", "开水", "喝水", "饮水机", "直饮")),
    ("canteen", "食堂饭菜", ("食堂", "饭菜", "菜", "伙食", "餐", "饭")),
    ("dormitory", "宿舍", ("宿舍", "寝室", "宿管", "热水", "洗澡")),
    ("toilet", "厕所", ("厕所", "卫生间", "洗手间")),
    ("waiting", "排队等候", ("排队", "等候", "等了", "挂号", "叫号")),
    ("safety", "安全秩序", ("安全", "校门", "门卫", "保安", "打架", "车辆", "停车", "拥堵")),
    ("fees", "收费退费", ("收费", "退费", "退款", "缴费", "发票", "价格")),
    ("repair", "设施维修", ("坏", "维修", "漏水", "灯", "电梯", "空调", "桌椅", "修")),
    ("clean", "环境卫生", ("卫生", "垃圾", "脏", "保洁", "异味", "蚊")),
    ("manner", "服务态度", ("态度", "不耐烦", "骂", "语气", "服务")),
    ("other", "其他", ()),
)
SUBJECTS: tuple[tuple[str, str], ...] = tuple((code, name) for code, name, _words in _SUBJECTS)
NAMES = dict(SUBJECTS)


def subject_of(text: str) -> str:
    """The code of the subject that the words name most often; "other" for none."""
    found = {code: sum(text.count(word) for word in words) for code, _name, words in _SUBJECTS}
    best = max(found, key=lambda code: found[code])
    return best if found[best] else "other"


_PRIVATE = (
    ("身份证号", re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")),
    ("手机号", re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")),
    ("电话号码", re.compile(r"(?<!\d)0\d{2,3}[ -]?\d{7,8}(?!\d)")),
    ("银行卡号", re.compile(r"(?<!\d)\d{16,19}(?!\d)")),
    ("邮箱", re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")),
    ("车牌号", re.compile(r"[\u4e00-\u9fff][A-Z][A-Z0-9]{5,6}(?![A-Z0-9])")),
)


def private_parts(text: str, names: Iterable[str] = ()) -> list[str]:
    """What names or betrays somebody in a text that is about to be published, in words."""
    # Wide digits and letters are read like narrow ones.
    plain = text.translate({**{0xFF10 + n: 0x30 + n for n in range(10)}, 0xFF20: 0x40})
    found: list[str] = []
    for what, pattern in _PRIVATE:
        for match in pattern.finditer(plain):
            if not any(match[0] in known for known in found):
                found.append(f"{what}“{match[0]}”")
    found += [f"姓名“{name}”" for name in dict.fromkeys(names) if len(name) > 1 and name in plain]
    return found
