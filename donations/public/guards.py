"""What stands before the donor's forms: too many attempts, and posts that cannot be read."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render

from portal.clock import now

View = Callable[..., HttpResponseBase]


class Limit:
    """At most ``most`` attempts within ``seconds``, counted for each key in fixed windows."""

    def __init__(self, name: str, *, most: int, seconds: int) -> None:
        self.name = name
        self.most = most
        self.seconds = seconds

    def is_used_up(self, key: str) -> bool:
        return bool(cache.get(self._slot(key), 0) >= self.most)

    def count(self, key: str) -> int:
        """Count one attempt and return how many there were in this window."""
        slot = self._slot(key)
        cache.add(slot, 0, self.seconds)
        try:
            attempts = int(cache.incr(slot))
        except ValueError:  # the window ended between the two calls
            return 1
        # Some caches forget the time a value may live when they count it up.
        cache.touch(slot, self.seconds)
        return attempts

    def _slot(self, key: str) -> str:
        # Hashed: the key may be an address or a code, and the cache is readable by operators.
        named = f"{self.name}:{int(now().timestamp()) // self.seconds}:{key}"
        return "limit:" + hashlib.sha256(named.encode(errors="replace")).hexdigest()


def client_address(request: HttpRequest) -> str:
    """The visitor's IP address, believing as many proxies as the settings say stand in front."""
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    proxies = settings.TRUSTED_PROXIES
    if proxies and len(forwarded) >= proxies and forwarded[-proxies]:
        return forwarded[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def limited_posts(limit: Limit) -> Callable[[View], View]:
    """Answer 429 once an address has posted more often than ``limit`` allows."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST" and limit.count(client_address(request)) > limit.most:
                return too_many(request, limit)
            return view(request, *args, **kwargs)

        return wrapped

    return decorate


def too_many(request: HttpRequest, limit: Limit) -> HttpResponse:
    """The page that asks to come back later."""
    response = render(request, "donations/public/too_many.html", {"minutes": limit.seconds // 60}, status=429)
    response["Retry-After"] = str(limit.seconds)
    return response


def readable_post(view: View) -> View:
    """Answer a post that cannot be read (too long, cut off, wrongly encoded) in words, with 400."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            request.POST  # noqa: B018  (parsed here and nowhere before)
        except (SuspiciousOperation, BadRequest, MultiPartParserError, UnreadablePostError):
            return render(request, "donations/public/unreadable.html", status=400)
        return view(request, *args, **kwargs)

    return wrapped
