from houqin.org.models.calendar import Break, CalendarDay, SchoolYear, Term
from houqin.org.models.imports import ImportBatch, ImportUpload
from houqin.org.models.institution import Department, Institution, ScopedRow
from houqin.org.models.people import Absence, RoleHolding, SchoolClass, Staff, Student
from houqin.org.models.places import Place

__all__ = [
    "Absence",
    "Break",
    "CalendarDay",
    "Department",
    "ImportBatch",
    "ImportUpload",
    "Institution",
    "Place",
    "RoleHolding",
    "SchoolClass",
    "SchoolYear",
    "ScopedRow",
    "Staff",
    "Student",
    "Term",
]
