"""Sessions in the database, read by a query that is compiled once."""

from __future__ import annotations

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from houqin.core.prepared import Prepared
from houqin.core.tenancy import nobodys_rows

_ALIVE: Prepared[Session] = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now)
)


class SessionStore(db.SessionStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        with nobodys_rows():
            found = _ALIVE.one(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found
