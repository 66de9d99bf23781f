"""The words of a routing decision, for the donor and for the auditor."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from donations.routing.route import Step, Why
from portal.text import persian_digits

STEP_NAMES = {
    Step.CHOSEN.name.lower(): "مرکز انتخاب‌شده",
    Step.SERVES.name.lower(): "محله یا روستا",
    Step.DISTRICT.name.lower(): "بخش",
    Step.COUNTY.name.lower(): "شهرستان",
    Step.PROVINCE.name.lower(): "استان",
    Step.NATIONAL.name.lower(): "کشور",
}


def sentences(reasons: Iterable[dict[str, Any]]) -> list[str]:
    """The stored ``reasons`` (see :meth:`donations.routing.route.Reason.as_json`) as Persian sentences."""
    return [persian_digits(_sentence(reason)) for reason in reasons]


def _sentence(reason: dict[str, Any]) -> str:
    words = {**reason, "step": STEP_NAMES.get(reason.get("step", ""), "")}
    match reason["why"]:
        case Why.CHOSEN:
            return _("خودتان این مرکز را انتخاب کردید.")
        case Why.SERVES_PLACE:
            return _("این مرکز به جایی که انتخاب کردید خدمت می‌دهد.")
        case Why.IN_DISTRICT:
            return _("این مرکز در همان بخش است.")
        case Why.IN_COUNTY:
            return _("این مرکز در همان شهرستان است.")
        case Why.IN_PROVINCE:
            return _("این مرکز در همان استان است.")
        case Why.NATIONAL:
            return _("خواستید به جایی برسد که نیاز بیشتر است؛ همه مرکزهای فعال کشور سنجیده شدند.")
        case Why.NOT_ACTIVE:
            return _("«%(center)s» اکنون کمک نمی‌پذیرد، پس سراغ گزینه بعدی رفتیم.") % words
        case Why.GOODS_NOT_ACCEPTED:
            return _("«%(center)s» این گروه از کالا را نمی‌پذیرد، پس سراغ گزینه بعدی رفتیم.") % words
        case Why.GOODS_NOT_RECORDED:
            return _("کالاهای پذیرفتنی «%(center)s» ثبت نشده است، پس سراغ گزینه بعدی رفتیم.") % words
        case Why.NO_CENTER_AT_STEP:
            return _("در پله «%(step)s» مرکزی نبود، پس یک پله دورتر رفتیم.") % words
        case Why.LEAST_SERVED:
            return _("از میان %(among)s مرکز، «%(center)s» به نسبت خانوارهایش کمتر از همه گرفته بود.") % words
        case Why.ONLY_CENTER:
            return _("«%(center)s» تنها مرکزی بود که می‌توانست بپذیرد.") % words
        case Why.HOUSEHOLDS_NOT_RECORDED:
            return _("شمار خانوارهای این مرکز ثبت نشده است؛ %(households)s خانوار فرض شد.") % words
        case Why.SPLIT:
            return _("این کمک میان %(centers)s مرکز بخش شد تا سهم هر خانوار به هم نزدیک شود.") % words
        case Why.CONSENT_ENDS:
            return _("دورتر از این را شما نخواسته بودید؛ یک نفر آن را بررسی می‌کند.")
    raise ValueError(reason["why"])
