"""The worker's jobs finish what was left, whatever is wrong with a row among many."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection

from centers.operations import change_status
from centers.states import CenterStatus
from donations import jobs
from donations.gateway.port import Outcome, SessionState, UnverifiedPayment
from donations.giving.models import GatewayCall, Gift, Payment, Review
from donations.giving.states import GiftStatus, PaymentStatus
from donations.receipts.models import Receipt
from tests.builders.centers import a_center
from tests.builders.donations import (
    AT,
    ScriptedGateway,
    a_gift,
    a_paid_payment,
    an_awaiting_payment,
    answer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def gateway(monkeypatch):
    scripted = ScriptedGateway()
    monkeypatch.setattr(jobs, "get_gateway", lambda: scripted)
    cache.clear()
    return scripted


def later(**delay):
    return lambda: AT + timedelta(**delay)


def test_a_payment_is_asked_about_when_its_time_has_come(gateway):
    an_awaiting_payment()

    too_early = jobs.ask_about_awaiting(later(seconds=5))
    in_time = jobs.ask_about_awaiting(later(seconds=21))

    assert (too_early, in_time) == (0, 1)
    assert Gift.objects.get().status == GiftStatus.CONFIRMED


def test_a_name_that_cannot_be_read_does_not_keep_money_out(gateway):
    gift = a_gift(donor_name="نامی")
    an_awaiting_payment(gift)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE donations_gift SET donor_name = 'broken'")

    jobs.ask_about_awaiting(later(minutes=1))

    assert Payment.objects.get().status == PaymentStatus.PAID


def test_a_row_that_fails_stops_neither_the_others_nor_itself_for_ever(gateway, monkeypatch, caplog):
    broken, sound = an_awaiting_payment(), an_awaiting_payment()
    real_check = jobs.check

    def check(*, payment, **details):
        if payment.pk == broken.pk:
            raise RuntimeError("broken")
        return real_check(payment=payment, **details)

    monkeypatch.setattr(jobs, "check", check)

    jobs.ask_about_awaiting(later(minutes=1))

    broken.refresh_from_db()
    sound.refresh_from_db()
    assert sound.status == PaymentStatus.PAID
    assert broken.next_check_at == AT + timedelta(minutes=11)
    assert "ask_about_payment failed" in caplog.text


def test_gifts_that_no_center_may_take_do_not_starve_the_others(gateway, monkeypatch):
    monkeypatch.setattr(jobs, "BATCH", 3)
    closed = a_center()
    for _ in range(5):
        a_paid_payment(center=closed)
    change_status(center=closed, to=CenterStatus.SUSPENDED, by=None, at=AT)
    for minutes in range(3):
        jobs.finish_confirmed(later(minutes=minutes))
    a_paid_payment(center=a_center())

    jobs.finish_confirmed(later(minutes=9))

    assert Gift.objects.get(status=GiftStatus.ALLOCATED).receipt
    assert Receipt.objects.count() == 6
    assert closed.allocations.count() == 0


def test_waiting_gifts_are_tried_again_when_a_center_opens(gateway):
    a_paid_payment()
    jobs.finish_confirmed(later())
    a_center()

    finished = jobs.finish_confirmed(later(minutes=1))

    assert finished == 1
    assert Review.objects.count() == 1


def test_the_list_of_unverified_payments_is_asked_for_once_a_minute_and_kept(gateway):
    gateway.listed = [UnverifiedPayment(authority="S" + "1" * 35, amount=1, paid_at=AT)]

    jobs.sweep_unverified(later())
    jobs.sweep_unverified(later(seconds=10))

    assert GatewayCall.objects.filter(call="unverified").count() == 1
    assert Review.objects.count() == 1


def test_a_payment_that_is_never_answered_is_put_before_a_human_once(gateway):
    payment = an_awaiting_payment()
    gateway.verification = answer(Outcome.UNKNOWN, -54)
    gateway.state = SessionState.NOT_FOUND

    for days in (1, 4, 8):
        jobs.ask_about_awaiting(later(days=days))

    payment.refresh_from_db()
    assert payment.status == PaymentStatus.AWAITING
    assert Review.objects.get().kind == "stuck"


def test_a_busy_gateway_is_left_alone_for_a_while(gateway):
    payment = an_awaiting_payment()
    gateway.verification = answer(Outcome.UNKNOWN, -12)

    jobs.ask_about_awaiting(later(minutes=1))

    payment.refresh_from_db()
    assert payment.next_check_at == AT + timedelta(minutes=11)


def test_a_job_stops_when_its_time_is_up(gateway):
    for _ in range(3):
        an_awaiting_payment()
    ticks = iter(range(1_000))

    settled = jobs.ask_about_awaiting(lambda: AT + timedelta(minutes=1, seconds=8 * next(ticks)))

    assert settled < 3
