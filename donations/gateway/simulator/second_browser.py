"""Loads an address as a second browser would, for a return that comes twice."""

import threading
import urllib.error
import urllib.request
from typing import Any

DUPLICATE_SECONDS = 30
LARGEST_PAGE = 64 * 1024


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def start_loading(address: str) -> threading.Thread:
    """Load the address once, without redirects, in a thread; whatever comes of it is of no interest here."""
    thread = threading.Thread(target=_load, args=(address,), name="duplicate-return")
    thread.start()
    return thread


def _load(address: str) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirects())
    try:
        with opener.open(address, timeout=DUPLICATE_SECONDS) as response:
            response.read(LARGEST_PAGE)
    except urllib.error.HTTPError as error:
        error.close()
    except OSError:
        return
