"""Whatever a server does, a call ends in time and leaves no thread and no connection behind."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from donations.gateway.transport import Limits
from donations.gateway.zarinpal import Zarinpal
from tests.builders.gateway import MERCHANT_ID, zarinpal
from tests.contracts.questions import CALLS, GOOD, ask
from tests.contracts.server import ScriptedServer, http, json_answer, silence, trickle

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


def hanging(call: str) -> dict[str, Callable[..., None]]:
    good = json_answer(GOOD[call])
    return {
        "no answer": silence(),
        "half a status line": silence(b"HTTP/1.1 20"),
        "a head without its end": silence(HEAD),
        "a body announced and not sent": silence(HEAD + b"Content-Length: 100\r\n\r\n"),
        "a body cut and kept open": silence(good[:-1]),
        "a whole body, never closed, without a length": silence(http(good, 200, ())),
        "chunks without their end, kept open": silence(CHUNKED + b"2\r\n{}\r\n"),
        "one byte now and then": trickle(good),
        "one byte of the head now and then": trickle(HEAD + b"X: " + b"x" * 10_000),
        "headers without end": trickle(HEAD + b"X: y\r\n" * 1000, at_once=len(HEAD)),
        "a body byte by byte": trickle(good, at_once=good.index(b"\r\n\r\n") + 4),
        "chunks byte by byte": trickle(CHUNKED + b"1\r\n \r\n" * 1000, at_once=len(CHUNKED)),
        "continue, continue": trickle(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000, seconds=0.001),
    }


HANGING = tuple(hanging("open"))


def gateway_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "gateway-call"]


def assert_no_thread_is_left(seconds: float = 5) -> None:
    give_up = time.monotonic() + seconds
    while gateway_threads() and time.monotonic() < give_up:
        time.sleep(0.02)
    assert gateway_threads() == []


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port whose connections are taken by the system and by no program."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@pytest.fixture
def full_port() -> Iterator[int]:
    """A port that lets nobody in any more."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


@pytest.mark.parametrize("name", HANGING)
def test_a_hanging_server_is_left_at_the_deadline(server: ScriptedServer, name: str) -> None:
    def seconds_and_word(call: str) -> tuple[float, str, str]:
        gateway = zarinpal(server.address(hanging(call)[name]), deadline_seconds=0.3)
        started = time.monotonic()
        word, exchange = ask(gateway, call)
        assert exchange.milliseconds >= 290
        return time.monotonic() - started, word, exchange.error

    with ThreadPoolExecutor(len(CALLS)) as pool:
        results = list(pool.map(seconds_and_word, CALLS))

    assert [(word, error) for _, word, error in results] == [("unknown", "DeadlineExceeded")] * 4
    assert max(seconds for seconds, _, _ in results) < 2
    assert_no_thread_is_left()


def test_the_usual_deadline_holds_against_every_hanging_server_at_once(server: ScriptedServer) -> None:
    def seconds_and_word(case: tuple[str, str]) -> tuple[float, str, str]:
        name, call = case
        gateway = Zarinpal(MERCHANT_ID, server.address(hanging(call)[name]))
        started = time.monotonic()
        word, exchange = ask(gateway, call)
        return time.monotonic() - started, word, exchange.error

    cases = [(name, call) for name in HANGING for call in ("open", "verify")]
    with ThreadPoolExecutor(len(cases)) as pool:
        results = list(pool.map(seconds_and_word, cases))

    assert {word for _, word, _ in results} == {"unknown"}
    assert max(seconds for seconds, _, _ in results) < 16
    assert {error for _, _, error in results} <= {"DeadlineExceeded", "ReadTimeout", "ConnectionError"}
    assert_no_thread_is_left()


def test_the_usual_limits_are_those_of_the_protocol() -> None:
    limits = Limits()

    assert (limits.connect_seconds, limits.read_seconds, limits.deadline_seconds) == (5, 10, 15)
    assert limits.body_bytes == 65_536


@pytest.mark.parametrize("call", CALLS)
def test_a_silence_longer_than_allowed_ends_the_call_before_its_deadline(
    server: ScriptedServer, call: str
) -> None:
    gateway = zarinpal(server.address(silence()), read_seconds=0.3, deadline_seconds=5)
    started = time.monotonic()

    word, exchange = ask(gateway, call)

    assert (word, exchange.error) == ("unknown", "ReadTimeout")
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("call", CALLS)
def test_a_port_that_nobody_serves_is_left_in_time(silent_port: int, call: str) -> None:
    gateway = zarinpal(f"http://127.0.0.1:{silent_port}", read_seconds=0.3)

    word, exchange = ask(gateway, call)

    assert (word, exchange.error) == ("unknown", "ReadTimeout")


def test_a_port_that_lets_nobody_in_is_left_in_time(full_port: int) -> None:
    gateway = zarinpal(f"http://127.0.0.1:{full_port}", connect_seconds=0.3)
    started = time.monotonic()

    word, exchange = ask(gateway, "open")

    assert (word, exchange.error) == ("unknown", "ConnectTimeout")
    assert time.monotonic() - started < 2


def test_the_deadline_counts_while_connecting_too(full_port: int) -> None:
    gateway = zarinpal(f"http://127.0.0.1:{full_port}", connect_seconds=2, deadline_seconds=0.3)

    word, exchange = ask(gateway, "open")

    assert (word, exchange.error) == ("unknown", "DeadlineExceeded")
    assert exchange.milliseconds < 1000
    assert_no_thread_is_left()


def test_the_deadline_counts_while_looking_up_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()

    def slow_lookup(*args: object, **kwargs: object) -> list[object]:
        released.wait(10)
        raise socket.gaierror("no such name")

    monkeypatch.setattr(socket, "getaddrinfo", slow_lookup)
    gateway = zarinpal("http://localhost:9", deadline_seconds=0.3)

    word, exchange = ask(gateway, "verify")

    assert (word, exchange.error) == ("unknown", "DeadlineExceeded")
    released.set()
    assert_no_thread_is_left()


@pytest.mark.parametrize("call", CALLS)
def test_a_refused_connection_is_unknown(call: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    word, exchange = ask(zarinpal(f"http://127.0.0.1:{port}"), call)

    assert (word, exchange.error, exchange.http_status) == ("unknown", "ConnectionError", None)


def test_an_answer_just_in_time_counts(server: ScriptedServer) -> None:
    good = json_answer(GOOD["verify"])
    slow = trickle(good, seconds=0.05, at_once=len(good) - 8)

    word, _ = ask(zarinpal(server.address(slow), deadline_seconds=5), "verify")

    assert word == "paid"


def test_many_calls_at_once_leave_no_connection_open(server: ScriptedServer) -> None:
    gateway = zarinpal(server.address(lambda connection, _: connection.sendall(json_answer(GOOD["verify"]))))

    with ThreadPoolExecutor(16) as pool:
        words = list(pool.map(lambda _: ask(gateway, "verify")[0], range(64)))

    assert words == ["paid"] * 64
    assert_no_thread_is_left()
