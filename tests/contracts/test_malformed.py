"""An answer that is not exactly understood proves nothing: never paid, never unpaid.

Every malformed answer is made of one that would prove something, so each test shows that the
defect alone takes the proof away.
"""

import copy
import gzip
import json
import zlib
from collections.abc import Callable
from enum import Enum
from typing import Any

import pytest

from tests.builders.gateway import AUTHORITY, zarinpal
from tests.contracts.questions import CALLS, GOOD, GOOD_WORDS, ask
from tests.contracts.server import ScriptedServer, http, json_answer, reset, send

NOT_PAID = {"data": [], "errors": {"code": -51, "message": "No.", "validations": []}}
JSON_TYPE = ("Content-Type", "application/json")


def lengthened(body: bytes, by: int) -> bytes:
    return http(body, 200, (JSON_TYPE, ("Content-Length", str(len(body) + by))))


def encoded(body: bytes, encoding: str) -> bytes:
    return http(body, 200, (JSON_TYPE, ("Content-Encoding", encoding), ("Content-Length", str(len(body)))))


def chunked(*chunks: bytes, end: bytes = b"") -> bytes:
    pieces = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
    return http(pieces + end, 200, (JSON_TYPE, ("Transfer-Encoding", "chunked")))


def redirect(status: int) -> Callable[[bytes], bytes]:
    # To an address that would answer everything with success, if anyone followed.
    return lambda body: http(body, status, (("Location", "{good}"), ("Content-Length", str(len(body)))))


