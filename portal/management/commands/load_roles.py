"""Makes the groups of staff match the table of roles; part of every installation and upgrade."""

from typing import Any

from django.core.management import BaseCommand

from portal.roles import ensure_roles


class Command(BaseCommand):
    help = "Make the groups of staff match the table of roles; safe to repeat."

    def handle(self, **options: Any) -> None:
        ensure_roles()
