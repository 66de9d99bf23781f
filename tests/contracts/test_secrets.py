"""No merchant id, card number or card hash leaves the adapter: not to the call log, not to any other log."""

import json
import logging
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donations.gateway import redaction
from donations.gateway.port import GatewayError
from tests.builders.gateway import AMOUNT, AUTHORITY, MERCHANT_ID, open_request, zarinpal
from tests.contracts.questions import CALLS, GOOD, ask
from tests.contracts.server import ScriptedServer, http, json_answer, send

CARD_HASH = GOOD["verify"]["data"]["card_hash"]
CARD_NUMBER = "6037997312345678"
MOBILE = "09120000000"
SECRETS = (MERCHANT_ID, CARD_HASH, CARD_NUMBER, MOBILE)


def assert_no_secret(text: str) -> None:
    folded = text.lower()
    for secret in SECRETS:
        assert secret.lower() not in folded


ECHOES: dict[str, bytes] = {
    "a success": json_answer(GOOD["verify"]),
    "the request sent back": json_answer(
        {"data": [], "errors": {"code": -9, "message": f"merchant {MERCHANT_ID}", "merchant_id": MERCHANT_ID}}
    ),
    "the id as a name": json_answer({"data": {MERCHANT_ID: 1}, "errors": {"code": -10}}),
    "the id in capitals": json_answer({"data": [], "errors": {"code": -10, "message": MERCHANT_ID.upper()}}),
    "the id with escaped hyphens": http(
        b'{"data":[],"errors":{"code":-10,"message":"%s"}}' % MERCHANT_ID.replace("-", "\\u002d").encode()
    ),
    "escaped hyphens in broken JSON": http(b'{"m":"%s"' % MERCHANT_ID.replace("-", "\\u002d").encode()),
    "the id in an address": http(f"<a href='?m={MERCHANT_ID.replace('-', '%2D')}'>".encode(), 502),
    "the id in a page": http(f"<pre>{MERCHANT_ID}</pre>".encode(), 502),
    "the hash elsewhere": json_answer({"data": {"code": 100, "ref_id": 5, "x": [CARD_HASH.lower()]}}),
    "the hash in broken JSON": http(f'{{"card_hash":"{CARD_HASH}'.encode()),
    "the number where its mask belongs": json_answer(
        {"data": {"code": 100, "ref_id": 5, "card_pan": CARD_NUMBER}, "errors": []}
    ),
    "the number as a number": json_answer({"data": {"code": 100, "ref_id": 5, "x": int(CARD_NUMBER)}}),
    "the number in a message": json_answer(
        {"data": [], "errors": {"code": -51, "message": f"({CARD_NUMBER})"}}
    ),
    "the mobile number sent back": json_answer(
        {"data": {"code": 100, "ref_id": 5, "metadata": {"Mobile": MOBILE}}}
    ),
}


@pytest.mark.parametrize("name", ECHOES)
@pytest.mark.parametrize("call", CALLS)
def test_no_secret_is_in_an_exchange_an_error_or_a_log(
    server: ScriptedServer,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    name: str,
    call: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    gateway = zarinpal(server.address(send(ECHOES[name])))

    _, exchange = ask(gateway, call)

    assert_no_secret(repr(exchange))
    assert_no_secret(json.dumps(exchange.request))
    assert_no_secret(exchange.answer)
    assert_no_secret(repr(gateway) + str(gateway))
    assert_no_secret(caplog.text + "".join(str(vars(record)) for record in caplog.records))
    assert_no_secret("".join(capfd.readouterr()))


def test_the_debug_log_of_the_libraries_was_really_on(
    server: ScriptedServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    ask(zarinpal(server.address(send(json_answer(GOOD["verify"])))), "verify")

    assert "/pg/v4/payment/verify.json" in caplog.text


@pytest.mark.parametrize("answer", [b"", json_answer({"data": [], "errors": {"code": -10}})])
def test_no_secret_is_in_a_raised_error_or_what_led_to_it(server: ScriptedServer, answer: bytes) -> None:
    gateway = zarinpal(server.address(send(answer)))

    with pytest.raises(GatewayError) as caught:
        gateway.open(open_request())

    assert_no_secret(repr(caught.value) + str(caught.value) + repr(caught.value.exchange))
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


@pytest.mark.parametrize(
    ("card_pan", "mask"),
    [
        ("999999******9999", "999999******9999"),
        ("603799XXXXXX1234", "603799XXXXXX1234"),
        (CARD_NUMBER, ""),
        ("6037-9973-1234-5678", ""),
        ("603799**12345678", ""),
        ("6037997312******", ""),
        ("", ""),
        (None, ""),
        (9999999999999999, ""),
        (["999999******9999"], ""),
        ("999999******9999\n", ""),
        ("۹۹۹۹۹۹******۹۹۹۹", ""),
    ],
)
def test_a_card_is_kept_only_where_it_is_masked(server: ScriptedServer, card_pan: Any, mask: str) -> None:
    document = {"data": {**GOOD["verify"]["data"], "card_pan": card_pan}, "errors": []}
    gateway = zarinpal(server.address(send(json_answer(document))))

    verification = gateway.verify(authority=AUTHORITY, amount=AMOUNT)

    assert verification.outcome.value == "paid"
    assert verification.card_mask == mask
    assert json.loads(verification.exchange.answer)["data"]["card_pan"] == (mask or "[removed]")


def test_what_is_no_secret_stays_readable_in_the_log(server: ScriptedServer) -> None:
    gateway = zarinpal(server.address(send(json_answer(GOOD["open"]))))

    exchange = gateway.open(open_request()).exchange

    assert json.loads(exchange.answer) == GOOD["open"]
    assert exchange.request == {
        "amount": 500000,
        "currency": "IRR",
        "description": "کمک نقدی به مرکز",
        "callback_url": "http://127.0.0.1:8000/give/return/",
        "order_id": "730184920165",
    }


@pytest.mark.parametrize(
    "body",
    [
        b"x" * 60_000,
        b"{" + b'"x":' + b'"' + b"y" * 60_000 + b'"}',
        b"[" * 900 + b"]" * 900,
        b'{"x":"\\u0000\\ud800"}',
        b"\x00\xff\xfe\x00",
        "پرداخت ".encode() * 1000,
    ],
)
def test_every_body_becomes_a_text_that_any_database_can_keep(body: bytes) -> None:
    text = redaction.redact(body, merchant_id=MERCHANT_ID)

    assert len(text) <= 4000
    assert "\x00" not in text
    text.encode("utf-8")


@given(before=st.text(max_size=30), after=st.text(max_size=30), is_json=st.booleans())
def test_the_merchant_id_is_found_inside_any_text(before: str, after: str, is_json: bool) -> None:
    text = before + MERCHANT_ID + after
    body = json.dumps({"data": [text]}) if is_json else text

    redacted = redaction.redact(body.encode("utf-8", "replace"), merchant_id=MERCHANT_ID)

    assert MERCHANT_ID not in redacted
