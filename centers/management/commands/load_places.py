"""Enters what every installation needs before its first centre; a dry run unless told to apply.

Provinces and counties, with ``--all`` every settlement too; and the service slots and the hotlines.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from centers import reference
from centers.place_loading import UnknownParents, load_places, plan_places
from centers.place_rows import PlacesNotInstalled, read_own, read_settlements
from portal.text import persian_digits


class Command(BaseCommand):
    help = (
        "بار کردن استان‌ها و شهرستان‌ها، با --all همه بخش‌ها، شهرها، دهستان‌ها و روستاها؛ "
        "و افزودن خدمات سطح یک و خط‌های تلفنی که هنوز نیستند. بدون --apply چیزی نوشته نمی‌شود."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="همه آبادی‌ها، از بسته اختیاری places")
        parser.add_argument("--apply", action="store_true", help="نوشتن؛ بدون آن فقط گزارش می‌دهد")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = read_own("places.csv")
        if options["all"]:
            try:
                rows += read_settlements()
            except PlacesNotInstalled as error:
                raise CommandError("بسته places نصب نیست: uv sync --extra places") from error
        try:
            plan = plan_places(rows)
            services, hotlines = reference.missing_services(), reference.missing_hotlines()
            if options["apply"]:
                todo = len(plan.new) + len(plan.changed)
                with tqdm(total=todo, unit=" place", disable=options["verbosity"] < 1) as bar:
                    load_places(rows, progress=bar.update)
                reference.load_services_and_hotlines()
        except UnknownParents as error:
            first = "، ".join(f"{row.name} ({row.code})" for row in error.rows[:5])
            raise CommandError(f"بالادست {len(error.rows)} ردیف پیدا نشد: {first}") from error
        places = f"تازه: {len(plan.new)}، تغییر: {len(plan.changed)}، بی‌تغییر: {plan.unchanged}"
        self.stdout.write(persian_digits(places))
        for place, row in plan.changed[:20]:
            self.stdout.write(f"  {place.full_name} → {row.name}")
        catalogue = f"خدمات تازه: {len(services)}، خط‌های تلفن تازه: {len(hotlines)}"
        self.stdout.write(persian_digits(catalogue))
        if not options["apply"]:
            self.stdout.write("چیزی نوشته نشد. برای نوشتن --apply را بیفزایید.")
