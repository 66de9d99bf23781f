"""What became of a centre: every change of its status, kept for good."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from centers.models.directory import Center
from centers.states import CenterStatus


class StatusChange(models.Model):
    """Append-only history: who changed a centre's status, when, and why."""

    center = models.ForeignKey(Center, models.PROTECT, related_name="status_changes")
    old_status = models.CharField(max_length=20, choices=CenterStatus, blank=True)
    """Empty for the row written when the centre was entered."""
    new_status = models.CharField(max_length=20, choices=CenterStatus)
    reason = models.CharField(_("دلیل"), max_length=300, blank=True)
    at = models.DateTimeField(_("زمان"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    """Null when a command did it."""

    class Meta:
        verbose_name = _("تغییر وضعیت")
        verbose_name_plural = _("تغییرهای وضعیت")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="status_change_changes_something", condition=~Q(old_status=models.F("new_status"))
            ),
            models.CheckConstraint(
                name="status_change_leads_to_a_known_status", condition=Q(new_status__in=CenterStatus.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.center_id}: {self.old_status} → {self.new_status}"
