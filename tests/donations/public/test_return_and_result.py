"""The way back from the gateway: what the address says is a hint, what the gateway says counts."""

import pytest
from django.db import DatabaseError
from django.test import Client

from donations.gateway.port import SessionState
from donations.giving.models import Gift, Payment
from donations.giving.states import GiftStatus, PaymentStatus
from donations.history import StateChange
from donations.ledger.models import Transaction, TransactionKind
from donations.public import return_views
from donations.receipts.models import Receipt
from tests.builders.centers import a_center
from tests.builders.donations import (
    ScriptedGateway,
    a_finished_gift,
    a_gift,
    a_paid_payment,
    an_awaiting_payment,
    answer,
)
from tests.donations.public.pages import main_of, text_of

pytestmark = pytest.mark.django_db


def come_back(donor: Client, payment: Payment, status: str = "OK"):
    return donor.get("/give/return/", {"Authority": payment.authority, "Status": status})


def payments_in_ledger() -> int:
    return Transaction.objects.filter(kind=TransactionKind.PAYMENT).count()


@pytest.mark.parametrize("status", ["OK", "NOK", "", "anything"])
def test_paid_gift_is_confirmed_whatever_the_address_says(
    donor: Client, gateway: ScriptedGateway, status: str
) -> None:
    center = a_center()
    payment = an_awaiting_payment(center=center, gateway=gateway)

    response = come_back(donor, payment, status)

    gift = Gift.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"/give/thanks/{gift.token}/"
    assert gift.status == GiftStatus.ALLOCATED
    assert gateway.verified == [(payment.authority, 500_000)]
    assert not response.cookies


@pytest.mark.parametrize(
    "query",
    [
        "",
        "Status=OK",
        "Authority=&Status=OK",
        "Authority=S99999999999999999999999999999999999&Status=OK",
        "Authority[]={authority}&Status=OK",
        "Authority={authority}&Authority={authority}&Status=OK",
        "authority={authority}&Status=OK",
        "Authority={lower}&Status=OK",
        "Authority=%20{authority}&Status=OK",
        "Authority={authority}%00&Status=OK",
        "Authority=%FF%FE&Status=OK",
        "Authority=<script>&Status=OK",
    ],
)
def test_tampered_address_leads_to_no_payment(donor: Client, gateway: ScriptedGateway, query: str) -> None:
    payment = an_awaiting_payment(gateway=gateway)
    address = query.format(authority=payment.authority, lower=payment.authority.lower())

    page = donor.get(f"/give/return/?{address}")

    assert page.status_code == 404
    assert "این پرداخت شناخته نشد" in text_of(page)
    assert 'action="/track/"' in main_of(page)
    assert gateway.verified == []


def test_return_is_asked_for_with_get_only(donor: Client, gateway: ScriptedGateway) -> None:
    assert donor.post("/give/return/").status_code in (403, 405)


def test_coming_back_ten_times_credits_once(donor: Client, gateway: ScriptedGateway) -> None:
    a_center()
    payment = an_awaiting_payment(gateway=gateway)

    answers = {come_back(donor, payment)["Location"] for _ in range(10)}

    assert answers == {f"/give/thanks/{payment.gift.token}/"}
    assert payments_in_ledger() == 1
    assert Receipt.objects.count() == 1
    assert len(gateway.verified) == 1


def test_unknown_answer_is_pending_and_never_failed(donor: Client, gateway: ScriptedGateway) -> None:
    payment = an_awaiting_payment(gateway=gateway)
    gateway.verification = answer("unknown")

    page = donor.get(come_back(donor, payment)["Location"])

    assert page.status_code == 200
    assert "نتیجه از بانک نرسیده است" in text_of(page)
    assert "دوباره بررسی کن" in text_of(page)
    assert "<form" not in main_of(page)
    assert "http-equiv" not in page.content.decode()
    assert payment.pay_url in main_of(page)
    assert page["Cache-Control"] == "private, no-cache"
    assert "noindex" in page.content.decode()
    assert not page.cookies


@pytest.mark.parametrize("state", [SessionState.IN_BANK, SessionState.PAID, SessionState.UNKNOWN])
def test_no_paid_session_is_pending_while_the_bank_may_still_answer(
    donor: Client, gateway: ScriptedGateway, state: SessionState
) -> None:
    payment = an_awaiting_payment(gateway=gateway)
    gateway.verification, gateway.state = answer("not_paid", -51), state

    page = donor.get(come_back(donor, payment, "NOK")["Location"])

    assert "نتیجه از بانک نرسیده است" in text_of(page)


def test_unpaid_gift_keeps_what_was_said_and_can_be_paid_again(
    donor: Client, gateway: ScriptedGateway
) -> None:
    center = a_center(name="گهرباران")
    payment = an_awaiting_payment(gateway=gateway, center=center)
    gateway.verification = answer("not_paid", -51)

    page = donor.get(come_back(donor, payment, "NOK")["Location"])

    assert "پرداخت تأیید نشد" in text_of(page)
    assert center.full_name in text_of(page)
    assert "۵۰۰٬۰۰۰ ریال (۵۰ هزار تومان)" in text_of(page)
    assert f'action="/give/pay/{payment.gift.token}/"' in main_of(page)
    assert "confirmation-panel--neutral" in main_of(page)
    assert "۷۲ ساعت" not in text_of(page)


