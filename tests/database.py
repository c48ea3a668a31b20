"""Loaded by pytest before the settings: a PostgreSQL for the tests, unless DATABASE_URL names one."""

import os
import tempfile
from pathlib import Path

os.environ["HOUQIN_TESTING"] = "1"
os.environ["HOUQIN_AS_OWNER"] = "1"
os.environ.setdefault("HOUQIN_DATA", tempfile.mkdtemp(prefix="houqin-test-"))
os.environ.setdefault("HOUQIN_SECRET_KEY", "only-for-tests")
if "DATABASE_URL" not in os.environ:
    from houqin.config import embedded

    folder = Path(tempfile.gettempdir()) / "houqin-test-postgres"
    embedded.start(folder, durable=False)
    os.environ["DATABASE_URL"] = os.environ["DATABASE_OWNER_URL"]
