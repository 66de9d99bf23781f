"""What the home page gathers from the other apps: hotlines, services, news and the figures that are real."""

from typing import Any

from django.db.models import Count, Q

from centers.models import Center, CenterStatus, Hotline, Service
from centers.showing import hotline_hours
from news.models import ArticlePage
from portal import clock

HOTLINES = 2
SERVICES = 6
HEADLINES = 4


def front_page() -> dict[str, Any]:
    """Return the slots of the home page in four queries; an empty slot is left out by the template."""
    articles = list(ArticlePage.objects.for_list()[: 1 + HEADLINES])
    return {
        "hotlines": [(hotline, hotline_hours(hotline)) for hotline in Hotline.objects.all()[:HOTLINES]],
        "services": list(Service.objects.announced()[:SERVICES]),
        "lead_article": articles[0] if articles else None,
        "headlines": articles[1:],
        "figures": directory_figures(),
        "computed_at": clock.now(),
    }


def directory_figures() -> dict[str, int]:
    """Count the centres of the directory that are not invented samples, and the provinces they stand in."""
    return Center.objects.filter(is_sample=False).aggregate(
        centers=Count("pk"),
        active=Count("pk", filter=Q(status=CenterStatus.ACTIVE)),
        planned=Count("pk", filter=Q(status=CenterStatus.PLANNED)),
        provinces=Count("province", distinct=True),
    )