def test_mismatch_is_put_before_a_human_and_offers_no_second_payment(
    donor: Client, gateway: ScriptedGateway
) -> None:
    payment = an_awaiting_payment(gateway=gateway)
    gateway.verification = answer("mismatch", -50)

    page = donor.get(come_back(donor, payment)["Location"])

    assert "این پرداخت بررسی می‌شود" in text_of(page)
    assert "<form" not in main_of(page)


def test_gift_whose_page_never_opened_can_be_paid(donor: Client, gateway: ScriptedGateway) -> None:
    gift = a_gift()

    page = donor.get(f"/give/result/{gift.token}/")

    assert "صفحه پرداخت باز نشد" in text_of(page)
    assert f'action="/give/pay/{gift.token}/"' in main_of(page)


def test_asking_again_moves_on_when_the_bank_has_answered(donor: Client, gateway: ScriptedGateway) -> None:
    a_center()
    payment = an_awaiting_payment(gateway=gateway)

    response = donor.get(f"/give/result/{payment.gift.token}/?again")

    assert response["Location"] == f"/give/thanks/{payment.gift.token}/"
    assert Receipt.objects.count() == 1


def test_asking_again_and_again_asks_the_gateway_once_in_ten_seconds(
    donor: Client, gateway: ScriptedGateway
) -> None:
    payment = an_awaiting_payment(gateway=gateway)
    gateway.verification = answer("unknown")

    for _ in range(5):
        donor.get(f"/give/result/{payment.gift.token}/?again")

    assert len(gateway.verified) == 1


def test_looking_at_the_result_asks_nobody(donor: Client, gateway: ScriptedGateway) -> None:
    payment = an_awaiting_payment(gateway=gateway)

    donor.get(f"/give/result/{payment.gift.token}/")

    assert gateway.verified == []


@pytest.mark.parametrize("page", ["result", "thanks"])
def test_unknown_name_of_a_page_is_not_found(donor: Client, page: str) -> None:
    assert donor.get(f"/give/{page}/{'x' * 22}/").status_code == 404
    assert donor.get(f"/give/{page}/1/").status_code == 404


def test_thanks_before_payment_lead_to_the_result(donor: Client) -> None:
    gift = a_gift()

    assert donor.get(f"/give/thanks/{gift.token}/")["Location"] == f"/give/result/{gift.token}/"


def test_thanks_tell_everything_worth_keeping(donor: Client, settings) -> None:
    center = a_center(code="4021", name="گهرباران")
    gift = a_finished_gift(center=center, intent="alms", donor_name="مریم")
    payment = gift.payments.get()

    page = donor.get(f"/give/thanks/{gift.token}/")

    words = text_of(page)
    for told in (
        "کمک شما ثبت شد",
        "۵۰۰٬۰۰۰ ریال (۵۰ هزار تومان)",
        "پانصد هزار ریال",
        center.full_name,
        "صدقه",
        "خودتان این مرکز را انتخاب کردید.",
        "ساعت ۱۲:۰۰",
        "همان روز که ثبت شود",
    ):
        assert told in words
    receipt = gift.receipt
    assert f"/receipts/{receipt.serial}/?key={receipt.key}" in main_of(page)
    assert payment.ref_id.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")) in words
    assert settings.SITE_URL + "/give/?center=4021" in main_of(page)
    assert "<form" not in main_of(page)
    assert "مریم" not in words
    assert not page.cookies


def test_thanks_look_the_same_however_often_they_are_opened(
    donor: Client, django_assert_max_num_queries
) -> None:
    gift = a_finished_gift(center=a_center())

    first = donor.get(f"/give/thanks/{gift.token}/")
    with django_assert_max_num_queries(6):
        second = donor.get(f"/give/thanks/{gift.token}/")

    assert main_of(first) == main_of(second)


def test_gift_without_a_center_waits_and_says_so(donor: Client, gateway: ScriptedGateway) -> None:
    payment = an_awaiting_payment(gateway=gateway)

    page = donor.get(come_back(donor, payment)["Location"])

    assert "در انتظار تخصیص است" in text_of(page)
    assert Receipt.objects.count() == 1


def test_second_payment_of_a_gift_is_told_to_the_donor(donor: Client, gateway: ScriptedGateway) -> None:
    a_center()
    gift = a_gift()
    first = an_awaiting_payment(gift, gateway=gateway)
    gateway.verification = answer("not_paid", -51)
    come_back(donor, first)
    a_paid_payment(gift)
    gateway.verification = ScriptedGateway().verification
    come_back(donor, first)

    page = donor.get(f"/give/thanks/{gift.token}/")

    assert "برای این کمک یک پرداخت دیگر هم رسیده است" in text_of(page)
    assert "یک نفر آن را بررسی می‌کند" in text_of(page)


def test_trouble_after_the_credit_costs_the_donor_nothing(
    donor: Client, gateway: ScriptedGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(**_):
        raise DatabaseError

    payment = an_awaiting_payment(gateway=gateway)
    monkeypatch.setattr(return_views, "finish_gift", breaks)

    response = come_back(donor, payment)

    assert response["Location"] == f"/give/thanks/{payment.gift.token}/"
    assert donor.get(response["Location"]).status_code == 200
    assert Payment.objects.get().status == PaymentStatus.PAID


def test_return_is_written_down_as_the_donors_act(donor: Client, gateway: ScriptedGateway) -> None:
    a_center()
    come_back(donor, an_awaiting_payment(gateway=gateway))

    assert StateChange.objects.get(status="paid").by_kind == "donor"
