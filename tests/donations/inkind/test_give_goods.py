"""The page that takes an offer of goods: everything typed is kept, nothing stored wrongly, no cookie set."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from centers.models import PlaceKind
from centers.operations import change_status, set_hours_exception, set_opening_hours
from centers.sample_centers import SAMPLE_WEEK
from donations.inkind.drop_off import BY_PHONE, day_of, next_days
from donations.inkind.models import Offer
from donations.public import goods_views
from portal.jalali import format_date
from tests.builders.centers import a_center, a_place
from tests.builders.inkind import AT, an_offer_in

pytestmark = pytest.mark.django_db
URL = "/give/goods/"


@pytest.fixture(autouse=True)
def _one_morning(monkeypatch):
    cache.clear()
    monkeypatch.setattr(goods_views, "now", lambda: AT)


@pytest.fixture
def donor():
    return Client(enforce_csrf_checks=True)


def answers(**changed: str) -> dict[str, str]:
    filled = {
        "form_key": "5f0c3f0e6d0a4b7f9a3d2c1b0a998877",
        "category": "food",
        "description": "بسته برنج",
        "quantity": "۱۲",
        "unit": "package",
        "condition": "new",
        "drop_off": "phone",
        "mobile": "۰۹۱۲ ۳۴۵ ۶۷۸۹",
        "contact_way": "message",
    }
    return {name: value for name, value in {**filled, **changed}.items() if value is not None}


def text_of(response) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))


def form_at(center) -> str:
    return f"{URL}?center={center.code}"


# --- What is shown ---


@pytest.mark.parametrize("query", ["", "?center=4321", "?place=c8765"])
def test_the_form_sets_no_cookie_and_belongs_in_no_shared_cache(donor, query):
    a_center(code="4321")

    response = donor.get(URL + query)

    assert not response.cookies
    assert response["Cache-Control"] == "private, no-cache"
    assert "Cookie" not in response.get("Vary", "")


def test_the_form_says_what_the_centre_accepts(donor):
    center = a_center(goods=["food", "school"])

    page = text_of(donor.get(form_at(center)))

    assert "خوراک، لوازم مدرسه" in page
    assert center.full_name in page


def test_the_goods_of_the_demo_are_called_a_sample(donor, settings):
    center = a_center(goods=["food"])
    demo = text_of(donor.get(form_at(center)))
    settings.DEMO = False

    real = text_of(donor.get(form_at(center)))

    assert "خوراک (نمونه نمایشی، نه گفته منبع)" in demo
    assert "نمونه نمایشی" not in real


def test_the_form_admits_that_what_a_centre_accepts_is_not_recorded(donor):
    page = text_of(donor.get(form_at(a_center(goods=[]))))

    assert "کالاهای پذیرفتنی این مرکز ثبت نشده است" in page


@pytest.mark.parametrize("status", ["planned", "temporarily_closed", "suspended", "closed"])
def test_a_centre_that_does_not_work_has_a_page_with_a_way_on(donor, status):
    center = a_center(status=status)

    response = donor.get(form_at(center))

    assert response.status_code == 200
    assert "این مرکز اکنون کالا نمی‌پذیرد" in text_of(response)
    assert f"{URL}?place={center.place_id}" in response.content.decode()
    assert "<form" not in response.content.decode()


@pytest.mark.parametrize(
    "query",
    ["center=9999", "center=abc", "center='%22%3Cscript%3E", "center=%00", "place=z1", "place=" + "9" * 40],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_destination_is_a_clear_404(donor, query, method):
    response = getattr(donor, method)(f"{URL}?{query}", answers() if method == "post" else None)

    assert response.status_code == 404
    assert "این مقصد پیدا نشد" in text_of(response)
    assert "<script>" not in response.content.decode().split("<main")[1].split("</main")[0]


def test_nothing_is_chosen_for_the_donor(donor):
    page = donor.get(form_at(a_center())).content.decode()

    assert "checked" not in page


@pytest.mark.parametrize(
    "attribute", [" required", " maxlength", " placeholder", " pattern=", 'type="number"']
)
def test_checks_are_left_to_the_server(donor, attribute):
    page = donor.get(URL).content.decode().split("<main")[1].split("</main")[0]

    assert attribute not in page


# --- What is stored ---


def test_an_offer_is_stored_and_its_page_reached_by_303(donor):
    center = a_center()

    response = donor.post(form_at(center), answers())

    offer = Offer.objects.get()
    item = offer.items.get()
    assert (response.status_code, response["Location"]) == (303, f"{URL}thanks/{offer.token}/")
    assert (offer.center, offer.donor_mobile, offer.drop_off) == (center, "09123456789", BY_PHONE)
    assert (item.category, item.pledged, item.unit) == ("food", 12, "package")
    assert not response.cookies


def test_the_same_form_posted_ten_times_is_one_offer(donor):
    center = a_center()

    places = {donor.post(form_at(center), answers())["Location"] for _ in range(10)}

    assert len(places) == 1
    assert Offer.objects.count() == 1


@pytest.mark.parametrize("key", ["", "x", "١" * 32, "🙂", None])
def test_a_mangled_form_key_still_makes_an_offer(donor, key):
    response = donor.post(form_at(a_center()), answers(form_key=key))

    assert response.status_code == 303


def test_a_post_from_another_site_is_refused(donor):
    response = donor.post(form_at(a_center()), answers(), headers={"Origin": "https://evil.example"})

    assert response.status_code == 403
    assert not Offer.objects.exists()


def test_the_trap_for_programs_stores_nothing(donor):
    response = donor.post(form_at(a_center()), answers(website="https://spam.example"))

    assert response.status_code == 422
    assert not Offer.objects.exists()


def test_markup_and_controls_in_what_is_typed_do_no_harm(donor):
    response = donor.post(
        form_at(a_center()), answers(name="<b>عل\u0000ي\u202eك</b>", description="<script>alert(1)</script>")
    )

    thanks = donor.get(response["Location"]).content.decode()
    offer = Offer.objects.get()
    assert offer.donor_name == "<b>علیک</b>"
    assert "<script>alert" not in thanks
    assert "&lt;script&gt;alert(1)" in thanks


def test_too_many_offers_from_one_address_are_told_to_wait(donor, monkeypatch):
    monkeypatch.setattr(goods_views.OFFERS_PER_ADDRESS, "most", 2)
    center = a_center()

    statuses = [
        donor.post(form_at(center), answers(quantity=str(number))).status_code for number in (1, 2, 3)
    ]

    assert statuses == [303, 303, 429]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"category": None}, "یکی از گروه‌های کالا را انتخاب کنید"),
        ({"category": "weapons"}, "چه می‌آورید؟"),
        ({"description": ""}, "شرح کالا را وارد کنید"),
        ({"description": "ب" * 301}, "شرح کالا باید ۳۰۰ نویسه یا کمتر باشد (اکنون ۳۰۱)"),
        ({"quantity": ""}, "مقدار را با رقم وارد کنید، مانند ۱۲"),
        ({"quantity": "0"}, "مقدار باید از ۱ تا ۱۰۰۰۰۰ باشد"),
        ({"quantity": "-3"}, "مقدار را با رقم وارد کنید، مانند ۱۲"),
        ({"quantity": "1e9"}, "مقدار را با رقم وارد کنید، مانند ۱۲"),
        ({"quantity": "²²²"}, "مقدار را با رقم وارد کنید، مانند ۱۲"),
        ({"quantity": "۱۲٫۵"}, "مقدار را با رقم وارد کنید، مانند ۱۲"),
        ({"quantity": "1" + "0" * 30}, "مقدار باید از ۱ تا ۱۰۰۰۰۰ باشد"),
        ({"quantity": "9" * 100_000}, "مقدار"),
        ({"unit": "galaxy"}, "واحد"),
        ({"condition": "broken"}, "حال کالا"),
        ({"drop_off": None}, "روز تحویل را انتخاب کنید"),
        ({"drop_off": "2020-01-01"}, "روز تحویل را از روزهای این فهرست انتخاب کنید"),
        ({"drop_off": "0000-99-99"}, "روز تحویل را از روزهای این فهرست انتخاب کنید"),
        ({"mobile": ""}, "شماره همراه را وارد کنید، مانند"),
        ({"mobile": "02188776655"}, "شماره همراه را وارد کنید، مانند"),
        ({"name": "ن" * 81}, "نام باید ۸۰ نویسه یا کمتر باشد (اکنون ۸۱)"),
        ({"contact_way": "dove"}, "چگونه خبر بدهیم؟"),
    ],
)
def test_bad_input_is_explained_kept_and_not_stored(donor, changed, message):
    response = donor.post(form_at(a_center()), answers(**changed))

    page = response.content.decode()
    assert response.status_code == 422
    assert message in text_of(response)
    assert "<title>خطا:" in page
    assert page.index("error-summary") < page.index("<h1")
    assert "بسته برنج" in page or "description" in changed
    assert "۰۹۱۲ ۳۴۵ ۶۷۸۹" in page or "mobile" in changed
    assert not Offer.objects.exists()


def test_an_empty_post_shows_every_missing_answer(donor):
    response = donor.post(form_at(a_center()), {})

    assert response.status_code == 422
    assert len(response.context["form"].errors) == 8


def test_goods_the_centre_does_not_take_are_stopped_before_they_are_carried(donor):
    center = a_center(goods=["clothing"])

    response = donor.post(form_at(center), answers())

    assert response.status_code == 422
    assert "این مرکز «خوراک» نمی‌پذیرد" in text_of(response)


def test_with_consent_they_go_to_a_neighbour(donor):
    county = a_place()
    neighbour = a_center(place=county)

    donor.post(form_at(a_center(place=county, goods=["clothing"])), answers(may_go_further="on"))

    assert Offer.objects.get().center == neighbour


def test_a_centre_that_closed_meanwhile_keeps_the_form_for_its_neighbours(donor):
    county = a_place()
    center, neighbour = a_center(place=county), a_center(place=county)
    change_status(center=center, to="suspended", by=None, at=AT)

    refused = donor.post(form_at(center), answers())
    action = re.search(r'<form method="post" action="([^"]+)"', refused.content.decode())[1]
    sent_again = donor.post(action, answers())

    assert refused.status_code == 422
    assert "اکنون کالا نمی‌پذیرد" in text_of(refused)
    assert sent_again.status_code == 303
    assert Offer.objects.get().center == neighbour


# --- Where ---


def test_a_place_named_by_the_donor_leads_to_its_centre(donor):
    county = a_place()
    village = a_place(PlaceKind.VILLAGE, name="دارابکلا", parent=county)
    center = a_center(place=county)

    donor.post(URL, answers(place_name="دارابكلا"))

    offer = Offer.objects.get()
    assert (offer.place, offer.center) == (village, center)


def test_one_name_of_two_places_is_asked_back_with_everything_kept(donor):
    first, second = (a_place(PlaceKind.VILLAGE, name="اسلام‌آباد") for _ in range(2))

    asked = donor.post(URL, answers(place_name="اسلام اباد"))
    answered = donor.post(URL, answers(place_name="اسلام اباد", place_choice=str(second.pk)))

    page = asked.content.decode()
    assert asked.status_code == 422
    assert f'value="{first.pk}"' in page
    assert f'value="{second.pk}"' in page
    assert "بسته برنج" in page
    assert answered.status_code == 303
    assert Offer.objects.get().place == second


def test_a_choice_of_an_earlier_name_is_not_taken_for_another(donor):
    elsewhere = a_place(PlaceKind.VILLAGE, name="بادله")
    for _ in range(2):
        a_place(PlaceKind.VILLAGE, name="اسلام‌آباد")

    response = donor.post(URL, answers(place_name="اسلام‌آباد", place_choice=str(elsewhere.pk)))

    assert response.status_code == 422


def test_the_beginning_of_a_name_is_shown_and_not_guessed(donor):
    a_place(PlaceKind.VILLAGE, name="شهریارکنده")

    response = donor.post(URL, answers(place_name="شهریار"))

    assert response.status_code == 422
    assert "شهریارکنده" in text_of(response)


def test_a_town_named_like_its_county_is_not_asked_about(donor):
    county = a_place(name="ورامین")
    town = a_place(PlaceKind.CITY, name="ورامین", parent=county)

    donor.post(URL, answers(place_name="ورامین"))

    assert Offer.objects.get().place == town


@pytest.mark.parametrize("typed", ["ناکجاآباد", "%", "؛،,", "\u200c", "x" * 100])
def test_a_name_of_no_place_is_explained(donor, typed):
    response = donor.post(URL, answers(place_name=typed))

    assert response.status_code == 422
    assert response.context["form"].errors["place_name"]


# --- When ---


def test_the_days_are_the_next_open_days_of_the_centre(donor):
    center = a_center()
    set_opening_hours(center=center, shifts=SAMPLE_WEEK, by=None, at=AT)
    tomorrow = AT.date() + timedelta(days=1)
    set_hours_exception(center=center, day=tomorrow, by=None, at=AT, reason="تعطیل")

    form = donor.get(form_at(center)).context["form"]

    assert [label for _, label in form.fields["drop_off"].choices] == [
        "دوشنبه ۲ آذر ۱۴۰۵، ۰۸:۰۰ تا ۱۴:۰۰",
        "سه‌شنبه ۳ آذر ۱۴۰۵، ۰۸:۰۰ تا ۱۴:۰۰",
        "چهارشنبه ۴ آذر ۱۴۰۵، ۰۸:۰۰ تا ۱۴:۰۰",
        "پنجشنبه ۵ آذر ۱۴۰۵، ۰۸:۰۰ تا ۱۲:۰۰",
        "شنبه ۷ آذر ۱۴۰۵، ۰۸:۰۰ تا ۱۴:۰۰",
        "یکشنبه ۸ آذر ۱۴۰۵، ۰۸:۰۰ تا ۱۴:۰۰",
        BY_PHONE,
    ]


def test_a_centre_without_recorded_hours_offers_the_next_days_and_a_call(donor):
    form = donor.get(form_at(a_center())).context["form"]

    labels = [label for _, label in form.fields["drop_off"].choices]
    assert labels == [*(format_date(AT.date() + timedelta(days=ahead)) for ahead in range(1, 7)), BY_PHONE]


def test_a_chosen_day_is_kept_as_it_was_read(donor):
    donor.post(form_at(a_center()), answers(drop_off="2026-11-23"))

    assert Offer.objects.get().drop_off == "دوشنبه ۲ آذر ۱۴۰۵"


def test_every_day_that_is_offered_can_be_read_back():
    days = [day for day, _ in next_days(AT)]

    assert len(days) == 6
    assert [day_of(format_date(day)) for day in days] == days
    assert day_of(BY_PHONE) is None


# --- After ---


@pytest.mark.parametrize("status", ["offered", "routed", "partly_received", "received", "refused"])
def test_the_thanks_page_stands_in_every_state(donor, status):
    offer = an_offer_in(status)

    response = donor.get(reverse("donations:goods_thanks", args=[offer.token]))

    page = response.content.decode()
    assert response.status_code == 200
    assert "data:image/svg+xml" in page
    assert "09121234567" not in page
    assert not response.cookies


def test_the_thanks_page_does_not_send_anyone_who_has_no_centre(donor):
    offer = an_offer_in("offered")

    page = text_of(donor.get(reverse("donations:goods_thanks", args=[offer.token])))

    assert "چیزی جایی نبرید" in page


@pytest.mark.parametrize("token", ["A" * 22, "short", "ش" * 22])
def test_a_wrong_token_is_not_found(donor, token):
    assert donor.get(f"{URL}thanks/{token}/").status_code == 404


@pytest.mark.parametrize(("query", "most"), [("", 0), ("?center=4321", 3), ("?place=c8765", 1)])
def test_the_form_costs_few_queries(donor, query, most, django_assert_max_num_queries):
    a_center(code="4321")

    with django_assert_max_num_queries(most):
        donor.get(URL + query)


def test_the_thanks_page_costs_few_queries(donor, django_assert_max_num_queries):
    offer = an_offer_in("routed")

    with django_assert_max_num_queries(2):
        donor.get(reverse("donations:goods_thanks", args=[offer.token]))
