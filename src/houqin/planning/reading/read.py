"""Reading a plan from beginning to end: separate, outline, sort into texts, goals and items."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from houqin.planning.reading.document import Document, Line, fold
from houqin.planning.reading.draft import PlanDraft
from houqin.planning.reading.errors import UnreadablePlan
from houqin.planning.reading.extract import extract
from houqin.planning.reading.institutions import institution_of
from houqin.planning.reading.outline import Outline
from houqin.planning.reading.plan_titles import PlanLines, separate
from houqin.planning.reading.sorting import Sorter
from houqin.planning.reading.text_files import text_document


def read_plans(source: Document | str, name: str = "") -> list[PlanDraft]:
    """Every plan the text holds; UnreadablePlan when it holds no words."""
    document = text_document(name, source) if isinstance(source, str) else source
    plans = [_read(part) for part in separate(document)]
    if not plans:
        raise UnreadablePlan("没有读到计划内容，请粘贴计划全文，或选择计划文件。")
    return plans


def read_file(
    path: str | Path, progress: Callable[[int, int], None] | None = None
) -> list[PlanDraft]:
    """Read the file at ``path``; UnreadablePlan when it is missing or of no use."""
    file = Path(path)
    try:
        content = file.read_bytes()
    except OSError:
        raise UnreadablePlan(
            f"打不开文件“{file.name}”，请确认文件存在并且没有被别的程序占用。"
        ) from None
    return read_plans(extract(file.name, content, progress))


def _read(part: PlanLines) -> PlanDraft:
    source = "\n".join(line.text for line in part.lines)
    first = 0
    if part.titled:
        first = next(i for i, line in enumerate(part.lines) if line.text == part.title) + 1
    outline = Outline(fold(source), [Line(fold(li.text), li.level) for li in part.lines], first)
    kind, reason = institution_of(source)
    sorter = Sorter(outline, source, kind)
    place = 0
    for line in part.lines[:first]:
        sorter.add_title(place, place + len(line.text))
        place += len(line.text) + 1
    sorter.sort()
    return PlanDraft(
        title=part.title,
        institution_kind=kind,
        institution_reason=reason,
        source=source,
        guiding=tuple(sorter.guiding),
        goals=tuple(sorter.goals),
        items=tuple(sorter.items()),
        headings=tuple(sorter.headings),
        marks=tuple(sorter.marks),
        flags=tuple(sorter.flags()),
    )
