"""The words of a routing decision, for the donor and for the auditor."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from donations.routing.route import Step, Why
from portal.text import persian_digits

STEP_NAMES = {
    Step.CHOSEN.name.lower(): _("مرکز انتخاب‌شده"),
    Step.SERVES.name.lower(): _("محله یا روستا"),
    Step.DISTRICT.name.lower(): _("بخش"),
    Step.COUNTY.name.lower(): _("شهرستان"),
    Step.PROVINCE.name.lower(): _("استان"),
    Step.NATIONAL.name.lower(): _("کشور"),
}


_WORDS = {
    Why.CHOSEN: _("خودتان این مرکز را انتخاب کردید."),
    Why.SERVES_PLACE: _("این مرکز به جایی که انتخاب کردید خدمت می‌دهد."),
    Why.IN_DISTRICT: _("این مرکز در همان بخش است."),
    Why.IN_COUNTY: _("این مرکز در همان شهرستان است."),
    Why.IN_PROVINCE: _("این مرکز در همان استان است."),
    Why.NATIONAL: _("خواستید به جایی برسد که نیاز بیشتر است؛ همه مراکز فعال کشور سنجیده شدند."),
    Why.NOT_ACTIVE: _("«%(center)s» اکنون کمک نمی‌پذیرد، پس سراغ گزینه بعدی رفتیم."),
    Why.GOODS_NOT_ACCEPTED: _("«%(center)s» این گروه از کالا را نمی‌پذیرد، پس سراغ گزینه بعدی رفتیم."),
    Why.GOODS_NOT_RECORDED: _("«%(center)s» هنوز نگفته است چه کالایی می‌پذیرد، پس سراغ گزینه بعدی رفتیم."),
    Why.NO_CENTER_AT_STEP: _("در پله «%(step)s» مرکزی نبود، پس یک پله دورتر رفتیم."),
    Why.LEAST_SERVED: _("از میان %(among)s مرکز، «%(center)s» به نسبت خانوارهایش از همه کمتر گرفته بود."),
    Why.ONLY_CENTER: _("«%(center)s» تنها مرکزی بود که می‌توانست بپذیرد."),
    Why.HOUSEHOLDS_NOT_RECORDED: _("شمار خانوارهای این مرکز ثبت نشده است؛ %(households)s خانوار فرض شد."),
    Why.SPLIT: _("این کمک میان %(centers)s مرکز بخش شد تا سهم خانوارها به هم نزدیک شود."),
    Why.CONSENT_ENDS: _("دورتر از این را نخواسته بودید؛ یک نفر آن را بررسی می‌کند."),
}


def sentences(reasons: Iterable[dict[str, Any]]) -> list[str]:
    """The stored ``reasons`` (see :meth:`donations.routing.route.Reason.as_json`) as Persian sentences."""
    return [
        persian_digits(
            _WORDS[Why(reason["why"])] % {**reason, "step": STEP_NAMES.get(reason.get("step"), "")}
        )
        for reason in reasons
    ]
