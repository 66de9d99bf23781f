"""The home page gathers what is there, leaves out what is not, and invents nothing."""

import json
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from wagtail.models import Page, Site

import centers.demo
import home.demo
import news.demo
from centers.models import CenterStatus
from home.models import HomePage, StandardPage
from tests.builders.centers import a_center
from tests.builders.news import an_article
from tests.news.test_article_page import visible_text

pytestmark = pytest.mark.django_db


def test_fresh_database_has_a_home_page_and_a_news_index(client: Client) -> None:
    home_page = HomePage.objects.get()

    assert Site.objects.get(is_default_site=True).root_page_id == home_page.pk
    assert client.get("/").status_code == 200
    assert client.get("/news/").status_code == 200
    assert Page.find_problems() == ([], [], [], [], [])


def test_search_and_the_three_tasks_come_first(client: Client) -> None:
    page = client.get("/").content.decode()
    main = page[page.index("<main") :]

    assert '<form action="/centers/" method="get">' in main
    assert 'name="q"' in main
    assert main.count('class="card"') == 3
    for address in ("/centers/", "/give/", "/track/"):
        assert f'href="{address}"' in main


def test_empty_slots_are_left_out(client: Client) -> None:
    main = client.get("/").content.decode().split("<main")[1].split("</main>")[0]

    for heading in ("خبرها", "همه خدمات", "آنچه در این فهرست هست", "اطلاعیه"):
        assert heading not in main


def test_news_is_one_lead_and_four_headlines(client: Client) -> None:
    articles = [an_article(title=f"خبر {letter}") for letter in ["الف", "ب", "پ", "ت", "ث", "ج"]]

    main = client.get("/").content.decode()

    assert [article.title in main for article in articles] == [False, True, True, True, True, True]


def test_figures_count_the_directory_without_invented_centres(client: Client) -> None:
    a_center()
    a_center(status=CenterStatus.PLANNED)
    a_center(is_sample=True)

    context = client.get("/").context_data

    assert context["figures"]["active"] == 1
    assert context["figures"]["planned"] == 1


def test_notice_shows_when_staff_set_it(client: Client) -> None:
    home_page = HomePage.objects.get()
    home_page.notice_text = "درگاه پرداخت تا ساعت ۱۶ در دسترس نیست."
    home_page.save_revision().publish()

    assert "درگاه پرداخت تا ساعت ۱۶ در دسترس نیست." in client.get("/").content.decode()


def test_machines_learn_how_to_search(client: Client) -> None:
    page = client.get("/").content.decode()

    items = map(json.loads, re.findall(r"ld\+json\">(.*?)</script>", page, re.DOTALL))
    site = next(item for item in items if item["@type"] == "WebSite")
    assert site["potentialAction"]["target"]["urlTemplate"] == (
        "http://testserver/centers/?q={search_term_string}"
    )


def test_whole_demo_shows_no_latin_digit_and_few_queries(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    centers.demo.load()
    news.demo.load()
    home.demo.load()
    cache.clear()

    with django_assert_max_num_queries(12):
        response = client.get("/")

    assert re.findall("[0-9]", visible_text(response.content.decode())) == []
    assert response.cookies == {}
    assert response["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("loads", [0, 1, 2])
def test_standing_pages_answer_before_and_after_the_demo(client: Client, loads: int) -> None:
    for _ in range(loads):
        home.demo.load()

    assert StandardPage.objects.count() == 4
    for slug in ("about", "contact", "privacy", "accessibility"):
        response = client.get(f"/{slug}/")
        words = response.content.decode()
        assert response.status_code == 200
        assert response.cookies == {}
        assert words.count("<h1") == 1
        assert re.search(r"<p[^>]*>[^<]{30}", words[words.index("</h1>") :])
    assert Page.find_problems() == ([], [], [], [], [])


def test_demo_leaves_a_standing_page_that_staff_edited(client: Client) -> None:
    about = StandardPage.objects.get(slug="about")
    about.introduction = "ما گرداننده این سامانه‌ایم."
    about.save_revision().publish()

    home.demo.load()

    assert "ما گرداننده این سامانه‌ایم." in client.get("/about/").content.decode()


def test_footer_leads_to_no_dead_page(client: Client) -> None:
    page = client.get("/").content.decode()
    addresses = re.findall(r'href="([^"]+)"', page[page.index("<footer") :])

    assert {"/about/", "/contact/", "/privacy/", "/accessibility/", "/feed/"} <= set(addresses)
    assert [client.get(address).status_code for address in addresses] == [200] * len(addresses)


def test_sitemap_lists_pages_and_real_centres(client: Client) -> None:
    article = an_article()
    real, sample = a_center(), a_center(is_sample=True)

    sitemap = client.get("/sitemap.xml").content.decode()

    assert article.url in sitemap
    assert f"/centers/{real.code}-" in sitemap
    assert f"/centers/{sample.code}-" not in sitemap


@pytest.mark.parametrize("model", [HomePage, StandardPage])
def test_public_pages_cannot_be_made_private(model: type) -> None:
    assert model.private_page_options == []
