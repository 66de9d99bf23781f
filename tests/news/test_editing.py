"""The editor's screens open, and what they publish stands at its address."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from news.models import ArticlePage, NewsIndexPage
from tests.builders.centers import a_center
from tests.builders.news import an_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("editor", "editor@example.ir", "p"))
    return client


def test_form_of_a_new_article_opens_without_listing_every_centre(editor: Client) -> None:
    center = a_center(name="مرکز یگانه")

    page = editor.get(f"/admin/pages/add/news/articlepage/{NewsIndexPage.objects.get().pk}/")

    assert page.status_code == 200
    assert center.name not in page.content.decode()
    assert "روتیتر" in page.content.decode()


@pytest.mark.parametrize("chooser", ["news_place_chooser", "news_center_chooser"])
def test_choosers_open(editor: Client, chooser: str) -> None:
    a_center()

    assert editor.get(f"/admin/{chooser}/").status_code == 200


def test_preview_of_a_draft_is_shown_and_kept_by_nobody(editor: Client) -> None:
    article = an_article(live=False)
    article.save_revision()

    response = editor.get(f"/admin/pages/{article.pk}/revisions/{article.latest_revision_id}/view/")

    assert response.status_code == 200
    assert article.title in response.content.decode()
    assert "public" not in response.get("Cache-Control", "")


def test_articles_stand_only_below_the_news_index() -> None:
    assert ArticlePage.allowed_parent_page_models() == [NewsIndexPage]
    assert ArticlePage.allowed_subpage_models() == []
