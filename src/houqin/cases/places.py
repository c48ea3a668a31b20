"""Open cases by place: each place with all that lies below it, from the site down to the room."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from houqin.cases.models import Case
from houqin.cases.numbers import Row, by
from houqin.org.models import Place

_SLASH = Concat("path", Value("/"))


def at_or_below(pk: int) -> Q:
    """Cases at the place, or anywhere inside it."""
    top = Place.objects.filter(pk=pk).values(root=_SLASH)
    inside = Place.objects.alias(line=_SLASH).filter(line__startswith=Subquery(top))
    return Q(place__in=inside.values("pk"))


@dataclass(slots=True)
class Spot:
    """A place of the map. ``below`` are the places inside it that have open cases."""

    place: Place
    open: int = 0
    overdue: int = 0
    has_more: bool = False
    below: list[Spot] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """The places directly inside ``at`` (or the outermost), and the way back to the outermost."""

    at: Place | None
    above: list[Place]
    spots: list[Spot]
    here: int  # open ones at this very place, in none of its rooms
    nowhere: int  # open ones without a place

    @property
    def quiet(self) -> list[Spot]:
        return [one for one in self.spots if not one.open]


def only_outermost() -> Place | None:
    """The site, where there is but one: its buildings are the first to be shown then."""
    found = list(Place.objects.filter(parent=None).defer("search")[:2])
    return found[0] if len(found) == 1 else None


def place_map(cases: QuerySet[Case], at: Place | None, now: datetime) -> PlaceMap:
    """Four queries, however many places and cases there are."""
    counted = _counted(cases, now)
    found = Place.objects.filter(parent=at).defer("search").order_by("path")
    inside = Place.objects.filter(parent=OuterRef("pk"))
    found = found.annotate(first_inside=Subquery(inside.values("pk")[:1]))
    spots = [Spot(one, has_more=one.first_inside is not None) for one in found]
    second = Place.objects.filter(parent__in=[one.place.pk for one in spots]).defer("search")
    rooms: dict[int, list[Spot]] = {}
    for place in second.order_by("path"):
        rooms.setdefault(place.parent_id or 0, []).append(Spot(place))
    for spot in spots:
        _add_up(spot, counted)
        within = rooms.get(spot.place.pk, [])
        for room in within:
            _add_up(room, counted)
        spot.below = [room for room in within if room.open]
    above = _above(at) if at else []
    here = counted.get(at.path, (0, 0))[0] if at else 0
    return PlaceMap(at, above, spots, here, counted.get("", (0, 0))[0])


def _counted(cases: QuerySet[Case], now: datetime) -> dict[str, tuple[int, int]]:
    """Open and overdue by the path of the very place."""
    overdue = Q(due_at__lt=now, paused_at=None)
    rows = (
        cases.filter(is_open=True).order_by().values_list("place__path")
        .annotate(open=Count("pk"), late=Count("pk", filter=overdue))
    )  # fmt: skip
    return {path or "": (open_now, late) for path, open_now, late in rows}


def _add_up(spot: Spot, counted: dict[str, tuple[int, int]]) -> None:
    own, inside = spot.place.path, f"{spot.place.path}/"
    for path, (open_now, late) in counted.items():
        if path == own or path.startswith(inside):
            spot.open += open_now
            spot.overdue += late


def by_place(cases: QuerySet[Case], now: datetime, since: datetime) -> list[Row]:
    """Figures of the places that have cases, each with all inside it, as the list at it has them;
    the most first."""
    own = {row.key: row for row in by(cases, now, "place", "place", since=since, most=None)}
    places = Place.objects.filter(pk__in=own).values_list("path", "pk", "full_name")
    found = {path: replace(own[pk], name=name) for path, pk, name in places}
    whole = dict(found)
    for path, row in found.items():
        for above in _paths_above(path):
            if above in whole:
                whole[above] = whole[above].plus(row)
    return sorted(whole.values(), key=lambda row: (-row.open, -row.opened, row.name))


def _paths_above(path: str) -> list[str]:
    codes = path.split("/")
    return ["/".join(codes[:n]) for n in range(1, len(codes))]


def _above(at: Place) -> list[Place]:
    """The places around it, the outermost first."""
    around = Place.objects.filter(path__in=_paths_above(at.path))
    return list(around.defer("search").order_by("path"))
