"""Which Chinese font of this machine a PDF is set in."""

from __future__ import annotations

from functools import cache
from typing import Any

# Song first: that is what official forms are printed in. Windows, macOS and Linux each have one.
WANTED = (
    "Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "NSimSun", "Songti SC", "STSong",
    "FangSong", "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Noto Serif SC",
    "Microsoft YaHei", "SimHei", "PingFang SC", "Heiti SC", "STHeiti", "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei", "Droid Sans Fallback", "AR PL UMing CN", "AR PL UKai CN",
)  # fmt: skip
MISSING = (
    "这台电脑没有中文字体，做不出 PDF。请在服务器上安装思源宋体（Noto Serif CJK）后再试；"
    "打印页面和 Excel 不受影响。"
)


class NoChineseFont(RuntimeError):  # noqa: N818 - says what is missing
    """``str()`` is the sentence for people."""

    def __init__(self) -> None:
        super().__init__(MISSING)


@cache
def installed() -> Any:
    """Typst's own look through the machine's fonts: once in a process, it takes a moment."""
    import typst  # only who sets a PDF loads the compiler

    return typst.Fonts()


@cache
def chosen() -> tuple[str, ...]:
    """The first fonts of the wish list that are there; NoChineseFont where none is."""
    there = {family.lower(): family for family in installed().families()}
    found = tuple(name for name in WANTED if name.lower() in there)[:2]
    if not found:
        raise NoChineseFont
    return found
