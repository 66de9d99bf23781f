"""What routing needs to know, read from the database into plain data."""

from datetime import datetime
from typing import Any

from django.db.models import Sum

from centers.models import PlaceKind
from centers.queries import candidates_for
from donations.routing.models import Allocation, Fallback, RoutingRules
from donations.routing.route import Candidate, Consent, Rules, Step, Wish


def rules_at(at: datetime) -> tuple[RoutingRules, Rules]:
    """The rules in force at ``at``: the row to store with a decision, and its plain values."""
    row = RoutingRules.objects.filter(valid_from__lte=at).order_by("-valid_from")[0]
    return row, Rules(
        version=row.pk,
        default_households=row.default_households,
        max_centers=row.max_centers,
        min_share=row.min_share,
    )


def wish_for(*, amount: int, center: Any, place: Any, fallback: str, category: str = "") -> Wish:
    """A designation or an offer as routing sees it."""
    first = Step.CHOSEN if center else Step.SERVES if place else Step.NATIONAL
    reach = Step.PROVINCE if place and place.kind == PlaceKind.PROVINCE else Step.COUNTY
    return Wish(amount=amount, first=first, reach=reach, consent=Consent(fallback), category=category)


def candidates(*, center: Any, place: Any, fallback: str) -> list[Candidate]:
    """The centres on the ladder from a chosen centre, a place, or the whole country.

    ``received`` is the cash allocated so far, in rial: what a fair share is measured by.
    """
    around = place or (center and center.place)
    rows = candidates_for(around, national=around is None or fallback == Fallback.ANYWHERE)
    totals = dict(
        Allocation.objects.filter(center_id__in=[row.center_id for row in rows])
        .values_list("center_id")
        .annotate(total=Sum("amount"))
        .order_by()
        if len(rows) < 500
        else Allocation.objects.values_list("center_id").annotate(total=Sum("amount")).order_by()
    )
    return [
        Candidate(
            center_id=row.center_id,
            code=row.code,
            name=row.name,
            step=Step.CHOSEN if center and row.center_id == center.pk else Step(row.step),
            may_receive=row.may_receive,
            households=row.covered_households,
            accepted_goods=row.accepted_goods,
            received=totals.get(row.center_id, 0),
        )
        for row in rows
    ]
