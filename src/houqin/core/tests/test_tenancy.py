"""Both walls: the query that refuses to compile, and the database that refuses to answer."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.utils import ProgrammingError

from houqin.core.row_security import append_only_tables, protected_tables
from houqin.core.tenancy import NoInstitutionChosen, every_institution, institution_scope
from houqin.journal.models import JournalEntry
from houqin.org.models import Department, Institution
from houqin.org.testing import make_institution

ASKED = [
    lambda: list(Department.objects.all()),
    lambda: Department.objects.count(),
    lambda: Department.objects.exists(),
    lambda: Department.objects.first(),
    lambda: Department.objects.update(name="x"),
    lambda: Department.objects.filter(name="x").delete(),
    lambda: list(Department.objects.values_list("name")),
    lambda: Department.objects.aggregate(n=__import__("django").db.models.Count("pk")),
    lambda: Department.objects.create(name="x"),
    lambda: Department.objects.explain(),
]


@pytest.mark.parametrize("ask", ASKED)
def test_nothing_is_asked_without_an_institution(db, ask):
    with pytest.raises(NoInstitutionChosen):
        ask()


def test_each_institution_sees_its_own(db):
    here, there = make_institution(), make_institution()
    for one in (here, there):
        with institution_scope(one.pk):
            Department.objects.create(name=f"总务处{one.pk}")
    with institution_scope(here.pk):
        assert [d.institution_id for d in Department.objects.all()] == [here.pk]
    with every_institution():
        assert Department.objects.count() == 2


def test_the_database_itself_hides_other_rows(db):
    here, there = make_institution(), make_institution()
    with institution_scope(there.pk):
        Department.objects.create(name="那边")
    with institution_scope(here.pk), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM org_department")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM org_institution")
        assert cursor.fetchone() == (1,)


def test_the_database_refuses_a_row_for_another_institution(db):
    here, there = make_institution(), make_institution()
    with institution_scope(here.pk), pytest.raises(ProgrammingError, match="row-level security"):
        Department.objects.create(name="x", institution_id=there.pk)


def test_the_scope_follows_after_a_rollback(db):
    from django.db import transaction

    here, there = make_institution(), make_institution()
    with institution_scope(here.pk):
        try:
            with transaction.atomic(), institution_scope(there.pk):
                Department.objects.create(name="x")
                raise ValueError
        except ValueError:
            pass
        Department.objects.create(name="y")
        assert Department.objects.get().name == "y"


def test_every_scoped_table_is_behind_row_security(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity")
        secured = {row[0] for row in cursor.fetchall()}
    assert protected_tables().keys() <= secured
    assert Institution._meta.db_table in secured


def test_the_journal_cannot_be_rewritten(db, institution):
    assert JournalEntry._meta.db_table in append_only_tables()
    with pytest.raises(ProgrammingError, match="permission denied"):
        JournalEntry.objects.update(sentence="x")


def test_the_program_is_no_superuser_and_owns_nothing(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls OR EXISTS(SELECT 1 FROM pg_class c"
            " WHERE c.relowner = r.oid) FROM pg_roles r WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False,)


def test_every_model_of_an_institution_is_scoped_by_its_manager():
    from houqin.core.tenancy import ScopedManager

    for model in apps.get_models():
        if model.__module__.startswith("houqin.") and hasattr(model, "institution_id"):
            assert isinstance(model.objects, ScopedManager), model


def test_a_refused_row_leaves_the_scope_usable(db, institution):
    from django.db import IntegrityError, transaction

    Department.objects.create(name="总务处")
    for _again in range(2):
        with pytest.raises(IntegrityError), transaction.atomic(), institution_scope(institution.pk):
            Department.objects.create(name="总务处")
    assert Department.objects.count() == 1
