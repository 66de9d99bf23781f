"""How long an answer may be kept, and by whom.

Public pages carry nothing personal and set no cookie, so a shared cache may keep them whole; a
page that breaks this is never handed to such a cache.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

logger = logging.getLogger(__name__)

View = Callable[..., HttpResponseBase]
_KEPT_STATUSES = frozenset({200, 301, 302, 308})


def cacheable(seconds: int) -> Callable[[View], View]:
    """Let everyone keep the answer to a GET for ``seconds``.

    Answers that set a cookie or looked at the session, and all but ordinary pages and redirects,
    are sent as `uncached`.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = view(request, *args, **kwargs)
            if hasattr(response, "render") and callable(response.render):
                response.add_post_render_callback(lambda done: _keep(request, done, seconds))
            else:
                _keep(request, response, seconds)
            return response

        return wrapped

    return decorate


def uncached(view: View) -> View:
    """Let only the visitor's own browser keep the answer, and ask again each time."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-cache"
        return response

    return wrapped


def _keep(request: HttpRequest, response: HttpResponseBase, seconds: int) -> None:
    is_personal = bool(response.cookies) or getattr(getattr(request, "session", None), "accessed", False)
    if is_personal:
        logger.error("a public page set a cookie or read the session: %s", request.path)
    if is_personal or request.method not in ("GET", "HEAD") or response.status_code not in _KEPT_STATUSES:
        response["Cache-Control"] = "private, no-cache"
    else:
        response["Cache-Control"] = f"public, max-age={seconds}"
