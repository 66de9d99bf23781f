"""What an article's page shows beside its text: related news, ways to share, data for machines."""

import math
import re
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from news.blocks import give_url
from portal.jalali import iso
from portal.pages import breadcrumb_list

WORDS_A_MINUTE = 200
RELATED = 5
HEADLINE_LENGTH = 110
DESCRIPTION_LENGTH = 200
PUBLISHER = {"@type": "GovernmentOrganization", "name": "سازمان بهزیستی کشور"}
_SENTENCE_END = re.compile(r"[.؟!](?=\s|$)")


class ArticlePresentation:
    """The reading side of `ArticlePage`; writes nothing."""

    @property
    def reading_minutes(self) -> int:
        """Whole minutes, at least one, that an ordinary reader needs for lead and body."""
        words = len(self.lead.split())
        words += sum(
            len(str(text).split()) for text in self.body.stream_block.get_searchable_content(self.body)
        )
        return max(1, math.ceil(words / WORDS_A_MINUTE))

    @property
    def short_path(self) -> str:
        """The address by code alone, for paper and for the telephone."""
        return reverse("news:short", kwargs={"code": self.code})

    @property
    def summary(self) -> str:
        """The lead, cut at the end of a sentence where it is long."""
        text = self.search_description or self.lead
        if len(text) <= DESCRIPTION_LENGTH:
            return text
        ends = [found.end() for found in _SENTENCE_END.finditer(text) if found.end() <= DESCRIPTION_LENGTH]
        return text[: ends[-1]] if ends else text[: DESCRIPTION_LENGTH - 1].rsplit(" ", 1)[0] + "…"

    @property
    def is_updated(self) -> bool:
        """Whether the text changed after it had been published, by a minute or more."""
        if not (self.first_published_at and self.last_published_at):
            return False
        return (self.last_published_at - self.first_published_at).total_seconds() >= 60

    @property
    def first_picture(self) -> Any:
        """The first image of the body, or None."""
        for block in self.body:
            if block.block_type == "picture":
                return block.value["image"]
        return None

    def mentioned_centers(self) -> list[Any]:
        """The centres in the order the editor gave, with their places."""
        mentions = self.article_centers.all()
        if hasattr(mentions, "select_related"):
            mentions = mentions.select_related("center__place", "center__county", "center__province")
        return [mention.center for mention in mentions]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        centers = self.mentioned_centers()
        # A centre that may not receive is not offered; the gift then goes where it is most needed.
        give_center = next((center for center in centers if center.may_receive), None)
        context |= {
            "article": self,
            "centers": centers,
            "give_center": give_center,
            "give_url": give_url(give_center),
            "has_give_block": any(block.block_type == "give" for block in self.body),
            "related": type(self).objects.akin_to(self, centers)[:RELATED],
            "short_url": request.build_absolute_uri(self.short_path),
            "canonical_url": request.build_absolute_uri(self.get_url(request) or request.path),
            "picture_url": self._picture_url(request),
        }
        return context

    def get_structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        address = request.build_absolute_uri(self.get_url(request) or request.path)
        article = {
            "@type": "NewsArticle",
            "headline": self.title[:HEADLINE_LENGTH],
            "description": self.summary,
            "articleSection": self.group.name,
            "inLanguage": "fa-IR",
            "isAccessibleForFree": True,
            "mainEntityOfPage": address,
            "url": address,
            "identifier": str(self.code),
            "author": {"@type": "Organization", "name": self.source} if self.source else PUBLISHER,
            "publisher": PUBLISHER,
        }
        if self.instant and not self.date_note:
            # A date that the source does not give is shown with its note, never told to machines as known.
            article["datePublished"] = iso(self.instant)
            article["dateModified"] = iso(max(self.instant, self.last_published_at or self.instant))
        if self.place:
            article["contentLocation"] = {"@type": "Place", "name": self.place.full_name}
        return [article, breadcrumb_list(request, self.get_breadcrumbs(request))]

    def _picture_url(self, request: HttpRequest) -> str:
        picture = self.first_picture
        return request.build_absolute_uri(picture.get_rendition("fill-1200x630").url) if picture else ""
