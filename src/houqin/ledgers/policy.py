"""Who may see, write, correct and countersign in which book, with the reason when not."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from houqin.core.permissions import Allowed, Answer, Denied, may, row_rule
from houqin.core.roles import Role, role_name
from houqin.ledgers.models import Book, Entry
from houqin.org.member import Member

LEADERS = frozenset({Role.DIRECTOR, Role.PRINCIPAL, Role.CLERK})
SEE_ALL = LEADERS | {Role.ADMINISTRATOR, Role.SAFETY_OFFICER, Role.INSPECTOR}


def _codes(member: Member) -> list[str]:
    return sorted(str(role) for role in member.roles)


def _names(codes: list[str], member: Member) -> str:
    return "、".join(role_name(code, member.kind) for code in codes)


@row_rule("ledgers.write")
def may_write(member: Member, book: Book) -> Answer:
    """The roles the book names, or who leads; a book that names none is open to all inside."""
    if not book.is_active:
        return Denied(f"《{book.title}》已停用，只能查看。")
    if (
        not book.writer_roles
        or member.roles & LEADERS
        or set(book.writer_roles) & set(member.roles)
    ):
        return Allowed()
    return Denied(f"《{book.title}》由{_names(book.writer_roles, member)}填写。")


@row_rule("ledgers.amend")
def may_amend(member: Member, entry: Entry) -> Answer:
    """The author, or who leads."""
    if entry.author_id == member.staff.pk or member.roles & LEADERS:
        return Allowed()
    return Denied(f"这条记录由{entry.author_name}填写，更正请找本人或总务主任。")


@row_rule("ledgers.countersign")
def may_countersign(member: Member, entry: Entry) -> Answer:
    """A second person of the roles the book names; where it names none, any writer of it."""
    book = entry.book
    if entry.author_id == member.staff.pk:
        return Denied("会签要由另一位同事来做，不能会签自己填的记录。")
    wanted = book.signer_roles or book.writer_roles
    if not wanted or set(wanted) & set(member.roles) or member.roles & LEADERS:
        return Allowed()
    return Denied(f"《{book.title}》由{_names(wanted, member)}会签。")


def visible_books(member: Member) -> QuerySet[Book]:
    """Who leads or inspects sees all; others the books open to all and those of their roles."""
    return books_within(reach_of(member))


Reach = tuple[str, ...] | None


def reach_of(member: Member) -> Reach:
    """What decides which books a member sees: None for all, else the roles."""
    return None if member.roles & SEE_ALL else tuple(_codes(member))


def books_within(reach: Reach) -> QuerySet[Book]:
    if reach is None:
        return Book.objects.all()
    mine = list(reach)
    return Book.objects.filter(
        Q(reader_roles=[])
        | Q(reader_roles__overlap=mine)
        | Q(writer_roles__overlap=mine)
        | Q(signer_roles__overlap=mine)
    )


def visible_entries(member: Member) -> QuerySet[Entry]:
    return entries_within(reach_of(member))


def entries_within(reach: Reach) -> QuerySet[Entry]:
    rows = Entry.objects.all()
    return rows if reach is None else rows.filter(book__in=books_within(reach))


def may_see_entry_files(member: Member, entry_id: int) -> bool:
    """Photos are shown to who may see the entry they belong to."""
    return visible_entries(member).filter(pk=entry_id).exists()


__all__ = [
    "LEADERS",
    "may",
    "may_amend",
    "may_countersign",
    "may_see_entry_files",
    "may_write",
    "visible_books",
    "visible_entries",
]
