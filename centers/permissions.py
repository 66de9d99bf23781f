"""Who may do what at a centre, as functions that read aloud."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from centers.models import Center, CenterStaff


def user_works_at(user: AbstractBaseUser | AnonymousUser, center: Center) -> bool:
    """Whether the user is entered as staff of this centre; an inactive user works nowhere."""
    if not user.is_authenticated or not user.is_active:
        return False
    return CenterStaff.objects.filter(user_id=user.pk, center_id=center.pk).exists()


def centers_of(user: AbstractBaseUser | AnonymousUser):
    """Queryset of the centres at which the user works."""
    if not user.is_authenticated or not user.is_active:
        return Center.objects.none()
    return Center.objects.filter(staff__user_id=user.pk).order_by("sort_key")
