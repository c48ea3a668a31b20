"""Addresses of tasks: doing, deferring, checking, chasing, the calendar feed."""

from django.urls import path

from houqin.core.late import late

assigning, deferrals, desk, doing, feed, supervision = late(
    "houqin.planning.views", "assigning", "deferrals", "desk", "doing", "feed", "supervision"
)

task_urls = [
    path("tasks/", desk.tasks, name="tasks"),
    path("tasks/add/", assigning.add, name="add_task"),
    path("tasks/assign/", assigning.assign, name="assign"),
    path("tasks/<int:pk>/", doing.task, name="task"),
    path("tasks/<int:pk>/write/", doing.write, name="write"),
    path("tasks/<int:pk>/urge/", supervision.urge, name="urge"),
    path("tasks/<int:pk>/day/", supervision.fix_day, name="set_day"),
    path("tasks/<int:pk>/check/", doing.check, name="check"),
    path("tasks/<int:pk>/defer/", deferrals.defer, name="defer"),
    path("evidence/<int:pk>/undo/", doing.undo, name="undo"),
    path("deferrals/<int:pk>/decide/", deferrals.decide, name="decide"),
    path("supervision/", supervision.supervision, name="supervision"),
    path("subscribe/", feed.subscribe, name="subscribe"),
    path("subscribe/<int:pk>/revoke/", feed.revoke, name="revoke_feed"),
    path("feeds/<str:secret>.ics", feed.calendar, name="feed"),
]
