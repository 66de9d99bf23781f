"""What a donor sends: read, kept, refused in words, and never twice."""

import pytest
from django.test import Client

from centers.operations import change_status
from donations.gateway.port import GatewayBusy, GatewayRefused, GatewayUnknown
from donations.giving.models import Gift, Payment
from donations.giving.states import PaymentStatus
from donations.routing.models import Fallback
from tests.builders.centers import a_center, a_place
from tests.builders.donations import ScriptedGateway, answer
from tests.donations.public.pages import checked_in, form_key_of, main_of, text_of

pytestmark = pytest.mark.django_db

KEY = "0123456789abcdef0123456789abcdef"


def said(**answers: str) -> dict[str, str]:
    return {"form_key": KEY, "amount": "۵۰۰٬۰۰۰", **answers}


def test_gift_goes_to_the_gateway_as_it_was_said(donor: Client, gateway: ScriptedGateway) -> None:
    center = a_center(code="4021", name="گهرباران")
    form = said(
        intent="orphans",
        may_go_further="on",
        mobile="(۰۹۱۲) ۳۴۵ ۶۷۸۹",
        name="علي \u202eکریمی",
        may_show_name="on",
        on_behalf_of="مادرم",
    )

    response = donor.post("/give/?center=4021", form)

    gift = Gift.objects.get()
    designation = gift.designations.get()
    assert response.status_code == 303
    assert response["Location"] == gift.payments.get().pay_url
    assert (gift.amount, gift.donor_mobile, gift.donor_name) == (500_000, "09123456789", "علی کریمی")
    assert (gift.may_show_name, gift.on_behalf_of) == (True, "مادرم")
    assert (designation.center, designation.intent.code) == (center, "orphans")
    assert designation.fallback == Fallback.COUNTY
    assert not response.cookies


def test_gateway_is_told_the_amount_and_the_destination_and_nobody(
    donor: Client, gateway: ScriptedGateway, settings
) -> None:
    a_center(code="4021", name="گهرباران")

    donor.post("/give/?center=4021", said(name="علی", on_behalf_of="مادرم"), HTTP_HOST="evil.example")

    [request] = gateway.opened
    assert request.amount == 500_000
    assert request.description == "کمک نقدی، مقصد: گهرباران"
    assert request.callback_url == settings.SITE_URL + "/give/return/"


@pytest.mark.parametrize(
    ("address", "ticked", "fallback"),
    [
        ("center", False, Fallback.NONE),
        ("center", True, Fallback.COUNTY),
        ("place", False, Fallback.COUNTY),
        ("place", True, Fallback.ANYWHERE),
        ("", False, Fallback.ANYWHERE),
    ],
)
def test_tick_widens_the_consent_of_each_destination(
    donor: Client, gateway: ScriptedGateway, address: str, ticked: bool, fallback: str
) -> None:
    query = {
        "center": lambda: f"?center={a_center().code}",
        "place": lambda: f"?place={a_place().pk}",
        "": lambda: "",
    }[address]()

    donor.post(f"/give/{query}", said(**({"may_go_further": "on"} if ticked else {})))

    assert Gift.objects.get().designations.get().fallback == fallback


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "مبلغ کمک را وارد کنید، مانند ۵۰۰٬۰۰۰"),
        ("   ", "مبلغ کمک را وارد کنید، مانند ۵۰۰٬۰۰۰"),
        ("0", "مبلغ باید ۱۰۰٬۰۰۰ ریال یا بیشتر باشد"),
        ("۹۹٬۹۹۹", "مبلغ باید ۱۰۰٬۰۰۰ ریال یا بیشتر باشد"),
        ("-500000", "مبلغ باید ۱۰۰٬۰۰۰ ریال یا بیشتر باشد"),
        ("1000000001", "مبلغ باید ۱٬۰۰۰٬۰۰۰٬۰۰۰ ریال یا کمتر باشد"),
        ("1" + "0" * 30, "مبلغ باید ۱٬۰۰۰٬۰۰۰٬۰۰۰ ریال یا کمتر باشد"),
        ("500.50", "مبلغ باید عددی بدون ممیز باشد"),
        ("1e9", "مبلغ را با رقم بنویسید، مانند ۵۰۰٬۰۰۰"),
        ("²²²", "مبلغ را با رقم بنویسید، مانند ۵۰۰٬۰۰۰"),
        ("پانصد", "مبلغ را با رقم بنویسید، مانند ۵۰۰٬۰۰۰"),
        ("<b>5</b>", "مبلغ را با رقم بنویسید، مانند ۵۰۰٬۰۰۰"),
    ],
)
def test_amount_that_cannot_be_taken_is_answered_in_words(
    donor: Client, gateway: ScriptedGateway, typed: str, message: str
) -> None:
    page = donor.post("/give/", said(amount=typed))

    assert page.status_code == 422
    assert message in text_of(page)
    assert text_of(page).startswith("خطا: ")
    assert 'href="#id_amount"' in main_of(page)
    assert main_of(page).index("error-summary") < main_of(page).index("<h1")
    assert not Gift.objects.exists()


