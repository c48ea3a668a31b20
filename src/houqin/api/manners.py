"""Whatever happens below ``/api/``: not too often, and never answered with a page."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from houqin.accounts.models import token_digest
from houqin.api.answers import problem
from houqin.api.middleware import secret_of
from houqin.core.client import client_address
from houqin.core.limit import Buckets

GetResponse = Callable[[HttpRequest], HttpResponse]
_BELOW = re.compile(r"^(/i/[^/]+)?/api/")
_ADDRESSES = "现有的地址见本单位网址后的 api/openapi.json。"
_SAID = {
    400: ("看不懂这次请求", "请求的写法不对，请检查网址、请求头和内容后再发。"),
    403: ("没有权限", "您的账号不能这样做。上级检查员只能查看。"),
    404: ("没有这个地址", f"没有这个接口地址，或您不属于这个单位。{_ADDRESSES}"),
    413: ("内容太大", "发来的内容太大，没有保存。照片每张最大 20 MB，请缩小或分几次发。"),
    500: ("服务器出错", "这一步没有保存。请稍后再试；还不行，请告诉信息员。"),
    503: ("暂时不能服务", "程序正在启动或维护，没有处理这次请求。请过一会儿再试。"),
}
_MUST_CHANGE = "您的密码是临时的。请先在网页上登录、改掉密码，再使用接口。"


def only_json(get_response: GetResponse) -> GetResponse:
    """Stands as far out as it can, so that nothing inside answers a program with HTML."""
    buckets = Buckets()

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _BELOW.match(request.path):
            return get_response(request)
        refused = _too_often(request, buckets)
        return refused if refused is not None else _told(request, get_response(request))

    return middleware


def _too_often(request: HttpRequest, buckets: Buckets) -> HttpResponse | None:
    """Asked before anything is looked up: a flood costs no query.

    The address goes first, so that made-up tokens from one place cannot fill the memory.
    """
    now, secret = monotonic(), secret_of(request)
    limits = [(f"a{client_address(request)}", settings.API_PER_ADDRESS, "每个网络地址")]
    if secret:
        limits.append((f"t{token_digest(secret)}", settings.API_PER_TOKEN, "每个令牌"))
    for key, per_minute, whose in limits:
        seconds = math.ceil(buckets.wait(key, per_minute, now))
        if seconds:
            said = f"请求太频繁：{whose}每分钟最多 {per_minute} 次。请 {seconds} 秒后再试。"
            answer = problem(429, "请求太频繁", said)
            answer["Retry-After"] = str(seconds)
            return answer
    return None


def _told(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer, with a page that tells a refusal turned into its sentence."""
    status = response.status_code
    if status < 300 or status == 304 or "json" in response.get("Content-Type", ""):
        return response
    if status < 400:  # a browser's session that is sent to choose a password
        return problem(403, "先改密码", _MUST_CHANGE)
    if status == 405:
        return _other_method(request, response)
    title, detail = _SAID.get(status) or _SAID[500 if status >= 500 else 400]
    return problem(status, title, str(getattr(response, "reason_said", "")) or detail)


def _other_method(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    allowed = response.get("Allow", "")
    said = f"这个地址不接受 {request.method}，请用 {'、'.join(allowed.split(', '))}。"
    answer = problem(405, "方法不对", said)
    answer["Allow"] = allowed
    return answer
