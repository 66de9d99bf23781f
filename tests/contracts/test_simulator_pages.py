"""The simulator's pages say what they are, and the program starts only where it may."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import html5lib
import pytest
import requests

from donations.gateway.port import Opened, Outcome
from donations.gateway.simulator.server import Simulator
from tests.builders.gateway import AMOUNT, MERCHANT_ID, open_request, running_simulator, zarinpal

ROOT = Path(__file__).parents[2]
NOTICE = "این پرداخت شبیه‌سازی است و پولی جابه‌جا نمی‌شود"


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[Simulator]:
    with running_simulator(tmp_path) as running:
        yield running


@pytest.fixture
def opened(simulator: Simulator) -> Opened:
    return zarinpal(simulator.url).open(open_request(description="<script>alert(1)</script> & «کمک»"))


def get(url: str) -> requests.Response:
    with requests.get(url, timeout=5, allow_redirects=False) as response:
        return response


class Addresses(HTMLParser):
    """Collects what a page would load or link to, and the elements it has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.elements: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.found += [value or "" for name, value in attrs if name in {"href", "src", "action"}]


def pages(simulator: Simulator, opened: Opened) -> Iterator[str]:
    yield get(f"{simulator.url}/").text
    yield get(opened.pay_url).text
    with requests.post(opened.pay_url, data={"action": "close"}, timeout=5) as response:
        yield response.text
    with requests.post(opened.pay_url, data={"action": "pay_and_close"}, timeout=5) as response:
        yield response.text
    yield get(opened.pay_url).text
    yield get(f"{simulator.url}/pg/StartPay/nonsense").text


def test_every_page_says_that_no_money_moves(simulator: Simulator, opened: Opened) -> None:
    for page in pages(simulator, opened):
        html5lib.HTMLParser(strict=True).parse(page)
        assert NOTICE in page
        assert '<html lang="fa-IR" dir="rtl">' in page


def test_no_page_needs_scripts_or_another_host(simulator: Simulator, opened: Opened) -> None:
    for page in pages(simulator, opened):
        read = Addresses(page)
        assert "script" not in read.elements
        assert all(
            address.startswith(("/pg/StartPay/", "data:,", "http://127.0.0.1:8000/give/return/?"))
            for address in read.found
        )


def test_the_payment_page_shows_what_is_paid_to_whom(opened: Opened) -> None:
    page = get(opened.pay_url).text

    assert "۵۰۰٬۰۰۰ ریال" in page
    assert "۵۰٬۰۰۰ تومان" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; «کمک»" in page
    for label in ("پرداخت", "انصراف", "پرداخت و بستن صفحه", "بستن صفحه بدون پرداخت", "پرداخت با دو بازگشت"):
        assert f">{label}</button>" in page


def test_a_finished_payment_offers_no_button(simulator: Simulator, opened: Opened) -> None:
    simulator.store.pay(opened.authority, at=1)

    page = get(opened.pay_url).text

    assert "<button" not in page
    assert f"Authority={opened.authority}&amp;Status=OK" in page


@pytest.mark.parametrize("path", ["/nonsense", "/pg/v4/payment/nonsense.json", "/simulator/truth/nonsense"])
def test_an_unknown_address_is_not_found(simulator: Simulator, path: str) -> None:
    assert get(simulator.url + path).status_code == 404


def test_an_unknown_action_is_not_found_and_does_nothing(simulator: Simulator, opened: Opened) -> None:
    with requests.post(opened.pay_url, data={"action": "rob"}, timeout=5) as response:
        assert response.status_code == 404

    assert simulator.store.totals()["paid"] == 0


def environment(settings_module: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    return {**kept, **({"DJANGO_SETTINGS_MODULE": settings_module} if settings_module else {})}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "donations.gateway.simulator", *arguments]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.mark.parametrize("module", ["portal.settings.production", "production"])
def test_the_simulator_does_not_start_in_production(tmp_path: Path, module: str) -> None:
    done = subprocess.run(
        command("--port", str(free_port()), "--data", str(tmp_path / "data")),
        env=environment(module),
        cwd=ROOT,
        capture_output=True,
        timeout=20,
        check=False,
    )

    assert done.returncode == 2
    assert b"production" in done.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_the_program_serves_this_machine_only_and_ends_when_told(
    tmp_path: Path, host: str, number: signal.Signals
) -> None:
    port = free_port()
    arguments = command("--host", host, "--port", str(port), "--data", str(tmp_path / "truth.sqlite3"))
    with subprocess.Popen(
        arguments, env=environment(""), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert str(port).encode() in process.stdout.readline()
        gateway = zarinpal(f"http://127.0.0.1:{port}")
        authority = gateway.open(open_request()).authority
        outcome = gateway.verify(authority=authority, amount=AMOUNT).outcome
        with socket.socket() as elsewhere:
            elsewhere.settimeout(2)
            reached = elsewhere.connect_ex(("127.0.0.2", port))
        process.send_signal(number)
        output, errors = process.communicate(timeout=10)

    assert outcome == Outcome.NOT_PAID
    assert reached != 0
    assert process.returncode == 0
    assert (tmp_path / "truth.sqlite3").exists()
    assert MERCHANT_ID.encode() not in output + errors


def test_a_taken_port_is_said_and_nothing_else(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        done = subprocess.run(
            command("--port", str(listener.getsockname()[1]), "--data", str(tmp_path)),
            env=environment(""),
            cwd=ROOT,
            capture_output=True,
            timeout=20,
            check=False,
        )

    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
