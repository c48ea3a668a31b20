"""The demo's photos: about twenty an institution, taken in like any photo from a phone."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from random import Random

from django.core.files.base import ContentFile
from django.utils import timezone

from houqin.core.domains import DOMAINS
from houqin.files.models import StoredFile
from houqin.files.public import take_photo
from houqin.org.member import Member
from houqin.packs.model import Pack
from houqin.web.demo.pictures import picture

MOST = 20
_EACH = 3


class Album:
    """Hands out a picture of a line of work; draws new ones until there are enough."""

    def __init__(self, pack: Pack, rng: Random, now: datetime) -> None:
        self.pack, self.rng, self.now = pack, rng, now
        self.taken: dict[str, list[StoredFile]] = defaultdict(list)
        self.count = 0

    def photo(self, domain: str, member: Member) -> StoredFile:
        known = self.taken[domain]
        enough = len(known) >= _EACH or (self.count >= MOST and known)
        if not enough:
            known.append(self._take(domain, member))
        return known[-1] if not enough else self.rng.choice(known)

    def _take(self, domain: str, member: Member) -> StoredFile:
        self.count += 1
        name = DOMAINS[domain].name if domain in DOMAINS else "后勤"
        moment = timezone.localtime(self.now - timedelta(hours=self.rng.randint(20, 400)))
        caption = f"{self.pack.institution.words['site']}{name}"
        content = picture(domain, caption, f"{moment:%Y-%m-%d %H:%M}", self.rng)
        upload = ContentFile(content, name=f"{name}-{self.count:02d}.jpg")
        return take_photo(actor=member, upload=upload, now=self.now)
