"""The desk: only its own people come in, every answer is counted once, nothing is kept by a cache."""

import re
from html import unescape

import pytest
from django.test import Client

from donations.inkind.models import Intake, Offer
from donations.inkind.queries import stock_of
from tests.builders.centers import a_center
from tests.builders.inkind import a_worker, an_offer, an_offer_in, receive

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at_desk_of(offer) -> Client:
    return signed_in(a_worker(offer.center, first_name="زهرا", last_name="رضایی"))


def address(offer) -> str:
    return f"/desk/{offer.center.code}/offers/{offer.tracking_code}/"


def receive_address(offer) -> str:
    return f"{address(offer)}items/{offer.items.get().pk}/"


def counts(accepted="4", rejected="", reason="", **more) -> dict[str, str]:
    return {
        "form_key": "a" * 32,
        "accepted": accepted,
        "rejected": rejected,
        "rejection_reason": reason,
        **more,
    }


def pages_of(offer) -> list[tuple[str, str]]:
    desk = f"/desk/{offer.center.code}/"
    return [
        ("get", desk),
        ("get", f"{desk}stock/"),
        ("get", address(offer)),
        ("post", receive_address(offer)),
        ("post", f"{address(offer)}refuse/"),
    ]


# --- Who comes in ---


@pytest.mark.parametrize("page", range(5))
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("nobody", 302),
        ("a user without a centre", 404),
        ("staff of another centre", 404),
        ("a superuser", 404),
        ("its own staff", 200),
    ],
)
def test_a_desk_is_open_to_its_own_people_only(who, status, page, django_user_model):
    offer = an_offer()
    clients = {
        "nobody": Client,
        "a user without a centre": lambda: signed_in(a_worker()),
        "staff of another centre": lambda: signed_in(a_worker(a_center())),
        "a superuser": lambda: signed_in(django_user_model.objects.create_superuser("root")),
        "its own staff": lambda: at_desk_of(offer),
    }
    method, url = pages_of(offer)[page]

    response = getattr(clients[who](), method)(url)

    # An empty form of one's own desk comes back with its errors.
    assert response.status_code == (422 if (status, method) == (200, "post") else status)
    assert response["Cache-Control"] == "private, no-store"
    assert offer.donor_mobile not in response.content.decode() or who == "its own staff"
    if who == "nobody":
        assert response["Location"].startswith("/accounts/login/?next=/desk/")


def test_another_centres_offer_is_not_at_this_desk():
    offer, own = an_offer(), an_offer()

    response = at_desk_of(own).get(f"/desk/{own.center.code}/offers/{offer.tracking_code}/")

    assert response.status_code == 404


def test_an_item_of_another_offer_is_not_taken_in_here():
    offer, other = an_offer(), an_offer()

    response = at_desk_of(offer).post(f"{address(offer)}items/{other.items.get().pk}/", counts())

    assert response.status_code == 404
    assert not Intake.objects.exists()


def test_a_form_without_its_token_is_refused():
    offer = an_offer()
    client = Client(enforce_csrf_checks=True)
    client.force_login(a_worker(offer.center))

    assert client.post(receive_address(offer), counts()).status_code == 403


# --- The lists ---


def test_with_one_centre_the_way_is_straight():
    center = a_center()

    response = signed_in(a_worker(center)).get("/desk/")

    assert response["Location"] == f"/desk/{center.code}/"


def test_without_a_centre_the_desk_says_so():
    assert "حساب شما به مرکزی وصل نیست" in text_of(signed_in(a_worker()).get("/desk/"))


def test_offers_stand_under_their_days_those_by_phone_last():
    center = a_center()
    days = ["هماهنگی تلفنی", "سه‌شنبه ۳ آذر ۱۴۰۵", "دوشنبه ۲ آذر ۱۴۰۵"]
    for day in days:
        an_offer(center=center, drop_off=day)

    response = signed_in(a_worker(center)).get(f"/desk/{center.code}/")

    assert list(response.context["days"]) == days[::-1]


@pytest.mark.parametrize(
    ("status", "is_listed"),
    [("routed", True), ("partly_received", True), ("received", False), ("refused", False)],
)
def test_only_what_waits_is_listed(status, is_listed):
    offer = an_offer_in(status)

    page = at_desk_of(offer).get(f"/desk/{offer.center.code}/").content.decode()

    assert (offer.tracking_code in page) is is_listed


