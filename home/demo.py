"""Demo content of the standing pages: short, honest texts that staff replace with their own."""

# ruff: noqa: E501 (a sentence is easier to proofread unbroken)

import datetime as dt

from django.db import transaction
from wagtail.rich_text import RichText

from home.models import HomePage, StandardPage

REVIEWED = dt.date(2026, 11, 21)
PAGES = [
    (
        "about",
        "درباره همسایه",
        "همسایه درگاه مراکز مثبت زندگی است: مرکز محله را نشان می‌دهد، کمک را به آن می‌رساند و رد آن را نگه می‌دارد.",
        "<h2>مرکز مثبت زندگی چیست؟</h2>"
        "<p>مرکزی کوچک در محله یا روستا که خدمات نخستین بهزیستی را نزدیک خانه مردم می‌دهد. این مراکز را "
        "گردانندگان غیردولتی اداره می‌کنند و اداره بهزیستی شهرستان بر آن‌ها نظارت دارد.</p>"
        "<h2>این سامانه چه می‌کند؟</h2>"
        "<ul><li>مرکز را با نشانی، ساعت کار و خدماتش نشان می‌دهد و آنچه نمی‌دانیم را «ثبت نشده» می‌نویسد.</li>"
        "<li>کمک پولی و کالایی را به همان محله می‌رساند و می‌گوید چرا به آن مرکز رفت.</li>"
        "<li>به هر کمک کد پیگیری و رسید می‌دهد.</li></ul>"
        "<h2>این نسخه نمایشی است</h2>"
        "<p>مراکز از خبرهای منتشرشده برداشته شده‌اند و پرداخت‌ها آزمایشی است. هیچ پولی جابه‌جا نمی‌شود.</p>",
    ),
    (
        "contact",
        "تماس",
        "برای کار فوری تلفن کنید؛ برای کار مرکز، سراغ خود مرکز بروید.",
        "<h2>اگر کسی در خطر است</h2><p>با اورژانس اجتماعی، شماره ۱۲۳، تماس بگیرید.</p>"
        "<h2>برای گفت‌وگو و راهنمایی</h2><p>خط مشاوره بهزیستی ۱۴۸۰ است.</p>"
        "<h2>درباره یک مرکز</h2>"
        '<p>نشانی و تلفن هر مرکز، اگر ثبت شده باشد، در صفحه همان مرکز است: <a href="/centers/">پیدا کردن مرکز</a>.</p>'
        "<h2>درباره این سامانه</h2>"
        "<p>این نسخه نمایشی است و هنوز نشانی پستی و رایانامه‌ای ندارد؛ گرداننده سامانه باید آن را اینجا بنویسد.</p>",
    ),
    (
        "privacy",
        "حریم خصوصی",
        "تنها چیزی را می‌پرسیم که برای رساندن کمک لازم است، و می‌گوییم چرا.",
        "<h2>هنگام دیدن صفحه‌ها</h2>"
        "<p>صفحه‌های عمومی کوکی نمی‌گذارند، از سایت دیگری چیزی بار نمی‌کنند و رفتار شما را دنبال نمی‌کنند.</p>"
        "<h2>هنگام کمک کردن</h2>"
        "<p>برای کمک نقدی، نام و شماره همراه اختیاری است. شماره‌ای که بنویسید برای پیگیری است و برای آسان شدن پرداخت به "
        "درگاه پرداخت هم داده می‌شود.</p>"
        "<p>برای کمک کالایی شماره همراه لازم است، تا مرکز گیرنده بتواند خبر بدهد؛ تنها کارکنان همان مرکز آن را می‌بینند.</p>"
        "<p>نام و شماره رمزشده نگه داشته می‌شود. شماره کامل کارت را هرگز نمی‌بینیم؛ آن را تنها درگاه پرداخت می‌گیرد.</p>"
        "<h2>درباره مددجویان</h2>"
        "<p>پرونده هیچ مددجویی در این سامانه نیست و نامی از آنان در صفحه‌های پیگیری نمی‌آید.</p>",
    ),
    (
        "accessibility",
        "بیانیه دسترس‌پذیری",
        "این سامانه باید برای همه کار کند؛ با صفحه‌خوان، با صفحه‌کلید، روی گوشی کوچک و اینترنت کند.",
        "<h2>چه کرده‌ایم؟</h2>"
        "<ul><li>هدف ما سطح AA از راهنمای WCAG ۲.۲ است و صفحه‌ها را با ابزار خودکار می‌سنجیم.</li>"
        "<li>همه کارها بی جاوااسکریپت هم انجام می‌شود.</li>"
        "<li>اندازه نوشته را مرورگر شما تعیین می‌کند و صفحه تا عرض ۳۲۰ پیکسل به هم نمی‌ریزد.</li></ul>"
        "<h2>چه مانده است؟</h2>"
        "<p>این سامانه هنوز با کاربران صفحه‌خوان آزموده نشده است. تا آن آزمون انجام نشود، ادعای سازگاری کامل "
        "نمی‌کنیم.</p>",
    ),
]


@transaction.atomic
def load() -> None:
    """Publish the demo's standing pages over those that nobody has edited yet; what staff changed stays."""
    home = HomePage.objects.first()
    if home is None:
        raise LookupError("no home page: migrate first")
    for slug, title, introduction, text in PAGES:
        page = StandardPage.objects.child_of(home).filter(slug=slug).first()
        if page is None and home.get_children().filter(slug=slug).exists():
            continue
        if page is None:
            page = home.add_child(instance=StandardPage(title=title, slug=slug, live=False))
        # A page as migrations made it has no revision; a saved one may be somebody's work.
        if page.latest_revision_id:
            continue
        page.title, page.introduction, page.reviewed_date = title, introduction, REVIEWED
        page.body = [("paragraph", RichText(text))]
        page.save_revision().publish()
