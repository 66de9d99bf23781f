"""The demo tells five reports in our words, names their sources, and repeats nothing dangerous."""

import re

import pytest
from django.test import Client

import centers.demo
import news.demo
from news.demo_articles import ARTICLES
from news.models import ArticlePage

pytestmark = pytest.mark.django_db


def pages(client: Client) -> dict[str, str]:
    return {article.slug: client.get(article.url).content.decode() for article in ArticlePage.objects.told()}


def test_loading_twice_leaves_five_articles_and_what_staff_changed() -> None:
    news.demo.load()
    edited = ArticlePage.objects.first()
    edited.kicker = "ویرایش‌شده"
    edited.save_revision().publish()

    news.demo.load()

    assert ArticlePage.objects.count() == 5
    assert ArticlePage.objects.get(pk=edited.pk).kicker == "ویرایش‌شده"
    assert sorted(ArticlePage.objects.values_list("code", flat=True)) == [1001, 1002, 1003, 1004, 1005]


def test_every_article_names_its_source_and_says_that_it_is_a_retelling(client: Client) -> None:
    news.demo.load()

    for facts in ARTICLES:
        page = pages(client)[facts["slug"]]

        assert "بازگویی نمونه" in page
        assert facts["source"] in page


def test_articles_without_a_date_in_the_source_say_so(client: Client) -> None:
    news.demo.load()

    undated = [page for page in pages(client).values() if "تاریخ انتشار در منبع نیامده است" in page]

    assert len(undated) == 2


def test_both_counts_of_centres_stand_with_their_sources(client: Client) -> None:
    news.demo.load()

    page = pages(client)["24-مرکز-برای-قم"]

    assert "۲٬۳۰۰ مرکز" in page
    assert "۲٬۴۰۰ مرکز" in page


def test_no_card_number_and_no_mobile_is_published(client: Client) -> None:
    news.demo.load()

    for page in pages(client).values():
        assert not re.search(r"(?:[0-9۰-۹][ -]?){16}", re.sub(r"<script.*?</script>", "", page, flags=re.S))
        assert not re.search("(?:09|۰۹)[0-9۰-۹]{9}", page)


def test_text_is_written_in_persian_letters_and_digits() -> None:
    for facts in ARTICLES:
        parts = [facts[key] for key in ("title", "kicker", "lead", "source")]
        parts += [value for kind, value in facts["body"] if kind == "paragraph"]
        text = re.sub(r"<[^>]+>", " ", " ".join(parts))

        assert not re.search("[يكـ0-9]", text)
        assert not re.search("[،؛؟!](?=[آ-ی])", text)


def test_articles_stand_beside_the_demo_centres(client: Client) -> None:
    centers.demo.load()
    news.demo.load()

    article = ArticlePage.objects.get(slug="مرکز-گهرباران-در-طبقده-باز-شد")
    mentioned = article.mentioned_centers()

    assert len(mentioned) == 7
    assert "طبقده" in mentioned[0].name
    assert f"/give/?center={mentioned[0].code}" in client.get(article.url).content.decode()
