"""The four roles of staff and what each may do, as one table; groups are made to match it."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

EDITOR = "ویراستار"
CENTER_STAFF = "کارکن مرکز"
FINANCE = "مالی"
ADMINISTRATOR = "مدیر"

_ACCESS = ("wagtailadmin.access_admin",)
_NEWS_GROUPS = ("news.add_newsgroup", "news.change_newsgroup", "news.delete_newsgroup", "news.view_newsgroup")
_MONEY = (
    *("donations.view_gift", "donations.view_payment", "donations.view_review", "donations.view_transaction"),
    *("donations.view_intent", "donations.view_routingrules"),
)
_GOODS = ("donations.view_offer", "donations.view_stockmovement")
_PAGES = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
_LIBRARY = (
    *("wagtailimages.add_image", "wagtailimages.change_image", "wagtailimages.choose_image"),
    *("wagtaildocs.add_document", "wagtaildocs.change_document", "wagtaildocs.choose_document"),
)


@dataclass(frozen=True, kw_only=True)
class Role:
    """What members of one group may do.

    A permission to view opens every row.  Without it, people see the rows of the centres they work at
    (`centers.admin_policy`): so the role of a centre's staff needs none.
    """

    permissions: tuple[str, ...]
    pages: tuple[str, ...] = ()
    """Permissions on the whole tree of pages."""
    library: tuple[str, ...] = ()
    """Permissions on all images and documents."""


ROLES: dict[str, Role] = {
    EDITOR: Role(
        permissions=(*_ACCESS, *_NEWS_GROUPS, "centers.view_center"),
        pages=_PAGES,
        library=_LIBRARY,
    ),
    CENTER_STAFF: Role(permissions=_ACCESS),
    FINANCE: Role(permissions=(*_ACCESS, *_MONEY, *_GOODS, "centers.view_center")),
    ADMINISTRATOR: Role(
        permissions=(
            *(*_ACCESS, *_NEWS_GROUPS, *_MONEY, *_GOODS, "centers.view_center"),
            *("centers.view_centerstaff", "centers.add_centerstaff", "centers.delete_centerstaff"),
            *("donations.add_routingrules", "donations.change_givingsettings"),
            *("auth.add_user", "auth.change_user", "auth.delete_user", "auth.view_user"),
            *("wagtailcore.change_site", "wagtailcore.view_site"),
            *("wagtailcore.add_collection", "wagtailcore.change_collection"),
        ),
        pages=(*_PAGES, "bulk_delete_page"),
        library=(*_LIBRARY, "wagtailimages.delete_image", "wagtaildocs.delete_document"),
    ),
}


class UnknownPermission(Exception):
    """The table names permissions that do not exist; ``names`` lists them."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


@transaction.atomic
def ensure_roles() -> None:
    """Make the groups match the table; safe to repeat, leaves other groups and all members alone.

    :raises UnknownPermission: the table names one that does not exist.
    """
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    wanted = {name for role in ROLES.values() for name in (*role.permissions, *role.library)}
    if unknown := sorted(wanted - known.keys()):
        raise UnknownPermission(unknown)
    root_page, root_collection = Page.get_first_root_node(), Collection.get_first_root_node()
    for name, role in ROLES.items():
        group = Group.objects.get_or_create(name=name)[0]
        group.permissions.set(known[each] for each in role.permissions)
        _match(
            GroupPagePermission.objects.filter(group=group, page=root_page),
            [known[f"wagtailcore.{each}"] for each in role.pages],
            group=group,
            page=root_page,
        )
        _match(
            GroupCollectionPermission.objects.filter(group=group, collection=root_collection),
            [known[each] for each in role.library],
            group=group,
            collection=root_collection,
        )


def _match(rows, permissions: list[Permission], **where) -> None:
    rows.exclude(permission__in=permissions).delete()
    for permission in permissions:
        rows.model.objects.get_or_create(permission=permission, **where)
