"""One address of every kind of public page on the served site with its demo data."""

import requests

from tests.journeys.steps import rows
from tests.site import ServedSite

STEADY = {
    "home": "/",
    "finder": "/centers/",
    "finder-found": "/centers/?q=سورک",
    "finder-nothing": "/centers/?q=کجاآباد",
    "services": "/services/",
    "hotlines": "/hotlines/",
    "news": "/news/",
    "give": "/give/",
    "goods": "/give/goods/",
    "track": "/track/",
    "missing": "/no-such-page/",
    "unknown-payment": "/give/return/?Authority=wrong&Status=OK",
}
"""Pages whose address is always the same."""

KINDS = [
    *STEADY,
    "center",
    "center-planned",
    "service",
    "article",
    "standing",
    "give-center",
    "goods-center",
    "thanks",
    "receipt",
]


def addresses(site: ServedSite) -> dict[str, str]:
    """Name of each kind of page → its path on the site."""
    ((active, active_slug), (planned, planned_slug)) = (
        rows(site, "SELECT code, slug FROM centers_center WHERE status = ? ORDER BY code", status)[0]
        for status in ("active", "planned")
    )
    ((service,),) = rows(site, "SELECT slug FROM centers_service WHERE name <> '' ORDER BY id LIMIT 1")
    ((article,),) = rows(site, "SELECT MAX(code) FROM news_articlepage")
    ((standing,),) = rows(
        site,
        "SELECT page.slug FROM wagtailcore_page page JOIN home_standardpage ON page_ptr_id = page.id"
        " ORDER BY page.id LIMIT 1",
    )
    token, jyear, number, key = rows(
        site,
        "SELECT gift.token, receipt.jyear, receipt.number, receipt.key FROM donations_gift gift"
        " JOIN donations_receipt receipt ON receipt.gift_id = gift.id ORDER BY gift.id LIMIT 1",
    )[0]
    news = requests.get(f"{site.base_url}/n/{article}/", timeout=60)
    return {
        **STEADY,
        "center": f"/centers/{active}-{active_slug}/",
        "center-planned": f"/centers/{planned}-{planned_slug}/",
        "service": f"/services/{service}/",
        "article": news.url.removeprefix(site.base_url),
        "standing": f"/{standing}/",
        "give-center": f"/give/?center={active}",
        "goods-center": f"/give/goods/?center={active}",
        "thanks": f"/give/thanks/{token}/",
        "receipt": f"/receipts/{jyear}-{number:06d}/?key={key}",
    }
