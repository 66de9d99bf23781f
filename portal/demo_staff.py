"""Demo accounts, one for each role, with passwords known to everyone; only where DEMO is set."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from centers.models import Center
from centers.operations import enter_staff
from portal import roles
from portal.clock import now

PASSWORD = "demo-hamsayeh"  # noqa: S105 - printed at every start
WORKPLACE = "022501"
"""Code of the demo centre at which the demo's member of centre staff works: it has goods on the way."""

_PEOPLE = (
    # role, username, first name, last name, role in English
    (roles.ADMINISTRATOR, "admin", "مدیر", "نمایشی", "administrator"),
    (roles.EDITOR, "editor", "ویراستار", "نمایشی", "editor"),
    (roles.CENTER_STAFF, "centre", "کارکن مرکز", "نمایشی", "centre staff"),
    (roles.FINANCE, "finance", "مالی", "نمایشی", "finance"),
)
ACCOUNTS: list[tuple[str, str, str]] = [
    (english, username, PASSWORD) for _, username, _, _, english in _PEOPLE
]
"""Role, username and password, as `start` prints them."""


class NotADemo(Exception):
    """Known passwords were asked for outside a demo."""


@transaction.atomic
def load() -> None:
    """Make the accounts that are missing; those that are there keep their passwords.

    :raises NotADemo: DEMO is not set.
    """
    if not settings.DEMO:
        raise NotADemo
    roles.ensure_roles()
    users = get_user_model().objects
    for role, username, first_name, last_name, _ in _PEOPLE:
        user = users.filter(username=username).first()
        if user is None:
            user = users.create_user(
                username=username, password=PASSWORD, first_name=first_name, last_name=last_name
            )
        user.groups.add(Group.objects.get(name=role))
        workplace = Center.objects.filter(code=WORKPLACE).first()
        if role == roles.CENTER_STAFF and workplace:
            enter_staff(center=workplace, user=user, by=None, at=now())
