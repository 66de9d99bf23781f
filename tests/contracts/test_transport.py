"""What leaves this machine, to whom, and over what kind of connection."""

import datetime as dt
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.test import override_settings

from donations.gateway import get_gateway
from donations.gateway.zarinpal import InsecureAddress, Zarinpal
from tests.builders.gateway import AMOUNT, AUTHORITY, CALLBACK_URL, MERCHANT_ID, open_request, zarinpal
from tests.contracts.questions import CALLS, GOOD, ask
from tests.contracts.server import ScriptedServer, json_answer, read_request, send


@pytest.mark.parametrize(
    ("call", "path", "fields"),
    [
        (
            "open",
            "request",
            {
                "amount": 500000,
                "currency": "IRR",
                "description": "کمک نقدی به مرکز",
                "callback_url": CALLBACK_URL,
                "metadata": {"order_id": "730184920165", "mobile": "09120000000"},
            },
        ),
        ("verify", "verify", {"authority": AUTHORITY, "amount": 500000}),
        ("inquire", "inquiry", {"authority": AUTHORITY}),
        ("unverified", "unVerified", {}),
    ],
)
def test_a_call_sends_exactly_its_fields(
    server: ScriptedServer, call: str, path: str, fields: dict[str, object]
) -> None:
    address = server.address(send(json_answer(GOOD[call])))

    ask(zarinpal(address), call)

    (request,) = server.received(address)
    line, *headers = request.partition(b"\r\n\r\n")[0].decode().split("\r\n")
    assert line.split(" ")[0] == "POST"
    assert line.split(" ")[1].endswith(f"/pg/v4/payment/{path}.json")
    assert "Content-Type: application/json" in headers
    assert not [header for header in headers if header.lower().startswith(("cookie", "authorization"))]
    assert server.bodies(address) == [{"merchant_id": MERCHANT_ID, **fields}]


@pytest.mark.parametrize(
    "mobile", ["", "0912", "+989120000000", "9120000000", "۰۹۱۲۰۰۰۰۰۰۰", "09120000000\n", "02112345678"]
)
def test_a_mobile_number_that_would_be_refused_is_left_out(server: ScriptedServer, mobile: str) -> None:
    address = server.address(send(json_answer(GOOD["open"])))

    zarinpal(address).open(open_request(mobile=mobile))

    assert server.bodies(address)[0]["metadata"] == {"order_id": "730184920165"}


def test_a_long_description_is_cut_to_what_the_gateway_takes(server: ScriptedServer) -> None:
    address = server.address(send(json_answer(GOOD["open"])))

    zarinpal(address).open(open_request(description="ک" * 600))

    assert server.bodies(address)[0]["description"] == "ک" * 500


@pytest.mark.parametrize("amount", [500000.0, "500000", True, None])
def test_an_amount_that_is_no_whole_number_is_never_sent(server: ScriptedServer, amount: object) -> None:
    address = server.address(send(json_answer(GOOD["verify"])))

    with pytest.raises(TypeError):
        zarinpal(address).verify(authority=AUTHORITY, amount=amount)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        zarinpal(address).open(open_request(amount=amount))

    assert server.received(address) == []


