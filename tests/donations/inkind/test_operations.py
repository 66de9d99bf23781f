"""Offers follow their table of states, once each, by the people of the centre alone."""

import pytest
from django.core.exceptions import PermissionDenied

from centers.models import PlaceKind
from centers.operations import change_status, set_accepted_goods
from donations.history import SYSTEM, StateChange, WrongState
from donations.inkind.models import Intake, Offer, StockMovement
from donations.inkind.operations import (
    DestinationClosed,
    IntakeAlreadyRecorded,
    NothingReceived,
    ReasonMissing,
    close_offer,
    refuse_offer,
    route_offer,
)
from donations.inkind.queries import stock_items_of, stock_of
from donations.jobs import route_waiting_offers
from tests.builders.centers import a_center, a_place
from tests.builders.inkind import AT, a_worker, an_offer, an_offer_in, receive

pytestmark = pytest.mark.django_db


# --- Offering and routing ---


def test_an_offer_goes_to_the_centre_that_was_chosen():
    center = a_center()

    offer = an_offer(center=center)

    assert (offer.status, offer.center) == ("routed", center)
    assert offer.reasons == [{"why": "chosen"}]
    assert offer.rules is not None


def test_the_same_form_sent_twice_is_one_offer():
    center = a_center()

    first = an_offer(center=center, form_key="same")
    second = an_offer(center=center, form_key="same")

    assert first.pk == second.pk
    assert StateChange.objects.filter(offer=first).count() == 1


def test_a_changed_form_is_another_offer():
    center = a_center()

    an_offer(center=center, form_key="same", quantity=10)
    an_offer(center=center, form_key="same", quantity=11)

    assert Offer.objects.count() == 2


@pytest.mark.parametrize("status", ["planned", "temporarily_closed", "suspended", "closed"])
def test_a_centre_that_does_not_work_is_offered_nothing(status):
    center = a_center(status=status)

    with pytest.raises(DestinationClosed):
        an_offer(center=center)

    assert not Offer.objects.exists()


@pytest.mark.parametrize(("goods", "why"), [(["clothing"], "goods_not_accepted"), ([], "goods_not_recorded")])
def test_goods_that_the_centre_cannot_take_wait_and_say_why(goods, why):
    offer = an_offer(center=a_center(goods=goods), category="food")

    assert (offer.status, offer.center) == ("offered", None)
    assert [reason["why"] for reason in offer.reasons] == [why, "consent_ends"]


def test_goods_go_to_the_next_centre_of_the_county_with_consent_only():
    county = a_place()
    chosen = a_center(place=county, goods=["clothing"])
    neighbour = a_center(place=county)

    without = an_offer(center=chosen)
    with_consent = an_offer(center=chosen, fallback="county")

    assert without.center is None
    assert with_consent.center == neighbour


def test_of_two_centres_the_one_that_was_offered_less_comes_first():
    county = a_place()
    first, second = a_center(place=county), a_center(place=county)

    offers = [an_offer(place=county) for _ in range(4)]

    assert [offer.center for offer in offers] == [first, second, first, second]


def test_a_waiting_offer_is_routed_as_soon_as_a_centre_accepts_its_goods():
    offer = an_offer_in("offered")
    set_accepted_goods(center=offer.chosen_center, categories=["food"], by=None, at=AT)

    routed = route_waiting_offers(lambda: AT)

    offer.refresh_from_db()
    assert (routed, offer.status) == (1, "routed")
    assert StateChange.objects.get(offer=offer).by_kind == "system"


def test_looking_for_a_centre_in_vain_changes_nothing():
    offer = an_offer_in("offered")

    routed = route_waiting_offers(lambda: AT)

    offer.refresh_from_db()
    assert (routed, offer.status, offer.last_change) == (0, "offered", None)


def test_a_routed_offer_is_not_routed_again():
    offer = an_offer()
    change_status(center=offer.center, to="temporarily_closed", by=None, at=AT)

    again = route_offer(offer_id=offer.pk, by=SYSTEM, at=AT)

    assert again.center == offer.center
    assert StateChange.objects.filter(offer=offer).count() == 1


def test_a_village_is_served_by_the_centre_of_its_county():
    county = a_place()
    village = a_place(PlaceKind.VILLAGE, parent=county)
    center = a_center(place=county)

    offer = an_offer(place=village)

    assert offer.center == center


# --- At the desk ---


@pytest.mark.parametrize(
    ("before", "accepted", "rejected", "is_last", "after"),
    [
        ("routed", 4, 0, False, "partly_received"),
        ("routed", 4, 2, False, "partly_received"),
        ("routed", 10, 0, False, "received"),
        ("routed", 7, 3, False, "received"),
        ("routed", 0, 10, False, "received"),
        ("routed", 12, 0, False, "received"),
        ("routed", 4, 0, True, "received"),
        ("partly_received", 1, 0, False, "partly_received"),
        ("partly_received", 6, 0, False, "received"),
        ("partly_received", 1, 0, True, "received"),
    ],
)
def test_what_comes_moves_the_offer_on(before, accepted, rejected, is_last, after):
    offer = an_offer_in(before)

    receive(offer, accepted, rejected, is_last=is_last)

    offer.refresh_from_db()
    assert offer.status == after


