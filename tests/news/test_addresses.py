"""Every form of an article's address leads to one; nothing else does."""

from datetime import datetime
from urllib.parse import unquote

import pytest
from django.test import Client

from portal.jalali import TEHRAN
from tests.builders.news import a_group, an_article

pytestmark = pytest.mark.django_db


def test_address_carries_jalali_year_month_slug_and_code(client: Client) -> None:
    article = an_article(title="خانه‌های گهرباران")

    response = client.get(article.url)

    assert unquote(article.url) == f"/news/1399/12/خانه-های-گهرباران-{article.code}/"
    assert response.status_code == 200


def test_month_is_that_of_tehran_and_not_of_greenwich() -> None:
    article = an_article(published_at=datetime(2021, 3, 21, 0, 10, tzinfo=TEHRAN))

    assert article.url.startswith("/news/1400/1/")


def test_article_without_its_own_time_stands_under_its_first_publication() -> None:
    article = an_article(published_at=None)

    assert article.instant == article.first_published_at
    assert article.url is not None
    assert str(article.code) in article.url


@pytest.mark.parametrize(
    "wrong",
    [
        "/news/1399/12/{code}/",
        "/news/1399/12/چیز-دیگر-{code}/",
        "/news/1404/1/{slug}-{code}/",
        "/news/1399/012/{slug}-{code}/",
        "/news/۱۳۹۹/۱۲/{slug}-{code_fa}/",
        "/news/سال/ماه/{code}/",
        "/news/{slug}/",
        "/n/{code}/",
        "/n/{code_fa}/",
        "/n/{code_ar}/",
        "/n/0{code}/",
    ],
)
def test_other_forms_move_permanently_to_the_address(client: Client, wrong: str) -> None:
    article = an_article(slug="خبر")
    code = str(article.code)
    persian = code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    arabic = code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))

    response = client.get(wrong.format(code=code, code_fa=persian, code_ar=arabic, slug="خبر"))

    assert response.status_code == 301
    assert response["Location"] == article.url


def test_address_without_closing_slash_gets_one(client: Client) -> None:
    article = an_article()

    response = client.get(article.url.rstrip("/"))

    assert response.status_code == 301
    assert response["Location"] == article.url


@pytest.mark.parametrize(
    "path",
    [
        "/n/999999/",
        "/n/abc/",
        "/n/-5/",
        "/n/1e9/",
        "/n/²²/",
        "/n/" + "9" * 400 + "/",
        "/news/1399/12/slug-999999/",
        "/news/1399/12/slug-" + "9" * 400 + "/",
        "/news/1399/12/slug/",
        "/news/گروهی-که-نیست/",
        "/news/archive/1404/13/",
        "/news/archive/1404/0/",
        "/news/archive/99999/1/",
        "/news/archive/0/1/",
        "/news/archive/9999/12/",
        "/news/archive/abc/1/",
        "/news/archive/1404/1/2/",
        "/news/a/b/c/d/",
    ],
)
def test_address_of_nothing_is_not_found(client: Client, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 404


def test_draft_is_not_found_by_any_address(client: Client) -> None:
    article = an_article(live=False)

    assert client.get(f"/n/{article.code}/").status_code == 404
    assert client.get(article.url).status_code == 404


def test_month_lists_its_articles_and_no_others(client: Client) -> None:
    inside = an_article(title="خبر اسفند")
    outside = an_article(title="خبر فروردین", published_at=datetime(2021, 3, 21, 0, 0, tzinfo=TEHRAN))

    page = client.get("/news/archive/1399/12/").content.decode()

    assert inside.title in page
    assert outside.title not in page


@pytest.mark.parametrize("path", ["/news/archive/۱۳۹۹/۱۲/", "/news/archive/1399/0012/"])
def test_month_in_other_digits_moves_to_its_address(client: Client, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 301
    assert response["Location"] == "/news/archive/1399/12/"


def test_archive_counts_articles_by_jalali_month(client: Client) -> None:
    an_article()
    an_article()
    an_article(published_at=datetime(2022, 7, 17, 9, 12, tzinfo=TEHRAN))

    page = client.get("/news/archive/").content.decode()

    assert page.index("سال ۱۴۰۱") < page.index("سال ۱۳۹۹")
    assert '<a href="/news/archive/1399/12/">اسفند</a> <span class="meta">۲ خبر</span>' in page


def test_group_lists_its_articles_only(client: Client) -> None:
    group = a_group(name="جامعه")
    inside, outside = an_article(group=group, title="خبر جامعه"), an_article(title="خبر دیگر")

    page = client.get("/news/جامعه/").content.decode()

    assert inside.title in page
    assert outside.title not in page


def test_list_is_paged_by_twelve_and_says_so_in_its_title(client: Client) -> None:
    for _ in range(13):
        an_article()

    second = client.get("/news/?page=۲").content.decode()

    assert "(صفحه ۲ از ۲)" in second.split("</title>")[0]
    assert second.count('class="result-row"') == 1


@pytest.mark.parametrize("page", ["0", "-1", "3", "x", "9" * 300, ""])
def test_page_that_is_not_there_leads_to_the_first(client: Client, page: str) -> None:
    response = client.get("/news/", {"page": page})

    assert response.status_code == 302
    assert response["Location"] == "/news/"


@pytest.mark.parametrize(
    ("path", "offers"), [("/news/999999/", True), ("/n/999999/", False), ("/n/۹۹۹۹۹۹/", False)]
)
def test_lost_code_is_offered_its_short_address_but_never_the_page_it_is_on(
    client: Client, path: str, offers: bool
) -> None:
    response = client.get(path)

    assert response.status_code == 404
    assert ('href="/n/999999/"' in response.content.decode()) == offers
