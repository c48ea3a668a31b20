"""Addresses of the institution's own data, below ``/i/<code>/org/``."""

from django.urls import path, re_path

from houqin.core.late import late

(
    absences,
    accounts,
    calendar,
    calendar_edit,
    facts,
    home,
    imports,
    places,
    staff,
    structure,
    students,
) = late(
    "houqin.org.views",
    "absences",
    "accounts",
    "calendar",
    "calendar_edit",
    "facts",
    "home",
    "imports",
    "places",
    "staff",
    "structure",
    "students",
)

app_name = "org"
_WHAT = r"(?P<what>year|term|break|day)"

urlpatterns = [
    path("", home.home, name="home"),
    path("settings/", home.settings, name="settings"),
    path("facts/", facts.facts, name="facts"),
    path("departments/", structure.departments, name="departments"),
    path("departments/add/", structure.department, name="department-add"),
    path("departments/<int:pk>/", structure.department, name="department"),
    path("departments/<int:pk>/remove/", structure.department_remove, name="department-remove"),
    path("classes/", structure.classes, name="classes"),
    path("classes/add/", structure.school_class, name="class-add"),
    path("classes/<int:pk>/", structure.school_class, name="class"),
    path("classes/<int:pk>/remove/", structure.class_remove, name="class-remove"),
    path("staff/", staff.staff, name="staff"),
    path("staff/add/", staff.person_edit, name="person-add"),
    path("staff/accounts/", accounts.accounts, name="accounts"),
    path("staff/accounts/stop/", accounts.accounts_stop, name="accounts-stop"),
    path("staff/<int:pk>/", staff.person, name="person"),
    path("staff/<int:pk>/edit/", staff.person_edit, name="person-edit"),
    path("staff/<int:pk>/leave/", staff.leave, name="person-leave"),
    path("staff/<int:pk>/back/", staff.come_back, name="person-back"),
    path("staff/<int:pk>/roles/add/", staff.role_add, name="role-add"),
    path("staff/roles/<int:pk>/end/", staff.role_end, name="role-end"),
    path("staff/<int:pk>/account/", accounts.account_add, name="account-add"),
    path("staff/<int:pk>/account/active/", accounts.account_active, name="account-active"),
    path("staff/<int:pk>/account/reset/", accounts.password_reset, name="password-reset"),
    path("absences/", absences.absences, name="absences"),
    path("absences/add/", absences.absence, name="absence-add"),
    path("absences/<int:pk>/", absences.absence, name="absence"),
    path("absences/<int:pk>/remove/", absences.absence_remove, name="absence-remove"),
    path("students/", students.students, name="students"),
    path("students/add/", students.student, name="student-add"),
    path("students/<int:pk>/", students.student, name="student"),
    path("students/<int:pk>/remove/", students.student_remove, name="student-remove"),
    path("places/", places.places, name="places"),
    path("places/add/", places.place_edit, name="place-add"),
    path("places/labels/", places.labels, name="labels"),
    path("places/<int:pk>/", places.place, name="place"),
    path("places/<int:pk>/edit/", places.place_edit, name="place-edit"),
    path("places/<int:pk>/remove/", places.place_remove, name="place-remove"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/<int:pk>/", calendar.calendar, name="calendar-year"),
    re_path(rf"^calendar/{_WHAT}/add/$", calendar_edit.edit, name="calendar-add"),
    re_path(rf"^calendar/{_WHAT}/(?P<pk>\d+)/$", calendar_edit.edit, name="calendar-edit"),
    re_path(
        rf"^calendar/{_WHAT}/(?P<pk>\d+)/remove/$", calendar_edit.remove, name="calendar-remove"
    ),
    path("import/batches/<int:pk>/undo/", imports.undo, name="import-undo"),
    path("import/<str:code>/", imports.upload, name="import"),
    path("import/<str:code>/template.xlsx", imports.template, name="import-template"),
    path("import/<str:code>/table.xlsx", imports.table, name="import-table"),
    path("import/<str:code>/<int:pk>/", imports.preview, name="import-preview"),
    path("import/<str:code>/<int:pk>/marked.xlsx", imports.marked, name="import-marked"),
]
