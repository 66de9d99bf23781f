"""Who sees what in the admin: every role against every listing, by address and not only by menu."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import NoReverseMatch, reverse

from centers.models import Center, CenterStaff
from donations.giving.models import Gift, Intent, Payment, Review, ReviewKind
from donations.inkind.models import Offer, StockMovement
from donations.ledger.models import Transaction
from donations.routing.models import RoutingRules
from portal import demo_staff
from portal.roles import ADMINISTRATOR, CENTER_STAFF, EDITOR, FINANCE, ROLES, ensure_roles
from portal.text import persian_digits
from tests.builders.centers import a_center
from tests.builders.donations import AT, a_finished_gift
from tests.builders.inkind import an_offer, receive

pytestmark = pytest.mark.django_db

SUPERUSER = "superuser"
LISTINGS = {
    "gifts": (Gift, {FINANCE, ADMINISTRATOR, SUPERUSER}),
    "payments": (Payment, {FINANCE, ADMINISTRATOR, SUPERUSER}),
    "reviews": (Review, {FINANCE, ADMINISTRATOR, SUPERUSER}),
    "ledger": (Transaction, {FINANCE, ADMINISTRATOR, SUPERUSER}),
    "intents": (Intent, {FINANCE, ADMINISTRATOR, SUPERUSER}),
    "routing_rules": (RoutingRules, {FINANCE, ADMINISTRATOR, SUPERUSER}),
    "offers": (Offer, {FINANCE, ADMINISTRATOR, CENTER_STAFF, SUPERUSER}),
    "stock": (StockMovement, {FINANCE, ADMINISTRATOR, CENTER_STAFF, SUPERUSER}),
    "admin_centers": (Center, {EDITOR, FINANCE, ADMINISTRATOR, CENTER_STAFF, SUPERUSER}),
}
MOBILE = "09121112233"
DONOR = "زهره کمک‌کننده"


def someone(role, center=None) -> Client:
    user = get_user_model().objects.create_user(role, is_superuser=role == SUPERUSER)
    if role in ROLES:
        ensure_roles()
        user.groups.add(Group.objects.get(name=role))
    if center:
        CenterStaff.objects.create(user=user, center=center)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def center():
    """A centre with a gift, a payment, a review, an offer and stock."""
    center = a_center(name="مرکز خودی")
    gift = a_finished_gift(center=center, donor_name=DONOR, donor_mobile=MOBILE)
    Review.objects.create(kind=ReviewKind.NO_CENTER, matter="آزمون", opened_at=AT)
    receive(an_offer(center=center, donor_name=DONOR, donor_mobile=MOBILE), accepted=3)
    assert gift.payments.exists()
    return center


@pytest.mark.parametrize("role", [*ROLES, SUPERUSER])
@pytest.mark.parametrize("listing", LISTINGS)
def test_a_listing_opens_to_its_roles_only(listing, role, center):
    model, allowed = LISTINGS[listing]
    client = someone(role, center=center if role == CENTER_STAFF else None)
    row = model.objects.first()
    index = client.get(reverse(f"{listing}:index"))

    statuses = [
        index.status_code,
        client.get(reverse(f"{listing}:index_results")).status_code,
        client.get(reverse(f"{listing}:inspect", args=[row.pk])).status_code,
    ]

    assert statuses == ([200] * 3 if role in allowed else [302, 302, 404])
    assert ("/inspect/" in index.content.decode()) == (role in allowed)


@pytest.mark.parametrize("role", [*ROLES, SUPERUSER])
def test_an_offer_in_the_admin_never_shows_its_donor(role, center):
    offer = Offer.objects.get()
    client = someone(role, center=center if role == CENTER_STAFF else None)

    page = client.get(reverse("offers:inspect", args=[offer.pk])).content.decode()

    assert MOBILE not in page
    assert persian_digits(MOBILE) not in page
    assert DONOR not in page


@pytest.mark.parametrize("listing", LISTINGS)
def test_nothing_can_be_changed_even_by_a_superuser_who_guesses_addresses(listing, center):
    model, _ = LISTINGS[listing]
    client, row = someone(SUPERUSER), model.objects.first()
    before = list(model.objects.order_by("pk").values())
    base = reverse(f"{listing}:index")

    for word in ("edit", "delete", "copy", "history", "usage", "reorder"):
        with pytest.raises(NoReverseMatch):
            reverse(f"{listing}:{word}", args=[row.pk])
        assert client.post(f"{base}{word}/{row.pk}/", {"amount": 1}).status_code == 404
    if listing != "routing_rules":
        assert client.post(f"{base}new/", {"amount": 1}).status_code == 404
    assert list(model.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("listing", ["offers", "stock", "admin_centers"])
def test_staff_of_a_centre_see_their_own_rows_only(listing, center):
    model, _ = LISTINGS[listing]
    own = model.objects.first()
    other_center = a_center(name="مرکز دیگری")
    receive(an_offer(center=other_center, description="پتوی دیگران"), accepted=1)
    other = model.objects.exclude(pk=own.pk).get()
    client = someone(CENTER_STAFF, center=center)
    others_words = {"offers": "پتوی دیگران", "stock": "پتوی دیگران", "admin_centers": "مرکز دیگری"}[listing]

    pages = [
        client.get(reverse(f"{listing}:index")),
        client.get(reverse(f"{listing}:index_results"), {"q": others_words}),
        client.get(reverse(f"{listing}:index"), {"export": "csv"}),
    ]

    assert client.get(reverse(f"{listing}:inspect", args=[own.pk])).status_code == 200
    assert client.get(reverse(f"{listing}:inspect", args=[other.pk])).status_code == 404
    rows = [page.content.decode() if not page.streaming else "" for page in pages]
    assert not any(re.search(rf"inspect/{other.pk}/", text) for text in rows)
    assert others_words not in rows[0]


@pytest.mark.parametrize("role", [CENTER_STAFF, EDITOR])
def test_without_a_centre_there_are_no_rows(role, center):
    client = someone(role)

    assert client.get(reverse("offers:index")).status_code == 302
    assert client.get(reverse("offers:inspect", args=[Offer.objects.get().pk])).status_code == 404


def test_lists_name_no_donor(center):
    client = someone(FINANCE)

    for listing in ("gifts", "payments", "offers"):
        text = client.get(reverse(f"{listing}:index")).content.decode()
        assert DONOR not in text
        assert MOBILE not in text
        assert "<tbody" in text


def test_finance_reads_a_gift_whole_in_persian(center):
    gift = Gift.objects.get()

    text = someone(FINANCE).get(reverse("gifts:inspect", args=[gift.pk])).content.decode()

    assert DONOR in text
    assert MOBILE in text
    assert "۵۰۰٬۰۰۰ ریال" in text
    assert "شنبه ۳۰ آبان ۱۴۰۵" in text
    assert "2026" not in re.sub(r"<[^>]*>", "", text.split('id="main"')[-1])


def test_an_administrator_adds_rules_for_the_future_and_only_those(center):
    client, before = someone(ADMINISTRATOR), RoutingRules.objects.count()
    entered = {"default_households": "400", "max_centers": "4", "min_share": "5000000"}

    past = client.post(reverse("routing_rules:add"), {**entered, "valid_from": "۱۳۹۹/۰۱/۰۱ ۰۸:۰۰"})
    future = client.post(reverse("routing_rules:add"), {**entered, "valid_from": "۱۴۵۰/۰۱/۰۱ ۰۸:۰۰"})

    assert past.status_code == 200
    assert "در آینده" in past.content.decode()
    assert future.status_code == 302
    assert RoutingRules.objects.count() == before + 1


@pytest.mark.parametrize("role", [FINANCE, EDITOR, CENTER_STAFF])
def test_others_add_no_rules(role, center):
    client, before = someone(role, center=center), RoutingRules.objects.count()

    assert client.get(reverse("routing_rules:add")).status_code == 302
    assert client.post(reverse("routing_rules:add"), {"valid_from": "۱۴۵۰/۰۱/۰۱ ۰۸:۰۰"}).status_code == 302
    assert RoutingRules.objects.count() == before


PLACES = {
    "/admin/pages/": {EDITOR, ADMINISTRATOR, SUPERUSER},
    "/admin/images/": {EDITOR, ADMINISTRATOR, SUPERUSER},
    "/admin/documents/": {EDITOR, ADMINISTRATOR, SUPERUSER},
    "/admin/snippets/news/newsgroup/": {EDITOR, ADMINISTRATOR, SUPERUSER},
    "/admin/center_staff/": {ADMINISTRATOR, SUPERUSER},
    "/admin/users/": {ADMINISTRATOR, SUPERUSER},
    "/admin/groups/": {SUPERUSER},
    "/admin/settings/donations/givingsettings/": {ADMINISTRATOR, SUPERUSER},
    "/admin/": {*ROLES, SUPERUSER},
    "/admin/account/": {*ROLES, SUPERUSER},
}


@pytest.mark.parametrize("role", [*ROLES, SUPERUSER])
@pytest.mark.parametrize("address", PLACES)
def test_the_rest_of_the_admin_opens_to_its_roles_only(address, role):
    response = someone(role).get(address, follow=True)

    arrived_at = response.redirect_chain[-1][0] if response.redirect_chain else address
    assert (arrived_at.startswith(address) and arrived_at != "/admin/") == (
        role in PLACES[address] and address != "/admin/"
    )
    assert response.status_code == 200


def test_an_administrator_enters_people_at_their_centre(center):
    client = someone(ADMINISTRATOR)
    user = get_user_model().objects.create_user("new")

    response = client.post(reverse("center_staff:add"), {"user": user.pk, "center": center.pk})

    assert response.status_code == 302
    assert user.workplaces.get().center == center


def test_roles_are_made_once_and_match_the_table_again(center):
    ensure_roles()
    group = Group.objects.get(name=EDITOR)
    group.permissions.clear()

    ensure_roles()

    assert Group.objects.filter(name__in=ROLES).count() == 4
    assert group.permissions.count() == len(ROLES[EDITOR].permissions)
    assert group.page_permissions.count() == len(ROLES[EDITOR].pages)


def test_the_demo_has_one_account_for_each_role_and_no_superuser(settings):
    a_center(code=demo_staff.WORKPLACE)

    demo_staff.load()
    demo_staff.load()

    users = get_user_model().objects
    assert users.count() == len(demo_staff.ACCOUNTS) == 4
    assert not users.filter(is_superuser=True).exists()
    assert all(users.get(username=name).check_password(word) for _, name, word in demo_staff.ACCOUNTS)
    assert users.get(username="centre").workplaces.get().center.code == demo_staff.WORKPLACE


def test_known_passwords_are_refused_outside_a_demo(settings):
    settings.DEMO = False

    with pytest.raises(demo_staff.NotADemo):
        demo_staff.load()


def test_the_dashboard_names_what_waits(center):
    text = someone(FINANCE).get("/admin/").content.decode()

    assert "مورد بررسی باز" in text
    assert "پرداخت بیش از ۳۰ دقیقه در انتظار" in text
    assert f"/desk/{center.code}/" in someone(CENTER_STAFF, center=center).get("/admin/").content.decode()