@pytest.mark.parametrize("status", ["received", "refused", "closed"])
def test_a_closed_offer_takes_nothing_more(status):
    offer = an_offer_in(status)
    intakes = Intake.objects.count()

    with pytest.raises(WrongState):
        receive(offer, 1)

    assert Intake.objects.count() == intakes


def test_accepted_goods_are_in_stock_and_rejected_ones_are_not():
    offer = an_offer()

    receive(offer, 7, 3)

    assert [(row.category, row.unit, row.quantity) for row in stock_of(offer.center)] == [
        ("food", "package", 7)
    ]
    assert [item.quantity for item in stock_items_of(offer.center)] == [7]


def test_goods_all_turned_away_leave_no_movement():
    offer = an_offer()

    receive(offer, 0, 2)

    assert not StockMovement.objects.exists()
    assert Intake.objects.get().received == 2


def test_the_same_intake_sent_twice_counts_once():
    offer = an_offer()
    worker = a_worker(offer.center)

    first = receive(offer, 4, by=worker, form_key="same")
    second = receive(offer, 4, by=worker, form_key="same")

    assert first == second
    assert stock_of(offer.center)[0].quantity == 4


def test_the_last_intake_sent_twice_is_no_error():
    offer = an_offer()
    worker = a_worker(offer.center)

    first = receive(offer, 10, by=worker, form_key="same")
    second = receive(offer, 10, by=worker, form_key="same")

    assert first == second


def test_the_same_form_with_other_numbers_is_not_swallowed():
    offer = an_offer()
    recorded = receive(offer, 4, form_key="same")

    with pytest.raises(IntakeAlreadyRecorded) as caught:
        receive(offer, 5, form_key="same")

    assert caught.value.intake == recorded


@pytest.mark.parametrize(("accepted", "rejected"), [(0, 0), (-1, 2), (2, -1)])
def test_an_intake_of_nothing_is_refused(accepted, rejected):
    offer = an_offer()

    with pytest.raises(NothingReceived):
        receive(offer, accepted, rejected)


def test_goods_are_turned_away_with_a_reason_only():
    offer = an_offer()

    with pytest.raises(ReasonMissing):
        receive(offer, 1, 1, reason="")


def test_an_offer_is_refused_with_its_reason():
    offer = an_offer_in("refused")

    change = offer.last_change

    assert (offer.status, change.reason, change.by_kind) == ("refused", "انبار پر است", "staff")


def test_an_offer_is_not_refused_without_a_reason():
    offer = an_offer()

    with pytest.raises(ReasonMissing):
        refuse_offer(offer=offer, reason="", by=a_worker(offer.center), at=AT)


@pytest.mark.parametrize("status", ["partly_received", "received", "refused"])
def test_what_was_answered_cannot_be_refused(status):
    offer = an_offer_in(status)

    with pytest.raises(WrongState):
        refuse_offer(offer=offer, reason="پر است", by=a_worker(offer.center), at=AT)


@pytest.mark.parametrize("status", ["routed", "received", "refused"])
def test_only_an_offer_received_in_part_is_closed(status):
    offer = an_offer_in(status)

    with pytest.raises(WrongState):
        close_offer(offer=offer, by=a_worker(offer.center), at=AT)


def test_a_waiting_offer_belongs_to_no_desk():
    offer = an_offer_in("offered")

    with pytest.raises(PermissionDenied):
        receive(offer, 1, by=a_worker(offer.chosen_center))


@pytest.mark.parametrize("act", ["receive", "close", "refuse"])
@pytest.mark.parametrize("who", ["stranger", "colleague elsewhere", "superuser", "dismissed"])
def test_nobody_but_the_centres_own_staff_acts_at_its_desk(who, act, django_user_model):
    offer = an_offer()
    users = {
        "stranger": lambda: a_worker(),
        "colleague elsewhere": lambda: a_worker(a_center()),
        "superuser": lambda: django_user_model.objects.create_superuser("root"),
        "dismissed": lambda: a_worker(offer.center, is_active=False),
    }
    user = users[who]()
    acts = {
        "receive": lambda: receive(offer, 1, by=user),
        "close": lambda: close_offer(offer=offer, by=user, at=AT),
        "refuse": lambda: refuse_offer(offer=offer, reason="پر است", by=user, at=AT),
    }

    with pytest.raises(PermissionDenied):
        acts[act]()

    offer.refresh_from_db()
    assert offer.status == "routed"
