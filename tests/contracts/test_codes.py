"""Every code of the gateway, under every HTTP status it may come with, lands where it must."""

import pytest

from donations.gateway import codes
from tests.builders.gateway import AUTHORITY, zarinpal
from tests.contracts.questions import GOOD, ask
from tests.contracts.server import ScriptedServer, json_answer, send

#  code: what open, verify, inquire and unverified make of it
TABLE = {
    100: ("opened", "paid", "paid", "known"),
    101: ("unknown", "paid", "unknown", "unknown"),
    -9: ("refused", "unknown", "unknown", "unknown"),
    -10: ("refused", "unknown", "unknown", "unknown"),
    -11: ("refused", "unknown", "unknown", "unknown"),
    -12: ("busy", "unknown", "unknown", "unknown"),
    -13: ("refused", "unknown", "unknown", "unknown"),
    -14: ("refused", "unknown", "unknown", "unknown"),
    -15: ("refused", "unknown", "unknown", "unknown"),
    -16: ("refused", "unknown", "unknown", "unknown"),
    -17: ("refused", "unknown", "unknown", "unknown"),
    -18: ("refused", "unknown", "unknown", "unknown"),
    -19: ("refused", "unknown", "unknown", "unknown"),
    -30: ("refused", "unknown", "unknown", "unknown"),
    -31: ("refused", "unknown", "unknown", "unknown"),
    -32: ("refused", "unknown", "unknown", "unknown"),
    -33: ("refused", "unknown", "unknown", "unknown"),
    -34: ("refused", "unknown", "unknown", "unknown"),
    -35: ("refused", "unknown", "unknown", "unknown"),
    -36: ("refused", "unknown", "unknown", "unknown"),
    -37: ("refused", "unknown", "unknown", "unknown"),
    -38: ("refused", "unknown", "unknown", "unknown"),
    -39: ("refused", "unknown", "unknown", "unknown"),
    -40: ("refused", "unknown", "unknown", "unknown"),
    -41: ("refused", "unknown", "unknown", "unknown"),
    -50: ("unknown", "mismatch", "unknown", "unknown"),
    -51: ("unknown", "not_paid", "unknown", "unknown"),
    -52: ("unknown", "unknown", "unknown", "unknown"),
    -53: ("unknown", "mismatch", "unknown", "unknown"),
    -54: ("unknown", "unknown", "not_found", "unknown"),
    -55: ("unknown", "unknown", "not_found", "unknown"),
    -60: ("unknown", "unknown", "unknown", "unknown"),
    -61: ("unknown", "unknown", "unknown", "unknown"),
    -62: ("refused", "unknown", "unknown", "unknown"),
    -63: ("unknown", "unknown", "unknown", "unknown"),
    # no code of the documentation
    -1: ("unknown", "unknown", "unknown", "unknown"),
    -99: ("unknown", "unknown", "unknown", "unknown"),
    -510: ("unknown", "unknown", "unknown", "unknown"),
    1: ("unknown", "unknown", "unknown", "unknown"),
    102: ("unknown", "unknown", "unknown", "unknown"),
    200: ("unknown", "unknown", "unknown", "unknown"),
}
CALLS = ("open", "verify", "inquire", "unverified")
CASES = [(code, call, word) for code, words in TABLE.items() for call, word in zip(CALLS, words, strict=True)]


@pytest.mark.parametrize("status", [200, 400, 401, 422])
@pytest.mark.parametrize(("code", "call", "expected"), CASES)
def test_a_code_means_the_same_under_every_http_status(
    server: ScriptedServer, code: int, call: str, expected: str, status: int
) -> None:
    if code > 0:
        document = {"data": {**GOOD[call]["data"], "code": code}, "errors": []}
    else:
        document = {"data": [], "errors": {"code": code, "message": "No.", "validations": []}}
    gateway = zarinpal(server.address(send(json_answer(document, status))))

    word, exchange = ask(gateway, call)

    assert word == expected
    assert (exchange.code, exchange.http_status, exchange.error) == (code, status, "")


@pytest.mark.parametrize("code", [-9, -10, -11, -13, -14, -15, -16, -17, -18, -19, -30, -39, -40, -41, -62])
def test_a_code_that_only_we_can_repair_raises_the_alarm(code: int) -> None:
    assert codes.is_alarming(code)


@pytest.mark.parametrize("code", [None, 100, 101, -12, -50, -51, -52, -53, -54, -55, -60, -99])
def test_a_code_about_a_payment_raises_no_alarm(code: int | None) -> None:
    assert not codes.is_alarming(code)


@pytest.mark.parametrize("code", [-50, -51, -53])
def test_a_code_about_another_authority_proves_nothing(server: ScriptedServer, code: int) -> None:
    other = AUTHORITY[:-1] + "k"
    document = {"data": {"authority": other}, "errors": {"code": code}}
    gateway = zarinpal(server.address(send(json_answer(document))))

    word, exchange = ask(gateway, "verify")

    assert (word, exchange.error) == ("unknown", "UnexpectedAuthority")
