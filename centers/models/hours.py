"""When a centre is open: the week from Saturday, and dated exceptions."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from centers.models.directory import Center


class Weekday(models.IntegerChoices):
    """Days of the Iranian week."""

    SATURDAY = 0, _("شنبه")
    SUNDAY = 1, _("یکشنبه")
    MONDAY = 2, _("دوشنبه")
    TUESDAY = 3, _("سه‌شنبه")
    WEDNESDAY = 4, _("چهارشنبه")
    THURSDAY = 5, _("پنجشنبه")
    FRIDAY = 6, _("جمعه")


def hours_are_whole_and_forward() -> Q:
    """Both times or none, and the later one later; a shift past midnight is two rows."""
    return Q(opens_at__isnull=True, closes_at__isnull=True) | Q(
        opens_at__isnull=False, closes_at__isnull=False, closes_at__gt=models.F("opens_at")
    )


class OpeningHours(models.Model):
    """HSDS ``schedule``: one shift of one weekday, in Tehran time."""

    center = models.ForeignKey(Center, models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(_("روز"), choices=Weekday)
    opens_at = models.TimeField(_("از"), null=True, blank=True)
    closes_at = models.TimeField(_("تا"), null=True, blank=True)
    note = models.CharField(_("یادداشت"), max_length=100, blank=True)
    """Free text such as «با هماهنگی»; needed where there are no times."""

    class Meta:
        verbose_name = _("ساعت کار")
        verbose_name_plural = _("ساعت‌های کار")
        ordering = ["weekday", "opens_at"]
        constraints = [
            models.CheckConstraint(name="weekday_is_saturday_to_friday", condition=Q(weekday__range=(0, 6))),
            models.CheckConstraint(
                name="opening_hours_are_whole_and_forward", condition=hours_are_whole_and_forward()
            ),
            models.CheckConstraint(
                name="opening_hours_say_something", condition=Q(opens_at__isnull=False) | ~Q(note="")
            ),
            models.UniqueConstraint(
                fields=["center", "weekday", "opens_at"], name="shift_begins_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.center_id}: {self.get_weekday_display()}"


class HoursException(models.Model):
    """One day on which the weekly hours do not hold; without times the centre is closed."""

    center = models.ForeignKey(Center, models.CASCADE, related_name="hours_exceptions")
    date = models.DateField(_("روز"))
    opens_at = models.TimeField(_("از"), null=True, blank=True)
    closes_at = models.TimeField(_("تا"), null=True, blank=True)
    reason = models.CharField(_("دلیل"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("استثنای ساعت کار")
        verbose_name_plural = _("استثناهای ساعت کار")
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(fields=["center", "date"], name="one_exception_per_center_and_day"),
            models.CheckConstraint(
                name="hours_exception_is_whole_and_forward", condition=hours_are_whole_and_forward()
            ),
        ]

    def __str__(self) -> str:
        return f"{self.center_id}: {self.date}"
