"""Who may open the desk: staff who signed in, at their own centres; to others no desk is there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.defaults import page_not_found

from centers.models import Center
from centers.permissions import centers_of

View = Callable[..., HttpResponseBase]


def desk_page(view: View) -> View:
    """Only for people signed in, and kept by no cache."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            try:
                response = view(request, *args, **kwargs)
            except Http404 as error:
                # Answered here, so that no cache keeps "not there" for those to whom it is.
                response = page_not_found(request, error)
        else:
            # A form sent after the sign-in ran out leads back to the desk, not to an address for forms.
            came_for = request.get_full_path() if request.method == "GET" else reverse("donations:desk")
            response = redirect_to_login(came_for)
        response["Cache-Control"] = "private, no-store"
        return response

    return wrapped


def own_center(request: HttpRequest, code: str) -> Center:
    """The centre with this code, if the user works there.

    :raises Http404: no such centre, or not the user's; which of the two is not told.
    """
    center = centers_of(request.user).select_related("county", "province").filter(code=code).first()
    if center is None:
        raise Http404
    return center
