"""A server that answers exactly the bytes it is told, so that it can be as wrong as a test needs."""

import itertools
import json
import socket
import threading
from collections.abc import Callable
from typing import Any, Self
from urllib.parse import urlsplit

Script = Callable[[socket.socket, threading.Event], None]
"""Writes an answer to a connection; the event is set when the test is over."""


def http(body: bytes, status: int | str = 200, headers: tuple[tuple[str, str], ...] | None = None) -> bytes:
    """Write out a whole HTTP answer; ``headers`` replace the usual two."""
    if headers is None:
        headers = (("Content-Type", "application/json"), ("Content-Length", str(len(body))))
    lines = [f"HTTP/1.1 {status} X", *(f"{name}: {value}" for name, value in headers)]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def json_answer(document: Any, status: int = 200) -> bytes:
    return http(json.dumps(document).encode(), status)


def send(answer: bytes) -> Script:
    def script(connection: socket.socket, stopped: threading.Event) -> None:
        connection.sendall(answer)

    return script


def trickle(answer: bytes, *, seconds: float = 0.2, at_once: int = 0) -> Script:
    """Send ``at_once`` bytes and then one by one, ``seconds`` apart."""

    def script(connection: socket.socket, stopped: threading.Event) -> None:
        connection.sendall(answer[:at_once])
        for position in range(at_once, len(answer)):
            if stopped.wait(seconds):
                return
            connection.sendall(answer[position : position + 1])

    return script


def silence(answer: bytes = b"") -> Script:
    """Send ``answer`` and then nothing, with the connection kept open."""

    def script(connection: socket.socket, stopped: threading.Event) -> None:
        connection.sendall(answer)
        stopped.wait()

    return script


def reset(answer: bytes = b"") -> Script:
    """Send ``answer`` and drop the connection with a TCP reset."""

    def script(connection: socket.socket, stopped: threading.Event) -> None:
        connection.sendall(answer)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    return script


class ScriptedServer:
    """Listens on loopback; the first part of a path chooses the script."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self._scripts: dict[str, Script] = {}
        self._received: dict[str, list[bytes]] = {}
        self._names = (str(number) for number in itertools.count())
        self._stopped = threading.Event()
        self._threads: list[threading.Thread] = []

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def address(self, script: Script) -> str:
        """Return a base address at which every call is answered by ``script``."""
        name = next(self._names)
        self._scripts[name], self._received[name] = script, []
        return f"http://127.0.0.1:{self.port}/{name}"

    def received(self, address: str) -> list[bytes]:
        """Return the requests that came to an address, head and body."""
        return self._received[urlsplit(address).path.strip("/")]

    def bodies(self, address: str) -> list[Any]:
        return [json.loads(request.partition(b"\r\n\r\n")[2]) for request in self.received(address)]

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *args: object) -> None:
        self._stopped.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(timeout=5)

    def _start(self, target: Callable[..., None], *args: Any) -> None:
        thread = threading.Thread(target=target, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _address = self._listener.accept()
            except OSError:
                return
            self._start(self._answer, connection)

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            connection.settimeout(30)
            try:
                request = read_request(connection)
                name = request.split(b" ")[1].split(b"/")[1].decode() if b" /" in request else ""
                self._received.get(name, []).append(request)
                if name in self._scripts:
                    self._scripts[name](connection, self._stopped)
            except OSError:
                return  # the caller hung up, which many tests are about


def read_request(connection: socket.socket) -> bytes:
    """Read one request with its body, or what came of it before the caller hung up."""
    received = b""
    while b"\r\n\r\n" not in received:
        piece = connection.recv(65536)
        if not piece:
            return received
        received += piece
    head, _, body = received.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        piece = connection.recv(65536)
        if not piece:
            break
        body += piece
    return head + b"\r\n\r\n" + body
