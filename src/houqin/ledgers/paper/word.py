"""A book's own Word layout: the institution's file with tags, filled in by docxtpl.

The tags are read by Jinja in a sandbox: a layout can show what it is given and nothing else.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import ValidationError

from houqin.forms import FieldType, Form
from houqin.forms.model import ATTACHMENTS
from houqin.ledgers.models import Entry
from houqin.ledgers.paper.rows import Row, moment
from houqin.ledgers.paper.sheets import About
from houqin.ledgers.paper.texts import for_paper

MOST_BYTES = 2 * 1024 * 1024
MOST_UNPACKED = 40 * 1024 * 1024
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NO_WORD = "这不是 Word 文件（.docx）。请在 Word 或 WPS 里另存为 .docx 再上传。"
QR, QR_SAID = "验真二维码", "验真说明"
_XML_TAG, _BRACKET = re.compile(r"<[^>]+>"), re.compile(r"\{[{%]|[}%]\}")
_QUOTED = re.compile(r"'([^']+)'")


def checked(name: str, content: bytes) -> bytes:
    """The file, if it is a Word file of a sensible size; ValidationError says what it is not."""
    if len(content) > MOST_BYTES:
        raise ValidationError("版式文件超过 2 MB，请删掉里面的大图片再上传。")
    try:
        with zipfile.ZipFile(BytesIO(content)) as held:
            names = set(held.namelist())
            unpacked = sum(info.file_size for info in held.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise ValidationError(NO_WORD) from error
    if "word/document.xml" not in names or name.lower().endswith((".docm", ".dotm")):
        raise ValidationError(NO_WORD)
    if any("vbaproject" in one.lower() for one in names):
        raise ValidationError("版式文件里有宏，不能用。请另存为不带宏的 .docx。")
    if unpacked > MOST_UNPACKED:
        raise ValidationError("版式文件解开后太大，不能用。")
    return content


def filled(content: bytes, context: dict[str, Any], mark: tuple[str, str] | None = None) -> bytes:
    """The layout with its tags filled in; ValidationError names the tag that cannot be.

    ``mark``: the address by which the printed rows are checked, and the line beside its QR.
    """
    from docxtpl import DocxTemplate  # only who fills a layout loads it
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    environment.globals.clear()  # no range(10**9), no cycler: only what is given
    out = BytesIO()
    try:
        layout = DocxTemplate(BytesIO(content))
        layout.render({**context, **_marked(layout, mark)}, environment)
        layout.save(out)
    except UndefinedError as error:
        raise ValidationError(_unknown(str(error))) from error
    except TemplateSyntaxError as error:
        raise ValidationError(_unreadable(error.message or "", content)) from error
    except SecurityError as error:
        raise ValidationError("版式里的标签想做不允许的事，请只用样表里列出的标签。") from error
    except TemplateError as error:
        raise ValidationError(_unreadable(str(error), content)) from error
    except (TypeError, ValueError, ArithmeticError, AttributeError, KeyError) as error:
        said = f"版式里有一个标签算不出来（{str(error)[:80]}），请对照样表改正。"
        raise ValidationError(said) from error
    return out.getvalue()


def _marked(layout: Any, mark: tuple[str, str] | None) -> dict[str, Any]:
    """The tags of the QR; empty where there is nothing to check yet."""
    if mark is None:
        return dict.fromkeys((QR, QR_SAID), "")
    import segno
    from docx.shared import Cm
    from docxtpl import InlineImage

    drawn = BytesIO()
    segno.make(mark[0], error="m", micro=False).save(drawn, kind="png", scale=6, border=2)
    return {QR: InlineImage(layout, drawn, width=Cm(2.4)), QR_SAID: mark[1]}


def _unknown(said: str) -> str:
    named = _QUOTED.findall(said)
    tag = named[-1] if named else said[:60]
    return f"版式里的标签“{tag}”这本台账没有。请对照样表里的标签改正。"


def _unreadable(said: str, content: bytes) -> str:
    named = _unpaired(content) or next(iter(_QUOTED.findall(said)), "")
    tag = f"“{named}”附近" if named else ""
    return f"版式里的标签{tag}写得不完整，请检查 {{{{ }}}} 和 {{% %}} 是否成对。"


def text_of(content: bytes) -> str:
    """All that is written in a Word file, in one line."""
    with zipfile.ZipFile(BytesIO(content)) as held:
        xml = held.read("word/document.xml").decode(errors="replace")
    return html.unescape(_XML_TAG.sub("", xml))


def _unpaired(content: bytes) -> str:
    """What is written at the first bracket that has no other half, or nothing."""
    text = text_of(content)
    opened: int | None = None
    for found in _BRACKET.finditer(text):
        is_opening = found[0].startswith("{")
        if is_opening == (opened is not None):
            at = found.start() - 12 if opened is None else opened
            return text[max(at, 0) :][:16].strip()
        opened = found.start() if is_opening else None
    return "" if opened is None else text[opened:][:16].strip()


def tag_of(code: str) -> str:
    """A field's code as a tag can name it."""
    return re.sub(r"\W", "_", code)


