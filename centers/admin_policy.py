"""Who sees which rows in the admin: all of them by permission, or those of one's own centres."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from centers.permissions import centers_of

VIEW = "view"


class ReadPolicy(ModelPermissionPolicy):
    """Holders of the permission to view may look; nobody may add, change or delete, superusers included."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == VIEW and super().user_has_permission(user, action)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Model]:
        rows = self.model._default_manager.all()
        return rows if self.user_has_any_permission(user, actions) else rows.none()


class OwnCenterPolicy(ReadPolicy):
    """As `ReadPolicy`; besides, people who work at a centre see the rows that belong to it."""

    def __init__(self, model: type[Model], *, center: str) -> None:
        """``center`` names the field that leads from a row to the id of its centre."""
        super().__init__(model)
        self.center = center

    def user_has_permission(self, user: Any, action: str) -> bool:
        return super().user_has_permission(user, action) or (action == VIEW and centers_of(user).exists())

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Model]:
        rows = self.model._default_manager.all()
        if VIEW not in actions:
            return rows.none()
        if super().user_has_permission(user, VIEW):
            return rows
        return rows.filter(**{f"{self.center}__in": centers_of(user).order_by().values("pk")})

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return self.instances_user_has_any_permission_for(user, [action]).filter(pk=instance.pk).exists()
