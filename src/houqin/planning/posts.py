"""岗位: each role's holders, written duties, plan items, books and this week's tasks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Value

from houqin.core.roles import Role
from houqin.ledgers.models import Book
from houqin.ledgers.policy import visible_books
from houqin.org.member import Member
from houqin.org.models import RoleHolding
from houqin.planning.models import PlanItem, PostDuties, Task, WorkPlan
from houqin.planning.models.tasks import OPEN
from houqin.planning.policy import visible_tasks

ROLES = tuple(str(role) for role in Role if role not in (Role.STAFF, Role.INSPECTOR))


@dataclass(slots=True)
class Post:
    """One role as the institution has it on a day."""

    role: str
    holders: list[RoleHolding] = field(default_factory=list)
    is_written: bool = False
    items: int = 0
    late: int = 0

    @property
    def is_vacant(self) -> bool:
        """Something is expected of it, and nobody is there."""
        return not self.holders and bool(self.items or self.is_written)

    @property
    def exists(self) -> bool:
        return bool(self.holders or self.items or self.is_written)


def posts_on(today: date) -> list[Post]:
    """Every post that is held, has duties written, or has work planned: in two queries."""
    posts = {role: Post(role) for role in ROLES}
    for held in _held(today):
        if held.role in posts:
            posts[held.role].holders.append(held)
    late = Task.objects.filter(item__owner_role__in=ROLES, state__in=OPEN, due_on__lt=today)
    written = _counted(PostDuties.objects.all(), "role", "written")
    items = _counted(items_of(ROLES), "owner_role", "items")
    for role, what, count in written.union(
        items, _counted(late, "item__owner_role", "late"), all=True
    ):
        post = posts[role]
        post.is_written = post.is_written or what == "written"
        post.items += count if what == "items" else 0
        post.late += count if what == "late" else 0
    return [post for post in posts.values() if post.exists]


def _counted(rows: QuerySet[Any], by: str, what: str) -> QuerySet[Any, tuple[str, str, int]]:
    named = rows.order_by().annotate(what=Value(what)).values_list(by, "what")
    counted: QuerySet[Any, tuple[str, str, int]] = named.annotate(n=Count("pk"))
    return counted


def _held(today: date) -> QuerySet[RoleHolding]:
    rows = RoleHolding.objects.on(today).filter(staff__left_on=None)
    return rows.select_related("staff__department", "staff__superior", "department")


def items_of(roles: tuple[str, ...]) -> QuerySet[PlanItem]:
    """What the plans in force ask of these roles."""
    running = PlanItem.objects.filter(
        status=PlanItem.Status.ACTIVE, plan__state=WorkPlan.State.RUNNING, owner_role__in=roles
    )
    return running.exclude(plan__sort=WorkPlan.Sort.ADHOC)


@dataclass(frozen=True, slots=True)
class PostPage:
    """All that one page shows of a post."""

    post: Post
    written: PostDuties | None
    items: list[PlanItem]
    books: list[Book]
    tasks: list[Task]
    last: date


def post_page(member: Member, role: str, today: date) -> PostPage:
    """Duties, the books it writes, what the plans ask of it, and its tasks until Sunday."""
    last = today + timedelta(days=6 - today.weekday())
    items = list(items_of((role,)).order_by("plan__sort", "position", "pk"))
    tasks = visible_tasks(member).filter(item__owner_role=role, first__lte=last)
    due = tasks.filter(Q(state__in=OPEN) | Q(due_on__gte=last - timedelta(days=6)))
    post = Post(role, list(_held(today).filter(role=role)), items=len(items))
    codes = {item.book for item in items if item.book}
    books = visible_books(member).filter(Q(writer_roles__contains=[role]) | Q(code__in=codes))
    return PostPage(
        post=post,
        written=PostDuties.objects.filter(role=role).select_related("written_by").first(),
        items=items,
        books=list(books.filter(is_active=True).order_by("domain", "title")),
        tasks=list(due.select_related("item", "assignee").order_by("due_on", "pk")[:60]),
        last=last,
    )
