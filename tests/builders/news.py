"""News groups and articles, built below the news index that the migrations make."""

from datetime import datetime
from itertools import count
from typing import Any

from centers.models import Center
from news.models import ArticleCenter, ArticlePage, NewsGroup, NewsIndexPage
from portal.jalali import TEHRAN
from portal.text import persian_digits

AT = datetime(2021, 3, 8, 14, 46, tzinfo=TEHRAN)
"""18 Esfand 1399."""
_numbers = count(1)


def a_group(*, name: str = "") -> NewsGroup:
    name = name or persian_digits(f"گروه{next(_numbers)}")
    return NewsGroup.objects.get_or_create(slug=name, defaults={"name": name})[0]


def an_article(
    *,
    group: NewsGroup | None = None,
    centers: list[Center] | None = None,
    body: list[tuple[str, Any]] | None = None,
    published_at: datetime | None = AT,
    live: bool = True,
    **details: Any,
) -> ArticlePage:
    """A published article told on 18 Esfand 1399."""
    details.setdefault("title", f"خبر شماره {next(_numbers)}")
    details.setdefault("lead", "اصل خبر در یک جمله.")
    article = ArticlePage(
        group=group or a_group(), body=body or [], published_at=published_at, live=False, **details
    )
    for center in centers or []:
        article.article_centers.add(ArticleCenter(center=center))
    NewsIndexPage.objects.get().add_child(instance=article)
    if live:
        article.save_revision().publish()
    return ArticlePage.objects.get(pk=article.pk)
