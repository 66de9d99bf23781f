"""The simulator behaves as the gateway does, seen through the same adapter that speaks to the gateway."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

from donations.gateway.port import GatewayRefused, GatewayUnknown, Opened, Outcome, SessionState
from donations.gateway.simulator.protocol import Terminal
from donations.gateway.simulator.server import Simulator
from donations.gateway.zarinpal import Zarinpal
from tests.builders.gateway import (
    AMOUNT,
    AUTHORITY,
    CALLBACK_URL,
    MERCHANT_ID,
    open_request,
    running_simulator,
    zarinpal,
)
from tests.contracts.server import ScriptedServer, http, send


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[Simulator]:
    with running_simulator(tmp_path) as running:
        yield running


@pytest.fixture
def gateway(simulator: Simulator) -> Zarinpal:
    return zarinpal(simulator.url)


@pytest.fixture
def opened(gateway: Zarinpal) -> Opened:
    return gateway.open(open_request())


def post(url: str, document: Any = None) -> requests.Response:
    with requests.post(url, json=document, timeout=5, allow_redirects=False) as response:
        return response


def act(simulator: Simulator, opened: Opened, action: str) -> Any:
    return post(f"{simulator.url}/simulator/pay/{opened.authority}", {"action": action}).json()


def press(opened: Opened, action: str) -> requests.Response:
    with requests.post(opened.pay_url, data={"action": action}, timeout=5, allow_redirects=False) as response:
        return response


def plan(simulator: Simulator, *faults: dict[str, Any]) -> None:
    assert post(f"{simulator.url}/simulator/faults", list(faults)).status_code == 201


def truth(simulator: Simulator, authority: str = "") -> Any:
    with requests.get(f"{simulator.url}/simulator/truth/{authority}".rstrip("/"), timeout=5) as response:
        return response.json()


def verify(gateway: Zarinpal, opened: Opened, amount: int = AMOUNT) -> tuple[Outcome, int | None]:
    verification = gateway.verify(authority=opened.authority, amount=amount)
    return verification.outcome, verification.exchange.code


def state(gateway: Zarinpal, opened: Opened) -> SessionState:
    return gateway.inquire(authority=opened.authority).state


# --- the way of a payment ---


def test_a_paid_payment_is_verified_once_and_then_verified_before(
    simulator: Simulator, gateway: Zarinpal, opened: Opened
) -> None:
    act(simulator, opened, "pay")

    first = gateway.verify(authority=opened.authority, amount=AMOUNT)
    second = gateway.verify(authority=opened.authority, amount=AMOUNT)

    assert (first.outcome, first.exchange.code) == (Outcome.PAID, 100)
    assert (second.outcome, second.exchange.code) == (Outcome.PAID, 101)
    assert first.ref_id == second.ref_id == "59421827101"
    assert first.card_mask == "999999******9999"
    told = truth(simulator, opened.authority)
    assert (told["times_verified_first"], told["times_verified_again"]) == (1, 1)
    assert (told["amount"], told["order_id"], told["state"]) == (500000, "730184920165", "VERIFIED")


def test_the_inquiry_follows_the_payment(simulator: Simulator, gateway: Zarinpal, opened: Opened) -> None:
    states = [state(gateway, opened)]
    act(simulator, opened, "pay")
    states.append(state(gateway, opened))
    verify(gateway, opened)
    states.append(state(gateway, opened))

    assert states == [SessionState.IN_BANK, SessionState.PAID, SessionState.VERIFIED]


@pytest.mark.parametrize(
    ("action", "expected"),
    [("cancel", SessionState.FAILED), ("close", SessionState.IN_BANK), ("lie", SessionState.IN_BANK)],
)
def test_what_was_not_paid_is_not_verified(
    simulator: Simulator, gateway: Zarinpal, opened: Opened, action: str, expected: SessionState
) -> None:
    act(simulator, opened, action)

    assert verify(gateway, opened) == (Outcome.NOT_PAID, -51)
    assert state(gateway, opened) == expected
    assert truth(simulator)["totals"]["paid_rial"] == 0


def test_a_cancelled_payment_cannot_be_paid_any_more(
    simulator: Simulator, gateway: Zarinpal, opened: Opened
) -> None:
    act(simulator, opened, "cancel")
    act(simulator, opened, "pay")

    assert verify(gateway, opened) == (Outcome.NOT_PAID, -51)


def test_a_payment_is_paid_once_however_often_the_button_is_pressed(
    simulator: Simulator, gateway: Zarinpal, opened: Opened
) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: act(simulator, opened, "pay"), range(8)))

    assert truth(simulator)["totals"]["paid_rial"] == 500_000


def test_only_one_of_many_verifications_at_once_is_the_first(
    simulator: Simulator, gateway: Zarinpal, opened: Opened
) -> None:
    act(simulator, opened, "pay")

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: verify(gateway, opened), range(8)))

    assert sorted(code for _, code in answers) == [100] + [101] * 7
    assert {outcome for outcome, _ in answers} == {Outcome.PAID}


@pytest.mark.parametrize("amount", [AMOUNT - 1, AMOUNT * 10, AMOUNT // 10])
def test_another_amount_is_a_mismatch_and_verifies_nothing(
    simulator: Simulator, gateway: Zarinpal, opened: Opened, amount: int
) -> None:
    act(simulator, opened, "pay")

    assert verify(gateway, opened, amount) == (Outcome.MISMATCH, -50)
    assert state(gateway, opened) == SessionState.PAID


def test_another_merchant_is_a_mismatch(simulator: Simulator, opened: Opened) -> None:
    act(simulator, opened, "pay")
    other = zarinpal(simulator.url, merchant_id="00000000-0000-4000-8000-000000000009")

    assert verify(other, opened) == (Outcome.MISMATCH, -53)
    assert other.unverified().payments == []


@pytest.mark.parametrize(("authority", "code"), [("nonsense", -54), (AUTHORITY, -55)])
def test_an_authority_that_is_not_known_is_never_called_unpaid(
    gateway: Zarinpal, authority: str, code: int
) -> None:
    verification = gateway.verify(authority=authority, amount=AMOUNT)

    assert (verification.outcome, verification.exchange.code) == (Outcome.UNKNOWN, code)
    assert gateway.inquire(authority=authority).state == SessionState.NOT_FOUND


def test_the_list_holds_what_is_paid_and_not_verified(simulator: Simulator, gateway: Zarinpal) -> None:
    waiting, paid, verified = (gateway.open(open_request(amount=amount)) for amount in (10000, 20000, 30000))
    act(simulator, paid, "pay")
    act(simulator, verified, "pay")
    verify(gateway, verified, 30000)

    unverified = gateway.unverified()

    assert unverified.is_known
    assert [(payment.authority, payment.amount) for payment in unverified.payments] == [
        (paid.authority, 20000)
    ]
    assert unverified.payments[0].paid_at is not None
    assert (
        abs(unverified.payments[0].paid_at.timestamp() - truth(simulator, paid.authority)["paid_at"]) < 1.001
    )
    assert state(gateway, waiting) == SessionState.IN_BANK


def test_the_list_ends_at_a_hundred(simulator: Simulator, gateway: Zarinpal) -> None:
    for number in range(101):
        simulator.store.open(
            authority=f"S{number:035}",
            merchant_id=MERCHANT_ID,
            amount=1000 + number,
            description="x",
            callback_url=CALLBACK_URL,
            order_id=None,
            auto_verify=False,
            at=number,
        )
        simulator.store.pay(f"S{number:035}", at=1000 + number)

    payments = gateway.unverified().payments

    assert [payment.amount for payment in payments] == list(range(1100, 1000, -1))


def test_an_automatic_verification_makes_ours_the_second(simulator: Simulator, gateway: Zarinpal) -> None:
    authority = api(simulator, "request", metadata={"auto_verify": True})["data"]["authority"]
    post(f"{simulator.url}/simulator/pay/{authority}")

    verification = gateway.verify(authority=authority, amount=AMOUNT)

    assert (verification.outcome, verification.exchange.code) == (Outcome.PAID, 101)


# --- what the gateway refuses ---


def api(simulator: Simulator, call: str, **changes: Any) -> Any:
    fields = {
        "merchant_id": MERCHANT_ID,
        "amount": AMOUNT,
        "currency": "IRR",
        "description": "x",
        "callback_url": CALLBACK_URL,
    }
    document = {name: value for name, value in {**fields, **changes}.items() if value is not ...}
    return post(f"{simulator.url}/pg/v4/payment/{call}.json", document).json()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"merchant_id": ...}, -9),
        ({"merchant_id": "short"}, -9),
        ({"merchant_id": MERCHANT_ID.upper()}, -10),
        ({"amount": ...}, -9),
        ({"amount": "500000"}, -9),
        ({"amount": 500000.0}, -9),
        ({"amount": True}, -9),
        ({"amount": -500000}, -9),
        ({"amount": 999}, -9),
        ({"amount": 1_000_000_001}, -41),
        ({"amount": 100_000_001, "currency": "IRT"}, -41),
        ({"currency": "USD"}, -9),
        ({"description": ...}, -9),
        ({"description": " "}, -9),
        ({"description": "x" * 501}, -9),
        ({"callback_url": ...}, -9),
        ({"callback_url": "/give/return/"}, -9),
        ({"callback_url": "http://example.org/"}, -9),
        ({"callback_url": "javascript:alert(1)"}, -9),
        ({"callback_url": "https://[/"}, -9),
        ({"callback_url": "http://127.0.0.1/\r\nX: y"}, -9),
        ({"metadata": "x"}, -9),
        ({"metadata": {"mobile": "0912"}}, -9),
        ({"metadata": {"order_id": 5}}, -9),
        ({"wages": [{"iban": "IR", "amount": 1, "description": "x"}]}, -30),
        ({"expire_in": -1}, -40),
    ],
)
def test_a_request_that_the_gateway_would_refuse_is_refused(
    simulator: Simulator, changes: dict[str, Any], code: int
) -> None:
    answer = api(simulator, "request", **changes)

    assert answer["data"] == []
    assert answer["errors"]["code"] == code
    assert bool(answer["errors"]["validations"]) == (code == -9)
    assert truth(simulator)["totals"]["opened"] == 0


@pytest.mark.parametrize(
    ("changes", "rial"),
    [
        ({"amount": 1000}, 1000),
        ({"amount": 1_000_000_000}, 1_000_000_000),
        ({"amount": 50_000, "currency": "IRT"}, 500_000),
        ({"currency": ...}, 500_000),
        ({"callback_url": "https://example.org/give/return/"}, 500_000),
        ({"metadata": []}, 500_000),
    ],
)
def test_a_request_that_the_gateway_would_take_is_taken(
    simulator: Simulator, changes: dict[str, Any], rial: int
) -> None:
    answer = api(simulator, "request", **changes)

    assert answer["data"]["code"] == 100
    assert truth(simulator, answer["data"]["authority"])["amount"] == rial


def test_one_merchant_and_one_host_can_be_demanded(tmp_path: Path) -> None:
    terminal = Terminal(merchants=frozenset({MERCHANT_ID}), callback_host="example.org")
    with running_simulator(tmp_path, terminal=terminal) as simulator:
        stranger = zarinpal(simulator.url, merchant_id="00000000-0000-4000-8000-000000000009")
        with pytest.raises(GatewayRefused) as unknown:
            stranger.open(open_request())
        with pytest.raises(GatewayRefused) as elsewhere:
            zarinpal(simulator.url).open(open_request())
        zarinpal(simulator.url).open(open_request(callback_url="https://example.org/give/return/"))

    assert unknown.value.exchange.code == -10
    assert elsewhere.value.exchange.code == -14


def test_a_payment_can_be_reversed_within_half_an_hour(simulator: Simulator, gateway: Zarinpal) -> None:
    opened, late = gateway.open(open_request()), gateway.open(open_request())
    codes = [api(simulator, "reverse", authority=opened.authority)["errors"]["code"]]
    act(simulator, opened, "pay")
    simulator.store.pay(late.authority, at=truth(simulator, opened.authority)["paid_at"] - 1801)

    codes.append(api(simulator, "reverse", authority=opened.authority)["data"]["code"])
    codes.append(api(simulator, "reverse", authority=opened.authority)["errors"]["code"])
    codes.append(api(simulator, "reverse", authority=late.authority)["errors"]["code"])

    assert codes == [-61, 100, -61, -63]
    assert state(gateway, opened) == SessionState.REVERSED
    assert verify(gateway, opened) == (Outcome.NOT_PAID, -51)
    assert truth(simulator)["totals"]["reversed_rial"] == 500_000


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"[" * 50_000])
@pytest.mark.parametrize("call", ["request", "verify", "inquiry", "unVerified", "reverse"])
def test_a_body_that_is_no_object_is_refused(simulator: Simulator, call: str, body: bytes) -> None:
    address = f"{simulator.url}/pg/v4/payment/{call}.json"

    with requests.post(address, data=body, timeout=5) as response:
        assert (response.status_code, response.json()["errors"]["code"]) == (422, -9)


# --- the return of the browser ---


@pytest.mark.parametrize(("action", "status"), [("pay", "OK"), ("cancel", "NOK"), ("lie", "OK")])
def test_the_browser_is_sent_back(opened: Opened, action: str, status: str) -> None:
    response = press(opened, action)

    assert response.status_code == 303
    assert response.headers["Location"] == f"{CALLBACK_URL}?Authority={opened.authority}&Status={status}"


def test_the_address_of_the_return_keeps_its_own_query(gateway: Zarinpal) -> None:
    opened = gateway.open(open_request(callback_url=f"{CALLBACK_URL}?a=%D9%85&b="))

    response = press(opened, "pay")

    expected = f"{CALLBACK_URL}?a=%D9%85&b=&Authority={opened.authority}&Status=OK"
    assert response.headers["Location"] == expected


@pytest.mark.parametrize(("action", "paid"), [("pay_and_close", 500_000), ("close", 0)])
def test_a_closed_page_sends_nobody_back(
    simulator: Simulator, opened: Opened, action: str, paid: int
) -> None:
    response = press(opened, action)

    assert response.status_code == 200
    assert "Location" not in response.headers
    assert truth(simulator)["totals"]["paid_rial"] == paid


@pytest.mark.parametrize("by_plan", [True, False], ids=["planned", "chosen"])
def test_a_return_can_come_twice(
    simulator: Simulator, gateway: Zarinpal, server: ScriptedServer, by_plan: bool
) -> None:
    site = server.address(send(http(b"", 303, (("Location", "/thanks/"), ("Content-Length", "0")))))
    opened = gateway.open(open_request(callback_url=f"{site}/give/return/"))
    if by_plan:
        plan(simulator, {"call": "callback", "kind": "duplicate"})

    response = press(opened, "pay" if by_plan else "pay_twice")
    with requests.get(response.headers["Location"], timeout=5, allow_redirects=False):
        pass
    for thread in simulator._duplicates:
        thread.join(5)

    lines = [request.split(b"\r\n")[0] for request in server.received(site)]
    assert len(lines) == 2
    assert len(set(lines)) == 1
    assert truth(simulator)["totals"]["paid_rial"] == 500_000


def test_the_second_return_never_leaves_this_machine(simulator: Simulator, gateway: Zarinpal) -> None:
    opened = gateway.open(open_request(callback_url="https://example.org/give/return/"))

    assert press(opened, "pay_twice").status_code == 303
    assert simulator._duplicates == []


def test_a_return_can_be_lost(simulator: Simulator, gateway: Zarinpal, opened: Opened) -> None:
    plan(simulator, {"call": "callback", "kind": "lost"})

    assert press(opened, "pay").status_code == 200
    assert verify(gateway, opened) == (Outcome.PAID, 100)


# --- planned faults ---


def test_faults_happen_in_order_and_then_the_truth_is_told(
    simulator: Simulator, gateway: Zarinpal, opened: Opened
) -> None:
    act(simulator, opened, "pay")
    plan(
        simulator,
        {"call": "verify", "kind": "html", "times": 2},
        {"call": "inquiry", "kind": "status", "code": -12},
        {"call": "verify", "kind": "status", "code": -51, "http_status": 503},
        {"call": "verify", "kind": "status", "code": -52, "http_status": 400},
    )

    errors = [gateway.verify(authority=opened.authority, amount=AMOUNT).exchange.error for _ in range(4)]

    assert errors == ["NotJson", "NotJson", "UnexpectedStatus", ""]
    assert verify(gateway, opened) == (Outcome.PAID, 100)
    assert state(gateway, opened) == SessionState.UNKNOWN
    assert state(gateway, opened) == SessionState.VERIFIED


@pytest.mark.parametrize("kind", ["cut", "empty"])
def test_a_verification_whose_answer_is_lost_is_found_by_the_next(
    simulator: Simulator, gateway: Zarinpal, opened: Opened, kind: str
) -> None:
    act(simulator, opened, "pay")
    plan(simulator, {"call": "verify", "kind": kind})

    assert verify(gateway, opened) == (Outcome.UNKNOWN, None)
    assert verify(gateway, opened) == (Outcome.PAID, 101)


def test_a_request_whose_answer_is_lost_leaves_a_page_that_we_do_not_know(
    simulator: Simulator, gateway: Zarinpal
) -> None:
    plan(simulator, {"call": "request", "kind": "cut"})

    with pytest.raises(GatewayUnknown):
        gateway.open(open_request())

    assert truth(simulator)["totals"]["opened"] == 1


def test_a_late_answer_is_the_right_one(simulator: Simulator, opened: Opened) -> None:
    act(simulator, opened, "pay")
    plan(simulator, {"call": "verify", "kind": "delay", "seconds": 0.6})

    late = zarinpal(simulator.url, read_seconds=0.2)
    assert verify(late, opened) == (Outcome.UNKNOWN, None)
    plan(simulator, {"call": "verify", "kind": "delay", "seconds": 0.2})
    assert verify(zarinpal(simulator.url), opened)[0] == Outcome.PAID


def test_the_inquiry_can_lag_behind_a_cancellation(
    simulator: Simulator, gateway: Zarinpal, opened: Opened
) -> None:
    act(simulator, opened, "cancel")
    plan(simulator, {"call": "inquiry", "kind": "state", "state": "IN_BANK", "times": 2})

    states = [state(gateway, opened) for _ in range(3)]

    assert states == [SessionState.IN_BANK, SessionState.IN_BANK, SessionState.FAILED]


@pytest.mark.parametrize(
    "fault",
    [
        {},
        {"call": "verify"},
        {"call": "verify", "kind": "nonsense"},
        {"call": "nonsense", "kind": "cut"},
        {"call": "callback", "kind": "cut"},
        {"call": "verify", "kind": "lost"},
        {"call": "verify", "kind": "state"},
        {"call": "verify", "kind": "cut", "times": 0},
        {"call": "verify", "kind": "cut", "times": "2"},
        {"call": "verify", "kind": "delay", "seconds": -1},
        {"call": "verify", "kind": "delay", "seconds": 10_000},
        {"call": "verify", "kind": "status", "http_status": 99},
        {"call": "verify", "kind": "cut", "more": 1},
        5,
        None,
        "cut",
    ],
    ids=repr,
)
def test_a_fault_that_makes_no_sense_plans_nothing(simulator: Simulator, fault: Any) -> None:
    response = post(f"{simulator.url}/simulator/faults", [{"call": "verify", "kind": "cut"}, fault])

    assert response.status_code == 400
    assert response.json()["error"]
    assert simulator.faults.remaining() == []


def test_the_plan_can_be_cleared(simulator: Simulator, gateway: Zarinpal, opened: Opened) -> None:
    act(simulator, opened, "pay")
    plan(simulator, {"call": "verify", "kind": "cut", "times": 9})

    with requests.delete(f"{simulator.url}/simulator/faults", timeout=5):
        pass

    assert verify(gateway, opened) == (Outcome.PAID, 100)


# --- memory ---


def test_the_truth_outlives_the_process(tmp_path: Path) -> None:
    with running_simulator(tmp_path) as simulator:
        opened = zarinpal(simulator.url).open(open_request())
        act(simulator, opened, "pay")

    with running_simulator(tmp_path) as simulator:
        assert verify(zarinpal(simulator.url), opened) == (Outcome.PAID, 100)
        calls = truth(simulator, opened.authority)["calls"]

    assert [(call["name"], call["code"]) for call in calls] == [("request", 100), ("verify", 100)]


def test_no_two_payments_have_the_same_reference(simulator: Simulator, gateway: Zarinpal) -> None:
    pages = [gateway.open(open_request()) for _ in range(12)]

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda opened: act(simulator, opened, "pay"), pages))

    references = {truth(simulator, opened.authority)["ref_id"] for opened in pages}
    assert references == {str(59421827101 + number) for number in range(12)}
