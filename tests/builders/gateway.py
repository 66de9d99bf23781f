"""Builders around the payment gateway: an adapter, an opened page, a running simulator."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from donations.gateway.port import OpenRequest
from donations.gateway.simulator.server import Simulator
from donations.gateway.transport import Limits
from donations.gateway.zarinpal import Zarinpal

MERCHANT_ID = "5e1fa5b1-27f4-4d0e-9b39-3f1c2d4e5a6b"
AUTHORITY = "A00000000000000000000000000009KBrVEj"
AMOUNT = 500_000
CALLBACK_URL = "http://127.0.0.1:8000/give/return/"


def open_request(**changes: Any) -> OpenRequest:
    fields = {
        "amount": AMOUNT,
        "description": "کمک نقدی به مرکز",
        "callback_url": CALLBACK_URL,
        "order_id": "730184920165",
        "mobile": "09120000000",
    }
    return OpenRequest(**{**fields, **changes})


def zarinpal(base_url: str, *, merchant_id: str = MERCHANT_ID, **limits: Any) -> Zarinpal:
    return Zarinpal(merchant_id, base_url, limits=Limits(**limits))


@contextmanager
def running_simulator(folder: Path, **options: Any) -> Iterator[Simulator]:
    """Run the simulator on a free port, with its data in ``folder``."""
    with Simulator(folder / "simulator.sqlite3", **options) as simulator:
        yield simulator
