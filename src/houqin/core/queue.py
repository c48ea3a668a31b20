"""The queue of long work: loaded by whoever puts something in or takes something out.

Serving a page needs none of it, and it is a tenth of what a start would load. So procrastinate is
no installed app of a process that serves; what its app does when Django is ready is done here.
"""

from __future__ import annotations

from django.apps import apps
from procrastinate.contrib.django import app as queue
from procrastinate.contrib.django import procrastinate_app
from procrastinate.contrib.django.apps import create_app

if not apps.is_installed("procrastinate.contrib.django"):
    procrastinate_app.current_app = create_app(blueprint=procrastinate_app.current_app)

__all__ = ["queue"]
