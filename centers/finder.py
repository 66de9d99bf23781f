"""Finds centres by what people type, in any spelling, and by a few filters."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, IntegerField, Prefetch, Q, Value, When

from centers.models import Center, CenterService, CenterWord, HoursException, OpeningHours, SearchWord
from centers.models.directory import CenterQuerySet
from centers.opening import TEHRAN, iranian_weekday
from centers.states import CenterStatus
from portal.text import fold

MOST_TOKENS = 6
SHORTEST_GUESS = 3
MOST_SUGGESTIONS = 3
_LEVEL_WORDS = frozenset(map(fold, ["استان", "شهرستان", "شهر", "بخش", "دهستان", "روستا", "روستای", "محله"]))


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """What is looked for; everything empty means every centre."""

    text: str = ""
    province_code: str = ""
    service_slug: str = ""
    is_open_today: bool = False
    takes_goods: bool = False


def find_centers(criteria: Criteria, *, at: datetime) -> CenterQuerySet:
    """Centres that meet the criteria: whole words before beginnings of words, then by place and name."""
    found = Center.objects.public()
    if criteria.province_code:
        found = found.filter(province__kind="province", province__code=criteria.province_code)
    if criteria.service_slug:
        offering = CenterService.objects.filter(service__slug=criteria.service_slug)
        found = found.filter(pk__in=offering.values("center_id"))
    if criteria.takes_goods:
        found = found.filter(status=CenterStatus.ACTIVE).exclude(accepts_goods=[])
    if criteria.is_open_today:
        found = found.filter(_is_open_on(at), status=CenterStatus.ACTIVE)
    tokens = fold(criteria.text).split()[:MOST_TOKENS]
    if not tokens:
        return found.order_by("sort_key")
    whole = Case(When(_matches(tokens, exactly=True), then=Value(0)), default=1, output_field=IntegerField())
    return found.filter(_matches(tokens)).annotate(rank=whole).order_by("rank", "sort_key")


def with_details(centers: CenterQuerySet, *, at: datetime) -> CenterQuerySet:
    """Fetch hours, the coming exceptions and services along, in three more queries."""
    today = at.astimezone(TEHRAN).date()
    return centers.prefetch_related(
        Prefetch("opening_hours", OpeningHours.objects.order_by("weekday", "opens_at")),
        Prefetch("hours_exceptions", HoursException.objects.filter(date__gte=today).order_by("date")),
        Prefetch(
            "center_services", CenterService.objects.select_related("service").order_by("service__number")
        ),
    )


def suggest(text: str) -> list[str]:
    """Words of places and centres that differ from the typed one by a single slip, best first."""
    typed = "".join(fold(text).split()[:MOST_TOKENS])
    if not SHORTEST_GUESS <= len(typed) <= 40:
        return []
    middle = len(typed) // 2
    # One slip leaves one half of the word as it is: look up both halves, forwards and backwards.
    halves = Q(text__begins=typed[:middle]) | Q(backwards__begins=typed[middle:][::-1])
    across = typed[: middle - 1] + typed[middle] + typed[middle - 1] + typed[middle + 1 :]
    words = SearchWord.objects.filter(halves | Q(text=across)).values_list("text", flat=True)[:5000]
    near = [word for word in words if word != typed and is_one_slip_away(typed, word)]
    return sorted(near, key=lambda word: (word[:1] != typed[:1], abs(len(word) - len(typed)), word))[
        :MOST_SUGGESTIONS
    ]


def is_one_slip_away(first: str, second: str) -> bool:
    """Whether one letter too many, missing, wrong or swapped with its neighbour tells them apart."""
    if first == second or abs(len(first) - len(second)) > 1:
        return first == second
    if len(first) > len(second):
        first, second = second, first
    at = next((i for i, letter in enumerate(first) if letter != second[i]), len(first))
    if len(first) < len(second):
        return first[at:] == second[at + 1 :]
    is_swapped = first[at : at + 2] == second[at : at + 2][::-1] and first[at + 2 :] == second[at + 2 :]
    return is_swapped or first[at + 1 :] == second[at + 1 :]


def _matches(tokens: list[str], *, exactly: bool = False) -> Q:
    """Every token is a word, or part of one that was typed in two pieces."""
    condition = Q()
    telling = [token for token in tokens if token not in _LEVEL_WORDS] or tokens
    for position, token in enumerate(tokens):
        if token not in telling:
            continue
        forms = {token, *_joined_with_neighbours(tokens, position)}
        words = Q()
        for form in sorted(forms):
            words |= Q(word__text=form) if exactly else Q(word__text__begins=form)
        condition &= Q(pk__in=CenterWord.objects.filter(words).values("center_id"))
    if len(tokens) == 1 and tokens[0].isdigit():
        condition |= Q(code=tokens[0])
    return condition


def _joined_with_neighbours(tokens: list[str], position: int) -> list[str]:
    joined = []
    if position > 0:
        joined.append(tokens[position - 1] + tokens[position])
    if position + 1 < len(tokens):
        joined.append(tokens[position] + tokens[position + 1])
    return joined


def _is_open_on(at: datetime) -> Q:
    """Weekly hours on that day and no exception that closes it, or an exception with hours."""
    today = at.astimezone(TEHRAN).date()
    weekly = OpeningHours.objects.filter(weekday=iranian_weekday(today), opens_at__isnull=False)
    exceptions = HoursException.objects.filter(date=today)
    return Q(pk__in=exceptions.filter(opens_at__isnull=False).values("center_id")) | (
        Q(pk__in=weekly.values("center_id")) & ~Q(pk__in=exceptions.values("center_id"))
    )
