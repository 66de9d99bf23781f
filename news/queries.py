"""What the site asks of the articles: the newest, a month's, a group's, those akin to another."""

from collections import Counter
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from wagtail.models import PageQuerySet

from portal.jalali import month_instants, to_jalali


class ArticleQuerySet(PageQuerySet):
    def told(self) -> "ArticleQuerySet":
        """Published articles, newest first, each with its `told_at`."""
        return (
            self.live()
            .annotate(told_at=Coalesce("published_at", "first_published_at"))
            .order_by("-told_at", "-code")
        )

    def for_list(self) -> "ArticleQuerySet":
        """Published articles without their bodies, with the group and place that a list row shows."""
        return self.told().select_related("group", "place").defer("body")

    def in_month(self, year: int, month: int) -> "ArticleQuerySet":
        """Articles told in this Jalali month of Tehran; raises `DateError` where there is no such month."""
        first, after_last = month_instants(year, month)
        return self.told().filter(told_at__gte=first, told_at__lt=after_last)

    def akin_to(self, article: Any, centers: list[Any]) -> "ArticleQuerySet":
        """Other articles on one of these centres, else on the article's place, else of its group."""
        mentions = self.model._meta.get_field("article_centers").related_model.objects
        same_center = Exists(mentions.filter(article=OuterRef("pk"), center__in=centers))
        same_place = Q(place=article.place_id) if article.place_id else Q(pk__in=[])
        same_group = Q(group=article.group_id)
        return (
            self.for_list()
            .exclude(pk=article.pk)
            .annotate(
                nearness=Case(
                    When(same_center, then=Value(3)),
                    When(same_place, then=Value(2)),
                    When(same_group, then=Value(1)),
                    default=Value(0),
                )
            )
            .filter(nearness__gt=0)
            .order_by("-nearness", "-told_at", "-code")
        )

    def months(self) -> list[tuple[int, int, int]]:
        """Return (Jalali year, month, number of articles), newest month first, in one query."""
        days = (to_jalali(instant) for instant in self.told().values_list("told_at", flat=True) if instant)
        counts = Counter((day.year, day.month) for day in days)
        return [(year, month, count) for (year, month), count in sorted(counts.items(), reverse=True)]
