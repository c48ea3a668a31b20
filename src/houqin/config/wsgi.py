"""The program as it is served: ``pages`` by granian, ``application`` to any other WSGI server."""

import gc
import os

gc.disable()  # what is loaded now stays: looking through it again and again is a fifth of the start

from django.core.wsgi import get_wsgi_application  # noqa: E402

from houqin.config.admission import Admission  # noqa: E402

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "houqin.config.settings")
application = get_wsgi_application()
pages = Admission(application)

if os.environ.get("HOUQIN_PARENT"):
    from houqin.config.parent import follow

    follow(int(os.environ["HOUQIN_PARENT"]))
if os.environ.get("HOUQIN_WORKER") == "1":
    from houqin.config import worker_thread

    worker_thread.start()

# A full collection in the middle of a request is what makes the slowest page slow: everything
# loaded at start-up is set aside. Young objects are looked at less often than Python does, but
# often enough that eight threads do not pile up what nobody needs.
gc.freeze()
gc.set_threshold(10_000, 10, 10)
gc.enable()