def test_a_typed_code_leads_to_the_offer():
    offer = an_offer()
    typed = " ".join(offer.tracking_code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")))

    response = at_desk_of(offer).get(f"/desk/{offer.center.code}/", {"code": typed})

    assert response["Location"] == address(offer)


@pytest.mark.parametrize("code", ["", "12", "x" * 5000, "\x00", "elsewhere"])
def test_a_code_that_leads_nowhere_is_explained(code):
    offer = an_offer()
    code = an_offer().tracking_code if code == "elsewhere" else code

    response = at_desk_of(offer).get(f"/desk/{offer.center.code}/", {"code": code})

    assert response.status_code == 422


@pytest.mark.parametrize("page", ["0", "-1", "999", "x", "9" * 50])
def test_a_page_that_is_not_there_is_the_nearest_one(page):
    offer = an_offer()
    client = at_desk_of(offer)

    assert client.get(f"/desk/{offer.center.code}/", {"page": page}).status_code == 200
    assert client.get(f"/desk/{offer.center.code}/stock/", {"page": page}).status_code == 200


def test_the_stock_is_what_was_accepted():
    offer = an_offer()
    receive(offer, 7, 3)

    page = text_of(at_desk_of(offer).get(f"/desk/{offer.center.code}/stock/"))

    assert "خوراک ۷ بسته" in page


# --- One offer ---


@pytest.mark.parametrize(
    ("status", "may_receive", "may_refuse"),
    [
        ("routed", True, True),
        ("partly_received", True, False),
        ("received", False, False),
        ("refused", False, False),
    ],
)
def test_the_offers_page_shows_what_can_be_done(status, may_receive, may_refuse):
    offer = an_offer_in(status)

    page = at_desk_of(offer).get(address(offer)).content.decode()

    assert (receive_address(offer) in page) is may_receive
    assert (f"{address(offer)}refuse/" in page) is may_refuse
    assert "tel:09121234567" in page


def test_goods_are_taken_in_and_counted():
    offer = an_offer()

    response = at_desk_of(offer).post(receive_address(offer), counts("۷", "۱", "پاره"))

    intake = Intake.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"{address(offer)}?saved=")
    assert (intake.received, intake.accepted, intake.rejected, intake.rejection_reason) == (8, 7, 1, "پاره")
    assert stock_of(offer.center)[0].quantity == 7


def test_a_double_click_is_one_intake():
    offer = an_offer()
    client = at_desk_of(offer)

    responses = [client.post(receive_address(offer), counts("10")) for _ in range(2)]

    assert [response.status_code for response in responses] == [303, 303]
    assert Intake.objects.count() == 1


def test_a_tick_closes_an_offer_of_which_no_more_will_come():
    offer = an_offer_in("partly_received")

    response = at_desk_of(offer).post(receive_address(offer), counts("0", is_last="on"))

    assert response.status_code == 303
    assert Offer.objects.get().status == "received"
    assert Intake.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (counts(""), "accepted"),
        (counts("0"), "accepted"),
        (counts("0", is_last="on"), "accepted"),
        (counts("-1"), "accepted"),
        (counts("1.5"), "accepted"),
        (counts("1e3"), "accepted"),
        (counts("9" * 30), "accepted"),
        (counts("چند تا"), "accepted"),
        (counts("1", "x"), "rejected"),
        (counts("1", "2"), "rejection_reason"),
        (counts("1", "2", " \u200c "), "rejection_reason"),
        (counts("1", "2", "د" * 301), "rejection_reason"),
    ],
)
def test_bad_counts_are_explained_kept_and_not_stored(data, field):
    offer = an_offer()

    response = at_desk_of(offer).post(receive_address(offer), data)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert f'value="{data["accepted"]}"' in response.content.decode() or not data["accepted"]
    assert not Intake.objects.exists()


def test_an_offer_is_declined_with_a_reason():
    offer = an_offer()

    response = at_desk_of(offer).post(f"{address(offer)}refuse/", {"reason": "انبار پر است"})

    offer.refresh_from_db()
    assert response.status_code == 303
    assert (offer.status, offer.last_change.reason) == ("refused", "انبار پر است")


@pytest.mark.parametrize("reason", ["", " ", "\u200e\x00", "د" * 301])
def test_an_offer_is_not_declined_without_a_fitting_reason(reason):
    offer = an_offer()

    response = at_desk_of(offer).post(f"{address(offer)}refuse/", {"reason": reason})

    assert response.status_code == 422
    assert Offer.objects.get().status == "routed"


@pytest.mark.parametrize("path", ["receive", "refuse"])
def test_who_comes_too_late_is_told_by_whom_and_when(path):
    offer = an_offer()
    receive(offer, 10, by=a_worker(offer.center, first_name="مینا", last_name="صالحی"))
    url = receive_address(offer) if path == "receive" else f"{address(offer)}refuse/"

    response = at_desk_of(offer).post(url, {**counts("2"), "reason": "پر است"})

    page = text_of(response)
    assert response.status_code == 409
    assert "«مینا صالحی» پیش از شما شنبه ۳۰ آبان ۱۴۰۵، ساعت ۱۲:۰۰" in page
    assert "تحویل گرفته شده" in page
    assert Intake.objects.count() == 1


# --- Cost ---


@pytest.mark.parametrize("offers", [1, 12])
def test_the_list_costs_the_same_for_many_offers(offers, django_assert_max_num_queries):
    center = a_center()
    for _ in range(offers):
        an_offer(center=center)
    client = signed_in(a_worker(center))

    with django_assert_max_num_queries(6):
        client.get(f"/desk/{center.code}/")


def test_an_offer_costs_few_queries(django_assert_max_num_queries):
    offer = an_offer()
    receive(offer, 1)
    receive(offer, 2)
    client = at_desk_of(offer)

    with django_assert_max_num_queries(9):
        client.get(address(offer))
