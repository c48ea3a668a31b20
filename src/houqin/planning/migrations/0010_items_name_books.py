"""Items that named a ledger in words point to the book that keeps it; other words stay words."""

from typing import Any

from django.db import migrations

from houqin.packs.books import book_for, duty_records
from houqin.packs.bookspec import BookSpec
from houqin.packs.naming import book_named


def point_to_books(apps: Any, _schema_editor: Any) -> None:
    """The pack's book of that name; an institution's own book by its title."""
    institutions = apps.get_model("org", "Institution").objects.order_by("pk")
    for institution in institutions.only("pk", "kind"):
        _items_of(apps, institution)
        _drafts_of(apps, institution)
        _duties_of(apps, institution)


def _items_of(apps: Any, institution: Any) -> None:
    items = apps.get_model("planning", "PlanItem").objects.filter(institution=institution, book="")
    names = items.exclude(ledger="").order_by().values_list("ledger", flat=True).distinct()
    for name in list(names):
        code = _code_of(apps, institution, name)
        if code:
            items.filter(ledger=name).update(book=code)


def _drafts_of(apps: Any, institution: Any) -> None:
    rows = apps.get_model("planning", "PlanItem").objects.filter(institution=institution)
    for item in rows.filter(draft__has_key="ledger"):
        item.draft["book"] = _code_of(apps, institution, item.draft["ledger"])
        item.save(update_fields=["draft"])


def _duties_of(apps: Any, institution: Any) -> None:
    """The law's duties know their books themselves, and which entries of them count."""
    items = apps.get_model("planning", "PlanItem").objects.filter(
        institution=institution, plan__sort="statutory"
    )
    there = set(items.order_by().values_list("number", flat=True))
    for duty in duty_records():
        if duty.duty not in there or not duty.ledger or institution.kind not in duty.kinds:
            continue
        book = book_for(institution.kind, duty.ledger)
        if isinstance(book, BookSpec):
            only = [list(one) for one in duty.only]
            items.filter(number=duty.duty).update(book=book.code, each=duty.each, only=only)


def _code_of(apps: Any, institution: Any, name: str) -> str:
    books = apps.get_model("ledgers", "Book").objects.filter(institution=institution, title=name)
    own = books.values_list("code", flat=True).first()
    return own or book_named(institution.kind, name)


class Migration(migrations.Migration):
    dependencies = [
        ("ledgers", "0003_drafts"),
        ("planning", "0009_books"),
    ]

    operations = [migrations.RunPython(point_to_books, migrations.RunPython.noop)]
