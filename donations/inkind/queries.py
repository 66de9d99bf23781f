"""Reads of offers and stock: for routing, for the desk, for the donor."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, Max, QuerySet, Sum
from django.utils.translation import gettext as _

from centers.goods import GoodsCategory
from donations.history import StateChange
from donations.inkind.drop_off import day_of
from donations.inkind.models import Intake, Offer, OfferItem, StockMovement, Unit
from donations.inkind.states import OPEN_AT_DESK, OfferStatus
from donations.routing.queries import candidates
from donations.routing.reasons import sentences
from donations.routing.route import Candidate
from donations.timeline import Event
from portal.text import persian_digits


def goods_candidates(*, center: Any, place: Any, fallback: str) -> list[Candidate]:
    """The centres on the ladder; ``received`` counts the offers each was given and did not refuse."""
    offers = dict(
        Offer.objects.filter(center__isnull=False)
        .exclude(status=OfferStatus.REFUSED)
        .order_by()
        .values_list("center_id")
        .annotate(total=Count("pk"))
    )
    return [
        replace(candidate, received=offers.get(candidate.center_id, 0))
        for candidate in candidates(center=center, place=place, fallback=fallback)
    ]


def waiting_at(center: Any) -> list[Offer]:
    """Offers that the centre still has to answer, by the day they are brought; those without a day last.

    The donor's contact data is left unread.
    """
    offers = (
        Offer.objects.filter(center=center, status__in=OPEN_AT_DESK)
        .defer("donor_name", "donor_mobile")
        .prefetch_related("items")
    )
    return sorted(offers, key=lambda offer: (day_of(offer.drop_off) or date.max, offer.offered_at))


def by_day(offers: Iterable[Offer]) -> dict[str, list[Offer]]:
    """The offers under their days, in the order given."""
    days: dict[str, list[Offer]] = defaultdict(list)
    for offer in offers:
        days[offer.drop_off].append(offer)
    return dict(days)


def offer_at_desk(center: Any, tracking_code: str) -> Offer | None:
    """The centre's offer with this code; another centre's offer is not there."""
    return (
        Offer.objects.filter(center=center, tracking_code=tracking_code)
        .select_related("last_change__by_user")
        .prefetch_related("items__intakes__by_user")
        .first()
    )


@dataclass(frozen=True)
class Stock:
    """What the shelves of a centre hold of one kind of goods."""

    category: str
    unit: str
    quantity: int

    @property
    def category_name(self) -> str:
        return str(GoodsCategory(self.category).label)

    @property
    def unit_name(self) -> str:
        return str(Unit(self.unit).label)


def stock_of(center: Any) -> list[Stock]:
    """The centre's stock by kind and unit: the sum of its movements, kinds that ran out left out."""
    sums = (
        StockMovement.objects.filter(center=center)
        .order_by("item__category", "item__unit")
        .values_list("item__category", "item__unit")
        .annotate(quantity=Sum("quantity"))
    )
    return [Stock(*row) for row in sums if row[2]]


def stock_items_of(center: Any) -> QuerySet[OfferItem]:
    """The items that make up the stock, each with its ``quantity``; the latest change first."""
    return (
        OfferItem.objects.filter(stock_movements__center=center)
        .annotate(quantity=Sum("stock_movements__quantity"), changed_at=Max("stock_movements__at"))
        .filter(quantity__gt=0)
        .order_by("-changed_at", "-pk")
    )


def timeline_of_offer(offer: Offer) -> list[Event]:
    """What became of an offer, for its donor; members of staff are not named.  Three queries."""
    items = list(offer.items.all())
    events = [Event(at=offer.offered_at, title=_("پیشنهاد ثبت شد"), text=_what(items))]
    if offer.status == OfferStatus.OFFERED:
        why = " ".join(sentences(offer.reasons))
        text = _("هنوز مرکزی که بتواند آن را بپذیرد پیدا نشده است؛ همچنان می‌گردیم.")
        return [*events, Event(at=offer.offered_at, title=_("در جست‌وجوی مرکز"), text=f"{text} {why}".strip())]
    units = {item.pk: item.get_unit_display() for item in items}
    for change in StateChange.objects.filter(offer=offer).order_by("at", "pk"):
        if change.status == OfferStatus.ROUTED:
            title = _("به «%(center)s» رسید") % {"center": offer.center.name}
            events.append(Event(at=change.at, title=title, text=" ".join(sentences(offer.reasons))))
        elif change.status == OfferStatus.REFUSED:
            title, text = _("پذیرفته نشد"), _("دلیل مرکز: %(reason)s") % {"reason": change.reason}
            events.append(Event(at=change.at, title=title, text=text, by=offer.center.name))
    for intake in Intake.objects.filter(item__offer=offer).order_by("at", "pk"):
        title = _("%(count)s %(unit)s تحویل گرفته شد") % {
            "count": persian_digits(intake.received),
            "unit": units[intake.item_id],
        }
        events.append(Event(at=intake.at, title=title, text=_outcome(intake), by=offer.center.name))
    if offer.status == OfferStatus.RECEIVED:
        events.append(Event(at=offer.last_change.at, title=_("تحویل این پیشنهاد تمام شد")))
    return sorted(events, key=lambda event: event.at)


def _what(items: list[OfferItem]) -> str:
    return "، ".join(
        f"{persian_digits(item.pledged)} {item.get_unit_display()}: {item.description}" for item in items
    )


def _outcome(intake: Intake) -> str:
    counts = {
        "accepted": persian_digits(intake.accepted),
        "rejected": persian_digits(intake.rejected),
        "reason": intake.rejection_reason,
    }
    if not intake.rejected:
        return _("همه پذیرفته شد و در انبار مرکز است.")
    if not intake.accepted:
        return _("هیچ‌یک پذیرفته نشد. دلیل: %(reason)s") % counts
    return _("%(accepted)s پذیرفته شد و %(rejected)s پذیرفته نشد. دلیل: %(reason)s") % counts
