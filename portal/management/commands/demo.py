"""Fills an installation with demo content, the same each time; never a real one."""

from argparse import ArgumentParser
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

LOADERS = ["centers.demo", "news.demo", "home.demo", "donations.demo", "portal.demo_staff"]
"""Modules with a ``load()``, in an order in which each finds what it refers to; some return codes to try."""


class Command(BaseCommand):
    help = "محتوای نمایشی؛ تکرار آن چیزی را دوباره نمی‌سازد"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scale", type=int, default=0, help="شمار مرکزهای نمونه ساختگی")

    def handle(self, *args: Any, **options: Any) -> None:
        if not getattr(settings, "DEMO", False):
            raise CommandError("محتوای نمایشی فقط با تنظیم DEMO بار می‌شود.")
        if not 0 <= options["scale"] <= 1_000_000:
            raise CommandError("--scale از ۰ تا ۱٬۰۰۰٬۰۰۰ است.")
        for name in LOADERS:
            if find_spec(name) is None:
                continue
            if options["verbosity"]:
                self.stdout.write(f"{name} …")
            to_try = import_module(name).load()
            if options["verbosity"]:
                for what, code in (to_try or {}).items():
                    self.stdout.write(f"  {what}: {code}")
        if options["scale"]:
            import_module("centers.demo").load_samples(options["scale"])