BODIES: dict[str, Callable[[bytes], bytes]] = {
    "an empty body": lambda body: b"",
    "white space": lambda body: b" \r\n\t ",
    "a page of a proxy": lambda body: b"<html><body><h1>502 Bad Gateway</h1></body></html>",
    "a page around the answer": lambda body: b"<pre>" + body + b"</pre>",
    "cut before its end": lambda body: body[:-1],
    "cut in the middle": lambda body: body[: len(body) // 2],
    "without its beginning": lambda body: body[1:],
    "twice": lambda body: body + body,
    "with something behind it": lambda body: body + b"x",
    "with a warning before it": lambda body: b"Notice: Undefined index\n" + body,
    "a byte order mark": lambda body: b"\xef\xbb\xbf" + body,
    "UTF-16": lambda body: body.decode().encode("utf-16"),
    "UTF-32": lambda body: body.decode().encode("utf-32"),
    "a broken letter": lambda body: body.replace(b"}", b',"x":"\xff\xfe"}', 1),
    "an overlong letter": lambda body: body.replace(b"}", b',"x":"\xc0\xaf"}', 1),
    "a NUL": lambda body: body + b"\0",
    "single quotes": lambda body: body.replace(b'"', b"'"),
    "a comma too many": lambda body: body[:-1] + b",}",
    "JSONP": lambda body: b"callback(" + body + b")",
    "an array": lambda body: b"[" + body + b"]",
    "text of JSON": lambda body: json.dumps(body.decode()).encode(),
    "inside another object": lambda body: b'{"result":' + body + b"}",
    "only null": lambda body: b"null",
    "only a number": lambda body: b"100",
    "only true": lambda body: b"true",
    "an empty object": lambda body: b"{}",
    "an empty array": lambda body: b"[]",
    "NaN somewhere": lambda body: body[:-1] + b',"fee":NaN}',
    "Infinity somewhere": lambda body: body[:-1] + b',"fee":-Infinity}',
    "a number of 5000 digits": lambda body: body[:-1] + b',"fee":' + b"9" * 5000 + b"}",
    "data twice": lambda body: body[:-1] + b',"data":[]}',
    "errors twice": lambda body: body[:-1] + b',"errors":[],"errors":[]}',
    "nested ten thousand deep": lambda body: body[:-1] + b',"x":' + b"[" * 10_000 + b"]" * 10_000 + b"}",
    "300 KB of spaces behind it": lambda body: body + b" " * 300_000,
    "300 KB of text in it": lambda body: body[:-1] + b',"x":"' + b"x" * 300_000 + b'"}',
}

ANSWERS: dict[str, Callable[[bytes], bytes]] = {
    "no HTTP at all": lambda body: body,
    "an HTTP status of letters": lambda body: http(body, "OK"),
    "only a status line": lambda body: b"HTTP/1.1 200 OK\r\n\r\n",
    "a cut status line": lambda body: b"HTTP/1.1 2",
    "a line of 100 KB": lambda body: b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000 + b"\r\n\r\n" + body,
    "a thousand headers": lambda body: http(body, 200, (("X", "y"),) * 1000),
    "a body shorter than announced": lambda body: lengthened(body, 1),
    "a body longer than announced": lambda body: lengthened(body, -1),
    "201": lambda body: http(body, 201),
    "204": lambda body: http(body, 204),
    "206": lambda body: http(body, 206),
    "300": lambda body: http(body, 300),
    "301": redirect(301),
    "302": redirect(302),
    "303": redirect(303),
    "304": lambda body: http(body, 304),
    "307": redirect(307),
    "308": redirect(308),
    "500": lambda body: http(body, 500),
    "502": lambda body: http(body, 502),
    "503": lambda body: http(body, 503),
    "504": lambda body: http(body, 504),
    "520": lambda body: http(body, 520),
    "chunks without their end": lambda body: chunked(body),
    "chunks cut in the middle": lambda body: chunked(body + b" " * 9)[:-9],
    "a chunk of no number": lambda body: chunked(end=b"zz\r\n" + body),
    "called gzip and plain": lambda body: encoded(body, "gzip"),
    "called deflate and plain": lambda body: encoded(body, "deflate"),
    "called brotli and plain": lambda body: encoded(body, "br"),
    "gzip cut": lambda body: encoded(gzip.compress(body)[:20], "gzip"),
    "gzip without being called so": lambda body: http(gzip.compress(body)),
    "gzip of 200 MB": lambda body: encoded(GZIP_BOMB, "gzip"),
    "deflate of 200 MB": lambda body: encoded(DEFLATE_BOMB, "deflate"),
}


def bomb(window: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, window)
    megabyte = b" " * 1_000_000
    return b"".join(packer.compress(megabyte) for _ in range(200)) + packer.flush()


GZIP_BOMB, DEFLATE_BOMB = bomb(31), bomb(15)


def good_body(call: str, is_paid: bool) -> bytes:
    return json.dumps(GOOD[call] if is_paid else NOT_PAID, separators=(",", ":")).encode()


@pytest.mark.parametrize("call", CALLS)
def test_the_answer_that_the_malformed_are_made_of_is_understood(server: ScriptedServer, call: str) -> None:
    gateway = zarinpal(server.address(send(http(good_body(call, True)))))

    assert ask(gateway, call)[0] == GOOD_WORDS[call]


@pytest.mark.parametrize("is_paid", [True, False], ids=["of a success", "of a refusal"])
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("name", BODIES)
def test_a_malformed_body_proves_nothing(server: ScriptedServer, name: str, call: str, is_paid: bool) -> None:
    gateway = zarinpal(server.address(send(http(BODIES[name](good_body(call, is_paid))))))

    word, exchange = ask(gateway, call)

    assert (word, exchange.code) == ("unknown", None)
    assert exchange.error


@pytest.mark.parametrize("is_paid", [True, False], ids=["of a success", "of a refusal"])
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("name", ANSWERS)
def test_a_malformed_http_answer_proves_nothing(
    server: ScriptedServer, name: str, call: str, is_paid: bool
) -> None:
    good = server.address(send(http(good_body(call, True))))
    answer = ANSWERS[name](good_body(call, is_paid)).replace(b"{good}", good.encode())
    gateway = zarinpal(server.address(send(answer)))

    word, exchange = ask(gateway, call)

    assert (word, exchange.code) == ("unknown", None)
    assert exchange.error
    assert server.received(good) == []


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("beginning", [0, 1, 40, 100])
def test_a_connection_reset_proves_nothing(server: ScriptedServer, call: str, beginning: int) -> None:
    gateway = zarinpal(server.address(reset(http(good_body(call, True))[:beginning])))

    word, exchange = ask(gateway, call)

    assert word == "unknown"
    assert exchange.error in {"ConnectionError", "ChunkedEncodingError"}


@pytest.mark.parametrize("call", CALLS)
def test_a_closed_connection_proves_nothing(server: ScriptedServer, call: str) -> None:
    word, exchange = ask(zarinpal(server.address(send(b""))), call)

    assert (word, exchange.error) == ("unknown", "ConnectionError")


@pytest.mark.parametrize("call", CALLS)
def test_a_call_is_never_repeated(server: ScriptedServer, call: str) -> None:
    address = server.address(send(b""))

    ask(zarinpal(address), call)

    assert len(server.received(address)) == 1


HUGE = 10**4000
STRANGE_CODES: dict[str, Any] = {
    "a float": 100.0,
    "true": True,
    "null": None,
    "text with a space": " 100",
    "text with a space behind": "100 ",
    "text with a line end": "100\n",
    "text of a float": "100.0",
    "text with a plus": "+100",
    "text with a zero before": "0100",
    "Persian digits": "۱۰۰",
    "an underscore": "1_00",
    "hexadecimal": "0x64",
    "empty text": "",
    "a word": "success",
    "an array": [100],
    "an object": {"code": 100},
    "above 32 bits": 2**31,
    "of 4000 digits": HUGE,
    "text of 4000 digits": "1" * 4000,
}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("name", STRANGE_CODES)
def test_a_strange_code_of_a_success_proves_nothing(server: ScriptedServer, name: str, call: str) -> None:
    document = copy.deepcopy(GOOD[call])
    document["data"]["code"] = STRANGE_CODES[name]
    gateway = zarinpal(server.address(send(json_answer(document))))

    word, exchange = ask(gateway, call)

    assert (word, exchange.code, exchange.error) == ("unknown", None, "UnreadableCode")


@pytest.mark.parametrize("code", [-51.0, True, None, " -51", "-51 ", "−51", "--51", "", [-51], {"code": -51}])
def test_a_strange_code_of_a_refusal_is_no_proof_against_payment(server: ScriptedServer, code: Any) -> None:
    document = {"data": [], "errors": {"code": code, "message": "No."}}
    gateway = zarinpal(server.address(send(json_answer(document))))

    word, exchange = ask(gateway, "verify")

    assert (word, exchange.code, exchange.error) == ("unknown", None, "UnreadableCode")


MISSING = Enum("Absent", "FIELD").FIELD
STRANGE_DATA = [MISSING, None, True, 100, "100", "", "[]", [1], [{"code": 100}], [[]], 1.5]
STRANGE_ERRORS = [None, True, False, 0, -51, "", "[]", [None], [[]], [{}], ["-51"], {"message": "No."}, [-51]]


@pytest.mark.parametrize("errors", [[], {}, {"code": -51}])
@pytest.mark.parametrize("data", STRANGE_DATA, ids=repr)
@pytest.mark.parametrize("call", CALLS)
def test_data_of_another_type_proves_nothing(
    server: ScriptedServer, call: str, data: Any, errors: Any
) -> None:
    document = {"errors": errors} if data is MISSING else {"data": data, "errors": errors}
    gateway = zarinpal(server.address(send(json_answer(document))))

    assert ask(gateway, call)[0] == "unknown"


@pytest.mark.parametrize("errors", STRANGE_ERRORS, ids=repr)
@pytest.mark.parametrize("call", CALLS)
def test_errors_of_another_type_take_every_proof_away(server: ScriptedServer, call: str, errors: Any) -> None:
    document = {**GOOD[call], "errors": errors}
    gateway = zarinpal(server.address(send(json_answer(document))))

    word, exchange = ask(gateway, call)

    assert (word, exchange.code) == ("unknown", None)


@pytest.mark.parametrize(
    "errors",
    [
        {"code": -51},
        {"code": 100},
        {"code": "101"},
        [{"code": -51}],
        [{"code": -9}, {"code": -51}],
        [{"code": -51}, {"code": 100}],
    ],
    ids=repr,
)
@pytest.mark.parametrize("data", [{"code": 100, "ref_id": 1}, {"code": 101}], ids=repr)
def test_a_success_next_to_an_error_proves_neither(server: ScriptedServer, data: Any, errors: Any) -> None:
    gateway = zarinpal(server.address(send(json_answer({"data": data, "errors": errors}))))

    word, exchange = ask(gateway, "verify")

    assert (word, exchange.code, exchange.error) == ("unknown", None, "ContradictingCodes")


@pytest.mark.parametrize("errors", [{"code": 100}, [{"code": 101}], [{"code": -51}, {"code": -50}]], ids=repr)
def test_contradicting_errors_prove_nothing(server: ScriptedServer, errors: Any) -> None:
    gateway = zarinpal(server.address(send(json_answer({"data": [], "errors": errors}))))

    assert ask(gateway, "verify")[0] == "unknown"


STRANGE_AUTHORITIES = {
    "missing": MISSING,
    "null": None,
    "empty": "",
    "a number": 10**35,
    "true": True,
    "an array": [AUTHORITY],
    "one letter short": AUTHORITY[:-1],
    "one letter long": AUTHORITY + "j",
    "a small first letter": "a" + AUTHORITY[1:],
    "another first letter": "B" + AUTHORITY[1:],
    "a line end": AUTHORITY + "\n",
    "a space": " " + AUTHORITY,
    "a space for the last letter": AUTHORITY[:-1] + " ",
    "a slash": AUTHORITY[:-1] + "/",
    "Persian digits": AUTHORITY.replace("0", "۰"),
    "a look-alike letter": "А" + AUTHORITY[1:],
}


@pytest.mark.parametrize("name", STRANGE_AUTHORITIES)
def test_a_page_with_a_strange_authority_is_not_known_to_be_open(server: ScriptedServer, name: str) -> None:
    document = copy.deepcopy(GOOD["open"])
    document["data"]["authority"] = STRANGE_AUTHORITIES[name]
    if STRANGE_AUTHORITIES[name] is MISSING:
        del document["data"]["authority"]
    gateway = zarinpal(server.address(send(json_answer(document))))

    word, exchange = ask(gateway, "open")

    assert (word, exchange.error) == ("unknown", "UnexpectedAuthority")


@pytest.mark.parametrize(
    "authority",
    [AUTHORITY.swapcase(), AUTHORITY.lower(), AUTHORITY[:-1], AUTHORITY + " ", "", 9, True, [AUTHORITY], {}],
    ids=repr,
)
@pytest.mark.parametrize("call", ["verify", "inquire"])
def test_an_answer_about_another_authority_proves_nothing(
    server: ScriptedServer, call: str, authority: Any
) -> None:
    document = copy.deepcopy(GOOD[call])
    document["data"]["authority"] = authority
    gateway = zarinpal(server.address(send(json_answer(document))))

    word, exchange = ask(gateway, call)

    assert (word, exchange.error) == ("unknown", "UnexpectedAuthority")


@pytest.mark.parametrize("code", [100, 101])
@pytest.mark.parametrize(
    "ref_id",
    [1.5, 2997001.0, True, -1, [], {}, [2997001], " 2997001", "2997001\n", "29-97", "ref", "۱۲۳", 10**31],
    ids=repr,
)
def test_an_unreadable_reference_proves_nothing(server: ScriptedServer, ref_id: Any, code: int) -> None:
    document = copy.deepcopy(GOOD["verify"])
    document["data"].update(code=code, ref_id=ref_id)
    gateway = zarinpal(server.address(send(json_answer(document))))

    word, exchange = ask(gateway, "verify")

    assert (word, exchange.error) == ("unknown", "UnreadableReference")


@pytest.mark.parametrize("ref_id", [MISSING, None, "", 0, "0", "000"], ids=repr)
def test_a_first_success_without_a_reference_is_asked_again(server: ScriptedServer, ref_id: Any) -> None:
    document = copy.deepcopy(GOOD["verify"])
    document["data"]["ref_id"] = ref_id
    if ref_id is MISSING:
        del document["data"]["ref_id"]
    gateway = zarinpal(server.address(send(json_answer(document))))

    word, exchange = ask(gateway, "verify")

    assert (word, exchange.error) == ("unknown", "UnreadableReference")


@pytest.mark.parametrize("amount", [1.5, "500000", True, [500000], 500000.0], ids=repr)
def test_an_unreadable_amount_in_a_success_proves_nothing(server: ScriptedServer, amount: Any) -> None:
    document = copy.deepcopy(GOOD["verify"])
    document["data"]["amount"] = amount
    gateway = zarinpal(server.address(send(json_answer(document))))

    assert ask(gateway, "verify")[0] == "unknown"


@pytest.mark.parametrize("amount", [50_000, 5_000_000, 0, -500_000])
def test_another_amount_in_a_success_is_a_mismatch(server: ScriptedServer, amount: int) -> None:
    document = copy.deepcopy(GOOD["verify"])
    document["data"]["amount"] = amount
    gateway = zarinpal(server.address(send(json_answer(document))))

    assert ask(gateway, "verify")[0] == "mismatch"


@pytest.mark.parametrize(
    "status", [None, "", "paid", " PAID", "PAID ", "SUCCESS", 1, True, ["PAID"]], ids=repr
)
def test_a_strange_state_is_unknown(server: ScriptedServer, status: Any) -> None:
    document = copy.deepcopy(GOOD["inquire"])
    document["data"]["status"] = status
    gateway = zarinpal(server.address(send(json_answer(document))))

    assert ask(gateway, "inquire")[0] == "unknown"


STRANGE_ROWS: list[Any] = [
    None,
    [],
    "row",
    {},
    {"authority": AUTHORITY},
    {"amount": 1000},
    {"authority": AUTHORITY, "amount": "1000"},
    {"authority": AUTHORITY, "amount": 1000.0},
    {"authority": AUTHORITY, "amount": True},
    {"authority": AUTHORITY, "amount": None},
    {"authority": AUTHORITY, "amount": 0},
    {"authority": AUTHORITY, "amount": -1000},
    {"authority": AUTHORITY.lower(), "amount": 1000},
    {"authority": 36, "amount": 1000},
]


@pytest.mark.parametrize("row", STRANGE_ROWS, ids=repr)
def test_one_unreadable_row_makes_the_list_unknown(server: ScriptedServer, row: Any) -> None:
    document = copy.deepcopy(GOOD["unverified"])
    document["data"]["authorities"].append(row)
    gateway = zarinpal(server.address(send(json_answer(document))))

    assert ask(gateway, "unverified")[0] == "unknown"


@pytest.mark.parametrize("rows", [MISSING, None, {}, "", 0, True, {"0": {}}], ids=repr)
def test_a_list_that_is_none_is_unknown(server: ScriptedServer, rows: Any) -> None:
    document = copy.deepcopy(GOOD["unverified"])
    document["data"]["authorities"] = rows
    if rows is MISSING:
        del document["data"]["authorities"]
    gateway = zarinpal(server.address(send(json_answer(document))))

    assert ask(gateway, "unverified")[0] == "unknown"
