"""Keeps what is derived from a centre's name and place: area, sort key, slug and search words."""

from collections.abc import Iterable
from itertools import pairwise

from centers.bulk import insert_rows
from centers.models import Center, CenterPlace, CenterWord, Place, PlaceKind, SearchWord
from portal.text import fold, slugify, sort_key

LONGEST_WORD = 60
BATCH = 2000


def words_of(phrases: Iterable[str]) -> set[str]:
    """Folded words of the phrases, and every two neighbours joined.

    Joined pairs find «مثبت‌زندگی», «مثبت زندگی» and «مثبتزندگی» alike.
    """
    words: set[str] = set()
    for phrase in phrases:
        tokens = fold(phrase).split()
        words.update(tokens, (first + second for first, second in pairwise(tokens)))
    return {word for word in words if 0 < len(word) <= LONGEST_WORD}


def derive(center: Center, places: dict[str, Place]) -> None:
    """Set the derived fields of an unsaved centre; ``places`` maps every path above it to its place."""
    ladder = [places[path] for path in center.place.path_up]
    center.province = ladder[0]
    center.county = next((place for place in ladder if place.kind == PlaceKind.COUNTY), None)
    center.slug = slugify(center.name)[:150]
    keys = [center.province.sort_key, center.county.sort_key if center.county else "", sort_key(center.name)]
    # "0" is the code of a space: two of them sort before any longer name of a place.
    center.sort_key = "00".join(keys)[:600]


def ladders_of(places: Iterable[Place]) -> dict[str, Place]:
    """All places on the ladders of the given ones, by path, in one query per 500 paths."""
    paths = sorted({path for place in places for path in place.path_up})
    found: dict[str, Place] = {}
    for start in range(0, len(paths), 500):
        part = Place.objects.filter(path__in=paths[start : start + 500])
        found.update({place.path: place for place in part})
    return found


def index_centers(centers: Iterable[Center]) -> None:
    """Derive the fields of stored centres again and replace their search words."""
    centers = list(centers)
    served: dict[int, list[Place]] = {}
    for link in CenterPlace.objects.filter(center__in=centers).select_related("place"):
        served.setdefault(link.center_id, []).append(link.place)
    places = ladders_of([center.place for center in centers])
    for center in centers:
        derive(center, places)
    Center.objects.bulk_update(centers, ["province", "county", "slug", "sort_key"], batch_size=500)
    CenterWord.objects.filter(center__in=centers).delete()
    add_words(centers, places, served)


def add_words(
    centers: Iterable[Center], places: dict[str, Place], served: dict[int, list[Place]] | None = None
) -> None:
    """Store the search words of centres that have none yet."""
    served = served or {}
    ladder_words: dict[str, set[str]] = {}
    words_by_center: dict[int, set[str]] = {}
    for center in centers:
        path = center.place.path
        if path not in ladder_words:
            ladder_words[path] = words_of(places[up].name for up in center.place.path_up)
        own = [center.name, *(place.name for place in served.get(center.pk, []))]
        words_by_center[center.pk] = ladder_words[path] | words_of(own)
    ids = _word_ids(set().union(*words_by_center.values()))
    links = [(ids[word], center_id) for center_id, words in words_by_center.items() for word in sorted(words)]
    insert_rows(CenterWord, ["word", "center"], links)


def _word_ids(words: set[str]) -> dict[str, int]:
    ordered = sorted(words)
    new = [SearchWord(text=word, backwards=word[::-1]) for word in ordered]
    SearchWord.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
    ids: dict[str, int] = {}
    for start in range(0, len(ordered), 500):
        part = SearchWord.objects.filter(text__in=ordered[start : start + 500])
        ids.update(part.values_list("text", "pk"))
    return ids
