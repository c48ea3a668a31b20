"""The tasks of an inspection's topics: a table, the same on paper, and the photos that prove them.

Which tasks: of the lines of work, of items with one of the words, of items that one of the books
proves, and of items chosen for a line of the checklist; due in the period. The figures are those of
``planning.numbers``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from houqin.core.search import matching
from houqin.files.public import AttachedFile, StoredFile, attachments_of, open_file
from houqin.ledgers.bundles.archive import Archive, safe
from houqin.ledgers.bundles.matching import Named
from houqin.ledgers.packing import LineWanted, RoomPart, Wanted
from houqin.ledgers.paper.columns import breadths
from houqin.ledgers.paper.fonts import NoChineseFont
from houqin.ledgers.paper.rows import part as text_part
from houqin.ledgers.paper.sheets import About, around
from houqin.ledgers.paper.typesetting import set_pdf
from houqin.org.member import Member
from houqin.planning import numbers
from houqin.planning.listings import state_of, window_text
from houqin.planning.models import Deferral, Evidence, PlanItem, Task
from houqin.planning.policy import visible_tasks
from houqin.ui.exporting import list_workbook
from houqin.ui.tables import Column

TITLE = "计划和任务"
CHUNK = 500
A_VOLUME = 1_000  # rows of a PDF
Tell = Callable[[int, str], None]


@dataclass(slots=True)
class _Row:
    """A task with what was handed in for it."""

    task: Task
    evidence: list[Evidence] = field(default_factory=list)
    deferrals: list[Deferral] = field(default_factory=list)

    @property
    def state(self) -> str:
        return state_of(self.task)[1] or self.task.get_state_display()

    @property
    def entries(self) -> str:
        return "、".join(one.entry.number for one in self.evidence if one.entry is not None)

    @property
    def notes(self) -> str:
        said = [f"{one.note}{_reading(one)}" for one in self.evidence]
        said += [f"{one.get_sort_display()}：{one.reason}" for one in self.deferrals]
        return "；".join(one for one in said if one)


def _reading(one: Evidence) -> str:
    return f" {one.reading.normalize():f}{one.unit}" if one.reading is not None else ""


def in_period(member: Member, first: date | None, last: date | None) -> QuerySet[Task]:
    rows = visible_tasks(member)
    rows = rows.filter(due_on__gte=first) if first else rows
    return rows.filter(due_on__lte=last) if last else rows


def named(member: Member, first: date | None, last: date | None) -> Sequence[Named]:
    """The items with a task in the period, as a line of a checklist is matched against them."""
    tasks = in_period(member, first, last).order_by().values("item_id")
    rows = PlanItem.objects.filter(pk__in=tasks).order_by("pk")
    found: dict[str, Named] = {}
    for pk, title, ledger in rows.values_list("pk", "title", "ledger"):
        found.setdefault(title, Named(pk, title, ledger))
    return list(found.values())


def _of_topics(member: Member, wanted: Wanted) -> QuerySet[Task]:
    books = wanted.books.union(*(line.books for line in wanted.lines))
    asked = Q(item__book__in=sorted(books)) if books else Q(pk__in=[])
    if wanted.domains:
        asked |= Q(domain__in=sorted(wanted.domains))
    for word in wanted.words:
        items = PlanItem.objects.filter(matching(member.institution.pk, word))
        asked |= Q(item__in=items.order_by().values("pk"))
    keys = _alike({key for line in wanted.lines for key in line.rows})
    if keys:
        asked |= Q(item__in=sorted(set().union(*keys.values())))
    return in_period(member, wanted.first, wanted.last).filter(asked)


def _alike(keys: Iterable[int]) -> dict[int, set[int]]:
    """An item stands for all of its name: last term's plan and this term's."""
    titles = dict(PlanItem.objects.filter(pk__in=list(keys)).values_list("pk", "title"))
    found: dict[str, set[int]] = defaultdict(set)
    for pk, title in PlanItem.objects.filter(title__in=titles.values()).values_list("pk", "title"):
        found[title].add(pk)
    return {pk: found[title] for pk, title in titles.items()}


def write(
    archive: Archive, folder: str, member: Member, wanted: Wanted, about: About, tell: Tell
) -> RoomPart | None:
    """The folder of the tasks; None where there are none."""
    tasks = _of_topics(member, wanted)
    today = timezone.localdate(about.now)
    by_item = numbers.tally_by(tasks, today, "item_id")
    if not by_item:
        return None
    part = RoomPart(TITLE, folder, _said(numbers.total(by_item.values())))
    part.of_lines = _of_lines(wanted.lines, by_item)
    _excel(archive, part, tasks)
    _pdfs(archive, part, tasks, about, tell)
    if wanted.with_photos:
        _photos(archive, part, tasks)
    return part


def _said(tally: numbers.Tally) -> str:
    rate = f"，完成率 {tally.rate:g}%" if tally.rate is not None else ""
    late = f"，逾期 {tally.overdue}" if tally.overdue else ""
    return f"任务 {tally.planned} 项，已办 {tally.finished}{late}{rate}"


def _of_lines(lines: Sequence[LineWanted], by_item: dict[Any, numbers.Tally]) -> list[str]:
    books = dict(PlanItem.objects.filter(pk__in=by_item).values_list("pk", "book"))
    alike = _alike({key for line in lines for key in line.rows})
    told = []
    for line in lines:
        of_line = set().union(*(alike.get(key, set()) for key in line.rows))
        of_line |= {pk for pk, book in books.items() if book and book in line.books}
        tally = numbers.total(by_item[pk] for pk in of_line if pk in by_item)
        told.append(_said(tally) if tally.planned else "")
    return told


def _told(tasks: QuerySet[Task]) -> Iterator[_Row]:
    """Each task with its evidence: three queries a chunk, however many there are."""
    joined = ("item", "plan", "assignee", "department", "done_by", "checked_by")
    rows = tasks.select_related(*joined).order_by("domain", "item_id", "due_on", "pk")
    found = rows.defer("item__search", "item__text").iterator(chunk_size=CHUNK)
    while chunk := list(islice(found, CHUNK)):
        made = {task.pk: _Row(task) for task in chunk}
        for one in _standing(chunk):
            made[one.task_id].evidence.append(one)
        for why in Deferral.objects.filter(task__in=chunk).exclude(verdict="refused"):
            made[why.task_id].deferrals.append(why)
        yield from made.values()


def _standing(tasks: Iterable[Task]) -> QuerySet[Evidence]:
    rows = Evidence.objects.standing().filter(task__in=list(tasks))
    return rows.select_related("entry").defer("entry__search", "entry__values").order_by("pk")


_COLUMNS = (
    Column("事项", "task.item.title", width=34),
    Column("计划", "task.plan.title", width=24),
    Column("领域", lambda row: row.task.get_domain_display()),
    Column("部门", "task.department.name"),
    Column("责任人", "task.assignee.name"),
    Column("开始", "task.first", format="day"),
    Column("期限", "task.due_on", format="day"),
    Column("状态", "state"),
    Column("完成时间", "task.done_at", format="moment"),
    Column("完成人", "task.done_by.name"),
    Column("复查人", "task.checked_by.name"),
    Column("台账", "task.item.ledger", width=20),
    Column("台账编号", "entries", width=24),
    Column("佐证和说明", "notes", width=40),
)


def _excel(archive: Archive, part: RoomPart, tasks: QuerySet[Task]) -> None:
    file, _count = list_workbook(TITLE, list(_COLUMNS), _told(tasks))
    part.files.append(f"{part.folder}/{TITLE}.xlsx")
    with file:
        archive.copy(part.files[-1], file)


_LABELS = ["事项", "责任人", "时间", "状态", "完成时间", "佐证"]


def _pdfs(
    archive: Archive, part: RoomPart, tasks: QuerySet[Task], about: About, tell: Tell
) -> None:
    """By volumes; none where the machine has no Chinese font."""
    rows, made = _told(tasks), list[str]()
    while volume := list(islice(rows, A_VOLUME)):
        tell(0, f"{TITLE} PDF 第 {len(made) + 1} 册")
        cells = [_cells(row) for row in volume]
        sheet = around(TITLE, part.said, about, kind="sheet", lying=True) | {
            "labels": _LABELS,
            "breadths": breadths(_LABELS, cells),
            "rows": [{"n": 0, "cells": [[text_part(one)] for one in line]} for line in cells],
            "signers": ["制表人", "审核人"],
        }
        volume_name = "" if not made and len(volume) < A_VOLUME else f"-第{len(made) + 1}册"
        try:
            archive.put(f"{part.folder}/{TITLE}{volume_name}.pdf", set_pdf(sheet))
        except NoChineseFont:
            break
        made.append(f"{part.folder}/{TITLE}{volume_name}.pdf")
    part.files[:0] = made


def _cells(row: _Row) -> list[str]:
    task = row.task
    done = f"{timezone.localtime(task.done_at):%m-%d %H:%M}" if task.done_at else ""
    who = task.assignee.name if task.assignee else "待指派"
    proof = "；".join(filter(None, (row.entries, row.notes)))
    return [task.item.title, who, window_text(task), row.state, done, proof[:300]]


def _photos(archive: Archive, part: RoomPart, tasks: QuerySet[Task]) -> None:
    """What was photographed for a task and stands in no book."""
    seen: set[str] = set()
    rows = Evidence.objects.standing().filter(task__in=tasks.order_by().values("pk"), entry=None)
    found = rows.select_related("task__item").order_by("pk").iterator(chunk_size=CHUNK)
    while chunk := list(islice(found, CHUNK)):
        held = attachments_of(chunk)
        wanted = {file.file_id for files in held.values() for file in files}
        stored = StoredFile.objects.in_bulk(wanted)
        for one in chunk:
            for file in held[one.pk]:
                if file.sha256 not in seen:
                    seen.add(file.sha256)
                    _put(archive, part, one, file, stored)


def _put(
    archive: Archive, part: RoomPart, one: Evidence, file: AttachedFile,
    stored: dict[int, StoredFile],
) -> None:  # fmt: skip
    row = stored.get(file.file_id)
    if row is None:
        return
    task = one.task
    said = safe(f"{task.due_on:%Y%m%d} {task.item.title}", 50)
    suffix = PurePosixPath(row.path).suffix
    try:
        with open_file(row) as content:
            archive.copy(f"{part.folder}/照片/{said}-{file.sha256[:12]}{suffix}", content)
    except FileNotFoundError:
        return  # the night's check of the files names what the disk has lost