def test_typed_point_of_thousands_is_never_read_as_five_hundred(
    donor: Client, gateway: ScriptedGateway
) -> None:
    donor.post("/give/", said(amount="500.000"))

    assert not Gift.objects.exclude(amount=500_000).exists()


def test_suggested_amount_is_enough(donor: Client, gateway: ScriptedGateway) -> None:
    donor.post("/give/", said(amount="", suggested="2000000"))

    assert Gift.objects.get().amount == 2_000_000


def test_two_different_amounts_are_asked_about_and_the_typed_one_can_be_kept(
    donor: Client, gateway: ScriptedGateway
) -> None:
    page = donor.post("/give/", said(suggested="2000000"))
    donor.post("/give/", said(suggested="typed"))

    assert page.status_code == 422
    assert "هم ۲٬۰۰۰٬۰۰۰ ریال را انتخاب کرده‌اید و هم ۵۰۰٬۰۰۰ ریال را نوشته‌اید" in text_of(page)
    assert checked_in(page) == ["2000000"]
    assert "مبلغی که خودم نوشته‌ام" in text_of(page)
    assert Gift.objects.get().amount == 500_000


def test_everything_typed_comes_back_with_the_errors(donor: Client, gateway: ScriptedGateway) -> None:
    a_center(code="4021")
    form = said(
        amount="12abc",
        intent="housing",
        suggested="500000",
        may_go_further="on",
        mobile="۱۲۳",
        name="مریم",
        on_behalf_of="پدرم",
    )

    page = donor.post("/give/?center=4021", form)

    assert page.status_code == 422
    for kept in ('value="12abc"', 'value="۱۲۳"', 'value="مریم"', 'value="پدرم"'):
        assert kept in main_of(page)
    assert checked_in(page) == ["housing", "500000", "may_go_further"]
    assert form_key_of(page) == KEY
    assert "شماره همراه را وارد کنید، مانند ۰۹۱۲ ۱۲۳ ۴۵۶۷" in text_of(page)
    assert 'action="/give/?center=4021&amp;send=1"' in main_of(page)
    assert '<details class="details" open>' in main_of(page)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "آ" * 81),
        ("on_behalf_of", "آ" * 121),
        ("mobile", "09" * 2000),
        ("intent", "x\x00y"),
        ("suggested", "1"),
        ("website", "http://spam.example"),
    ],
)
def test_answer_beyond_its_bounds_is_refused(
    donor: Client, gateway: ScriptedGateway, field: str, value: str
) -> None:
    page = donor.post("/give/", said(**{field: value}))

    assert page.status_code == 422
    assert not Gift.objects.exists()


def test_name_with_markup_and_hidden_characters_is_stored_as_plain_text(
    donor: Client, gateway: ScriptedGateway
) -> None:
    donor.post("/give/", said(name="<script>\x00\u202ealert(1)</script>"))

    assert Gift.objects.get().donor_name == "<script>alert(1)</script>"


def test_amount_named_twice_is_not_guessed(donor: Client, gateway: ScriptedGateway) -> None:
    page = donor.post(
        "/give/",
        f"form_key={KEY}&amount=500000&amount=900000",
        content_type="application/x-www-form-urlencoded",
    )

    assert page.status_code == 422
    assert not Gift.objects.exists()


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ("", "application/x-www-form-urlencoded", 422),
        ("amount=%FF%FE&name=%C3%28", "application/x-www-form-urlencoded", 422),
        ("amount=500000", "application/x-www-form-urlencoded; charset=utf-16", 400),
        ("amount=500000", "multipart/form-data", 400),
        ("name=" + "a" * 10_000_000, "application/x-www-form-urlencoded", 400),
        ("&".join(f"a{number}=1" for number in range(2000)), "application/x-www-form-urlencoded", 400),
        ('{"amount": 500000}', "application/json", 422),
    ],
)
def test_body_of_any_kind_is_answered_in_persian(
    donor: Client, gateway: ScriptedGateway, body: str, content_type: str, status: int
) -> None:
    page = donor.generic("POST", "/give/", body, content_type=content_type)

    assert page.status_code == status
    assert 'lang="fa"' in page.content.decode()
    assert not Gift.objects.exists()


