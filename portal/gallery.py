"""A staff page that shows every component in every state, to be looked at and to be tested."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from portal.gallery_forms import form_states
from portal.gallery_states import State, reading_states

FRAME = ("print-title", "site-footer", "site-header", "skip-link")
"""Components that the page's own frame shows; a second header or footer would be wrong on any page."""

PALETTE = (
    *("page", "panel", "surface", "line", "line-strong", "ink", "ink-2", "link"),
    *("firoozeh", "firoozeh-tint", "header", "anar", "anar-tint", "emergency"),
    *("saffron", "saffron-edge", "saffron-tint", "green", "green-tint"),
)


def component_names() -> list[str]:
    """Every template in the folder of components."""
    return sorted(path.stem for path in Path(settings.BASE_DIR, "templates/components").glob("*.html"))


def states() -> list[State]:
    """All components in all their states, by name."""
    return sorted([*reading_states(), *form_states()], key=lambda state: state.component)


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Shows the components; `wagtail_hooks` lets only staff in."""
    groups: dict[str, list[State]] = {name: [] for name in component_names()}
    for state in states():
        groups[state.component].append(state)
    return render(request, "gallery.html", {"groups": groups, "frame": FRAME, "palette": PALETTE})
