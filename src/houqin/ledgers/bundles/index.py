"""What a person opens first: an index as a page of its own, and how to check the rest."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from houqin.ledgers.bundles.books import BookPart
from houqin.ledgers.bundles.leaving import TablePart
from houqin.ledgers.paper.rows import moment
from houqin.ledgers.paper.sheets import About

INDEX = "索引.html"
README = "说明.txt"
_STYLE = (
    "body{font:16px/1.7 'Noto Serif SC','Songti SC',SimSun,serif;max-width:60em;margin:2em auto;"
    "padding:0 1em;color:#111}table{border-collapse:collapse;width:100%}th,td{border:1px solid "
    "#444;padding:.3em .6em;text-align:left;vertical-align:top}code{word-break:break-all;"
    "font-size:.8em}h1{font-size:1.5em}"
)
_README = """{title}
{institution}，{made} 由 {who} 导出

这个压缩包里的每一本台账各有一个文件夹：
  *.xlsx       全部记录，用 Excel 或 WPS 打开
  *.pdf        正式打印件，每页有核对用的二维码
  照片/        照片和文件，文件名里是编号和它的摘要
  原片摘要.csv 手机压缩之前的照片的摘要：照片文件的摘要、原片的摘要
  表格.json    填写时用的表格，各个版本
  链.jsonl     每行一条：序号、前一条摘要、本条摘要、内容

怎样证明没有改动过：
  一、用后勤程序：houqin verify 这个压缩包（不需要数据库，也不需要联网）。
  二、把末尾摘要、每日摘要与当时打印、寄出的那一份核对。
  三、用任何语言自己算：把内容写成 JSON（键按字母顺序、没有空格、UTF-8），
      摘要 = SHA-256(前一条摘要 32 字节 + 序号 8 字节（高位在前） + 内容)，
      第一条的“前一条摘要”是 32 个零字节。摘要对得上，前一条又与上一行相同，就没有改动。
  内容是 null 的，是按保存期限销毁的；同一本台账里有一条“purge”写明谁申请、谁确认、销毁了哪些。
"""


_LEAVING = """
除台账以外：
  资料/        每类资料一张 Excel：计划和条目、任务和佐证、人员、班级、场所、校历、通知、会议、
               申请、检查、操作日志等；总结是 Word 文件
  照片和文件/  其他照片和文件，清单.xlsx 写明每个文件属于哪一条
  表里“张三 #17”的 #17 是那一条的系统编号，可以在对应的表里查到。
  没有权限查看的资料没有放进来，索引里写明了是哪些。
"""


def readme(title: str, about: About, *, is_leaving: bool = False) -> bytes:
    text = _README.format(
        title=title, institution=about.institution, made=moment(about.now), who=about.printed_by
    ) + (_LEAVING if is_leaving else "")
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def index(
    title: str, about: About, parts: Sequence[BookPart], tables: Sequence[TablePart] = ()
) -> bytes:
    """A table with a link to every file; needs no network and no program."""
    rows = "".join(_row(at, part) for at, part in enumerate(parts, 1))
    body = (
        f"<h1>{escape(title)}</h1><p>{escape(about.institution)}，{escape(about.made)}</p>"
        "<table><thead><tr><th>序号<th>台账<th>记录<th>文件<th>末尾摘要</tr></thead>"
        f"<tbody>{rows}</tbody></table>{_tables(tables)}"
        f"<p>怎样核对，见 <a href='{quote(README)}'>{README}</a>。</p>"
    )
    return page(title, body)


def _tables(tables: Sequence[TablePart]) -> str:
    """The rooms' tables below the books; nothing where nobody leaves."""
    rows = "".join(
        f"<tr><td>{escape(one.room)}<td>{escape(one.title)}<td>{one.rows:,}"
        f"<td>{escape(one.kept_back) or '<br>'.join(link(name) for name in one.files)}</tr>"
        for one in tables
    )
    head = "<thead><tr><th>板块<th>资料<th>条数<th>文件</tr></thead>"
    return f"<h2>其他资料</h2><table>{head}<tbody>{rows}</tbody></table>" if rows else ""


def page(title: str, body: str) -> bytes:
    return (
        f"<!doctype html><html lang='zh-CN'><meta charset='utf-8'><title>{escape(title)}</title>"
        "<meta name='viewport' content='width=device-width,initial-scale=1'>"
        f"<style>{_STYLE}</style><body>{body}</body></html>"
    ).encode()


def _row(at: int, part: BookPart) -> str:
    shown = [part.excel, *part.pdfs] if part.excel else part.pdfs
    files = "<br>".join(link(name) for name in shown)
    more = f"<br>照片和文件 {part.photos} 个" if part.photos else ""
    lost = "".join(f"<br>⚠ {escape(one)} 已不在磁盘上" for one in part.lost)
    return (
        f"<tr><td>{at:02}<td>{escape(part.book.title)}<td>{part.entries:,} 条"
        f"<td>{files}{more}{lost}<td><code>{part.head.sequence} {part.head.digest}</code></tr>"
    )


def link(name: str) -> str:
    return f"<a href='{quote(name)}'>{escape(name.rsplit('/', 1)[-1])}</a>"
