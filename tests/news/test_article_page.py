"""What the reader, a machine and a printer get from an article."""

import json
import re
from typing import Any

import html5lib
import pytest
from django.core.cache import cache
from django.test import Client
from wagtail.models import Site
from wagtail.rich_text import RichText

from centers.models import CenterStatus
from news.models import ArticlePage
from portal.text import fold
from tests.builders.centers import a_center
from tests.builders.news import a_group, an_article

pytestmark = pytest.mark.django_db
EVERY_BLOCK: list[tuple[str, Any]] = [
    ("paragraph", RichText("<h2>عنوان</h2><p>متن</p>")),
    ("quote", {"text": "گفته", "role": "مسئول مرکز"}),
    (
        "figures",
        {
            "caption": "جدول",
            "label_heading": "موضوع",
            "value_heading": "رقم",
            "note_heading": "منبع",
            "rows": [{"label": "مرکزها", "value": "2,300", "note": "ایرنا"}],
        },
    ),
    ("callout", {"title": "یادداشت", "text": RichText("<p>نکته</p>")}),
    ("hotline", {"number": "۱۲۳"}),
    ("give", {"sentence": "کمک کنید", "destination": "center"}),
]


def read(client: Client, article: ArticlePage) -> str:
    response = client.get(article.url)
    assert response.status_code == 200
    return response.content.decode()


def json_ld(page: str) -> dict[str, dict[str, Any]]:
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return {item["@type"]: item for item in map(json.loads, scripts)}


def visible_text(page: str) -> str:
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    skipped = {"script", "style", "bdi", "code", "head"}

    def walk(node: Any) -> str:
        if node.tag in skipped:
            return node.tail or ""
        return (node.text or "") + "".join(map(walk, node)) + (node.tail or "")

    return walk(tree)


def test_page_says_what_it_is_in_order(client: Client) -> None:
    article = an_article(kicker="میاندورود", title="عنوان خبر", lead="لید خبر", source="بلاغ")

    page = read(client, article)
    main = page[page.index("<main") :]

    positions = [main.index(text) for text in ("میاندورود", "عنوان خبر", "لید خبر", "زمان خبر", "کد خبر")]
    assert positions == sorted(positions)
    assert page.count("<h1") == 1
    assert "بلاغ" in main


def test_date_is_jalali_in_a_time_element_with_tehrans_offset(client: Client) -> None:
    page = read(client, an_article())

    assert '<time datetime="2021-03-08T14:46:00+03:30">دوشنبه ۱۸ اسفند ۱۳۹۹، ساعت ۱۴:۴۶</time>' in page


def test_unknown_date_is_admitted(client: Client) -> None:
    note = "تاریخ انتشار در منبع نیامده است"

    page = read(client, an_article(date_note=note))

    assert note in page
    assert "datePublished" not in page
    assert "article:published_time" not in page


def test_no_latin_digit_is_shown(client: Client) -> None:
    article = an_article(title="24 مرکز", kicker="گام 2", lead="در سال 1399", body=EVERY_BLOCK)

    assert re.findall("[0-9]", visible_text(read(client, article))) == []


@pytest.mark.parametrize("path", ["/news/", "/news/archive/", "/news/archive/1399/12/"])
def test_lists_show_no_latin_digit(client: Client, path: str) -> None:
    an_article(title="24 مرکز")

    assert re.findall("[0-9]", visible_text(client.get(path).content.decode())) == []


def test_reading_time_is_words_by_two_hundred_rounded_up(client: Client) -> None:
    article = an_article(lead="یک", body=[("paragraph", RichText("<p>" + "واژه " * 400 + "</p>"))])

    assert article.reading_minutes == 3
    assert "۳ دقیقه" in read(client, article)


def test_machines_read_a_news_article_and_its_breadcrumbs(client: Client) -> None:
    article = an_article(title="عنوان", source="ایرنا", group=a_group(name="جامعه"))

    found = json_ld(read(client, article))

    news = found["NewsArticle"]
    assert news["headline"] == "عنوان"
    assert news["datePublished"] == "2021-03-08T14:46:00+03:30"
    assert news["articleSection"] == "جامعه"
    assert news["author"] == {"@type": "Organization", "name": "ایرنا"}
    assert news["isAccessibleForFree"] is True
    names = [item["name"] for item in found["BreadcrumbList"]["itemListElement"]]
    assert names == ["خانه", "اخبار", "عنوان"]


def test_open_graph_has_no_image_where_the_article_has_none(client: Client) -> None:
    page = read(client, an_article(title="عنوان"))

    assert '<meta property="og:title" content="عنوان">' in page
    assert '<meta property="og:locale" content="fa_IR">' in page
    assert '<meta property="article:published_time" content="2021-03-08T14:46:00+03:30">' in page
    assert "og:image" not in page


HOSTILE = '</script><script>alert(1)</script><img src=x onerror="alert(2)">'


