"""What the portal adds to Wagtail's admin, and what it leaves out of it."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.admin.views.home import (
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)

from portal.admin_dashboard import TasksPanel
from portal.admin_dates import AdminJalaliDateField, AdminJalaliDateTimeField
from portal.gallery import gallery

register_form_field_override(models.DateField, override={"form_class": AdminJalaliDateField})
register_form_field_override(models.DateTimeField, override={"form_class": AdminJalaliDateTimeField})

EDITORS_PANELS = (RecentEditsPanel, UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel)
LAST = 1000


@hooks.register("register_admin_urls")
def gallery_url() -> list[URLPattern]:
    return [path("gallery/", gallery, name="gallery")]


@hooks.register("construct_homepage_panels", order=LAST)
def show_tasks_first(request: HttpRequest, panels: list[Any]) -> None:
    """Everyone's tasks; panels about pages only for those who work on pages."""
    works_on_pages = PagesSummaryItem(request).is_shown()
    panels[:] = [panel for panel in panels if works_on_pages and isinstance(panel, EDITORS_PANELS)]
    panels.append(TasksPanel())


@hooks.register("construct_homepage_summary_items", order=LAST)
def count_nothing(request: HttpRequest, items: list[Any]) -> None:
    """Totals of pages and images are no news to anybody."""
    items.clear()


@hooks.register("construct_main_menu", order=LAST)
def leave_out_help(request: HttpRequest, items: list[Any]) -> None:
    """Wagtail's help leads to English pages on another host."""
    items[:] = [item for item in items if item.name != "help"]


@hooks.register("insert_global_admin_css")
def own_styles() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/hamsayeh.css"))
