"""Somebody's own Word form without tags: where its heads are ours, the blanks get tags."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError

from houqin.forms import Form
from houqin.forms.model import ATTACHMENTS
from houqin.ledgers.paper.word import NO_WORD, tag_of, text_of

# What forms call that every entry has; a field of the same name comes first.
_USUAL = {
    "loop.index": ("序号", "行号"),
    "行.编号": ("编号", "记录编号"),
    "行.时间": ("时间", "日期", "发生时间", "登记时间", "记录时间"),
    "行.场所": ("场所", "地点", "位置"),
    "行.填写人": ("填写人", "填表人", "记录人", "登记人", "检查人", "经办人"),
    "行.会签人": ("会签人", "审核人", "复核人"),
    "行.处理措施": ("处理措施", "处理情况", "整改措施"),
}
_ASIDE = re.compile(r"[（(][^（）()]*[）)]|[\s*:：]")
_ENOUGH = 2  # one word alike is chance
_LOOP, _END = "for 行 in 记录", "endfor"


def has_tags(content: bytes) -> bool:
    return bool(re.search(r"\{[{%]", text_of(content)))


def tagged(content: bytes, form: Form) -> tuple[bytes, list[str]]:
    """The form with tags in it and the heads that were known; no heads where none fit.

    A table with heads above a blank line gets a line for each entry; a form with blanks beside its
    heads comes once for each entry, a page each.
    """
    from docx import Document  # only who brings a form loads it
    from docx.exceptions import PythonDocxError

    try:
        document = Document(BytesIO(content))
    except (KeyError, ValueError, SyntaxError, PythonDocxError) as error:  # a part is broken
        raise ValidationError(NO_WORD) from error
    names = _names(form)
    found = next(filter(None, (_below(table, names) for table in document.tables)), [])
    found = found or _beside(document, names)
    out = BytesIO()
    document.save(out)
    return out.getvalue(), found


def _plain(head: str) -> str:
    return _ASIDE.sub("", head)


def _names(form: Form) -> dict[str, str]:
    usual = {word: tag for tag, words in _USUAL.items() for word in words}
    own = {
        _plain(field.label): f"行.{tag_of(field.code)}"
        for field in form.fields
        if field.type not in ATTACHMENTS
    }
    return usual | own


def _tags(heads: Sequence[str], names: Mapping[str, str]) -> dict[int, str]:
    """Which head asks for which tag: the same words first, then those that hold one another."""
    found: dict[int, str] = {}
    plain = [_plain(head) for head in heads]
    for at, head in enumerate(plain):
        tag = names.get(head)
        if tag and tag not in found.values():
            found[at] = tag
    for at, head in enumerate(plain):
        alike = [name for name in names if len(head) > 1 and (name in head or head in name)]
        tag = names[max(alike, key=len)] if alike else ""
        if at not in found and tag and tag not in found.values():
            found[at] = tag
    return found


def _is_blank(cells: Sequence[Any]) -> bool:
    return not any(cell.text.strip() for cell in cells)


def _below(table: Any, names: Mapping[str, str]) -> list[str]:
    rows = list(table.rows)
    for at, row in enumerate(rows[:-1]):
        heads = [cell.text for cell in row.cells]
        tags = _tags(heads, names)
        blank = rows[at + 1]
        if len(tags) < _ENOUGH or not _is_blank(blank.cells):
            continue
        for more in rows[at + 2 :]:  # the other lines to be written on by hand
            if not _is_blank(more.cells):
                break
            more._tr.getparent().remove(more._tr)
        first, last = deepcopy(blank._tr), deepcopy(blank._tr)
        blank._tr.addprevious(first)
        blank._tr.addnext(last)
        for place, tag in tags.items():
            blank.cells[place].text = f"{{{{ {tag} }}}}"
        rows = list(table.rows)
        rows[at + 1].cells[0].text = f"{{%tr {_LOOP} %}}"
        rows[at + 3].cells[0].text = f"{{%tr {_END} %}}"
        return [_plain(heads[place]) for place in sorted(tags)]
    return []


def _beside(document: Any, names: Mapping[str, str]) -> list[str]:
    pairs = [
        (cells[at], cells[at + 1])
        for table in document.tables
        for row in table.rows
        for cells in [_apart(row.cells)]
        for at in range(len(cells) - 1)
        if not _is_blank(cells[at : at + 1]) and _is_blank(cells[at + 1 : at + 2])
    ]
    heads = [head.text for head, _blank in pairs]
    tags = _tags(heads, names)
    if len(tags) < _ENOUGH:
        return []
    for place, tag in tags.items():
        pairs[place][1].text = f"{{{{ {tag} }}}}"
    document.element.body.insert(0, document.add_paragraph(f"{{%p {_LOOP} %}}")._p)
    document.add_paragraph("{%p if not loop.last %}")
    document.add_page_break()
    document.add_paragraph("{%p endif %}")
    document.add_paragraph(f"{{%p {_END} %}}")
    return [_plain(heads[place]) for place in sorted(tags)]


def _apart(cells: Sequence[Any]) -> list[Any]:
    """A cell that spans columns is told for each of them: once is enough."""
    return [cell for at, cell in enumerate(cells) if at == 0 or cell._tc is not cells[at - 1]._tc]
