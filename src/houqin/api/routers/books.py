"""Record books over the API: list, read with the form, list and write entries."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from houqin.api.book_schemas import BookDetail, BookPage, EntryOut, EntryPage, WriteEntry
from houqin.api.paged import Paging, paged
from houqin.api.schemas import Problem
from houqin.core import clock
from houqin.core.search import matching
from houqin.files.models import StoredFile
from houqin.files.public import may_see_file
from houqin.forms import Attachment, Context, canonical, prefill, read
from houqin.forms import Field as FormField
from houqin.ledgers.models import Book, Entry
from houqin.ledgers.policy import visible_books, visible_entries
from houqin.ledgers.services import writing
from houqin.ledgers.services.reading import form_of, me
from houqin.org.access import demand

router = Router(tags=["台账"])
_REFUSALS = {401: Problem, 403: Problem, 404: Problem, 422: Problem, 429: Problem}


class BookFilter(Schema):
    """Which books; what is not given does not limit."""

    domain: str | None = Field(None, max_length=12, description="工作线代码，例如 canteen")
    closed: bool = Field(default=False, description="要停用的；不给就是在用的")


class EntryFilter(Schema):
    """Which entries of a book; what is not given does not limit."""

    since: date | None = Field(None, description="发生日期不早于")
    until: date | None = Field(None, description="发生日期不晚于")
    key: str | None = Field(None, max_length=80, description="分别记的是哪一个（班级、餐次等）")
    place: int | None = Field(None, description="场所编号")
    author: int | None = Field(None, description="填写人的教职工编号")
    abnormal: bool = Field(default=False, description="只要有异常的")
    late: bool = Field(default=False, description="只要补录的")
    q: str | None = Field(None, max_length=60, description="关键词，可用拼音首字母")


@router.get("", response={200: BookPage, **_REFUSALS}, summary="列出台账", operation_id="books")
def books(request: Any, chosen: Query[BookFilter], paging: Query[Paging]) -> Any:
    """令牌主人看得到的台账，按名称先后."""
    demand(request.auth, "ledgers.see")
    rows = visible_books(request.auth).filter(is_active=not chosen.closed)
    if chosen.domain:
        rows = rows.filter(domain=chosen.domain)
    return paged(rows.select_related("current").defer("current__form"), paging, "title")


@router.get(
    "/{slug:code}", response={200: BookDetail, **_REFUSALS}, summary="一本台账", operation_id="book"
)
def book(request: Any, code: str) -> Any:
    """设置和正在用的表格；表格的写法见工程文档 forms."""
    return _book(request, code)


def _book(request: Any, code: str) -> Book:
    demand(request.auth, "ledgers.see")
    rows = visible_books(request.auth).select_related("current")
    return get_object_or_404(rows, code=code)


@router.get(
    "/{slug:code}/entries", response={200: EntryPage, **_REFUSALS}, summary="一本台账的记录",
    operation_id="entries",
)  # fmt: skip
def entries(request: Any, code: str, chosen: Query[EntryFilter], paging: Query[Paging]) -> Any:
    """新发生的在前；内容是更正以后的样子，划去的也在，is_struck 为 true."""
    row = _book(request, code)
    wanted = _wanted(Entry.objects.filter(book=row), chosen, request)
    return paged(_with_standing(wanted), paging, "-happened_at")


def _wanted(rows: QuerySet[Any], chosen: EntryFilter, request: Any) -> QuerySet[Any]:
    same = {"key": chosen.key, "place": chosen.place, "author": chosen.author}
    rows = rows.filter(**{name: value for name, value in same.items() if value is not None})
    if chosen.since:
        rows = rows.filter(happened_at__gte=_midnight(chosen.since))
    if chosen.until:
        rows = rows.filter(happened_at__lt=_midnight(chosen.until + timedelta(days=1)))
    if chosen.abnormal:
        rows = rows.filter(is_abnormal=True)
    if chosen.late:
        rows = rows.filter(is_late=True)
    if chosen.q:
        rows = rows.filter(matching(request.auth.institution.pk, chosen.q))
    return rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _with_standing(rows: QuerySet[Any]) -> QuerySet[Any]:
    """What an answer shows of each entry: two queries for a page."""
    return rows.prefetch_related("amendments").defer("search", "file_hashes")


@router.get(
    "/entries/{int:entry_id}", response={200: EntryOut, **_REFUSALS}, summary="一条记录",
    operation_id="entry",
)  # fmt: skip
def entry(request: Any, entry_id: int) -> Any:
    """内容是更正以后的样子."""
    demand(request.auth, "ledgers.see")
    return get_object_or_404(_with_standing(visible_entries(request.auth)), pk=entry_id)


@router.post(
    "/{slug:code}/entries", response={200: EntryOut, **_REFUSALS}, summary="记一条",
    operation_id="write_entry",
)  # fmt: skip
def write(request: Any, code: str, body: WriteEntry) -> Any:
    """和手机上填的一样判断：限值、异常、补录。同一个 token 再发一次不会重复.

    没给的时间和填写人按现在和令牌主人填；别的默认值不代填，没看过的不能当看过.
    """
    row = _book(request, code)
    values = {**_known(request, row), **body.values}
    _own_files(request, row, values)
    return writing.write_entry(
        actor=request.auth,
        book_id=row.pk,
        token=body.token,
        raw=values,
        now=clock.now(),
        happened_at=body.happened_at,
        made_at=body.done_at,
        late_reason=body.late_reason,
        measure=body.measure,
        is_fixed=body.is_fixed,
        place_id=body.place_id,
        version=body.version,
    )


def _known(request: Any, row: Book) -> dict[str, Any]:
    """Now and the caller, where the form begins with them."""
    if row.current is None:
        return {}
    form = form_of(row.current)
    begun = prefill(form, Context(now=clock.now(), me=me(request.auth)))
    words = {field.code for field in form.fields if field.default in {"now", "today", "me"}}
    return {name: value for name, value in canonical(form, begun).items() if name in words}


def _own_files(request: Any, row: Book, values: dict[str, Any]) -> None:
    """Uploads that are named anywhere in the form must be the caller's to see."""
    named: set[str] = set()

    def note(_field: FormField, key: str) -> Attachment:
        named.add(key)
        return Attachment(key, "0" * 64, "")

    if row.current is not None:
        read(form_of(row.current), values, Context(now=clock.now(), attachment=note))
    keys = {int(key) for key in named if key.isascii() and key.isdigit() and len(key) < 19}
    if not named:
        return
    files = StoredFile.objects.filter(pk__in=keys).prefetch_related("attachments")
    if sum(1 for file in files if may_see_file(request.auth, file)) != len(named):
        raise ValidationError("有的照片或文件不存在，或不是您上传的。请先上传，再把编号放进来。")
