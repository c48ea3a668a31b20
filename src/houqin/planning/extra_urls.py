"""Addresses of meetings, requests, readiness, letters and good practices."""

from django.urls import URLPattern, path

from houqin.core.late import late

attending, letters, meetings, minutes, practices, readiness, requests = late(
    "houqin.planning.views",
    "attending",
    "letters",
    "meetings",
    "minutes",
    "practices",
    "readiness",
    "requests",
)

extra_urls: list[URLPattern] = [
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/new/", meetings.new, name="meeting_new"),
    path("meetings/attendance/", attending.attendance, name="attendance"),
    path("meetings/attendance/<int:pk>/", attending.attendance_of, name="attendance_of"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/edit/", meetings.edit, name="meeting_edit"),
    path("meetings/<int:pk>/cancel/", meetings.cancel, name="meeting_cancel"),
    path("meetings/<int:pk>/sign-in/", attending.sign_in, name="meeting_sign_in"),
    path("meetings/<int:pk>/leave/", attending.leave, name="meeting_leave"),
    path("meetings/<int:pk>/roll-call/", attending.roll_call, name="meeting_roll_call"),
    path("meetings/<int:pk>/qr/", attending.qr, name="meeting_qr"),
    path("meetings/<int:pk>/minutes/", minutes.minutes, name="meeting_minutes"),
    path("meetings/<int:pk>/notes/", minutes.note, name="meeting_note"),
    path("meetings/<int:pk>/read/", attending.confirm_read, name="meeting_read"),
    path("requests/", requests.requests, name="requests"),
    path("requests/new/", requests.new, name="request_new"),
    path("requests/<int:pk>/", requests.request_page, name="request"),
    path("requests/<int:pk>/accept/", requests.accept, name="request_accept"),
    path("requests/<int:pk>/refuse/", requests.refuse, name="request_refuse"),
    path("requests/<int:pk>/confirm/", requests.confirm, name="request_confirm"),
    path("requests/<int:pk>/reopen/", requests.reopen, name="request_reopen"),
    path("requests/<int:pk>/withdraw/", requests.withdraw, name="request_withdraw"),
    path("readiness/", readiness.readiness, name="readiness"),
    path("readiness/<int:pk>/checklist/", readiness.checklist, name="readiness_checklist"),
    path("readiness/<int:pk>/sign/", readiness.sign, name="readiness_sign"),
    path("readiness/reports/<int:pk>/", readiness.report, name="readiness_report"),
    path("letters/", letters.letters, name="letters"),
    path("letters/new/", letters.new, name="letter_new"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("letters/<int:pk>/answer/", letters.answer, name="letter_answer"),
    path("letters/<int:pk>/again/", letters.ask_again, name="letter_again"),
    path("letters/<int:pk>/no-reply/", letters.no_reply, name="letter_no_reply"),
    path("practices/", practices.practices, name="practices"),
    path("practices/new/", practices.new, name="practice_new"),
    path("practices/<int:pk>/", practices.practice, name="practice"),
    path("practices/<int:pk>/decide/", practices.decide, name="practice_decide"),
    path("practices/<int:pk>/effect/", practices.judge, name="practice_effect"),
]
