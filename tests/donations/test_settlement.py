"""A payment is credited once, whatever the gateway says and however often it is asked."""

from datetime import timedelta

import pytest

from donations.gateway.port import (
    GatewayBusy,
    GatewayRefused,
    GatewayUnknown,
    Outcome,
    SessionState,
    UnverifiedPayment,
)
from donations.giving.models import Gift, Payment, Review
from donations.giving.operations import GiftAlreadyPaid, PaymentPending, give_up_attempt, pay
from donations.giving.settlement import check, pause_before_next_check, take_in_unverified
from donations.giving.states import GiftStatus, PaymentStatus
from donations.history import DONOR, SYSTEM
from donations.ledger.models import Account, Transaction
from donations.ledger.queries import balance
from tests.builders.donations import (
    AT,
    ScriptedGateway,
    a_gift,
    a_paid_payment,
    an_awaiting_payment,
    answer,
    paid,
)

pytestmark = pytest.mark.django_db


def test_a_paid_answer_confirms_the_gift_and_posts_its_amount_once():
    payment = an_awaiting_payment(amount=750_000)

    check(payment=payment, gateway=ScriptedGateway(), by=DONOR, at=AT)

    gift = Gift.objects.get()
    assert gift.status == GiftStatus.CONFIRMED
    assert gift.confirmed_at == AT
    assert [posted.amount for posted in Transaction.objects.all()] == [750_000]
    assert balance(Account.objects.get(code="gateway:scripted")) == 750_000
    assert balance(Account.objects.get(code="clearing")) == -750_000


def test_the_amount_that_is_verified_comes_from_our_own_row():
    payment = an_awaiting_payment(amount=750_000)
    gateway = ScriptedGateway()

    check(payment=payment, gateway=gateway, by=DONOR, at=AT)

    assert gateway.verified == [(payment.authority, 750_000)]


def test_asking_again_about_a_paid_payment_neither_calls_nor_credits():
    payment = a_paid_payment()
    gateway = ScriptedGateway()

    for _ in range(10):
        check(payment=Payment.objects.get(pk=payment.pk), gateway=gateway, by=DONOR, at=AT)

    assert gateway.verified == []
    assert Transaction.objects.count() == 1


def test_a_stale_copy_of_the_row_cannot_credit_twice():
    payment = an_awaiting_payment()
    stale = Payment.objects.get(pk=payment.pk)
    check(payment=payment, gateway=ScriptedGateway(), by=DONOR, at=AT)

    check(payment=stale, gateway=ScriptedGateway(paid("another")), by=DONOR, at=AT)

    assert Transaction.objects.count() == 1
    assert Gift.objects.get().changes.count() == 1


def test_success_without_a_reference_is_success():
    payment = an_awaiting_payment()

    check(payment=payment, gateway=ScriptedGateway(paid("")), by=DONOR, at=AT)

    assert Payment.objects.get().status == PaymentStatus.PAID
    assert Payment.objects.get().ref_id is None


@pytest.mark.parametrize(
    "state",
    [
        SessionState.IN_BANK,
        SessionState.PAID,
        SessionState.VERIFIED,
        SessionState.NOT_FOUND,
        SessionState.UNKNOWN,
    ],
)
def test_no_paid_session_is_not_final_while_the_inquiry_says_otherwise(state):
    payment = an_awaiting_payment()

    check(payment=payment, gateway=ScriptedGateway(answer(Outcome.NOT_PAID, -51), state), by=DONOR, at=AT)

    assert Payment.objects.get().status == PaymentStatus.AWAITING


@pytest.mark.parametrize("state", [SessionState.FAILED, SessionState.REVERSED])
def test_no_paid_session_is_final_when_the_inquiry_agrees(state):
    payment = an_awaiting_payment()

    check(payment=payment, gateway=ScriptedGateway(answer(Outcome.NOT_PAID, -51), state), by=DONOR, at=AT)

    assert Payment.objects.get().status == PaymentStatus.NOT_PAID
    assert Gift.objects.get().status == GiftStatus.STARTED


def test_an_unknown_answer_keeps_the_payment_pending_and_asks_again_later():
    payment = an_awaiting_payment()

    check(payment=payment, gateway=ScriptedGateway(answer(Outcome.UNKNOWN)), by=DONOR, at=AT)

    payment.refresh_from_db()
    assert payment.status == PaymentStatus.AWAITING
    assert payment.next_check_at == AT + timedelta(seconds=30)


def test_money_that_turns_up_after_not_paid_is_taken_in():
    payment = an_awaiting_payment()
    check(payment=payment, gateway=ScriptedGateway(answer(Outcome.NOT_PAID, -51)), by=DONOR, at=AT)

    check(payment=Payment.objects.get(), gateway=ScriptedGateway(), by=SYSTEM, at=AT)

    assert Payment.objects.get().status == PaymentStatus.PAID
    assert Gift.objects.get().status == GiftStatus.CONFIRMED


def test_another_amount_at_the_gateway_waits_for_a_human():
    payment = an_awaiting_payment()

    check(payment=payment, gateway=ScriptedGateway(answer(Outcome.MISMATCH, -50)), by=DONOR, at=AT)

    assert Payment.objects.get().status == PaymentStatus.MISMATCH
    assert Review.objects.get().details == {"code": -50}
    assert not Transaction.objects.exists()


def test_a_reference_that_another_payment_has_waits_for_a_human():
    check(payment=an_awaiting_payment(), gateway=ScriptedGateway(paid("77")), by=DONOR, at=AT)
    second = an_awaiting_payment()

    check(payment=second, gateway=ScriptedGateway(paid("77")), by=DONOR, at=AT)

    second.refresh_from_db()
    assert second.status == PaymentStatus.MISMATCH
    assert Transaction.objects.count() == 1
    assert Review.objects.get().details["ref_id_known"] == "77"


