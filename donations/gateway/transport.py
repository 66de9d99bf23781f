"""One JSON POST that always ends in time, however the server behaves.

The timeouts of ``requests`` bound each single read, so a server that sends one byte now and then
holds a caller for ever.  Here a thread does the call and the caller waits for it only so long;
then the connection is cut under the thread, which therefore ends as well.
"""

import socket
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter

CHUNK = 8 * 1024


class TransportFailure(Exception):
    """No whole answer came; ``reason`` names why.  Whether the request arrived is not known."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How long to wait, in seconds, and how much to read, in bytes."""

    connect_seconds: float = 5
    read_seconds: float = 10
    """Longest silence between two pieces of an answer."""
    deadline_seconds: float = 15
    """Longest time for the whole call, name look-up included."""
    body_bytes: int = 64 * 1024


@dataclass(frozen=True, kw_only=True)
class Reply:
    """A whole HTTP answer."""

    status: int
    body: bytes


class _Line:
    """A second handle on the call's socket, by which another thread can cut it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._handles: list[socket.socket] = []
        self._is_cut = False

    def watch(self, sock: socket.socket) -> None:
        # A duplicate, because TLS takes the original descriptor away from its socket object.
        with self._lock:
            self._handles.append(sock.dup())
        if self._is_cut:
            self.cut()

    def cut(self) -> None:
        with self._lock:
            self._is_cut = True
            for handle in self._handles:
                try:
                    handle.shutdown(socket.SHUT_RDWR)
                except OSError:  # the other side was quicker
                    continue

    def close(self) -> None:
        with self._lock:
            for handle in self._handles:
                handle.close()
            self._handles.clear()


class _WatchedAdapter(HTTPAdapter):
    """Hands every socket it opens to a :class:`_Line`; never tries a second time."""

    def __init__(self, line: _Line) -> None:
        self._line = line
        super().__init__(max_retries=0, pool_connections=1, pool_maxsize=1)

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
        pool: Any = super().get_connection_with_tls_context(*args, **kwargs)
        line = self._line

        class WatchedConnection(pool.ConnectionCls):  # type: ignore[misc]
            def _new_conn(self) -> socket.socket:
                sock: socket.socket = super()._new_conn()
                line.watch(sock)
                return sock

        pool.ConnectionCls = WatchedConnection
        return pool


def post(url: str, payload: dict[str, Any], limits: Limits) -> Reply:
    """Send ``payload`` as JSON and return the answer, within ``limits.deadline_seconds``.

    Certificates are verified, redirects are not followed, proxies, certificates and passwords of
    the environment are not used.  Nothing is repeated.

    :raises TransportFailure: no whole answer in time, or a larger one than allowed.
    """
    line = _Line()
    future: Future[Reply] = Future()
    worker = threading.Thread(
        target=_work, args=(future, line, url, payload, limits), name="gateway-call", daemon=True
    )
    worker.start()
    try:
        return future.result(timeout=limits.deadline_seconds)
    except TransportFailure:
        raise
    except (requests.RequestException, urllib3.exceptions.HTTPError, HTTPException, OSError) as error:
        if not future.done():
            line.cut()
            raise TransportFailure("DeadlineExceeded") from error
        raise TransportFailure(type(error).__name__) from error


def _work(future: Future[Reply], line: _Line, url: str, payload: dict[str, Any], limits: Limits) -> None:
    try:
        future.set_result(_send(line, url, payload, limits))
    except BaseException as error:  # not swallowed: handed to the thread that waits
        future.set_exception(error)
    finally:
        line.close()


def _send(line: _Line, url: str, payload: dict[str, Any], limits: Limits) -> Reply:
    with requests.Session() as session:
        session.trust_env = False
        adapter = _WatchedAdapter(line)
        session.mount("https://", adapter)
        session.mount("http://", adapter)
        with session.post(
            url,
            json=payload,
            headers={"Accept": "application/json", "Accept-Encoding": "identity", "Connection": "close"},
            timeout=(limits.connect_seconds, limits.read_seconds),
            allow_redirects=False,
            stream=True,
        ) as response:
            body = b""
            for chunk in response.iter_content(CHUNK):
                body += chunk
                if len(body) > limits.body_bytes:
                    raise TransportFailure("BodyTooLong")
            return Reply(status=response.status_code, body=body)
