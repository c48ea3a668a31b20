"""Lists of records under one verb: 做好食物的验收、每日留样、餐具消毒登记."""

from __future__ import annotations

import re
from dataclasses import dataclass

from houqin.cadence import Found, parse
from houqin.core.roles import Role
from houqin.planning.reading.actors import owner_of
from houqin.planning.reading.ledgers import GENERIC, ledger_of
from houqin.planning.reading.promises import FOLLOW, PURPOSE

Span = tuple[int, int]
_SEPARATORS = re.compile(r"[、,]|(?<=[登记查会核训])(?:和|及(?!时)|与)|以及")
_NOMINAL = re.compile(
    r"(?:登记|留样|消毒|验收|检查|月查|周查|自查|例会|会议|考核|考评|培训|演练|盘点|发放|征订|公示|评比|检修|维修"
    r"|大扫除|整治|清理|责任状|责任书|总结|记录|补办|上交|收集)(?:工作|情况|活动)?(?:等)?$"
)
_NOBODYS = re.compile(r"一票否决|责任追究|追究责任")
_OWN_SUBJECT = re.compile(
    r"(?!按)[\u4e00-\u9fff]{1,5}(?:员|师|工|长|代表|委员|部门|处|科)(?=每|要|应|须|负责|做好|清|检|登|记|组织|按|及时|认真|进行)"
)
_OPEN, _CLOSE = "(《“", ")》”"


@dataclass(slots=True)
class Piece:
    """A stretch of the source; ``core`` when something in it can be checked."""

    span: Span
    core: bool
    inherited: tuple[Found, ...] = ()
    inherited_owner: Role | None = None
    inherited_words: str = ""

    def inherit_owner(self, source: str, owner: tuple[Role, str]) -> None:
        if _NOBODYS.search(source, *self.span) or _OWN_SUBJECT.match(source, *self.span):
            return  # what is said of everybody is not the duty of whoever acted before
        if self.inherited_owner is None and owner_of(source[slice(*self.span)]) is None:
            self.inherited_owner, self.inherited_words = owner


def enumerated(source: str, span: Span) -> list[Piece]:
    """The members of a list, where each names a record of its own; else the piece whole."""
    start, end = span
    parts = _parts(source, start, end)
    if len(parts) < 2:
        return [Piece(span, core=True)]
    books = [ledger_of(source[a:b]) for a, b in parts]
    if not all(book and book.name not in GENERIC for book in books) or len(
        {book.name for book in books if book}
    ) < len(parts):
        return [Piece(span, core=True)]
    head = source[slice(*parts[0])]
    shared = tuple(
        Found(f.cadence, tuple((a + start, b + start) for a, b in f.spans)) for f in parse(head)
    )
    owner = owner_of(head)
    out = [Piece(parts[0], core=True)]
    for part in parts[1:]:
        piece = Piece(part, core=True)
        if not parse(source[slice(*part)]):
            piece.inherited = shared
        if owner:
            piece.inherit_owner(source, (owner.role, owner.words))
        out.append(piece)
    return out


def _parts(source: str, start: int, end: int) -> list[Span]:
    """Members each ending in the name of a record; a purpose at the end stays with the last."""
    text = source[start:end]
    tail = _tail(text)
    body = text[:tail].rstrip("。;, ")
    depth = _depths(body)
    out: list[Span] = []
    begin = 0
    for found in _SEPARATORS.finditer(body):
        if depth[found.start()] == 0 and _NOMINAL.search(body[begin : found.start()]):
            out.append((start + begin, start + found.start()))
            # a joining word stays in sight with the member after it
            begin = found.end() if found[0] in "、," else found.start()
    if not out or not _NOMINAL.search(body[begin:]) or FOLLOW.match(body[begin:]):
        return [(start, end)]
    return [*out, (start + begin, end)]


def _tail(text: str) -> int:
    """Where the closing clauses of purpose or consequence begin."""
    cut = len(text)
    while (comma := text.rfind(",", 0, cut)) > 0:
        clause = text[comma + 1 : cut]
        if not (PURPOSE.match(clause) or FOLLOW.match(clause)):
            break
        cut = comma
    return cut


def _depths(text: str) -> list[int]:
    depths = [0]
    for ch in text:
        depths.append(max(0, depths[-1] + (ch in _OPEN) - (ch in _CLOSE)))
    return depths