def test_form_of_another_site_is_refused(donor: Client, gateway: ScriptedGateway) -> None:
    response = donor.post("/give/", said(), headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403
    assert not Gift.objects.exists()


def test_same_form_sent_again_leads_to_the_same_payment(donor: Client, gateway: ScriptedGateway) -> None:
    first = donor.post("/give/", said())
    second = donor.post("/give/", said())

    assert first["Location"] == second["Location"]
    assert (Gift.objects.count(), Payment.objects.count(), len(gateway.opened)) == (1, 1, 1)


def test_form_sent_again_after_paying_leads_to_the_thanks(donor: Client, gateway: ScriptedGateway) -> None:
    a_center()
    donor.post("/give/", said())
    payment = Payment.objects.get()
    donor.get("/give/return/", {"Authority": payment.authority, "Status": "OK"})

    again = donor.post("/give/", said())

    assert again.status_code == 303
    assert again["Location"] == f"/give/thanks/{payment.gift.token}/"
    assert Payment.objects.count() == 1


def test_form_sent_while_its_twin_still_opens_the_page_leads_to_the_result(
    donor: Client, gateway: ScriptedGateway
) -> None:
    donor.post("/give/", said())
    gift = Gift.objects.get()
    Payment.objects.create(
        gift=another_gift(donor, gateway), gateway="x", amount=600_000, created_at=gift.started_at
    )

    response = donor.post("/give/", said(amount="600000"))

    assert response.status_code == 303
    assert response["Location"].startswith("/give/result/")


def another_gift(donor: Client, gateway: ScriptedGateway) -> Gift:
    """A gift whose only attempt was refused."""
    gateway.refusal = GatewayRefused
    donor.post("/give/", said(amount="600000"))
    gateway.refusal = None
    return Gift.objects.get(amount=600_000)


@pytest.mark.parametrize(
    ("refusal", "message"),
    [
        (GatewayUnknown, "به درگاه پرداخت وصل نشدیم؛ چیزی از حسابتان برداشته نشده است."),
        (GatewayRefused, "به درگاه پرداخت وصل نشدیم؛ چیزی از حسابتان برداشته نشده است."),
        (GatewayBusy, "درگاه پرداخت فعلاً پرداخت تازه‌ای باز نمی‌کند؛ ده دقیقه صبر کنید."),
    ],
)
def test_gateway_that_opens_nothing_leaves_the_form_filled_for_another_try(
    donor: Client, gateway: ScriptedGateway, refusal: type, message: str
) -> None:
    gateway.refusal = refusal

    page = donor.post("/give/", said(name="مریم", intent="alms"))
    gateway.refusal = None
    retried = donor.post("/give/", said(name="مریم", intent="alms"))

    assert page.status_code == 503
    assert message in text_of(page)
    assert 'value="۵۰۰٬۰۰۰"' in main_of(page)
    assert checked_in(page) == ["alms"]
    assert form_key_of(page) == KEY
    assert retried["Location"] == Payment.objects.get(status=PaymentStatus.AWAITING).pay_url
    assert Gift.objects.count() == 1


def test_address_that_posts_too_often_is_asked_to_wait(donor: Client, gateway: ScriptedGateway) -> None:
    for _ in range(60):
        assert donor.post("/give/", said(amount="")).status_code == 422

    page = donor.post("/give/", said())
    elsewhere = donor.post("/give/", said(), REMOTE_ADDR="10.0.0.9")

    assert page.status_code == 429
    assert "۱۰ دقیقه دیگر" in text_of(page)
    assert elsewhere.status_code == 303


def test_limit_does_not_believe_a_forwarded_address(donor: Client, gateway: ScriptedGateway) -> None:
    for number in range(60):
        donor.post("/give/", said(amount=""), headers={"X-Forwarded-For": f"10.0.0.{number}"})

    assert donor.post("/give/", said(), headers={"X-Forwarded-For": "10.9.9.9"}).status_code == 429


def test_unpaid_gift_can_be_paid_again(donor: Client, gateway: ScriptedGateway) -> None:
    donor.post("/give/", said())
    payment = Payment.objects.get()
    gateway.verification = answer("not_paid", -51)
    donor.get("/give/return/", {"Authority": payment.authority, "Status": "NOK"})

    response = donor.post(f"/give/pay/{payment.gift.token}/")

    assert response.status_code == 303
    assert response["Location"] == Payment.objects.get(status=PaymentStatus.AWAITING).pay_url
    assert Gift.objects.count() == 1


def test_gift_to_a_center_that_has_closed_is_not_paid_again(donor: Client, gateway: ScriptedGateway) -> None:
    center = a_center(code="4021")
    gateway.refusal = GatewayUnknown
    donor.post("/give/?center=4021", said())
    gateway.refusal = None
    close(center)

    response = donor.post(f"/give/pay/{Gift.objects.get().token}/")

    assert response.status_code == 409
    assert len(gateway.opened) == 1


def close(center) -> None:
    change_status(center=center, to="closed", by=None, at=Gift.objects.get().started_at)
