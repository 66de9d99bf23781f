"""News codes are given once, in order, without gaps, and stay with their row."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from news.models import ArticlePage, CodeCounter, NewsIndexPage
from tests.builders.news import a_group, an_article

pytestmark = pytest.mark.django_db


def test_codes_follow_each_other_without_gaps() -> None:
    codes = [an_article().code for _ in range(5)]

    assert codes == [1001, 1002, 1003, 1004, 1005]


def test_saving_again_keeps_the_code() -> None:
    article = an_article()
    code = article.code

    article.save()
    article.save_revision().publish()

    assert ArticlePage.objects.get(pk=article.pk).code == code
    assert CodeCounter.objects.get().last_code == code


def test_failed_save_takes_no_code() -> None:
    first = an_article()
    unsaved = ArticlePage(title="بی‌گروه", lead="لید")

    with pytest.raises(Exception, match="group"), transaction.atomic():
        NewsIndexPage.objects.get().add_child(instance=unsaved)

    assert unsaved.code is None
    assert an_article().code == first.code + 1


def test_copy_gets_its_own_code_and_keeps_it_through_old_revisions() -> None:
    article = an_article(slug="اصل")
    article.save_revision()

    copy = article.copy(update_attrs={"slug": "رونوشت"}, keep_live=True)
    codes = {revision.as_object().code for revision in copy.revisions.all()}

    assert copy.revisions.count() > 1
    assert codes == {copy.code} == {article.code + 1}


def test_two_articles_cannot_bear_one_code() -> None:
    first, second = an_article(), an_article()

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE news_articlepage SET code = %s WHERE page_ptr_id = %s", [first.code, second.pk]
        )


def test_code_is_never_zero() -> None:
    article = an_article()

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE news_articlepage SET code = 0 WHERE page_ptr_id = %s", [article.pk])


def test_counter_has_one_row() -> None:
    an_article()

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO news_codecounter (id, last_code) VALUES (2, 0)")


def test_counter_is_locked_before_it_is_read() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite locks the whole database at BEGIN IMMEDIATE")

    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        CodeCounter.take()

    assert any("FOR UPDATE" in query["sql"] for query in queries)


def test_title_is_stored_clean_and_its_slug_keeps_words_apart() -> None:
    article = an_article(title="  خانه‌هاي كوچك\u202e ", group=a_group())

    assert article.title == "خانه‌های کوچک"
    assert article.slug == "خانه-های-کوچک"
