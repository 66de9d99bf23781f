"""The payment gateway: the portal's port, the adapter to Zarinpal and the simulator.

Callers use :func:`get_gateway` and the names of :mod:`donations.gateway.port` only.
"""

from django.conf import settings

from donations.gateway.port import Gateway
from donations.gateway.zarinpal import Zarinpal


def get_gateway() -> Gateway:
    """Return the gateway that the settings name at this moment."""
    return Zarinpal(settings.ZARINPAL_MERCHANT_ID, settings.ZARINPAL_URL)
