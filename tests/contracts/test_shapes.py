"""Every shape of an answer that was seen is understood, and nothing that comes can break the reading."""

import copy
import gzip
import json
from datetime import datetime
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donations.gateway import answers
from donations.gateway.port import Outcome, UnverifiedPayment
from tests.builders.gateway import AMOUNT, AUTHORITY, zarinpal
from tests.contracts.questions import CALLS, GOOD, GOOD_WORDS, ask
from tests.contracts.server import ScriptedServer, http, json_answer, send

ABSENT = Enum("Absent", "FIELD").FIELD


@pytest.mark.parametrize("errors", [[], {}, ABSENT], ids=["array", "object", "absent"])
@pytest.mark.parametrize("code", [100, "100"], ids=repr)
@pytest.mark.parametrize("call", CALLS)
def test_a_success_is_understood_in_every_shape(
    server: ScriptedServer, call: str, code: Any, errors: Any
) -> None:
    document = copy.deepcopy(GOOD[call])
    document["data"]["code"] = code
    document.pop("errors", None)
    if errors is not ABSENT:
        document["errors"] = errors

    word, exchange = ask(zarinpal(server.address(send(json_answer(document)))), call)

    assert (word, exchange.code, exchange.error) == (GOOD_WORDS[call], 100, "")


@pytest.mark.parametrize(
    "errors",
    [
        {"code": -51, "message": "No.", "validations": []},
        {"code": "-51", "message": "No."},
        {"code": -51},
        [{"code": -51, "message": "No.", "validations": []}],
        [{"code": -51}, {"code": "-51"}],
    ],
    ids=repr,
)
@pytest.mark.parametrize("data", [[], {}, {"code": -51}], ids=repr)
def test_a_refusal_is_understood_in_every_shape(server: ScriptedServer, data: Any, errors: Any) -> None:
    gateway = zarinpal(server.address(send(json_answer({"data": data, "errors": errors}))))

    word, exchange = ask(gateway, "verify")

    assert (word, exchange.code, exchange.error) == ("not_paid", -51, "")


@pytest.mark.parametrize("errors", [[], {}, ABSENT], ids=["array", "object", "absent"])
def test_a_refusal_among_the_data_is_understood(server: ScriptedServer, errors: Any) -> None:
    document = {"data": {"code": -51, "message": "No."}, "errors": errors}
    if errors is ABSENT:
        del document["errors"]

    assert ask(zarinpal(server.address(send(json_answer(document)))), "verify")[0] == "not_paid"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("shaparak_fee", "1200"),
        ("shaparak_fee", None),
        ("wages", []),
        ("wages", None),
        ("fee_type", "Payer"),
        ("order_id", "730184920165"),
        ("authority", AUTHORITY),
        ("authority", None),
        ("amount", 500000),
        ("amount", None),
        ("something_new", {"a": [1, None, "x"]}),
        ("message", "پرداخت شد"),
        ("message", "\u0000 \ud800"),
    ],
)
def test_what_is_beside_the_point_does_not_matter(server: ScriptedServer, field: str, value: Any) -> None:
    document = copy.deepcopy(GOOD["verify"])
    document["data"][field] = value

    assert ask(zarinpal(server.address(send(json_answer(document)))), "verify")[0] == "paid"


@pytest.mark.parametrize(
    ("ref_id", "text"),
    [
        (59421827101, "59421827101"),
        ("59421827101", "59421827101"),
        (1, "1"),
        (2**63, "9223372036854775808"),
        ("0012", "0012"),
    ],
)
@pytest.mark.parametrize("code", [100, 101])
def test_the_reference_is_kept_as_text(server: ScriptedServer, ref_id: Any, text: str, code: int) -> None:
    document = copy.deepcopy(GOOD["verify"])
    document["data"].update(code=code, ref_id=ref_id)
    gateway = zarinpal(server.address(send(json_answer(document))))

    verification = gateway.verify(authority=AUTHORITY, amount=AMOUNT)

    assert (verification.outcome, verification.ref_id) == (Outcome.PAID, text)


@pytest.mark.parametrize("ref_id", [ABSENT, None, 0, "0", ""], ids=repr)
def test_verified_before_is_paid_also_without_a_reference(server: ScriptedServer, ref_id: Any) -> None:
    document: dict[str, Any] = {"data": {"code": 101, "message": "Verified"}, "errors": []}
    if ref_id is not ABSENT:
        document["data"]["ref_id"] = ref_id
    gateway = zarinpal(server.address(send(json_answer(document))))

    verification = gateway.verify(authority=AUTHORITY, amount=AMOUNT)

    assert (verification.outcome, verification.ref_id) == (Outcome.PAID, "")


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("IN_BANK", "in_bank"),
        ("PAID", "paid"),
        ("VERIFIED", "verified"),
        ("FAILED", "failed"),
        ("REVERSED", "reversed"),
    ],
)
def test_each_state_is_understood(server: ScriptedServer, status: str, word: str) -> None:
    document = {"data": {"status": status, "code": 100}, "errors": []}

    assert ask(zarinpal(server.address(send(json_answer(document)))), "inquire")[0] == word


