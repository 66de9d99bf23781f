"""Puts the four standing pages that every footer links to below the home page, with short true texts."""

import json
import uuid

from django.db import migrations
from django.db.models import JSONField, TextField, Value
from django.db.models.functions import Cast
from treebeard.numconv import NumConv

STEP_LENGTH = 4
STEPS = NumConv("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
PAGES = [
    (
        "about",
        "درباره همسایه",
        "همسایه درگاه مراکز مثبت زندگی است: مرکز محله را نشان می‌دهد، کمک را به آن می‌رساند و رد آن را نگه می‌دارد.",
        "<p>مراکز مثبت زندگی را بخش غیردولتی اداره می‌کند و اداره بهزیستی شهرستان بر آن‌ها نظارت دارد.</p>",
    ),
    (
        "contact",
        "تماس",
        "برای کار فوری تلفن کنید؛ برای کار مرکز، سراغ خود مرکز بروید.",
        "<p>اگر کسی در خطر است با اورژانس اجتماعی، شماره ۱۲۳، تماس بگیرید. خط مشاوره بهزیستی ۱۴۸۰ است.</p>"
        '<p>نشانی و تلفن هر مرکز، اگر ثبت شده باشد، در صفحه همان مرکز است: <a href="/centers/">پیدا کردن مرکز</a>.</p>'
        "<p>نشانی گرداننده این سامانه هنوز این‌جا نوشته نشده است.</p>",
    ),
    (
        "privacy",
        "حریم خصوصی",
        "تنها چیزی را می‌پرسیم که برای رساندن کمک لازم است، و می‌گوییم چرا.",
        "<p>صفحه‌های عمومی کوکی نمی‌گذارند و رفتار شما را دنبال نمی‌کنند.</p>"
        "<p>برای کمک نقدی، نام و شماره همراه اختیاری است؛ شماره‌ای که بنویسید برای پیگیری است و برای آسان شدن پرداخت به "
        "درگاه پرداخت هم داده می‌شود. برای کمک کالایی شماره همراه لازم است، تا مرکز گیرنده بتواند خبر بدهد. نام و شماره "
        "رمزشده نگه داشته می‌شود.</p>"
        "<p>شماره کامل کارت را هرگز نمی‌بینیم؛ آن را تنها درگاه پرداخت می‌گیرد.</p>",
    ),
    (
        "accessibility",
        "بیانیه دسترس‌پذیری",
        "این سامانه باید برای همه کار کند؛ با صفحه‌خوان، با صفحه‌کلید، روی گوشی کوچک و اینترنت کند.",
        "<p>هدف ما سطح AA از راهنمای WCAG ۲.۲ است و همه کارها بی جاوااسکریپت هم انجام می‌شود. این سامانه هنوز با کاربران "
        "صفحه‌خوان آزموده نشده است و تا آن آزمون، ادعای سازگاری کامل نمی‌کنیم.</p>",
    ),
]


def create_standing_pages(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    HomePage = apps.get_model("home", "HomePage")
    StandardPage = apps.get_model("home", "StandardPage")
    home = HomePage.objects.first()
    if home is None:
        return
    page_type, _ = ContentType.objects.get_or_create(app_label="home", model="standardpage")
    children = Page.objects.filter(path__startswith=home.path, depth=home.depth + 1)
    taken = set(children.values_list("slug", flat=True))
    last = children.order_by("path").last()
    step = STEPS.str2int(last.path[-STEP_LENGTH:]) if last else 0
    for slug, title, introduction, text in PAGES:
        if slug in taken:
            continue
        step += 1
        page = StandardPage.objects.create(
            title=title,
            draft_title=title,
            slug=slug,
            introduction=introduction,
            content_type=page_type,
            path=home.path + STEPS.int2str(step).rjust(STEP_LENGTH, "0"),
            depth=home.depth + 1,
            numchild=0,
            url_path=f"{home.url_path}{slug}/",
            translation_key=uuid.uuid4(),
            locale=home.locale,
        )
        # The field knows no blocks here, and would drop them: its column gets the text itself.
        body = json.dumps([{"type": "paragraph", "value": text, "id": str(uuid.uuid4())}], ensure_ascii=False)
        StandardPage.objects.filter(pk=page.pk).update(
            body=Cast(Value(body, output_field=TextField()), JSONField())
        )
    Page.objects.filter(pk=home.pk).update(numchild=children.count())


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0003_create_news_index"),
    ]

    operations = [migrations.RunPython(create_standing_pages, migrations.RunPython.noop)]
