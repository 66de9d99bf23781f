"""Makes the home page and the standing pages."""

import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="HomePage",
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
                    "heading",
                    models.CharField(
                        default="همسایه را همسایه یاری می\u200cکند", max_length=100, verbose_name="تیتر"
                    ),
                ),
                (
                    "introduction",
                    models.CharField(
                        default="مرکز مثبت زندگی محله\u200cتان را پیدا کنید، به آن کمک کنید و ببینید کمک شما به کجا رسید.",
                        max_length=240,
                        verbose_name="یک جمله زیر تیتر",
                    ),
                ),
                ("notice_title", models.CharField(blank=True, max_length=80, verbose_name="عنوان اطلاعیه")),
                (
                    "notice_text",
                    models.CharField(
                        blank=True,
                        help_text="اگر خالی باشد اطلاعیه\u200cای نشان داده نمی\u200cشود",
                        max_length=300,
                        verbose_name="متن اطلاعیه",
                    ),
                ),
            ],
            options={
                "verbose_name": "صفحه نخست",
                "verbose_name_plural": "صفحه نخست",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="StandardPage",
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
                ("introduction", models.CharField(blank=True, max_length=300, verbose_name="خلاصه")),
                ("body", wagtail.fields.StreamField([], blank=True, verbose_name="متن")),
                (
                    "reviewed_date",
                    models.DateField(
                        blank=True,
                        help_text="آخرین روزی که کسی درستی این صفحه را دید",
                        null=True,
                        verbose_name="تاریخ بازبینی",
                    ),
                ),
            ],
            options={
                "verbose_name": "صفحه ماندگار",
                "verbose_name_plural": "صفحه\u200cهای ماندگار",
            },
            bases=("wagtailcore.page",),
        ),
    ]
