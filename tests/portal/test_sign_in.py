"""Staff sign-in: in Persian, silent about who exists, slow for guessers, closed to newcomers."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from portal.roles import CENTER_STAFF
from tests.builders.centers import a_center
from tests.builders.inkind import a_worker

pytestmark = pytest.mark.django_db

PASSWORD = "آب-روان-و-چراغ"
PAGE = "/accounts/login/"
MISMATCH = "نام کاربری یا گذرواژه درست نیست"
LIMITED = "تعداد تلاش‌ها زیاد است"


@pytest.fixture(autouse=True)
def nobody_tried_before():
    cache.clear()


@pytest.fixture
def editor(django_user_model):
    user = django_user_model.objects.create_user("editor", password=PASSWORD)
    group = Group.objects.create(name="آزمون")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    return user


def try_to_sign_in(client=None, *, username="editor", password=PASSWORD, address="192.0.2.1", **more):
    return (client or Client()).post(
        PAGE, {"login": username, "password": password, **more}, REMOTE_ADDR=address
    )


def test_the_page_is_persian_and_kept_by_no_cache():
    response = Client().get(PAGE)

    assert "ورود کارکنان" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert "unsafe-inline" not in response["Content-Security-Policy"]


def test_the_right_password_opens_the_admin(editor):
    client = Client()

    response = try_to_sign_in(client)

    assert response["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_staff_of_a_centre_begin_at_the_desk():
    user = a_worker(a_center())
    user.set_password(PASSWORD)
    user.save()
    group = Group.objects.get_or_create(name=CENTER_STAFF)[0]
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)

    assert try_to_sign_in(username=user.username)["Location"] == "/desk/"


def test_one_arrives_where_one_wanted_to_go(editor):
    assert try_to_sign_in(next="/desk/022501/")["Location"] == "/desk/022501/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(editor, elsewhere):
    assert try_to_sign_in(next=elsewhere)["Location"] == "/admin/"


def test_failures_do_not_tell_who_exists(editor, django_user_model):
    django_user_model.objects.create_user("gone", password=PASSWORD, is_active=False)

    answers = [
        try_to_sign_in(password="نادرست"),
        try_to_sign_in(username="nobody"),
        try_to_sign_in(username="gone"),
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert all(MISMATCH in answer.content.decode() for answer in answers)


def test_an_empty_form_says_what_is_missing():
    response = try_to_sign_in(username="", password="")

    assert response.status_code == 422
    assert "نام کاربری را وارد کنید" in response.content.decode()
    assert "گذرواژه را وارد کنید" in response.content.decode()


def test_the_sixth_guess_is_not_even_tried(editor):
    for _ in range(5):
        assert try_to_sign_in(password="نادرست").status_code == 422

    response = try_to_sign_in()

    assert response.status_code == 429
    assert LIMITED in response.content.decode()
    assert "sessionid" not in response.cookies


def test_a_limit_is_for_one_name_from_one_address(editor):
    for _ in range(6):
        try_to_sign_in(username="Editor ", password="نادرست")

    assert try_to_sign_in(username="EDITOR").status_code == 429
    assert try_to_sign_in(address="192.0.2.2").status_code == 302


def test_an_address_that_tries_many_names_is_stopped(editor):
    for number in range(30):
        try_to_sign_in(username=f"user{number}")

    assert try_to_sign_in().status_code == 429


def test_those_signed_in_are_led_on(client, editor):
    client.force_login(editor)

    assert client.get(PAGE)["Location"] == "/admin/"


def test_a_user_without_a_role_is_not_sent_in_circles(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("plain"))

    response = client.get("/admin/", follow=True)

    assert response.redirect_chain[-1][0] == "/desk/"
    assert response.status_code == 200


def test_the_admin_asks_at_the_same_page(client):
    assert client.get("/admin/pages/")["Location"] == "/accounts/login/?next=/admin/pages/"
    assert (
        client.get("/admin/login/?next=/admin/pages/")["Location"]
        == "/accounts/login/?next=%2Fadmin%2Fpages%2F"
    )
    assert client.post("/admin/login/", {"username": "editor"}).status_code == 302


def test_signing_out_takes_a_post(client, editor):
    client.force_login(editor)

    assert client.get("/admin/logout/").status_code == 405
    assert client.post("/admin/logout/")["Location"] == PAGE
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_email"])
def test_there_is_no_way_to_register_or_to_reset_by_mail(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_the_admins_own_reset_is_closed(client):
    assert client.get("/admin/password_reset/").status_code == 404
