"""Ask the live database about every invariant; the exit code is 1 if anything breaks one."""

from typing import Any

from django.core.management.base import BaseCommand

from donations.invariants import INVARIANTS, findings


class Command(BaseCommand):
    help = "Check every invariant of money and goods on the live database."

    def handle(self, *args: Any, **options: Any) -> None:
        found = findings()
        for finding in found:
            invariant = finding.invariant
            self.stdout.write(f"{invariant.number:>2}  {invariant.name:<42}  {finding.subject}")
            self.stdout.write(f"    {invariant.sentence}")
        self.stdout.write(f"{len(INVARIANTS) + 1} invariants checked, {len(found)} findings")
        if found:
            raise SystemExit(1)