def test_markup_typed_into_any_field_stays_text(client: Client) -> None:
    body = [
        ("quote", {"text": HOSTILE, "role": HOSTILE}),
        (
            "figures",
            {
                "caption": HOSTILE,
                "label_heading": HOSTILE,
                "value_heading": HOSTILE,
                "note_heading": HOSTILE,
                "rows": [{"label": HOSTILE, "value": HOSTILE, "note": HOSTILE}],
            },
        ),
        ("callout", {"title": HOSTILE, "text": RichText("<p>نکته</p>")}),
        ("give", {"sentence": HOSTILE, "destination": "most_needed"}),
    ]
    article = an_article(title=HOSTILE, slug="x", kicker=HOSTILE, lead=HOSTILE, source=HOSTILE, body=body)

    pages = [read(client, article), client.get("/news/").content.decode(), client.get("/").content.decode()]

    for page in pages:
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        json_ld(page)


def test_every_block_is_shown_with_its_text(client: Client) -> None:
    center = a_center(name="مرکز سورک")
    page = read(client, an_article(body=EVERY_BLOCK, centers=[center]))

    assert "<blockquote><p>گفته</p></blockquote><figcaption>مسئول مرکز</figcaption>" in page
    assert "<caption>جدول</caption>" in page
    assert '<th scope="col">منبع</th>' in page
    assert '<th scope="row">مرکزها</th><td>۲,۳۰۰</td><td>ایرنا</td>' in page
    assert f"/give/?center={center.code}" in page


def test_article_on_a_centre_closes_with_a_way_to_give_to_it(client: Client) -> None:
    center = a_center(name="مرکز سورک")

    page = read(client, an_article(centers=[center]))

    assert f'href="/give/?center={center.code}"' in page
    assert center.get_absolute_url() in page


def test_nobody_is_asked_to_give_to_a_centre_that_may_not_receive(client: Client) -> None:
    planned = a_center(status=CenterStatus.PLANNED)

    page = read(client, an_article(centers=[planned]))

    assert "?center=" not in page


def test_messengers_get_the_whole_address_and_unproved_ones_are_left_out(client: Client) -> None:
    article = an_article(slug="x")

    page = read(client, article)

    address = f"http%3A%2F%2Ftestserver%2Fnews%2F1399%2F12%2Fx-{article.code}%2F"
    for start in (
        "https://eitaa.com/share/url?url=",
        "https://ble.ir/share/url?url=",
        "https://t.me/share/url?url=",
    ):
        assert start + address in page
    assert "https://wa.me/?text=" in page
    assert "sms:?body=" in page
    assert f"http://testserver/n/{article.code}/" in page
    assert "rubika" not in page
    assert "splus" not in page


def test_nearest_related_come_first_and_at_most_five() -> None:
    center = a_center()
    group = a_group()
    article = an_article(group=group, place=center.county, centers=[center])
    same_group = [an_article(group=group) for _ in range(5)]
    same_place = an_article(place=center.county)
    same_center = an_article(centers=[center])
    an_article()

    related = list(ArticlePage.objects.akin_to(article, [center]))

    assert related[:2] == [same_center, same_place]
    assert set(related[2:]) == set(same_group)


def test_public_pages_set_no_cookie_and_may_be_kept_by_anyone(client: Client) -> None:
    article = an_article()

    for path in (article.url, "/news/", "/news/archive/", "/feed/", f"/n/{article.code}/"):
        response = client.get(path)

        assert response.cookies == {}
        assert response["Cache-Control"].startswith("public, max-age=")
        assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("path", ["article", "/news/", "/news/archive/1399/12/"])
def test_pages_cost_few_queries(client: Client, django_assert_max_num_queries: Any, path: str) -> None:
    center = a_center()
    article = an_article(place=center.county, centers=[center], body=EVERY_BLOCK)
    for _ in range(12):
        an_article(place=center.county, centers=[center, a_center()])
    path = article.url if path == "article" else path
    cache.clear()
    Site.clear_site_root_paths_cache()

    with django_assert_max_num_queries(10):
        client.get(path)


def test_wagtail_search_finds_whichever_letters_and_digits_are_typed() -> None:
    article = an_article(title="خانه‌های کوچک دارابکلا", lead="در سال ۱۳۹۹")

    for typed in ("دارابكلا", "خانه هاي كوچك", "1399", "١٣٩٩"):
        assert list(ArticlePage.objects.search(fold(typed))) == [article]


def test_feed_is_persian_rss_with_absolute_addresses(client: Client) -> None:
    article = an_article(title="عنوان", lead="لید")

    feed = client.get("/feed/").content.decode()

    assert "<language>fa</language>" in feed
    assert "<description>لید</description>" in feed
    assert f"-{article.code}/</link>" in feed
    assert "+0330</pubDate>" in feed
