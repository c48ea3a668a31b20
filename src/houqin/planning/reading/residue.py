"""What a web page or a download site left around a plan: none of it is the plan's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from houqin.planning.reading.document import Line, fold

_RESIDUE = re.compile(
    r"浏览(?:次数|量)|阅读(?:次数|量)[:]|点击(?:次数|量|数)|推荐(?:访问|阅读|文章|内容)[:]"
    r"|(?:下面|以下|这里|接下来)?是?小编(?:为|给|整理|精心|带来|收集|搜集|今天)|供大家(?:参考|借鉴|阅读)|仅供参考"
    r"|^相关(?:文章|推荐|阅读|热词|搜索|范文)|^上一篇|^下一篇|^(?:文章)?来源[:]|^(?:责任)?编辑[:]|^作者[:]"
    r"|^发(?:布|表)(?:时间|日期|者)[:]|^更新时间[:]|^字号|分享到|复制链接|打印本页|关闭窗口|返回(?:首页|顶部|列表)"
    r"|版权(?:所有|归)|免责声明|https?://|www\.|本文(?:来自|由|来源|地址|链接|转载)|欢迎(?:阅读|下载|访问|借鉴)|下载(?:本文|全文|文档)"
    r"|关注.{0,6}公众号|扫(?:码|一扫)|点击(?:查看|下载|阅读|进入)|^标签[:]|^关键词[:]|^分类[:]|更多.{0,12}(?:范文|请关注|内容请)"
    r"|^首页\s*[>›»]|^当前位置|全文完整\)?$|^热门(?:文章|推荐)|^(?:猜你喜欢|精选|展开全文|收藏本文)"
)
_STAMP = re.compile(
    r"^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}:\d{2}(?::\d{2})?\s*(?:\|.*)?$"
)
_PAGE = re.compile(
    r"^(?:[-—–]\s*\d{1,3}\s*[-—–]|第\s*\d{1,3}\s*页(?:[\s,/]*共\s*\d{1,3}\s*页)?|\d{1,3}\s*/\s*\d{1,3})$"
)
_LONG = 400  # a paragraph this long is somebody's plan even when it says 仅供参考


def is_residue(text: str) -> bool:
    text = fold(text)
    if _STAMP.match(text) or _PAGE.match(text):
        return True
    return len(text) < _LONG and bool(_RESIDUE.search(text))


def without_residue(lines: Sequence[Line]) -> list[Line]:
    """The lines that are the plan; a title printed twice in a row is kept once."""
    kept: list[Line] = []
    for line in lines:
        if is_residue(line.text) or (kept and kept[-1].text == line.text and len(line.text) < 60):
            continue
        kept.append(line)
    return kept
