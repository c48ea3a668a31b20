"""What the API says of record books and their entries."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from houqin.ledgers.standing import standing_of


class BookOut(Schema):
    """台账."""

    code: str = Field(description="代码，放在网址里")
    title: str = Field(description="名称")
    domain: str = Field(description="工作线代码，例如 canteen")
    purpose: str = Field(description="用途")
    is_active: bool = Field(description="是否在用")
    version: int = Field(description="正在用第几版表格；0 表示还没发布")

    @staticmethod
    def resolve_version(book: Any) -> int:
        return int(book.current.number) if book.current else 0


class BookDetail(BookOut):
    """一本台账和它的表格."""

    basis: str = Field(description="依据")
    writer_roles: list[str] = Field(description="谁填写，角色代码；空表示谁都可以")
    reader_roles: list[str] = Field(description="谁查看；空表示本单位的人都能看")
    signer_roles: list[str] = Field(description="谁会签；空表示由另一位填写人会签")
    per_what: str = Field(description="按什么分别记：meal、class、room 等；空表示不分")
    per_field: str = Field(description="由哪个字段看出是哪一个")
    expected: list[str] = Field(
        description="都有哪些：班级、场所、人员是编号，车牌、设备是名称；空表示全部"
    )
    every_days: int | None = Field(None, description="平常几个工作日记一次；空表示没有写")
    time_field: str = Field(description="发生时间取自哪个字段；空表示填写的时刻")
    backdate_days: int | None = Field(None, description="最多补录几天前的；空表示不限")
    retention_months: int | None = Field(None, description="至少保存几个月")
    keeps_with_object: bool = Field(description="人员、设备、合同还在就一直保存")
    numbering: str = Field(description="编号规则")
    form: dict[str, Any] = Field(description="表格：field 是字段，rule 是字段之间的规则")

    @staticmethod
    def resolve_form(book: Any) -> dict[str, Any]:
        return dict(book.current.form) if book.current else {}


class BookPage(Schema):
    """一页台账."""

    items: list[BookOut] = Field(description="台账")
    next: str | None = Field(None, description="下一页的 after；空表示没有下一页")


class Flag(Schema):
    """一处异常."""

    path: str = Field(description="哪个字段")
    message: str = Field(description="怎么异常")


class EntryOut(Schema):
    """一条记录，更正以后的样子."""

    id: int = Field(description="记录的主键")
    token: UUID = Field(description="填写时生成的 UUID")
    number: str = Field(description="编号")
    happened_at: datetime = Field(description="发生时间")
    entered_at: datetime = Field(description="系统收到的时间")
    is_late: bool = Field(description="是否补录")
    late_reason: str = Field(description="补录原因")
    key: str = Field(description="分别记的是哪一个")
    key_name: str = Field(description="它的名称")
    place_id: int | None = Field(None, description="场所编号")
    place: str = Field(alias="place_name", description="场所")
    author_id: int = Field(description="填写人的教职工编号")
    author: str = Field(alias="author_name", description="填写人")
    values: dict[str, Any] = Field(description="内容，按字段代码；人和场所是 {id, name}")
    is_abnormal: bool = Field(description="是否有异常")
    flags: list[Flag] = Field(description="哪里异常")
    measure: str = Field(description="处理措施")
    is_struck: bool = Field(description="是否已划去")
    amendments: int = Field(description="更正过几次，划去也算")
    sequence: int = Field(description="在链上是第几条")
    digest: str = Field(description="这一条的摘要")
    version_id: int = Field(description="用的是哪一版表格（主键）")

    @staticmethod
    def resolve_values(entry: Any) -> dict[str, Any]:
        return dict(standing_of(entry).values)

    @staticmethod
    def resolve_is_abnormal(entry: Any) -> bool:
        return standing_of(entry).is_abnormal

    @staticmethod
    def resolve_flags(entry: Any) -> list[dict[str, str]]:
        return list(standing_of(entry).flags)

    @staticmethod
    def resolve_measure(entry: Any) -> str:
        return standing_of(entry).measure

    @staticmethod
    def resolve_is_struck(entry: Any) -> bool:
        return standing_of(entry).is_struck

    @staticmethod
    def resolve_amendments(entry: Any) -> int:
        return standing_of(entry).amendments


class EntryPage(Schema):
    """一页记录."""

    items: list[EntryOut] = Field(description="记录")
    next: str | None = Field(None, description="下一页的 after；空表示没有下一页")


class WriteEntry(Schema):
    """记一条."""

    token: UUID = Field(description="调用方生成的 UUID；同一个再发一次不会重复记")
    values: dict[str, Any] = Field(
        description="内容，按字段代码；人、班级、场所给编号或名称，照片给先上传的编号"
    )
    happened_at: datetime | None = Field(None, description="发生时间；不给就是现在")
    done_at: datetime | None = Field(None, description="实际填写的时间，最多早 72 小时")
    late_reason: str = Field("", max_length=200, description="补录原因，补记以前的必填")
    measure: str = Field("", max_length=500, description="处理措施，有异常必填")
    is_fixed: bool = Field(
        default=False,
        description="异常现场已整改；不给就转为事项。检查表的每一项在自己的 fixed 里说",
    )
    place_id: int | None = Field(None, description="场所编号")
    version: int | None = Field(None, description="按第几版表格填；不给就是正在用的")
