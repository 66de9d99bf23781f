"""Each kind of public page has its budget of queries, and 2,400 more centres do not change what it costs."""

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from centers import hotlines
from centers.demo import load_samples
from centers.models import Center
from donations.giving.models import Gift
from news.models import ArticlePage

SAMPLES = 2_400

BUDGETS = {
    "home": 12,
    "finder": 8,
    "center": 8,
    "article": 10,
    "give": 4,
    "give to a center": 4,
    "track": 6,
}


def visit(name: str) -> int:
    """How many queries a cold visit costs; the page must be there."""
    center = Center.objects.get(name="مرکز مثبت زندگی دارابکلا")
    article = ArticlePage.objects.live().order_by("code").last()
    gift = Gift.objects.filter(status="allocated").order_by("pk").first()
    client = Client()
    ask = {
        "home": lambda: client.get("/"),
        "finder": lambda: client.get("/centers/?q=سورک"),
        "center": lambda: client.get(center.get_absolute_url()),
        "article": lambda: client.get(article.get_url()),
        "give": lambda: client.get("/give/"),
        "give to a center": lambda: client.get(f"/give/?center={center.code}"),
        "track": lambda: client.post("/track/", {"code": gift.tracking_code}),
    }[name]
    cache.clear()
    hotlines.forget()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = ask()
    assert response.status_code == 200
    return len(asked)


@pytest.fixture(scope="module")
def counts(django_db_setup: None, django_db_blocker) -> dict[str, tuple[int, int]]:
    """Queries of each page with the demo alone, and with the samples added."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", verbosity=0)
        alone = {name: visit(name) for name in BUDGETS}
        load_samples(SAMPLES)
        crowded = {name: visit(name) for name in BUDGETS}
        transaction.set_rollback(True)
    return {name: (alone[name], crowded[name]) for name in BUDGETS}


@pytest.mark.django_db
@pytest.mark.parametrize("name", BUDGETS)
def test_the_page_keeps_its_budget(counts, name):
    alone, crowded = counts[name]

    assert alone <= BUDGETS[name]
    assert crowded == alone