def test_a_second_payment_of_one_gift_is_kept_and_put_before_a_human():
    gift = a_gift(amount=300_000)
    first = an_awaiting_payment(gift)
    check(payment=first, gateway=ScriptedGateway(answer(Outcome.NOT_PAID, -51)), by=DONOR, at=AT)
    second = an_awaiting_payment(gift)
    check(payment=second, gateway=ScriptedGateway(), by=DONOR, at=AT)

    check(payment=Payment.objects.get(pk=first.pk), gateway=ScriptedGateway(), by=SYSTEM, at=AT)

    first.refresh_from_db()
    assert first.status == PaymentStatus.PAID
    assert not first.settles_gift
    assert balance(Account.objects.get(code="surplus")) == -300_000
    assert Review.objects.get().payment == first


def test_the_same_form_sent_twice_is_one_gift():
    first = a_gift(form_key="one")

    second = a_gift(form_key="one")

    assert first == second
    assert Gift.objects.count() == 1


def test_a_form_changed_after_going_back_is_another_gift():
    a_gift(form_key="one", amount=500_000)

    a_gift(form_key="one", amount=600_000)

    assert Gift.objects.count() == 2


def test_pressing_pay_again_returns_the_open_page():
    gift = a_gift()
    gateway = ScriptedGateway()

    first = an_awaiting_payment(gift, gateway)
    second = an_awaiting_payment(gift, gateway)

    assert first == second
    assert len(gateway.opened) == 1


def test_pressing_pay_while_the_gateway_is_being_asked_opens_nothing():
    gift = a_gift()
    Payment.objects.create(gift=gift, gateway="scripted", amount=gift.amount, created_at=AT)

    with pytest.raises(PaymentPending):
        an_awaiting_payment(gift)

    assert Payment.objects.count() == 1


def test_a_payment_before_a_human_opens_no_second_page():
    gift = a_gift()
    payment = an_awaiting_payment(gift)
    check(payment=payment, gateway=ScriptedGateway(answer(Outcome.MISMATCH, -50)), by=DONOR, at=AT)

    with pytest.raises(PaymentPending):
        an_awaiting_payment(gift)


def test_a_page_left_open_for_long_is_replaced():
    gift = a_gift()
    first = an_awaiting_payment(gift)
    gateway = ScriptedGateway()

    second = pay(
        gift=gift, gateway=gateway, callback_url="https://x", description="", at=AT + timedelta(hours=2)
    )

    assert first != second
    assert len(gateway.opened) == 1


def test_a_settled_gift_opens_no_second_page():
    gift = a_paid_payment().gift

    with pytest.raises(GiftAlreadyPaid):
        an_awaiting_payment(gift)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (GatewayUnknown, PaymentStatus.UNREACHED),
        (GatewayRefused, PaymentStatus.REFUSED),
        (GatewayBusy, PaymentStatus.REFUSED),
    ],
)
def test_an_attempt_that_opened_nothing_is_kept_and_may_be_tried_again(error, status):
    gift = a_gift()

    with pytest.raises(error):
        an_awaiting_payment(gift, ScriptedGateway(refusal=error))

    assert Payment.objects.get().status == status
    assert an_awaiting_payment(gift).status == PaymentStatus.AWAITING


def test_an_attempt_whose_process_died_is_closed_without_calling_it_failed():
    gift = a_gift()
    payment = Payment.objects.create(gift=gift, gateway="scripted", amount=gift.amount, created_at=AT)

    give_up_attempt(payment=payment, at=AT)

    payment.refresh_from_db()
    assert payment.status == PaymentStatus.UNREACHED


def test_the_list_of_unverified_payments_settles_what_is_ours():
    payment = an_awaiting_payment(amount=500_000)
    listed = [UnverifiedPayment(authority=payment.authority, amount=500_000, paid_at=AT)]

    settled = take_in_unverified(unverified=listed, gateway=ScriptedGateway(), by=SYSTEM, at=AT)

    assert settled == 1
    assert Gift.objects.get().status == GiftStatus.CONFIRMED


def test_an_unverified_payment_that_is_not_ours_is_reported_once():
    listed = [UnverifiedPayment(authority="S" + "0" * 35, amount=500_000, paid_at=AT)]

    for _ in range(3):
        take_in_unverified(unverified=listed, gateway=ScriptedGateway(), by=SYSTEM, at=AT)

    assert Review.objects.get().details == {"amount": 500_000}


def test_an_unverified_payment_of_another_amount_is_not_verified():
    payment = an_awaiting_payment(amount=500_000)
    listed = [UnverifiedPayment(authority=payment.authority, amount=500, paid_at=AT)]
    gateway = ScriptedGateway()

    take_in_unverified(unverified=listed, gateway=gateway, by=SYSTEM, at=AT)

    assert gateway.verified == []
    assert Review.objects.get().details == {"listed_amount": 500}


@pytest.mark.parametrize(
    ("age", "pause"),
    [
        (timedelta(seconds=20), timedelta(seconds=30)),
        (timedelta(minutes=29), timedelta(seconds=30)),
        (timedelta(minutes=30), timedelta(minutes=10)),
        (timedelta(hours=6), timedelta(hours=3)),
        (timedelta(days=400), timedelta(days=1)),
    ],
)
def test_the_worker_asks_often_at_first_and_never_stops(age, pause):
    assert pause_before_next_check(age=age) == pause
