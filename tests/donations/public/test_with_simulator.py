"""The whole way over HTTP against the simulated gateway, whose own ledger says what really happened."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client

from donations.gateway.simulator.server import Simulator
from donations.giving.models import Gift, Payment
from donations.ledger.models import Transaction, TransactionKind
from tests.builders.centers import a_center
from tests.builders.gateway import MERCHANT_ID, running_simulator
from tests.donations.public.pages import main_of, text_of

pytestmark = pytest.mark.django_db

FORM = {"form_key": "0123456789abcdef0123456789abcdef", "amount": "۵۰۰٬۰۰۰", "name": "مریم"}


@pytest.fixture
def simulator(tmp_path: Path, settings) -> Iterator[Simulator]:
    with running_simulator(tmp_path) as running:
        settings.ZARINPAL_URL = running.url
        settings.ZARINPAL_MERCHANT_ID = MERCHANT_ID
        yield running


def act(simulator: Simulator, payment: Payment, action: str) -> str | None:
    """Press a button on the gateway's page; returns the path that the browser is sent to."""
    session = simulator.store.session(payment.authority)
    assert session
    address = simulator.act(session, action, at=1_800_000_000.0)
    return address and f"{urlsplit(address).path}?{urlsplit(address).query}"


def test_paid_gift_reaches_its_center_and_its_receipt(donor: Client, simulator: Simulator) -> None:
    a_center(code="4021", name="گهرباران")
    to_gateway = donor.post("/give/?center=4021", FORM)
    payment = Payment.objects.get()

    back = donor.get(act(simulator, payment, "pay"))
    page = donor.get(back["Location"])

    assert to_gateway["Location"].startswith(f"{simulator.url}/pg/StartPay/")
    assert "کمک شما ثبت شد" in text_of(page)
    assert "گهرباران" in text_of(page)
    truth = simulator.truth(simulator.store.session(payment.authority))
    assert (truth["amount"], truth["times_verified_first"]) == (500_000, 1)
    assert Transaction.objects.get(kind=TransactionKind.PAYMENT).amount == 500_000


def test_cancelled_gift_is_not_paid_and_can_be_paid_after_all(donor: Client, simulator: Simulator) -> None:
    a_center()
    donor.post("/give/", FORM)
    gift = Gift.objects.get()

    back = donor.get(act(simulator, gift.payments.get(), "cancel"))
    page = donor.get(back["Location"])
    donor.post(f"/give/pay/{gift.token}/")
    paid = donor.get(act(simulator, gift.payments.get(status="awaiting"), "pay"))

    assert "پرداخت تأیید نشد" in text_of(page)
    assert paid["Location"] == f"/give/thanks/{gift.token}/"
    assert Transaction.objects.filter(kind=TransactionKind.PAYMENT).count() == 1


def test_return_with_a_false_ok_brings_nothing(donor: Client, simulator: Simulator) -> None:
    donor.post("/give/", FORM)
    payment = Payment.objects.get()

    back = donor.get("/give/return/", {"Authority": payment.authority, "Status": "OK"})

    assert "/give/result/" in back["Location"]
    assert not Transaction.objects.exists()


@pytest.mark.parametrize(
    "fault",
    [
        {"call": "request", "kind": "html"},
        {"call": "request", "kind": "cut"},
        {"call": "request", "kind": "empty"},
        {"call": "request", "kind": "status", "code": -11, "http_status": 401},
    ],
)
def test_gateway_in_trouble_keeps_the_form_and_takes_the_next_try(
    donor: Client, simulator: Simulator, fault: dict
) -> None:
    simulator.faults.add([fault])

    page = donor.post("/give/", FORM)
    retried = donor.post("/give/", FORM)

    assert page.status_code == 503
    assert "به درگاه پرداخت وصل نشدیم؛ چیزی از حسابتان برداشته نشده است." in text_of(page)
    assert 'value="مریم"' in main_of(page)
    assert retried["Location"].startswith(simulator.url)
    assert Gift.objects.count() == 1


def test_answer_lost_on_the_way_is_asked_for_again(donor: Client, simulator: Simulator) -> None:
    a_center()
    donor.post("/give/", FORM)
    gift = Gift.objects.get()
    simulator.faults.add([{"call": "verify", "kind": "cut"}])

    back = donor.get(act(simulator, gift.payments.get(), "pay"))
    pending = donor.get(back["Location"])
    again = donor.get(f"/give/result/{gift.token}/?again")

    assert "نتیجه از بانک نرسیده است" in text_of(pending)
    assert again["Location"] == f"/give/thanks/{gift.token}/"
