"""Writing centres: every move along the table, cleaned text, permissions."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser

from centers import operations
from centers.models import Center, StatusChange
from centers.operations import UnknownGoods, WrongState, change_center, change_status, create_center
from centers.permissions import centers_of, user_works_at
from centers.states import NEXT, CenterStatus
from tests.builders.centers import AT, a_center, a_place

ALL_MOVES = [(old, new) for old in CenterStatus for new in CenterStatus]


@pytest.mark.django_db
@pytest.mark.parametrize(("old", "new"), ALL_MOVES, ids=lambda status: status.value)
def test_a_centre_moves_only_along_the_table(old, new):
    center = a_center(status=old)
    rows_before = StatusChange.objects.filter(center=center).count()

    if new in NEXT[old]:
        change_status(center=center, to=new, by=None, at=AT, reason="دلیل")
    else:
        with pytest.raises(WrongState):
            change_status(center=center, to=new, by=None, at=AT)

    moved = new in NEXT[old]
    assert Center.objects.get(pk=center.pk).status == (new if moved else old)
    assert StatusChange.objects.filter(center=center).count() == rows_before + moved


def test_every_status_stands_in_the_table():
    assert set(NEXT) == set(CenterStatus)
    assert all(status not in following for status, following in NEXT.items())


@pytest.mark.django_db
def test_who_when_and_why_are_kept_with_a_change():
    user = get_user_model().objects.create_user("supervisor")
    center = a_center()

    change_status(center=center, to=CenterStatus.SUSPENDED, by=user, at=AT, reason="پروانه‌ي تمام‌شده")

    change = StatusChange.objects.filter(center=center).last()
    assert (change.old_status, change.new_status, change.by, change.at) == ("active", "suspended", user, AT)
    assert change.reason == "پروانه‌ی تمام‌شده"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  مركز   دارابكلا ", "مرکز دارابکلا"),
        ("مرکز\u202e دارابکلا", "مرکز دارابکلا"),
        ("مرکز\x00 دارابکلا", "مرکز دارابکلا"),
        ("مرکـــز دارابکلا", "مرکز دارابکلا"),
        ("<b>مرکز</b>", "<b>مرکز</b>"),
    ],
)
def test_a_name_is_stored_clean(typed, stored):
    center = create_center(code="۹۰۰۱", name=typed, place=a_place(), by=None, at=AT)

    assert (center.code, center.name) == ("9001", stored)


@pytest.mark.django_db
def test_the_status_is_no_detail_that_can_be_changed_by_the_way():
    center = a_center()

    with pytest.raises(TypeError):
        change_center(center=center, by=None, at=AT, status="closed")


@pytest.mark.django_db
def test_unknown_goods_are_refused_and_named():
    center = a_center(goods=["food"])

    with pytest.raises(UnknownGoods) as caught:
        operations.set_accepted_goods(center=center, categories=["food", "gold"], by=None, at=AT)

    assert caught.value.values == ["gold"]
    assert Center.objects.get(pk=center.pk).accepts_goods == ["food"]


@pytest.mark.django_db
def test_only_active_centres_may_receive():
    for status in CenterStatus:
        a_center(status=status)

    assert [center.status for center in Center.objects.may_receive()] == ["active"]


@pytest.mark.django_db
def test_staff_work_only_where_they_are_entered():
    user = get_user_model().objects.create_user("staff")
    mine, other = a_center(), a_center()

    operations.enter_staff(center=mine, user=user, by=None, at=AT)

    assert user_works_at(user, mine)
    assert not user_works_at(user, other)
    assert not user_works_at(AnonymousUser(), mine)
    assert list(centers_of(user)) == [mine]


@pytest.mark.django_db
def test_an_inactive_user_works_nowhere():
    user = get_user_model().objects.create_user("gone", is_active=False)
    center = a_center()

    operations.enter_staff(center=center, user=user, by=None, at=AT)

    assert not user_works_at(user, center)
    assert list(centers_of(user)) == []
