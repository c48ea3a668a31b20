"""Refusals as ``application/problem+json`` (RFC 9457), in one Chinese sentence."""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as SchemaError

from houqin.api.answers import problem

log = logging.getLogger(__name__)
_UNKNOWN = (
    "没有带有效的接口令牌。请在“单位 → 接口令牌”新建，放在 Authorization: Bearer 之后；"
    "写入必须用令牌，登录网页不算。"
)


def _schema(_request: HttpRequest, error: SchemaError) -> HttpResponse:
    errors = [
        {"field": ".".join(map(str, one["loc"][1:])), "reason": _reason(one)}
        for one in error.errors
    ]
    named = "、".join(dict.fromkeys(e["field"] for e in errors if e["field"]))
    return problem(422, "内容不符合要求", f"请检查：{named or '提交的内容'}。", errors=errors)


_REASONS = {
    "missing": "必填",
    "extra_forbidden": "没有这一项",
    "string_too_long": "太长",
    "date_from_datetime_parsing": "日期请写成 2026-11-22",
    "date_parsing": "日期请写成 2026-11-22",
    "uuid_parsing": "请给一个 UUID",
    "int_parsing": "请填整数",
    "decimal_parsing": "请填数字",
    "bool_parsing": "请填 true 或 false",
}


def _reason(one: dict[str, Any]) -> str:
    return _REASONS.get(str(one.get("type")), "内容不对")


def _refused(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Where the service names the parts that are wrong, so does the answer."""
    errors: list[Any] = error.messages
    if hasattr(error, "error_dict"):
        told = error.message_dict.items()
        errors = [{"field": name, "reason": one} for name, said in told for one in said]
    return problem(422, "没有办成", "".join(error.messages), errors=errors)


def _forbidden(_request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return problem(403, "没有权限", str(error) or "您的角色不能这样做。")


def _missing(_request: HttpRequest, _error: Exception) -> HttpResponse:
    return problem(404, "找不到", "没有这一条，或它不在您看得到的范围里。")


def _unknown_caller(_request: HttpRequest, _error: Exception) -> HttpResponse:
    return problem(401, "请带令牌", _UNKNOWN)


def _http(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, "看不懂这次请求", "请求的内容不是有效的 JSON，请检查后再发。")


def _broken(_request: HttpRequest, error: Exception) -> HttpResponse:
    log.exception("the API broke down", exc_info=error)
    return problem(500, "服务器出错", "这一步没有保存。请稍后再试；还不行，请告诉信息员。")


def install(api: NinjaAPI) -> None:
    handlers: list[tuple[type[Exception], Any]] = [
        (SchemaError, _schema),
        (ValidationError, _refused),
        (PermissionDenied, _forbidden),
        (Http404, _missing),
        (ObjectDoesNotExist, _missing),
        (AuthenticationError, _unknown_caller),
        (HttpError, _http),
        (Exception, _broken),
    ]
    for error, handler in handlers:
        api.add_exception_handler(error, handler)
