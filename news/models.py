"""News as Wagtail pages: an index, articles below it, and the groups and the code counter they lean on."""

from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index

from news.blocks import ArticleBodyBlock
from news.index import NewsIndexRoutes
from news.presentation import ArticlePresentation
from news.queries import ArticleQuerySet
from portal.blocks import BodyField
from portal.jalali import to_jalali
from portal.pages import PublicPageMixin
from portal.search import FOLDED_TITLE, FoldedSearchField
from portal.text import clean, persian_digits, slugify


class NewsGroup(models.Model):
    """A desk of the newsroom, such as «جامعه»; every article stands in one."""

    name = models.CharField(_("نام"), max_length=60)
    slug = models.SlugField(
        _("نشانی"), max_length=60, allow_unicode=True, help_text=_("بخشی از نشانی صفحه گروه، مانند جامعه")
    )
    sort_order = models.PositiveSmallIntegerField(_("ترتیب"), default=0)

    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("sort_order")]

    class Meta:
        verbose_name = _("گروه خبری")
        verbose_name_plural = _("گروه‌های خبری")
        ordering = ["sort_order", "name"]
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="news_group_slug_is_unique"),
            models.UniqueConstraint(fields=["name"], name="news_group_name_is_unique"),
        ]

    def __str__(self) -> str:
        return self.name


class CodeCounter(models.Model):
    """The last news code given out, in one row: its lock keeps codes unique and without gaps."""

    ONLY = 1
    BEFORE_FIRST = 1000

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    last_code = models.PositiveIntegerField(default=BEFORE_FIRST)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="news_code_counter_is_one_row"),
        ]

    def __str__(self) -> str:
        return str(self.last_code)

    @classmethod
    def take(cls) -> int:
        """Return the next news code; the caller's transaction must also store the article that bears it."""
        cls.objects.get_or_create(id=cls.ONLY)
        counter = cls.objects.select_for_update().get(id=cls.ONLY)
        counter.last_code += 1
        counter.save(update_fields=["last_code"])
        return counter.last_code


