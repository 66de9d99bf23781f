"""The payment gateway: the portal's port, the adapter to Zarinpal and the simulator.

Callers use :func:`get_gateway` and the names of :mod:`donations.gateway.port` only.
"""

from django.conf import settings

from donations.gateway.port import Gateway
from donations.gateway.transport import Limits
from donations.gateway.zarinpal import Zarinpal

LIMITS = Limits(connect_seconds=4, read_seconds=8, deadline_seconds=9)
"""A returning donor may wait for two calls in a row, and never longer than 20 seconds."""


def get_gateway() -> Gateway:
    """Return the gateway that the settings name at this moment."""
    return Zarinpal(settings.ZARINPAL_MERCHANT_ID, settings.ZARINPAL_URL, limits=LIMITS)
