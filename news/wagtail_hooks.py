"""The admin's side of news: groups as snippets, choosers for places and centres, and a listing by code."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from news.models import NewsGroup


class NewsGroupViewSet(SnippetViewSet):
    model = NewsGroup
    icon = "tag"
    menu_label = _("گروه‌های خبری")
    list_display = ["name", "slug", "sort_order"]
    ordering = ["sort_order", "name"]


class NewsPlaceChooser(ChooserViewSet):
    """A page by page list with search, because there are thousands of places."""

    model = "centers.Place"
    icon = "site"
    choose_one_text = _("جا را برگزینید")
    choose_another_text = _("جای دیگری برگزینید")
    edit_item_text = _("ویرایش این جا")


class NewsCenterChooser(ChooserViewSet):
    model = "centers.Center"
    icon = "home"
    choose_one_text = _("مرکز را برگزینید")
    choose_another_text = _("مرکز دیگری برگزینید")
    edit_item_text = _("ویرایش این مرکز")


register_snippet(NewsGroupViewSet)


@hooks.register("register_admin_viewset")
def register_place_chooser() -> ChooserViewSet:
    return NewsPlaceChooser("news_place_chooser")


@hooks.register("register_admin_viewset")
def register_center_chooser() -> ChooserViewSet:
    return NewsCenterChooser("news_center_chooser")
