"""Reads of gifts for the donor's pages."""

from django.db.models import Case, Prefetch, Q, QuerySet, When
from django.utils.translation import gettext as _

from donations.giving.models import Designation, Gift, GivingSettings, Intent, Payment
from donations.giving.states import PaymentStatus
from donations.history import StateChange
from donations.routing.models import Allocation
from donations.routing.reasons import sentences
from donations.timeline import Event
from portal.money import format_rial, format_toman
from portal.text import persian_reference

GENERAL = "general"


def giving_settings() -> GivingSettings:
    """What the form offers; the defaults until staff have saved their own.  Writes nothing."""
    return GivingSettings.objects.filter(pk=1).first() or GivingSettings()


def form_intents() -> list[Intent]:
    """The intents that the form offers, and the general one that stands for no choice."""
    return list(Intent.objects.filter(Q(is_offered=True) | Q(code=GENERAL)))


def gifts_with_shares() -> QuerySet[Gift]:
    """Gifts with receipt, designations and allocations, three queries in all."""
    allocations = Allocation.objects.select_related("center__county", "center__province")
    designations = Designation.objects.select_related(
        "intent", "center__county", "center__province", "center__place", "place"
    ).prefetch_related(Prefetch("allocations", queryset=allocations))
    return Gift.objects.select_related("receipt").prefetch_related(
        Prefetch("designations", queryset=designations)
    )


def payment_by_authority(*, gateway: str, authority: str) -> Payment | None:
    """The payment that the gateway knows as ``authority``, compared letter by letter."""
    return Payment.objects.select_related("gift").filter(gateway=gateway, authority=authority).first()


def latest_payment(gift: Gift) -> Payment | None:
    """The attempt that counts for the donor now: one that waits for a human, else the newest."""
    before_a_human = Case(When(status=PaymentStatus.MISMATCH, then=0), default=1)
    return gift.payments.order_by(before_a_human, "-created_at", "-pk").first()


def timeline_of_gift(gift: Gift) -> list[Event]:
    """What has happened to a gift from :func:`gifts_with_shares`, oldest first; one more query."""
    changes = (
        StateChange.objects.filter(Q(gift=gift) | Q(payment__gift=gift))
        .select_related("payment")
        .order_by("at", "pk")
    )
    events = [Event(gift.started_at, _("کمک ثبت شد"), _amount(gift.amount), _("کمک‌کننده"))]
    for change in changes:
        if event := _event_of(change):
            events.append(event)
    for designation in gift.designations.all():
        events += [_event_of_allocation(allocation) for allocation in designation.allocations.all()]
    return sorted(events, key=lambda event: event.at)


def _event_of(change: StateChange) -> Event | None:
    payment = change.payment
    if payment is None:
        return None
    if change.status == PaymentStatus.PAID:
        reference = persian_reference(payment.ref_id or "")
        words = _("شماره مرجع بانک: %(reference)s") % {"reference": reference} if reference else ""
        if payment.settles_gift:
            return Event(change.at, _("پرداخت تأیید شد"), words, _("درگاه پرداخت"))
        surplus = _("پیش از این هم یک پرداخت برای همین کمک رسیده بود؛ یک نفر آن را بررسی می‌کند.")
        return Event(change.at, _("پرداخت دوم رسید"), f"{surplus} {words}".strip(), _("درگاه پرداخت"))
    if change.status == PaymentStatus.NOT_PAID:
        return Event(change.at, _("پرداخت انجام نشد"), "", _("درگاه پرداخت"))
    if change.status == PaymentStatus.MISMATCH:
        return Event(
            change.at, _("پرداخت نیاز به بررسی دارد"), _("یک نفر آن را با درگاه بررسی می‌کند."), _("سامانه")
        )
    return None


def _event_of_allocation(allocation: Allocation) -> Event:
    words = [_amount(allocation.amount), *sentences(allocation.reasons)]
    title = _("به %(center)s اختصاص یافت") % {"center": allocation.center.full_name}
    return Event(allocation.at, title, " ".join(words), _("سامانه"))


def _amount(rial: int) -> str:
    return _("%(rial)s (%(toman)s).") % {"rial": format_rial(rial), "toman": format_toman(rial)}
