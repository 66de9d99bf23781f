"""Puts our home page in place of Wagtail's welcome page, where nobody has built a site yet."""

import uuid

from django.db import migrations


def create_homepage(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    HomePage = apps.get_model("home", "HomePage")
    page_type = ContentType.objects.filter(app_label="wagtailcore", model="page").first()
    welcome = Page.objects.filter(content_type=page_type, depth=2, slug="home", numchild=0).first()
    is_untouched = welcome is not None and Page.objects.filter(depth=2).count() == 1
    if HomePage.objects.exists() or not is_untouched:
        return
    home_type, _ = ContentType.objects.get_or_create(app_label="home", model="homepage")
    home = HomePage(
        title="همسایه",
        draft_title="همسایه",
        slug="home",
        content_type=home_type,
        # The welcome page's place in the tree becomes ours: the root keeps its one child.
        path=welcome.path,
        depth=welcome.depth,
        numchild=0,
        url_path="/home/",
        translation_key=uuid.uuid4(),
        locale=welcome.locale,
    )
    Site.objects.filter(root_page=welcome).delete()
    welcome.delete()
    home.save()
    Site.objects.create(hostname="localhost", port=80, root_page_id=home.pk, is_default_site=True)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_make_home_and_standing_pages"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(create_homepage, migrations.RunPython.noop)]