def test_the_payment_page_is_at_the_gateway(server: ScriptedServer) -> None:
    address = server.address(send(json_answer(GOOD["open"])))

    opened = zarinpal(address + "/").open(open_request())

    assert opened.pay_url == f"{address}/pg/StartPay/{AUTHORITY}"


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"])
def test_a_proxy_of_the_environment_is_not_used(
    server: ScriptedServer, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    proxy = server.address(send(b""))
    for variable in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv(name, proxy)

    word, _ = ask(zarinpal(server.address(send(json_answer(GOOD["verify"])))), "verify")

    assert word == "paid"


def test_a_password_of_the_environment_is_not_sent(
    server: ScriptedServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login someone password something")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    address = server.address(send(json_answer(GOOD["verify"])))

    ask(zarinpal(address), "verify")

    assert b"Authorization" not in server.received(address)[0]


class TlsServer:
    """Answers everything with success, with a certificate that nobody vouches for."""

    def __init__(self, certificate: Path) -> None:
        self.received: list[bytes] = []
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.context = context

    def serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            try:
                with self.context.wrap_socket(connection, server_side=True) as secure:
                    self.received.append(read_request(secure))
                    secure.sendall(json_answer(GOOD["verify"]))
            except OSError:
                connection.close()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    plain = serialization.NoEncryption()
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def tls_server(certificate: Path) -> Iterator[TlsServer]:
    server = TlsServer(certificate)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    yield server
    server.listener.shutdown(socket.SHUT_RDWR)
    server.listener.close()
    thread.join(5)


@pytest.mark.parametrize("call", CALLS)
def test_a_server_without_a_valid_certificate_learns_nothing(tls_server: TlsServer, call: str) -> None:
    word, exchange = ask(zarinpal(f"https://localhost:{tls_server.port}"), call)

    assert (word, exchange.error) == ("unknown", "SSLError")
    assert tls_server.received == []


def test_a_certificate_named_by_the_environment_is_not_trusted(
    tls_server: TlsServer, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.setenv(name, str(certificate))

    word, _ = ask(zarinpal(f"https://localhost:{tls_server.port}"), "verify")

    assert word == "unknown"


def test_a_certificate_that_is_vouched_for_is_accepted(
    tls_server: TlsServer, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(certificate))

    word, _ = ask(zarinpal(f"https://localhost:{tls_server.port}"), "verify")

    assert word == "paid"
    assert len(tls_server.received) == 1


@pytest.mark.parametrize("call", CALLS)
def test_tls_spoken_to_a_plain_port_is_unknown(server: ScriptedServer, call: str) -> None:
    gateway = zarinpal(f"https://localhost:{server.port}", deadline_seconds=0.5)

    word, exchange = ask(gateway, call)

    assert word == "unknown"
    assert exchange.error in {"SSLError", "ConnectionError", "ConnectTimeout", "DeadlineExceeded"}


def test_plain_http_spoken_to_a_tls_port_is_unknown(tls_server: TlsServer) -> None:
    word, exchange = ask(zarinpal(f"http://127.0.0.1:{tls_server.port}", deadline_seconds=2), "verify")

    assert (word, exchange.http_status) == ("unknown", None)


def test_a_tls_handshake_that_stands_still_is_cut() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        gateway = zarinpal(f"https://127.0.0.1:{listener.getsockname()[1]}", deadline_seconds=0.4)

        word, exchange = ask(gateway, "verify")

        assert (word, exchange.error) == ("unknown", "DeadlineExceeded")
        for thread in threading.enumerate():
            if thread.name == "gateway-call":
                thread.join(3)
                assert not thread.is_alive()


@pytest.mark.parametrize(
    "address",
    ["http://payment.zarinpal.com", "http://10.0.0.1", "http://127.0.0.1.example.org", "ftp://localhost", ""],
)
def test_an_address_that_would_carry_the_merchant_id_in_the_open_is_refused(address: str) -> None:
    with pytest.raises(InsecureAddress):
        Zarinpal(MERCHANT_ID, address)


@pytest.mark.parametrize(
    "address", ["https://payment.zarinpal.com", "http://localhost:1", "http://127.0.0.9:1", "http://[::1]:1"]
)
def test_tls_or_this_machine_itself_is_accepted(address: str) -> None:
    assert Zarinpal(MERCHANT_ID, address).base_url == address


def test_the_gateway_is_looked_up_when_it_is_used(server: ScriptedServer) -> None:
    address = server.address(send(json_answer(GOOD["verify"])))

    with override_settings(ZARINPAL_URL=address, ZARINPAL_MERCHANT_ID="another"):
        get_gateway().verify(authority=AUTHORITY, amount=AMOUNT)

    assert server.bodies(address)[0]["merchant_id"] == "another"
