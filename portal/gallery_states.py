"""The components people read, in every state, for the gallery."""

import datetime as dt
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

MOMENT = dt.datetime(2026, 11, 21, 5, 42, tzinfo=dt.UTC)


class State(NamedTuple):
    """One component in one state."""

    component: str
    title: str
    variables: dict[str, Any]

    @property
    def html(self) -> SafeString:
        return render_to_string(f"components/{self.component}.html", self.variables)


def reading_states() -> list[State]:
    link = {"title": "مرکز گهرباران", "url": "/centers/"}
    links = [link, {"title": "همه خبرهای مازندران", "url": "/news/"}]
    pages = Paginator(range(40), 12)
    return [
        State("back-link", "پیش‌فرض", {"url": "/give/goods/"}),
        State(
            "back-link",
            "با متن",
            {"url": "/centers/", "text": "بازگشت به نتیجه‌ها", "label": "بازگشت به فهرست"},
        ),
        State("breadcrumbs", "سه پله", {"items": [*links, {"title": "این صفحه"}]}),
        State("button-link", "اصلی", {"text": "راه رسیدن به مرکز", "url": "/centers/", "icon": "place"}),
        State(
            "button-link",
            "کمک",
            {"text": "کمک به این مرکز", "url": "/give/", "kind": "donate", "icon": "heart"},
        ),
        State(
            "button-link",
            "دوم",
            {"text": "نسخه چاپی", "url": "?print=1", "kind": "secondary", "icon": "print"},
        ),
        State(
            "card",
            "با نشان",
            {
                "title": "پیدا کردن مرکز",
                "url": "/centers/",
                "text": "نزدیک‌ترین مرکز با ساعت کار و نشانی",
                "icon": "place",
            },
        ),
        State(
            "card", "خبر", {**link, "kicker": "جامعه", "text": "یک جمله از خبر.", "meta": "شنبه ۳۰ آبان ۱۴۰۵"}
        ),
        State(
            "care-card",
            "فوری",
            {
                "title": "با ۱۲۳ تماس بگیرید اگر:",
                "items": ["کودکی در خطر است", "کسی در خانه آسیب می‌بیند"],
                "number": "123",
                "number_text": "۱۲۳",
                "hours": "شبانه‌روزی",
                "kind": "emergency",
            },
        ),
        State(
            "care-card",
            "آرام",
            {
                "title": "با ۱۴۸۰ تماس بگیرید اگر:",
                "items": ["می‌خواهید با مشاور حرف بزنید"],
                "number": "1480",
                "number_text": "۱۴۸۰",
                "hours": "هر روز ۸ تا ۲۰",
            },
        ),
        State("chip", "بی‌طرف", {"text": "در دست برنامه"}),
        State("chip", "باز", {"text": "باز است، تا ساعت ۱۴", "kind": "open"}),
        State("chip", "بسته", {"text": "اکنون بسته است", "kind": "closed"}),
        State("chip", "هشدار", {"text": "موقتاً بسته است", "kind": "warn"}),
        State("chip", "آگاهی", {"text": "در حال رسیدگی", "kind": "info"}),
        State(
            "confirmation-panel",
            "انجام شد",
            {"title": "کمک شما ثبت شد", "text": "مرکز گهرباران", "code": "۱۲۳۴ ۵۶۷۸ ۹۰۱۲", "level": 3},
        ),
        State(
            "confirmation-panel",
            "بی‌طرف",
            {"title": "نتیجه از بانک نرسیده است", "text": "دوباره نپردازید.", "kind": "neutral", "level": 3},
        ),
        State("details", "بسته", {"summary": "نام و نیت (اختیاری)", "body": "چند خانه دیگر."}),
        State("details", "باز", {"summary": "جزئیات خدمت", "body": "متن کامل برگه خدمت.", "open": True}),
        State(
            "empty-state",
            "با راه‌های دیگر",
            {"title": "مرکزی با این نام پیدا نشد", "text": "شاید یکی از این‌ها:", "links": links},
        ),
        State(
            "file-list",
            "دو فایل",
            {"files": [{**link, "kind": "PDF", "size": "۱۲۰ کیلوبایت"}, {**link, "kind": "CSV"}]},
        ),
        State("hotline-strip", "ثابت", {}),
        State(
            "hotline-strip",
            "از داده‌ها",
            {
                "hotlines": [
                    {"name": "اورژانس اجتماعی", "number": "123", "number_text": "۱۲۳", "hours": "شبانه‌روزی"}
                ]
            },
        ),
        State("money", "ساده", {"rial": 1_250_000}),
        State("money", "بزرگ با حروف", {"rial": 1_250_000, "words": True, "big": True}),
        State(
            "notice",
            "اطلاعیه",
            {"text": "فردا مراکز مازندران بسته‌اند.", "link_url": "/news/", "link_text": "خبر کامل"},
        ),
        State(
            "notice",
            "انجام شد",
            {"title": "فرستاده شد", "text": "نظر شما پس از بررسی منتشر می‌شود.", "kind": "success"},
        ),
        State(
            "notice",
            "هشدار",
            {"title": "درگاه پرداخت", "text": "در دسترس نیست. مبلغی کم نشد.", "kind": "warning"},
        ),
        State("pagination", "میانه", {"page": pages.page(2), "query": "q=x&"}),
        State("pagination", "آغاز", {"page": pages.page(1), "label": "آغاز فهرست"}),
        State("pagination", "یک صفحه، هیچ نشان نمی‌دهد", {"page": Paginator(range(3), 12).page(1)}),
        State(
            "process-list",
            "در راه",
            {
                "events": [
                    {"title": "ثبت شد", "at": MOMENT, "by": "همسایه"},
                    {"title": "صرف شد", "date_text": "دیروز", "text": "خرید ۱۲ بسته.", "evidence": [link]},
                    {"title": "در انتظار گزارش", "state": "current"},
                    {"title": "گزارش", "state": "next"},
                ]
            },
        ),
        State(
            "result-row",
            "مرکز",
            {
                **link,
                "number": "۱.",
                "chip": "باز است",
                "chip_kind": "open",
                "lines": ["میاندورود، سورک، خیابان شهدا", "امروز ۸ تا ۱۴"],
                "meta": "۳ کیلومتر",
                "links": [{"title": "نقشه", "url": "/centers/"}],
            },
        ),
        State(
            "result-row",
            "خبر",
            {**link, "kicker": "جامعه", "text": "یک جمله از خبر.", "meta": "شنبه ۳۰ آبان ۱۴۰۵"},
        ),
        State(
            "share-list",
            "با نشانی کوتاه",
            {
                "url": "https://example.org/news/1405/8/مرکز-5610/",
                "title": "گشایش مرکز",
                "short_url": "https://example.org/n/5610/",
            },
        ),
        State(
            "summary-list",
            "بررسی پاسخ‌ها",
            {
                "rows": [
                    {"term": "مرکز", "value": "گهرباران", "change_url": "/give/"},
                    {"term": "تلفن‌ها", "lines": ["دفتر", "مدیر"]},
                    {"term": "دسترسی", "value": ""},
                ]
            },
        ),
        State(
            "table",
            "ساعت کار",
            {"caption": "ساعت کار", "head": ["روز", "باز"], "rows": [["شنبه", "۸ تا ۱۴"], ["جمعه", "بسته"]]},
        ),
        State(
            "table",
            "رقم‌ها",
            {
                "caption": "کمک‌ها به ریال",
                "head": ["استان", "نقدی", "تعداد"],
                "rows": [["مازندران", "۱٬۲۵۰٬۰۰۰", "۱۲"], ["گیلان", "۹۵۰٬۰۰۰", "۹"]],
                "numeric": True,
            },
        ),
        State("warning-text", "یک جمله", {"text": "شماره کارت و رمز را فقط در صفحه بانک وارد کنید."}),
    ]
