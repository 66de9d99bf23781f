"""With 2,400 more centres the pages cost no more queries than before."""

import pytest

from centers import hotlines
from centers.models import Center

FINDER_PATHS = [
    "/centers/",
    "/centers/?page=100",
    "/centers/?q=نمونه",
    "/centers/?q=مرکز نمونه ۱۲۳",
    "/centers/?province=25&open=1&goods=1&service=screening",
    "/centers/?q=دارابکله",
]


@pytest.mark.parametrize("path", FINDER_PATHS)
def test_the_finder_keeps_its_budget(samples, client, path, django_assert_max_num_queries):
    hotlines.forget()

    with django_assert_max_num_queries(8):
        response = client.get(path)

    assert response.status_code == 200


def test_a_sample_centre_keeps_the_budget_and_says_what_it_is(samples, client, django_assert_max_num_queries):
    center = Center.objects.filter(is_sample=True, status="active").order_by("code").first()
    hotlines.forget()

    with django_assert_max_num_queries(8):
        response = client.get(center.get_absolute_url())

    assert "این مرکز ساخته سامانه است" in response.content.decode()
    assert Center.objects.count() == 2442


def test_a_sample_centre_is_found_by_its_number(samples, client):
    body = client.get("/centers/", {"q": "مرکز نمونه ۱۲۳"}).content.decode()

    assert body.index(">مرکز نمونه ۱۲۳<") < body.index(">مرکز نمونه ۱۲۳۰<")


def test_the_made_up_hours_of_a_sample_centre_are_marked_so(samples, client):
    center = Center.objects.filter(is_sample=True, status="active").exclude(hours_note="").first()

    body = client.get(center.get_absolute_url()).content.decode()

    assert "ساعت کار نمونه: برای نمایش سامانه است، ساعت واقعی نیست." in body
