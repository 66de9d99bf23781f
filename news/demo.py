"""Demo content of the news: its groups and five articles, the same on every run."""

import datetime as dt
from typing import Any

from django.db import transaction
from wagtail.rich_text import RichText

from centers.models import Center, Place, PlaceKind
from news.demo_articles import ARTICLES
from news.models import ArticleCenter, ArticlePage, NewsGroup, NewsIndexPage
from portal.jalali import TEHRAN, from_jalali

GROUPS = ["مراکز", "خدمات", "جامعه"]
MOST_CENTERS = 10
INTRODUCTION = "خبرهای مراکز مثبت زندگی، با منبع و تاریخ."


@transaction.atomic
def load() -> None:
    """Make the groups and publish the articles that are not there yet; what staff changed stays."""
    index = NewsIndexPage.objects.first()
    if index is None:
        raise LookupError("no news index: migrate first")
    if not index.introduction:
        index.introduction = INTRODUCTION
        index.save_revision(clean=False).publish()
    for order, name in enumerate(GROUPS, start=1):
        NewsGroup.objects.get_or_create(slug=name, defaults={"name": name, "sort_order": order})
    for facts in ARTICLES:
        if not ArticlePage.objects.filter(slug=facts["slug"]).exists():
            _publish(index, facts)


def _publish(index: NewsIndexPage, facts: dict[str, Any]) -> None:
    place = _place_of(facts)
    article = ArticlePage(
        title=facts["title"],
        slug=facts["slug"],
        kicker=facts["kicker"],
        lead=facts["lead"],
        group=NewsGroup.objects.get(slug=facts["group"]),
        published_at=_instant(*facts["published"]),
        date_note=facts.get("date_note", ""),
        source=facts["source"],
        source_url=facts.get("source_url", ""),
        place=place,
        body=[_block(kind, value) for kind, value in facts["body"]],
        live=False,
    )
    for order, center in enumerate(_centers_of(place, facts)):
        article.article_centers.add(ArticleCenter(center=center, sort_order=order))
    index.add_child(instance=article)
    article.save_revision().publish()


def _block(kind: str, value: Any) -> tuple[str, Any]:
    if kind == "paragraph":
        return kind, RichText(value)
    if kind == "callout":
        return kind, {**value, "text": RichText(value["text"])}
    return kind, value


def _instant(year: int, month: int, day: int, hour: int, minute: int) -> dt.datetime:
    return dt.datetime.combine(from_jalali(year, month, day), dt.time(hour, minute), tzinfo=TEHRAN)


def _place_of(facts: dict[str, Any]) -> Place | None:
    kind, name = (
        (PlaceKind.COUNTY, facts["county"]) if "county" in facts else (PlaceKind.PROVINCE, facts["province"])
    )
    return Place.objects.filter(kind=kind, name=name).first()


def _centers_of(place: Place | None, facts: dict[str, Any]) -> list[Center]:
    """The place's centres of the directory, the one it is about first; none where they are too many."""
    if place is None:
        return []
    centers = list(Center.objects.within(place).filter(is_sample=False).order_by("code")[: MOST_CENTERS + 1])
    if len(centers) > MOST_CENTERS:
        return []
    about = facts.get("first_center", "")
    return sorted(centers, key=lambda center: not (about and about in center.name))
