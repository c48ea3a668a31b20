"""What follows a task: a support request is done when its task is.

Tasks are finished in several services (doing, deferring, checking), and none of them should know
of requests; the row's own save is the one place they all pass.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save

from houqin.core import clock
from houqin.core.late import late_call
from houqin.planning.models import Task

follow_task = late_call("houqin.planning.services.requests", "follow_task")


def listen() -> None:
    """Called once, in ``AppConfig.ready``."""
    post_save.connect(_follow, sender=Task, dispatch_uid="planning.task_followers")


def _follow(instance: Task, *, created: bool, raw: bool = False, **_signal: Any) -> None:
    # Only tasks that were handed out singly can have a request; asking costs planned ones nothing.
    if created or raw or instance.cadence:
        return
    follow_task(task=instance, now=clock.now())
