"""Puts the news index below a home page that has no pages yet, so that /news/ answers from the first day."""

import uuid

from django.db import migrations


def create_news_index(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    HomePage = apps.get_model("home", "HomePage")
    NewsIndexPage = apps.get_model("news", "NewsIndexPage")
    home = HomePage.objects.filter(numchild=0).first()
    if home is None or NewsIndexPage.objects.exists():
        return
    index_type, _ = ContentType.objects.get_or_create(app_label="news", model="newsindexpage")
    NewsIndexPage.objects.create(
        title="اخبار",
        draft_title="اخبار",
        slug="news",
        content_type=index_type,
        path=f"{home.path}0001",
        depth=home.depth + 1,
        numchild=0,
        url_path=f"{home.url_path}news/",
        translation_key=uuid.uuid4(),
        locale=home.locale,
    )
    Page.objects.filter(pk=home.pk).update(numchild=1)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_create_homepage"),
        ("news", "0001_make_articles_groups_and_codes"),
    ]

    operations = [migrations.RunPython(create_news_index, migrations.RunPython.noop)]