@pytest.mark.parametrize(
    "authority", ["A" + "0" * 35, "S" + "z" * 35, "A0123456789abcdefghijKLMNOPQRSTUVWXY"]
)
def test_each_kind_of_authority_opens_a_page(server: ScriptedServer, authority: str) -> None:
    document = copy.deepcopy(GOOD["open"])
    document["data"]["authority"] = authority

    assert ask(zarinpal(server.address(send(json_answer(document)))), "open")[0] == "opened"


def test_a_time_without_a_zone_is_taken_for_tehran(server: ScriptedServer) -> None:
    gateway = zarinpal(server.address(send(json_answer(GOOD["unverified"]))))

    unverified = gateway.unverified()

    # Summer time was still kept in 2020: four and a half hours before UTC.
    paid_at = datetime(2020, 7, 1, 17, 33, 25, tzinfo=ZoneInfo("Asia/Tehran"))
    assert paid_at.isoformat() == "2020-07-01T17:33:25+04:30"
    assert unverified.payments == [UnverifiedPayment(authority=AUTHORITY, amount=500000, paid_at=paid_at)]


@pytest.mark.parametrize(
    "date", [None, "", "1399-04-11", 1593610405, ["2020-07-01 17:33:25"], "2020-13-01 00:00:00"]
)
def test_a_time_that_cannot_be_read_is_left_out(server: ScriptedServer, date: Any) -> None:
    document = copy.deepcopy(GOOD["unverified"])
    document["data"]["authorities"][0]["date"] = date
    gateway = zarinpal(server.address(send(json_answer(document))))

    assert [payment.paid_at for payment in gateway.unverified().payments] == [None]


def test_a_list_of_nothing_is_known_to_be_empty(server: ScriptedServer) -> None:
    document = {"data": {"code": 100, "authorities": []}, "errors": []}
    gateway = zarinpal(server.address(send(json_answer(document))))

    unverified = gateway.unverified()

    assert (unverified.is_known, unverified.payments) == (True, [])


def test_a_full_list_with_long_addresses_is_read(server: ScriptedServer) -> None:
    row = {
        **GOOD["unverified"]["data"]["authorities"][0],
        "callback_url": "https://example.org/" + "x" * 1500,
    }
    document = {"data": {"code": "100", "authorities": [row] * 100}}
    gateway = zarinpal(server.address(send(json_answer(document))))

    assert len(gateway.unverified().payments) == 100


def packed(body: bytes) -> bytes:
    content = gzip.compress(body)
    return http(content, 200, (("Content-Encoding", "gzip"), ("Content-Length", str(len(content)))))


@pytest.mark.parametrize(
    "answer",
    [
        lambda body: http(body, 200, ()),
        lambda body: http(body, 200, (("Content-Type", "text/html; charset=windows-1256"),)),
        lambda body: http(b"\r\n " + body + b"\r\n"),
        lambda body: http(
            b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body), 200, (("Transfer-Encoding", "chunked"),)
        ),
        lambda body: b"HTTP/1.0 200 OK\r\n\r\n" + body,
        lambda body: b"HTTP/1.1 100 Continue\r\n\r\n" + http(body),
        packed,
        lambda body: http(body, 200, (("Set-Cookie", "a=b"), ("Content-Length", str(len(body))))),
    ],
    ids=[
        "no headers",
        "a wrong type",
        "space around",
        "chunks",
        "HTTP/1.0",
        "continue first",
        "gzip",
        "a cookie",
    ],
)
def test_a_whole_answer_is_understood_however_it_is_carried(server: ScriptedServer, answer: Any) -> None:
    body = json.dumps(GOOD["verify"]).encode()

    assert ask(zarinpal(server.address(send(answer(body)))), "verify")[0] == "paid"


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from([100, -51]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["data", "errors", "code", "status", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(
    document=st.fixed_dictionaries({"data": JSON_VALUES, "errors": JSON_VALUES}) | JSON_VALUES,
    status=st.integers(100, 599),
)
def test_any_json_is_read_to_a_code_or_a_defect(document: Any, status: int) -> None:
    answer = answers.read(json.dumps(document).encode("utf-8", "surrogatepass"), status=status)

    assert (answer.code is None) == (answer.defect is not None)


@given(body=st.binary(max_size=200), status=st.integers(100, 599))
def test_any_bytes_are_read_without_an_error(body: bytes, status: int) -> None:
    answer = answers.read(body, status=status)

    assert (answer.code is None) == (answer.defect is not None)
