"""Persian digits, money and dates as templates write them."""

import datetime as dt

import pytest
from django.template import Context, Template

INSTANT = dt.datetime(2026, 11, 21, 5, 42, tzinfo=dt.UTC)


def render(source: str, **context: object) -> str:
    return Template("{% load persian %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("{{ value|fa_digits }}", "صفحه 2", "صفحه ۲"),
        ("{{ value|fa_digits }}", None, ""),
        ("{{ value|fa_digits }}", "<b>1", "&lt;b&gt;۱"),
        ("{{ value|fa_number }}", 2400, "۲٬۴۰۰"),
        ("{{ value|rial }}", 1_250_000, "۱٬۲۵۰٬۰۰۰ ریال"),
        ("{{ value|rial }}", None, ""),
        ("{{ value|toman }}", 1_250_000, "۱۲۵ هزار تومان"),
        ("{{ value|rial_words }}", 1_250_000, "یک میلیون و دویست و پنجاه هزار ریال"),
        ("{{ value|jdate }}", INSTANT, "شنبه ۳۰ آبان ۱۴۰۵"),
        ("{{ value|jdatetime }}", INSTANT, "شنبه ۳۰ آبان ۱۴۰۵، ساعت ۰۹:۱۲"),
        ("{{ value|jtime }}", INSTANT, "۰۹:۱۲"),
        ("{{ value|jtime }}", dt.time(0, 0), "۰۰:۰۰"),
        ("{{ value|jtime }}", None, ""),
        ("{{ value|jiso }}", INSTANT, "2026-11-21T09:12:00+03:30"),
        ("{{ value|jiso }}", dt.date(2026, 11, 21), "2026-11-21"),
        ("{{ value|jdate }}", None, ""),
        ("{{ value|tracking_code }}", "123456789012", "۱۲۳۴ ۵۶۷۸ ۹۰۱۲"),
        ("{% ltr value %}", "021-88123456", '<bdi dir="ltr" class="ltr">021-88123456</bdi>'),
        ("{% ltr value|fa_digits %}", "021-8", '<bdi dir="ltr" class="ltr">۰۲۱-۸</bdi>'),
        ("{% ltr value %}", "<script>", '<bdi dir="ltr" class="ltr">&lt;script&gt;</bdi>'),
        ("{% jtime_tag value %}", None, ""),
        (
            "{% jtime_tag value %}",
            INSTANT,
            '<time datetime="2026-11-21T09:12:00+03:30">شنبه ۳۰ آبان ۱۴۰۵، ساعت ۰۹:۱۲</time>',
        ),
        (
            "{% jtime_tag value %}",
            dt.date(2026, 11, 21),
            '<time datetime="2026-11-21">شنبه ۳۰ آبان ۱۴۰۵</time>',
        ),
        (
            "{% jdate_tag value %}",
            INSTANT,
            '<time datetime="2026-11-21T09:12:00+03:30">شنبه ۳۰ آبان ۱۴۰۵</time>',
        ),
        (
            "{% money value %}",
            1_250_000,
            '<span class="money"><span class="money__rial">۱٬۲۵۰٬۰۰۰ ریال</span> '
            '<span class="money__toman">(۱۲۵ هزار تومان)</span></span>',
        ),
        ("{% money value %}", None, ""),
    ],
)
def test_values_are_written_for_people_and_escaped(source: str, value: object, shown: str) -> None:
    assert render(source, value=value) == shown
