"""The home page, and the standing pages such as «درباره» and «حریم خصوصی»."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from home.queries import front_page
from portal.blocks import BodyBlock, BodyField
from portal.pages import PublicPageMixin
from portal.search import FOLDED_TITLE, FoldedSearchField
from portal.text import clean


class HomePage(PublicPageMixin, Page):
    """/: three tasks in five seconds. Its slots are fixed; an editor changes words, not the order."""

    heading = models.CharField(_("تیتر"), max_length=100, default="همسایه را همسایه یاری می‌کند")
    introduction = models.CharField(
        _("یک جمله زیر تیتر"),
        max_length=240,
        default="مرکز مثبت زندگی محله‌تان را پیدا کنید، به آن کمک کنید و ببینید کمک شما به کجا رسید.",
    )
    notice_title = models.CharField(_("عنوان اطلاعیه"), max_length=80, blank=True)
    notice_text = models.CharField(
        _("متن اطلاعیه"), max_length=300, blank=True, help_text=_("اگر خالی باشد اطلاعیه‌ای نشان داده نمی‌شود")
    )

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("heading"), FieldPanel("introduction")], heading=_("بالای صفحه")),
        MultiFieldPanel([FieldPanel("notice_title"), FieldPanel("notice_text")], heading=_("اطلاعیه")),
    ]
    search_fields = [*Page.search_fields, *FOLDED_TITLE]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["news.NewsIndexPage", "home.StandardPage"]
    max_count = 1
    template = "home/home.html"
    page_description = _("صفحه نخست سایت؛ تنها یکی از آن هست")

    class Meta:
        verbose_name = _("صفحه نخست")
        verbose_name_plural = _("صفحه نخست")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        for name in ("heading", "introduction", "notice_title", "notice_text"):
            setattr(self, name, clean(getattr(self, name)))
        super().full_clean(*args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs) | front_page()
        context["standing_pages"] = StandardPage.objects.live().child_of(self)
        return context

    def get_structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        root = request.build_absolute_uri("/")
        search = {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{root}centers/?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        }
        return [
            {
                "@type": "WebSite",
                "name": "همسایه",
                "url": root,
                "inLanguage": "fa-IR",
                "potentialAction": search,
            },
            {"@type": "GovernmentOrganization", "name": "سازمان بهزیستی کشور", "areaServed": "IR"},
        ]


class StandardPage(PublicPageMixin, Page):
    """A page that stays: about, contact, privacy, accessibility statement."""

    introduction = models.CharField(_("خلاصه"), max_length=300, blank=True)
    body = BodyField(BodyBlock(), verbose_name=_("متن"), blank=True)
    reviewed_date = models.DateField(
        _("تاریخ بازبینی"), null=True, blank=True, help_text=_("آخرین روزی که کسی درستی این صفحه را دید")
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("body"),
        FieldPanel("reviewed_date"),
    ]
    search_fields = [
        *Page.search_fields,
        *FOLDED_TITLE,
        FoldedSearchField("introduction"),
        FoldedSearchField("body"),
    ]
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    template = "home/standard.html"
    page_description = _("صفحه‌ای ماندگار، مانند درباره، تماس یا حریم خصوصی")

    class Meta:
        verbose_name = _("صفحه ماندگار")
        verbose_name_plural = _("صفحه‌های ماندگار")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.title, self.introduction = clean(self.title), clean(self.introduction)
        super().full_clean(*args, **kwargs)
