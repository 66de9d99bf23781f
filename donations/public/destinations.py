"""Where a gift is meant to go, read from the address of the giving page: `?center=`, `?place=` or neither."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from centers.models import Center, Place, PlaceKind
from centers.models.places import PATH_LETTERS
from donations.routing.models import Fallback
from portal.text import clean, latin_digits

_CENTER_CODE = re.compile(r"[0-9]{4,12}")
_PLACE_ID = re.compile(r"[0-9]{1,15}")
_PLACE_CODE = re.compile(r"([a-z])([0-9]{1,20})")
_KINDS = {letter: kind for kind, letter in PATH_LETTERS.items()}


class UnknownDestination(Exception):
    """The address names a centre or a place that is not on record; ``typed`` is what it said."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


@dataclass(frozen=True)
class Destination:
    """A centre, a place, or (both empty) wherever the need is greatest."""

    center: Center | None = None
    place: Place | None = None

    @property
    def name(self) -> str:
        return str(
            (self.center and self.center.full_name)
            or (self.place and self.place.full_name)
            or _("هر جا نیاز بیشتر است")
        )

    @property
    def short_name(self) -> str:
        """For the gateway's page: without county and province."""
        return str(
            (self.center and self.center.name)
            or (self.place and self.place.name)
            or _("هر جا نیاز بیشتر است")
        )

    @property
    def is_province(self) -> bool:
        """A gift to a province may go to any of its centres; to a smaller place, to those of its county."""
        return self.place is not None and self.place.kind == PlaceKind.PROVINCE

    @property
    def is_open(self) -> bool:
        return self.center is None or self.center.may_receive

    @property
    def url(self) -> str:
        """The giving page for this destination."""
        return self._address()

    @property
    def form_url(self) -> str:
        """Where the giving form is sent.

        Another address than the page's own: browsers forget a page once something was posted to its
        address, and "back" from the gateway would then bring a fresh form, and so a second gift.
        """
        return self._address(send="1")

    @property
    def goods_form_url(self) -> str:
        """Where the form of an offer of goods is sent; another address for the same reason."""
        return self._address("donations:give_goods", send="1")

    def _address(self, view: str = "donations:give", **query: str) -> str:
        if self.center:
            query = {"center": self.center.code, **query}
        elif self.place:
            query = {"place": code_of(self.place), **query}
        return reverse(view) + (f"?{urlencode(query)}" if query else "")

    def fallback(self, *, may_go_further: bool) -> Fallback:
        """What the donor's tick beside the destination stands for."""
        if self.center:
            return Fallback.COUNTY if may_go_further else Fallback.NONE
        if self.place:
            return Fallback.ANYWHERE if may_go_further else Fallback.COUNTY
        return Fallback.ANYWHERE


def code_of(place: Place) -> str:
    """The place's letter and official code, as in ``c2725``: unique among all kinds of places."""
    return f"{PATH_LETTERS[place.kind]}{place.code}"


def read_destination(query: QueryDict) -> Destination:
    """The destination that the address names, with everything its name needs, in one database query.

    :raises UnknownDestination: it names one that is not on record.
    """
    center_code = _one_word(query, "center")
    place_code = _one_word(query, "place")
    if center_code:
        found = _CENTER_CODE.fullmatch(center_code)
        center = Center.objects.public().filter(code=center_code).first() if found else None
        if center is None:
            raise UnknownDestination(center_code)
        return Destination(center=center)
    if place_code:
        place = _place(place_code)
        if place is None:
            raise UnknownDestination(place_code)
        return Destination(place=place)
    return Destination()


def _place(code: str) -> Place | None:
    if _PLACE_ID.fullmatch(code):
        return Place.objects.filter(pk=int(code)).first()
    if (found := _PLACE_CODE.fullmatch(code)) and found[1] in _KINDS:
        return Place.objects.filter(kind=_KINDS[found[1]], code=found[2]).first()
    return None


def _one_word(query: QueryDict, name: str) -> str:
    typed = query.get(name, "")
    word = latin_digits(clean(typed[:50]))
    if typed and not word:
        # A garbled destination must not turn silently into "wherever it is needed".
        raise UnknownDestination(typed)
    return word