def context_of(rows: Iterable[Entry], form: Form, about: About, title: str) -> dict[str, Any]:
    """What a layout may show: the book, and its rows with every field of the form, as text."""
    found = [Row(entry) for entry in rows]
    lines = [_line(row, form) for row in found]
    return {
        "台账": for_paper(title),
        "单位": for_paper(about.institution),
        "期间": about.period,
        "打印人": for_paper(about.printed_by),
        "打印时间": moment(about.now),
        "条数": len(lines),
        "记录": lines,
    }


def _line(row: Row, form: Form) -> SimpleNamespace:
    """Not a mapping: a field called ``items`` must not be taken for a method."""
    line: dict[str, Any] = {
        tag_of(field.code): for_paper(row.now.get(field.code, "")) for field in form.fields
    }
    line |= {
        "编号": row.entry.number,
        "时间": moment(row.entry.happened_at),
        "场所": for_paper(row.entry.place_name),
        "填写人": for_paper(row.entry.author_name),
        "会签人": for_paper("、".join(one.signer_name for one in row.signed)),
        "处理措施": for_paper(row.standing.measure),
        "更正": _corrections(row),
        "状态": "已划去" if row.standing.is_struck else "",
    }
    return SimpleNamespace(**line)


def _corrections(row: Row) -> str:
    notes = ("".join(part["text"] for part in note["what"]) for note in row.notes())
    return "\n".join(notes)


def sample(form: Form, title: str, *, guide: bool = True) -> bytes:
    """A layout that works as it is, made from the book's fields: to be changed in Word."""
    from docx import Document

    fields = [field for field in form.fields if field.type not in ATTACHMENTS]
    shown = [field for field in fields if field.type is not FieldType.TABLE][:8]
    document = Document()
    document.add_heading("{{ 台账 }}", 0)
    document.add_paragraph("单位：{{ 单位 }}    期间：{{ 期间 }}    共 {{ 条数 }} 条")
    columns = [("编号", "编号"), ("时间", "时间")]
    columns += [(field.label, tag_of(field.code)) for field in shown]
    columns += [("处理措施", "处理措施"), ("填写人", "填写人")]
    table = document.add_table(rows=4, cols=len(columns))
    table.style = "Table Grid"
    for at, (label, tag) in enumerate(columns):
        table.rows[0].cells[at].text = label
        table.rows[2].cells[at].text = f"{{{{ 行.{tag} }}}}"
    table.rows[1].cells[0].text = "{%tr for 行 in 记录 %}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    document.add_paragraph("填表人：__________    审核人：__________    {{ 打印时间 }} 打印")
    document.add_paragraph(f"{{{{ {QR} }}}} {{{{ {QR_SAID} }}}}")
    if guide:
        document.add_page_break()  # type: ignore[no-untyped-call]
        _guide(document, form, title)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _guide(document: Any, form: Form, title: str) -> None:
    """The list of tags, for who changes the layout; to be deleted from it."""
    document.add_heading(f"《{title}》的标签（改好版式后请删去这一页）", 1)
    document.add_paragraph("整张表：台账、单位、期间、条数、打印人、打印时间。写在两层花括号里。")
    document.add_paragraph(
        f"验真：{QR} 是一张二维码，扫一扫就知道纸上这些记录改动过没有；{QR_SAID} 是它旁边的一句话。"
    )
    document.add_paragraph("每一条记录（写成 行.标签，放在“记录”的循环那一行里）：")
    known = ["编号", "时间", "场所", "填写人", "会签人", "处理措施", "更正", "状态"]
    tags = [(tag, tag) for tag in known]
    tags += [(tag_of(f.code), f.label) for f in form.fields if f.type not in ATTACHMENTS]
    table = document.add_table(rows=1, cols=2)
    table.style = "Table Grid"
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "标签", "是什么"
    for tag, label in tags:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = f"行.{tag}", label


def name_of(title: str, now: datetime) -> str:
    return f"{title}-{now:%Y%m%d}.docx"
