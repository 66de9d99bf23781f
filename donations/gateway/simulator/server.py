"""The simulator's HTTP server, for this machine only."""

import json
import sys
import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from donations.gateway.simulator import pages, protocol
from donations.gateway.simulator.faults import BadFault, Fault, FaultPlan, Kind
from donations.gateway.simulator.second_browser import start_loading
from donations.gateway.simulator.store import Session, State, Store

HOST = "127.0.0.1"
LARGEST_BODY = 64 * 1024
IDLE_SECONDS = 30
API = "/pg/v4/payment/"
START_PAY = "/pg/StartPay/"
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'"
)


class Simulator:
    """The server and its data; use it as a context manager, or call :meth:`serve` in a process."""

    def __init__(self, path: Path, *, port: int = 0, terminal: protocol.Terminal | None = None) -> None:
        """Listen on ``port`` (0: any free one) with the data in the SQLite file ``path``.

        :raises OSError: the port is taken.
        """
        self.terminal = terminal or protocol.Terminal()
        self.faults = FaultPlan()
        self.stopping = threading.Event()
        self._http = _Server((HOST, port), _Handler)
        self._http.simulator = self
        self.store = Store(path)
        self._duplicates: list[threading.Thread] = []
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self._http.server_port}"

    def serve(self) -> None:
        """Serve until :meth:`stop` is called from another thread."""
        self._http.serve_forever(poll_interval=0.05)

    def stop(self) -> None:
        self.stopping.set()
        self._http.shutdown()

    def close(self) -> None:
        """Let go of the port and the file."""
        self._http.server_close()
        for thread in self._duplicates:
            thread.join()
        self.store.close()

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self.serve, name="simulator", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if self._thread:
            self._thread.join()
        self.close()

    def act(self, session: Session, action: str, *, at: float) -> str | None:
        """Do what a button says; return the address the browser is sent to, if to any.

        :raises KeyError: there is no such action.
        """
        pages.ACTIONS[action]
        status = "OK"
        if action in {"pay", "pay_and_close", "pay_twice"}:
            self.store.pay(session.authority, at=at)
        elif action == "cancel":
            self.store.cancel(session.authority)
            status = "NOK"
        address = pages.callback_address(session, status)
        fault = self.faults.take("callback") if action in {"pay", "cancel"} else None
        if action == "pay_twice" or (fault and fault.kind is Kind.DUPLICATE):
            self._load(address)
        if action in {"pay_and_close", "close"} or (fault and fault.kind is Kind.LOST):
            return None
        return address

    def truth(self, session: Session) -> dict[str, Any]:
        """What really happened to one session; amounts in rial, times in seconds since 1970."""
        calls = self.store.calls(session.authority)
        verified = [call["code"] for call in calls if call["name"] == "verify"]
        return {
            "authority": session.authority,
            "order_id": session.order_id,
            "amount": session.amount,
            "description": session.description,
            "callback_url": session.callback_url,
            "state": session.state,
            "ref_id": None if session.ref_id is None else str(session.ref_id),
            "opened_at": session.opened_at,
            "paid_at": session.paid_at,
            "verified_at": session.verified_at,
            "reversed_at": session.reversed_at,
            "times_verified_first": verified.count(100),
            "times_verified_again": verified.count(101),
            "calls": calls,
        }

    def _load(self, address: str) -> None:
        """Load the return a second time from here, as a second browser would; on this machine only."""
        if protocol.is_plain_local(address):
            self._duplicates.append(start_loading(address))


