"""Words that look lost or mistyped: flagged for a person to look at, never corrected."""

from __future__ import annotations

import re

# Slips seen in published plans of the genre, with what was probably meant.
_SLIPS = {
    "镇府": "政府",
    "薄本": "簿本",
    "作业薄": "作业簿",
    "供才": "供材",
    "给合": "结合",
    "相得益章": "相得益彰",
    "每月—次": "每月一次",
    "每周—次": "每周一次",
    "帐簿": "账簿",
    "检察卫生": "检查卫生",
    "按装": "安装",
    "座谈回": "座谈会",
    "安全隐换": "安全隐患",
    "卫生打扫除": "卫生大扫除",
    "主员": "",
    "贯测": "贯彻",
    "维持修": "维修",
    "理理": "理",
    "积极参工程": "积极参与工程",
}
_LOST = (
    (re.compile(r"[,、。;](?=的[\u4e00-\u9fff])|^的(?=[\u4e00-\u9fff])"), "“的”前面似缺字"),
    (re.compile(r"(?<=[\u4e00-\u9fff])[.](?=[\u4e00-\u9fff])"), "字间有多余的“.”"),
    (re.compile(r"(?<![\u4e00-\u9fff])有、(?=有)|[\u4e00-\u9fff]、、|,,|。。"), "似缺字或标点重复"),
    (re.compile(r"_{2,}|[\u4e00-\u9fff]?[xX×]{2,}[\u4e00-\u9fff]|20[xX]{2}"), "有待填写的空白"),
)


def misprints_in(text: str) -> list[str]:
    """One Chinese flag for each suspicious place, quoting it."""
    flags = []
    for wrong, right in _SLIPS.items():
        if wrong in text:
            flags.append(
                f"疑似错字：“{wrong}”" + (f"或为“{right}”" if right and right != wrong[0] else "")
            )
    for pattern, what in _LOST:
        found = pattern.search(text)
        if found:
            around = text[max(0, found.start() - 4) : found.end() + 5]
            flags.append(f"疑似错字或缺字：“{around}”，{what}")
    if text.count("(") + text.count("(") != text.count(")") + text.count(")"):
        flags.append("疑似错字：括号不成对")
    return flags
