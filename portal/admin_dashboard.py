"""The first screen of the admin: for each person what waits for them, as a number and a next step."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from centers.permissions import centers_of
from donations.giving.models import Payment, Review
from donations.giving.states import PaymentStatus
from donations.inkind.models import Offer
from donations.inkind.states import OPEN_AT_DESK
from portal.clock import now

LONG_PENDING = timedelta(minutes=30)


@dataclass(frozen=True)
class Task:
    """Something to do: how many, what, and where to do it."""

    count: int
    text: str
    url: str


def tasks_of(user: Any) -> Iterator[Task]:
    """What the user may and should look at now."""
    if user.has_perm("donations.view_payment"):
        pending = Payment.objects.filter(
            status=PaymentStatus.AWAITING, created_at__lt=now() - LONG_PENDING
        ).count()
        address = f"{reverse('payments:index')}?status={PaymentStatus.AWAITING}"
        yield Task(pending, _("پرداخت بیش از ۳۰ دقیقه در انتظار"), address)
    if user.has_perm("donations.view_review"):
        reviews = Review.objects.filter(closed_at__isnull=True).count()
        yield Task(reviews, _("مورد بررسی باز"), reverse("reviews:index"))
    for center in centers_of(user):
        waiting = Offer.objects.filter(center=center, status__in=OPEN_AT_DESK).count()
        address = reverse("donations:desk_center", kwargs={"center_code": center.code})
        yield Task(waiting, _("پیشنهاد کالا در راهِ %(center)s") % {"center": center.name}, address)
    pages = policy_registry.get_by_type(Page)
    if pages.user_has_permission(user, "change"):
        drafts = Page.objects.filter(has_unpublished_changes=True).count()
        yield Task(drafts, _("صفحه با تغییر منتشرنشده"), reverse("wagtailadmin_explore_root"))


class TasksPanel(Component):
    """The tasks of the person who looks, or the good news that there are none."""

    name = "tasks"
    order = 50
    template_name = "portal/tasks_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"tasks": list(tasks_of(parent_context["request"].user))}