class _Server(ThreadingHTTPServer):
    simulator: Simulator
    daemon_threads = True  # browsers keep spare connections open; closing does not wait for them
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report what went wrong, except that a caller left or that the server is closing."""
        if not isinstance(sys.exc_info()[1], ConnectionError) and not self.simulator.stopping.is_set():
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version = "simulator"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = IDLE_SECONDS

    @property
    def simulator(self) -> Simulator:
        return self.server.simulator

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the calls are in the ledger of truth."""

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        store = self.simulator.store
        if path == "/":
            self._html(pages.index_page(store.newest(20)))
        elif path.startswith(START_PAY):
            session = store.session(path.removeprefix(START_PAY))
            if session is None:
                self._html(pages.not_found_page(), HTTPStatus.NOT_FOUND)
            elif session.state is State.IN_BANK:
                self._html(pages.pay_page(session))
            else:
                self._html(pages.over_page(session))
        elif path == "/simulator/truth":
            sessions = [self.simulator.truth(session) for session in store.newest(1000)]
            self._json({"totals": store.totals(), "sessions": sessions})
        elif path.startswith("/simulator/truth/"):
            session = store.session(path.removeprefix("/simulator/truth/"))
            self._json(self.simulator.truth(session)) if session else self._nothing()
        elif path == "/simulator/faults":
            self._json(self.simulator.faults.remaining())
        else:
            self._nothing()

    def do_POST(self) -> None:
        path = urlsplit(self.path).path
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > LARGEST_BODY:
            self._json({"error": "body too long"}, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return
        body = self.rfile.read(int(length))
        call = path.removeprefix(API).removesuffix(".json")
        if path == f"{API}{call}.json" and call in protocol.CALLS:
            self._call(call, body)
        elif path.startswith(START_PAY):
            action = parse_qs(body.decode("utf-8", "replace")).get("action", [""])[0]
            self._act(path.removeprefix(START_PAY), action, for_browser=True)
        elif path.startswith("/simulator/pay/"):
            document = _parsed(body) if body else {}
            action = document.get("action", "pay") if isinstance(document, dict) else ""
            self._act(path.removeprefix("/simulator/pay/"), action, for_browser=False)
        elif path == "/simulator/faults":
            self._plan(_parsed(body))
        else:
            self._nothing()

    def do_DELETE(self) -> None:
        if urlsplit(self.path).path == "/simulator/faults":
            self.simulator.faults.clear()
            self._json([])
        else:
            self._nothing()

    def _call(self, call: str, body: bytes) -> None:
        fault = self.simulator.faults.take(call)
        if fault and fault.kind is Kind.DELAY:
            self.simulator.stopping.wait(fault.seconds)
        reply = self._reply(call, _parsed(body), fault)
        if reply is None:
            self._html(pages.proxy_error_page(), HTTPStatus.BAD_GATEWAY)
        elif fault and fault.kind is Kind.EMPTY:
            self._send(b"", reply.status, "application/json")
        else:
            content = json.dumps(reply.document, separators=(",", ":")).encode()
            half = len(content) // 2 if fault and fault.kind is Kind.CUT else None
            self._send(content, reply.status, "application/json", cut_at=half)

    def _reply(self, call: str, document: Any, fault: Fault | None) -> protocol.Reply | None:
        """Make and log the answer; None is a proxy's page in its place."""
        at = time.time()
        reply: protocol.Reply | None
        if fault and fault.kind is Kind.HTML:
            reply = None
        elif fault and fault.kind is Kind.STATUS:
            reply = protocol.refuse(fault.code, status=fault.http_status)
        else:
            reply = protocol.answer(
                call, document, store=self.simulator.store, terminal=self.simulator.terminal, at=at
            )
            if fault and fault.kind is Kind.STATE and "status" in reply.document["data"]:
                reply.document["data"]["status"] = fault.state
        asked = document.get("authority") if isinstance(document, dict) else None
        self.simulator.store.log(
            call,
            authority=(reply and reply.authority) or (asked if isinstance(asked, str) else None),
            code=reply.code if reply else None,
            fault=str(fault.kind) if fault else None,
            at=at,
        )
        return reply

    def _act(self, authority: str, action: str, *, for_browser: bool) -> None:
        session = self.simulator.store.session(authority)
        if session is None or not isinstance(action, str) or action not in pages.ACTIONS:
            if for_browser:
                self._html(pages.not_found_page(), HTTPStatus.NOT_FOUND)
            else:
                self._nothing()
            return
        address = self.simulator.act(session, action, at=time.time())
        after = self.simulator.store.session(authority)
        if not for_browser:
            self._json({"return_to": address, "state": after.state if after else None})
        elif address is None:
            self._html(pages.closed_page(after or session, is_paid=action != "close"))
        else:
            self._send(b"", HTTPStatus.SEE_OTHER, "text/plain", location=address)

    def _plan(self, document: Any) -> None:
        try:
            self.simulator.faults.add(document)
        except BadFault as error:
            self._json({"error": str(error)}, HTTPStatus.BAD_REQUEST)
        else:
            self._json(self.simulator.faults.remaining(), HTTPStatus.CREATED)

    def _nothing(self) -> None:
        self._json({"error": "not found"}, HTTPStatus.NOT_FOUND)

    def _html(self, page: str, status: int = HTTPStatus.OK) -> None:
        self._send(page.encode(), status, "text/html; charset=utf-8")

    def _json(self, document: Any, status: int = HTTPStatus.OK) -> None:
        content = json.dumps(document, ensure_ascii=False, indent=1).encode()
        self._send(content, status, "application/json; charset=utf-8")

    def _send(
        self, content: bytes, status: int, content_type: str, *, location: str = "", cut_at: int | None = None
    ) -> None:
        self.close_connection = True
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Connection", "close")
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(content[:cut_at])


def _parsed(body: bytes) -> Any:
    """Return the JSON of a body, or None if it is none."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
