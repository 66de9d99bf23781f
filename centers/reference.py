"""Data that every installation has: provinces, counties, the 22 service slots and the hotlines."""

import csv
from datetime import time

from django.db import transaction

from centers.models import Hotline, Service
from centers.models.services import LEVEL_ONE_SERVICES
from centers.place_loading import load_places
from centers.place_rows import DATA, read_own

_HOTLINES = [
    {
        "number": "123",
        "name": "اورژانس اجتماعی",
        "description": (
            "جان کسی در خطر است یا خشونت در خانه رخ می‌دهد\n"
            "با کودک، سالمند یا فرد دارای معلولیت بدرفتاری می‌شود\n"
            "کسی به خودکشی فکر می‌کند یا در بحران است"
        ),
        "is_emergency": True,
        "is_always_open": True,
        "source_note": "سازمان بهزیستی؛ رایگان و شبانه‌روزی",
        "position": 1,
    },
    {
        "number": "1480",
        "name": "مشاوره",
        "description": (
            "می‌خواهید با مشاور درباره خانواده، اعتیاد یا نگرانی‌هایتان حرف بزنید\n"
            "فوریتی در کار نیست و گفت‌وگوی تلفنی بس است"
        ),
        "opens_at": time(8),
        "closes_at": time(20),
        "hours_note": "در برخی دوره‌ها شبانه‌روزی بوده است",
        "source_note": "باشگاه خبرنگاران جوان، گزارش بهزیستی قم: تماس رایگان، ۸ صبح تا ۸ شب",
        "position": 2,
    },
]


def missing_services() -> list[int]:
    """Numbers of the service slots that are not entered yet."""
    present = set(Service.objects.values_list("number", flat=True))
    return [number for number in range(1, LEVEL_ONE_SERVICES + 1) if number not in present]


def missing_hotlines() -> list[str]:
    """Numbers of the hotlines that are not entered yet."""
    present = set(Hotline.objects.values_list("number", flat=True))
    return [hotline["number"] for hotline in _HOTLINES if hotline["number"] not in present]


@transaction.atomic
def load() -> None:
    """Enter what is missing and leave what editors changed; safe to repeat."""
    load_places(read_own("places.csv"))
    load_services_and_hotlines()


@transaction.atomic
def load_services_and_hotlines() -> None:
    """Enter the missing service slots and hotlines; those that editors changed stay as they are."""
    with (DATA / "services.csv").open(encoding="utf-8", newline="") as lines:
        announced = {int(line["number"]): line for line in csv.DictReader(lines)}
    Service.objects.bulk_create(
        Service(
            number=number,
            slug=announced.get(number, {}).get("slug", f"slot-{number}"),
            name=announced.get(number, {}).get("name", ""),
            description=announced.get(number, {}).get("description", ""),
            source_note=announced.get(number, {}).get("source_note", ""),
        )
        for number in missing_services()
    )
    for hotline in _HOTLINES:
        Hotline.objects.get_or_create(number=hotline["number"], defaults=hotline)
