"""The WSGI application that granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "houqin.config.settings")
application = get_wsgi_application()

if os.environ.get("HOUQIN_PARENT"):
    from houqin.config.parent import follow

    follow(int(os.environ["HOUQIN_PARENT"]))
if os.environ.get("HOUQIN_WORKER") == "1":
    from houqin.config.worker import start_in_thread

    start_in_thread()

# A full collection in the middle of a request is what makes the slowest page slow: everything
# loaded at start-up is set aside, and young objects are looked at less often.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 50, 100)