class NewsIndexPage(PublicPageMixin, NewsIndexRoutes, Page):
    """/news/: every article, by group and by month."""

    introduction = models.CharField(_("یک جمله زیر عنوان"), max_length=200, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.ArticlePage"]
    max_count = 1
    template = "news/index.html"
    page_description = _("فهرست خبرها؛ تنها یکی از آن در سایت هست")

    class Meta:
        verbose_name = _("فهرست خبرها")
        verbose_name_plural = _("فهرست خبرها")


class ArticlePage(ArticlePresentation, PublicPageMixin, Page):
    """One news article; its code never changes, so that a code read aloud or printed keeps leading here."""

    code = models.PositiveIntegerField(_("کد خبر"), editable=False)
    kicker = models.CharField(
        _("روتیتر"), max_length=120, blank=True, help_text=_("یک عبارت کوتاه بالای عنوان، مانند نام شهرستان")
    )
    lead = models.TextField(
        _("لید"), max_length=500, help_text=_("یکی دو جمله که اصل خبر را می‌گوید"), blank=False
    )
    group = models.ForeignKey(
        NewsGroup, verbose_name=_("گروه خبری"), on_delete=models.PROTECT, related_name="articles"
    )
    published_at = models.DateTimeField(
        _("زمان خبر"),
        null=True,
        blank=True,
        help_text=_("برای خبری که دیرتر بازگو می‌شود؛ اگر خالی بماند زمان نخستین انتشار در همین سایت است"),
    )
    date_note = models.CharField(
        _("توضیح تاریخ"), max_length=160, blank=True, help_text=_("وقتی تاریخ خبر در منبع روشن نیست")
    )
    source = models.CharField(_("منبع"), max_length=160, blank=True)
    source_url = models.URLField(_("نشانی منبع"), max_length=500, blank=True)
    place = models.ForeignKey(
        "centers.Place",
        verbose_name=_("جای خبر"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = BodyField(ArticleBodyBlock(), verbose_name=_("متن خبر"), blank=True)

    objects = PageManager.from_queryset(ArticleQuerySet)()

    content_panels = [
        FieldPanel("kicker"),
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("group"), FieldRowPanel([FieldPanel("published_at"), FieldPanel("date_note")])],
            heading=_("گروه و زمان"),
        ),
        MultiFieldPanel(
            [FieldPanel("place"), InlinePanel("article_centers", label=_("مرکز"), max_num=40)],
            heading=_("جا و مرکزهایی که در خبر آمده‌اند"),
        ),
        FieldRowPanel([FieldPanel("source"), FieldPanel("source_url")], heading=_("منبع")),
    ]
    # No slug: it is made from the title here, where ZWNJ becomes a hyphen; the code makes the address unique.
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("seo_title"), FieldPanel("search_description")], heading=_("برای موتورها")
        )
    ]
    parent_page_types = ["news.NewsIndexPage"]
    subpage_types = []
    template = "news/article.html"
    page_description = _("یک خبر با روتیتر، لید، متن، منبع و جای آن")
    # Wagtail clears it in the copied revisions too.
    exclude_fields_in_copy = ["code"]
    search_fields = [
        *Page.search_fields,
        *FOLDED_TITLE,
        FoldedSearchField("kicker"),
        FoldedSearchField("lead", boost=1.5),
        FoldedSearchField("body"),
        FoldedSearchField("source"),
        index.FilterField("code"),
        index.FilterField("group"),
        index.FilterField("place"),
    ]

    class Meta:
        verbose_name = _("خبر")
        verbose_name_plural = _("خبرها")
        constraints = [
            models.UniqueConstraint(fields=["code"], name="news_code_is_unique"),
            models.CheckConstraint(condition=models.Q(code__gt=0), name="news_code_is_positive"),
        ]

    @property
    def instant(self) -> datetime | None:
        """When the news happened for the reader: its own time, or its first publication here."""
        return self.published_at or self.first_published_at

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.title = clean(self.title)
        self.kicker = clean(self.kicker)
        self.lead = clean(self.lead, multiline=True)
        self.source = clean(self.source)
        super().full_clean(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the article; the first time, in the same transaction, with the next code."""
        is_new = self.code is None
        try:
            with transaction.atomic():
                if is_new:
                    self.code = CodeCounter.take()
                super().save(*args, **kwargs)
        except BaseException:
            # The counter was rolled back: a second try must take its code anew.
            if is_new:
                self.code = None
            raise

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        parts = super().get_url_parts(request)
        if parts is None or parts[2] is None or self.instant is None:
            return parts
        site_id, root_url, path = parts
        index_path = path.rstrip("/").rpartition("/")[0]
        day = to_jalali(self.instant)
        return site_id, root_url, f"{index_path}/{day.year}/{day.month}/{quote(self.slug)}-{self.code}/"

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer on the canonical address only, whatever form of it was asked for."""
        canonical = self.get_url(request)
        if not getattr(request, "is_preview", False) and quote(request.path) != canonical:
            return HttpResponsePermanentRedirect(canonical)
        return super().serve(request, *args, **kwargs)

    def get_breadcrumbs(self, request: HttpRequest) -> list[dict[str, str]]:
        return [{"title": _now("اخبار"), "url": "/news/"}, {"title": persian_digits(self.title), "url": ""}]

    def _get_autogenerated_slug(self, base_slug: str) -> str:
        # Wagtail's own slug glues the words that ZWNJ keeps apart.
        return super()._get_autogenerated_slug(slugify(self.title) or base_slug)


class ArticleCenter(Orderable):
    """A centre that an article mentions; the first one is the one it invites to give to."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="article_centers")
    center = models.ForeignKey(
        "centers.Center", verbose_name=_("مرکز"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [FieldPanel("center")]

    class Meta(Orderable.Meta):
        verbose_name = _("مرکزی که در خبر آمده است")
        constraints = [
            models.UniqueConstraint(fields=["article", "center"], name="news_article_mentions_center_once"),
        ]

    def __str__(self) -> str:
        return str(self.center)
