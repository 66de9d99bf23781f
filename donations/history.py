"""Every change of state is written down with who, when and why, in the same transaction.

A status column cannot move without naming a fresh :class:`StateChange` that tells of exactly this
move: the database refuses it (triggers ``*_status_follows_table``).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ActorKind(models.TextChoices):
    DONOR = "donor", _("کمک‌کننده")
    STAFF = "staff", _("کارکنان")
    SYSTEM = "system", _("سامانه")


@dataclass(frozen=True)
class Actor:
    """Who acts: a donor (never named here), a member of staff, or the system itself."""

    kind: str
    user_id: int | None = None


DONOR = Actor(ActorKind.DONOR)
SYSTEM = Actor(ActorKind.SYSTEM)


def staff(user: Any) -> Actor:
    """The signed-in member of staff ``user`` as an actor."""
    return Actor(ActorKind.STAFF, user.pk)


class WrongState(Exception):
    """The move is not in the state table ("not now", which is not "you may not")."""

    def __init__(self, subject: models.Model, to: str) -> None:
        super().__init__(f"{subject._meta.model_name} {subject.pk}: {subject.status} → {to}")
        self.subject = subject
        self.to = to


class StateChange(models.Model):
    """One move of one gift, payment or offer; never updated or deleted."""

    gift = models.ForeignKey(
        "donations.Gift", null=True, blank=True, on_delete=models.PROTECT, related_name="changes"
    )
    payment = models.ForeignKey(
        "donations.Payment", null=True, blank=True, on_delete=models.PROTECT, related_name="changes"
    )
    offer = models.ForeignKey(
        "donations.Offer", null=True, blank=True, on_delete=models.PROTECT, related_name="changes"
    )
    previous = models.CharField(_("از"), max_length=20)
    status = models.CharField(_("به"), max_length=20)
    at = models.DateTimeField(_("زمان"))
    by_kind = models.CharField(_("کننده"), max_length=10, choices=ActorKind)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(_("دلیل"), blank=True)

    class Meta:
        verbose_name = _("تغییر وضعیت")
        verbose_name_plural = _("تغییرهای وضعیت")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="state_change_has_one_subject",
                condition=models.Q(gift__isnull=False, payment__isnull=True, offer__isnull=True)
                | models.Q(gift__isnull=True, payment__isnull=False, offer__isnull=True)
                | models.Q(gift__isnull=True, payment__isnull=True, offer__isnull=False),
            ),
            models.CheckConstraint(
                name="state_change_by_staff_names_the_user",
                condition=models.Q(by_kind=ActorKind.STAFF, by_user__isnull=False)
                | (~models.Q(by_kind=ActorKind.STAFF) & models.Q(by_user__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.previous} → {self.status}"


def change_state(
    subject: models.Model,
    to: StrEnum | str,
    *,
    next_states: dict[Any, Any],
    by: Actor,
    at: datetime,
    reason: str = "",
    **also: Any,
) -> StateChange:
    """Move ``subject`` to the state ``to`` and set the fields ``also`` in one update.

    The caller holds the lock on the row.  Only ``operations`` modules call this.

    :raises WrongState: the move is not in ``next_states``.
    """
    if to not in next_states[subject.status]:
        raise WrongState(subject, to)
    change = StateChange.objects.create(
        **{subject._meta.model_name: subject},
        previous=subject.status,
        status=to,
        at=at,
        by_kind=by.kind,
        by_user_id=by.user_id,
        reason=reason,
    )
    subject.status = to
    subject.last_change = change
    for name, value in also.items():
        setattr(subject, name, value)
    subject.save(update_fields=["status", "last_change", *also])
    return change
