"""Runs the simulator: ``python -m donations.gateway.simulator --port 8100 --data var``."""

import argparse
import os
import signal
import sys
import threading
from pathlib import Path

from donations.gateway.simulator.protocol import Terminal
from donations.gateway.simulator.server import HOST, Simulator
from donations.gateway.zarinpal import is_loopback

FILE_NAME = "simulator.sqlite3"


def main(arguments: list[str], settings_module: str) -> int:
    """Serve until stopped; return 2 in production, 1 if the port is taken."""
    parser = argparse.ArgumentParser(prog="python -m donations.gateway.simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=8100)
    parser.add_argument("--host", default=HOST, help="for callers that name one; only this machine is served")
    parser.add_argument(
        "--data", type=Path, default=Path("var"), help=f"folder, or the file itself ({FILE_NAME})"
    )
    parser.add_argument("--merchant", action="append", default=[], help="the only merchant id(s) known")
    parser.add_argument("--callback-host", default="", help="the only host to return to; others get -14")
    options = parser.parse_args(arguments)
    if settings_module.endswith("production"):
        print("The simulated gateway does not start in production.", file=sys.stderr)  # noqa: T201
        return 2
    if not is_loopback(options.host):
        print(f"Serving this machine only, at {HOST}, not {options.host}.", file=sys.stderr)  # noqa: T201
    path = options.data if options.data.suffix == ".sqlite3" else options.data / FILE_NAME
    terminal = Terminal(merchants=frozenset(options.merchant), callback_host=options.callback_host)
    try:
        simulator = Simulator(path, port=options.port, terminal=terminal)
    except OSError as error:
        print(f"Port {options.port} cannot be used: {error}", file=sys.stderr)  # noqa: T201
        return 1
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    with simulator:
        print(f"Simulated gateway at {simulator.url}/ (no money moves)", flush=True)  # noqa: T201
        stopped.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ.get("DJANGO_SETTINGS_MODULE", "")))
