"""The door to the pages of who keeps the installation; to everybody else they do not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from houqin.accounts.models import User
from houqin.core import clock
from houqin.org.member import Member
from houqin.web.services.keeping import keeper_of


class KeeperRequest(HttpRequest):
    """A request outside the institutions by the keeper, who acts as ``keeper``."""

    keeper: Member


def keepers_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        keeper = keeper_of(request.user, clock.today())
        if keeper is None:
            raise Http404
        request.keeper = keeper  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return guarded
