"""What is measured over HTTP, against which floor, and how many queries it may cost."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True)
class Operation:
    """``at_most`` is times the floor, or milliseconds where there is no ``floor``."""

    name: str
    path: str
    at_most: float
    queries: int
    floor: str = ""
    role: int = 0  # director, principal, administrator, then three technicians


# The whole term's map, a month and a plan of a hundred items are pages of more rows than a list of
# fifty, so they are held to the list's bar; 10 ms is for Today and for one row's page.
OPERATIONS = (
    Operation("今日（维修工）", "today/", 10, 10, role=3),
    Operation("今日（总务主任）", "today/", 10, 10),
    Operation("学期日历", "calendar/", 4, 10, "list"),
    Operation("月历", "calendar/month/2026/11/", 4, 10, "list"),
    Operation("任务列表 50 行", "tasks/?state=open", 4, 6, "list"),
    Operation("任务列表 按状态和领域", "tasks/?state=done&domain=maintenance", 4, 6, "filter"),
    Operation("任务列表 第 3,500 行起", "tasks/?after={deep}", 4, 6, "list"),
    Operation("任务列表 搜到几条", f"tasks/?q={quote('校车')}&state=late", 12, 6),
    Operation("任务列表 搜到两百条", f"tasks/?q={quote('校车')}", 4, 6, "list"),
    Operation("接口 任务 50 行", "api/tasks?limit=50", 4, 5, "json"),
    Operation("任务详情", "tasks/{task}/", 10, 8),
    Operation("计划（100 条）", "plans/{plan}/", 4, 10, "list"),
)
