"""Makes articles, their groups and the counter of their codes."""

import django.db.models.deletion
import modelcluster.fields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("centers", "0001_make_places_centers_services_and_hours"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="NewsIndexPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "introduction",
                    models.CharField(blank=True, max_length=200, verbose_name="یک جمله زیر عنوان"),
                ),
            ],
            options={
                "verbose_name": "فهرست خبرها",
                "verbose_name_plural": "فهرست خبرها",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="CodeCounter",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("last_code", models.PositiveIntegerField(default=1000)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="news_code_counter_is_one_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="NewsGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="نام")),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True,
                        help_text="بخشی از نشانی صفحه گروه، مانند جامعه",
                        max_length=60,
                        verbose_name="نشانی",
                    ),
                ),
                ("sort_order", models.PositiveSmallIntegerField(default=0, verbose_name="ترتیب")),
            ],
            options={
                "verbose_name": "گروه خبری",
                "verbose_name_plural": "گروه\u200cهای خبری",
                "ordering": ["sort_order", "name"],
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="news_group_slug_is_unique"),
                    models.UniqueConstraint(fields=("name",), name="news_group_name_is_unique"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ArticlePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("code", models.PositiveIntegerField(editable=False, verbose_name="کد خبر")),
                (
                    "kicker",
                    models.CharField(
                        blank=True,
                        help_text="یک عبارت کوتاه بالای عنوان، مانند نام شهرستان",
                        max_length=120,
                        verbose_name="روتیتر",
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        help_text="یکی دو جمله که اصل خبر را می\u200cگوید", max_length=500, verbose_name="لید"
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="برای خبری که دیرتر بازگو می\u200cشود؛ اگر خالی بماند زمان نخستین انتشار در همین سایت است",
                        null=True,
                        verbose_name="زمان خبر",
                    ),
                ),
                (
                    "date_note",
                    models.CharField(
                        blank=True,
                        help_text="وقتی تاریخ خبر در منبع روشن نیست",
                        max_length=160,
                        verbose_name="توضیح تاریخ",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=160, verbose_name="منبع")),
                ("source_url", models.URLField(blank=True, max_length=500, verbose_name="نشانی منبع")),
                ("body", wagtail.fields.StreamField([], blank=True, verbose_name="متن خبر")),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="centers.place",
                        verbose_name="جای خبر",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="news.newsgroup",
                        verbose_name="گروه خبری",
                    ),
                ),
            ],
            options={
                "verbose_name": "خبر",
                "verbose_name_plural": "خبرها",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="ArticleCenter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "center",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="centers.center",
                        verbose_name="مرکز",
                    ),
                ),
                (
                    "article",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="article_centers",
                        to="news.articlepage",
                    ),
                ),
            ],
            options={
                "verbose_name": "مرکزی که در خبر آمده است",
                "ordering": ["sort_order"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "center"), name="news_article_mentions_center_once"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="articlepage",
            constraint=models.UniqueConstraint(fields=("code",), name="news_code_is_unique"),
        ),
        migrations.AddConstraint(
            model_name="articlepage",
            constraint=models.CheckConstraint(
                condition=models.Q(("code__gt", 0)), name="news_code_is_positive"
            ),
        ),
    ]
