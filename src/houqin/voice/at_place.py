"""What the page of a place offers of this room."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from houqin.core.permissions import may
from houqin.org.at_place import Offer
from houqin.org.member import Member
from houqin.org.models import Place


def offers(member: Member, place: Place) -> Sequence[Offer]:
    """The poster of the public page that knows where it hangs."""
    if not may(member, "voice.handle"):
        return []
    url = f"{reverse('voice:poster')}?place={place.tag}"
    return [Offer("意见二维码", url, "message-2", "贴在这里，谁都能扫码提意见")]
