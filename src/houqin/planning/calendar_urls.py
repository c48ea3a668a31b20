"""Addresses of the calendar pages."""

from django.urls import URLPattern, path

from houqin.core.late import late

calendar, month = late("houqin.planning.views", "calendar", "month")

calendar_urls: list[URLPattern] = [
    path("calendar/", calendar.term, name="calendar"),
    path("calendar/week/<int:n>/", calendar.week, name="calendar_week"),
    path("calendar/month/", month.this_month, name="calendar_this_month"),
    path("calendar/month/<int:year>/<int:number>/", month.month, name="calendar_month"),
    path("calendar/people/", calendar.people, name="calendar_people"),
    path("calendar/departments/", calendar.departments, name="calendar_departments"),
]
