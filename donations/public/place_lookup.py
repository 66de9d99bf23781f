"""From the name of a town or village, as people type it, to the places it may mean."""

import re

from centers.models import Place, PlaceKind
from portal.text import fold

MOST = 12
"""More places than this are no choice; the name of a county is asked for."""
_LOOKED_AT = 300
_LONGEST = 100
_SEPARATORS = re.compile("[،,/؛;\n]")


def find_places(typed: str) -> list[Place]:
    """Places of that name in alphabetical order, or else places whose names begin with it.

    «سورک، مازندران» narrows by what lies around.  Provinces are left out: they are no neighbourhood.
    Of two places one inside the other (a town and its county) the smaller one is meant.  At most
    ``MOST + 1`` places, by which "too many" can be told; none for an empty text.
    """
    name, *around = [fold(part) for part in _SEPARATORS.split(typed[:_LONGEST])]
    if not name:
        return []
    places = Place.objects.exclude(kind=PlaceKind.PROVINCE).order_by("sort_key", "path")
    found = list(places.filter(search_name=name)[:_LOOKED_AT])
    if not found and len(name) > 1:
        found = list(places.filter(search_name__begins=name)[:_LOOKED_AT])
    around = [part for part in around if part]
    if around:
        found = [place for place in found if _lies_in(place, around)]
    return _smallest(found)[: MOST + 1]


def is_name_of(typed: str, place: Place) -> bool:
    """Whether the text names the place in full, and not only its beginning."""
    return fold(_SEPARATORS.split(typed[:_LONGEST])[0]) == place.search_name


def _lies_in(place: Place, around: list[str]) -> bool:
    levels = [fold(level) for level in place.full_name.split("،")]
    return all(any(part in level for level in levels) for part in around)


def _smallest(places: list[Place]) -> list[Place]:
    paths = [place.path for place in places]
    return [
        place
        for place in places
        if not any(path != place.path and path.startswith(place.path) for path in paths)
    ]
