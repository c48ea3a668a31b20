"""Addresses of planning, at the root of the institution."""

from houqin.planning.calendar_urls import calendar_urls
from houqin.planning.extra_urls import extra_urls
from houqin.planning.plan_urls import plan_urls
from houqin.planning.programme_urls import programme_urls
from houqin.planning.task_urls import task_urls

app_name = "planning"
urlpatterns = [*plan_urls, *task_urls, *calendar_urls, *extra_urls, *programme_urls]
