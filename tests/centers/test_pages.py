"""The public pages of the directory: in every state, with bad input, within their budget of queries."""

import json
import re
from datetime import UTC, datetime, time
from urllib.parse import quote

import pytest

from centers import hotlines, operations
from centers.models import Center, Hotline
from centers.operations import Shift
from centers.states import CenterStatus
from tests.builders.centers import AT, a_center

SATURDAY_NOON = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
STATES = [
    (CenterStatus.PLANNED, "هنوز راه‌اندازی نشده"),
    (CenterStatus.TEMPORARILY_CLOSED, "موقتاً بسته"),
    (CenterStatus.SUSPENDED, "تعلیق شده"),
    (CenterStatus.CLOSED, "برای همیشه تعطیل"),
]


@pytest.fixture(autouse=True)
def at_saturday_noon(monkeypatch):
    monkeypatch.setattr("centers.views.now", lambda: SATURDAY_NOON)


def open_daily(center: Center) -> None:
    """From 8 to 14 on every weekday."""
    shifts = [Shift(weekday=day, opens_at=time(8), closes_at=time(14)) for day in range(7)]
    operations.set_opening_hours(center=center, shifts=shifts, by=None, at=AT)


def html(response) -> str:
    return response.content.decode()


def title(response) -> str:
    return re.search(r"<title>(.*?)</title>", html(response), re.DOTALL)[1]


@pytest.mark.parametrize("path", ["/centers/", "/services/", "/services/screening/", "/hotlines/"])
def test_a_page_is_public_and_free_of_cookies(demo, client, path):
    response = client.get(path)

    assert response.status_code == 200
    assert response["Cache-Control"].startswith("public")
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


@pytest.mark.parametrize("path", ["/centers/", "/centers/?q=قم&page=2", "/services/", "/hotlines/"])
def test_no_latin_digit_is_shown(demo, client, path):
    body = html(client.get(path)).split("<h1", 1)[1].split("</main>", 1)[0]
    shown = re.sub(r"<[^>]*>", "", re.sub(r"<(option|bdi|script)\b.*?</\1>", "", body, flags=re.DOTALL))

    assert re.findall(r"[0-9]", shown) == []


def test_the_finder_restates_what_was_asked_and_lets_each_part_go(demo, client):
    open_daily(Center.objects.get(code="022507"))

    body = html(client.get("/centers/", {"q": "میاندورود", "province": "02", "open": "1", "goods": "1"}))

    assert "۱ مرکز، «میاندورود»، استان مازندران، امروز باز، پذیرنده کالا" in body
    assert body.count("filter-list__remove") == 4
    assert 'value="میاندورود"' in body


def test_an_empty_answer_gives_at_least_three_ways_on(demo, client):
    body = html(client.get("/centers/", {"q": "دارابکله", "province": "25"}))

    empty = body.split("empty-state", 1)[1]
    assert "مرکزی با این مشخصات پیدا نشد" in body
    assert "شاید منظورتان: دارابکلا" in empty
    assert empty.split("</ul>")[0].count("<li>") >= 3


def test_a_later_page_says_so_in_its_title(demo, client):
    assert "صفحه ۲ از ۴" in title(client.get("/centers/?page=2"))
    assert "صفحه" not in title(client.get("/centers/"))


def test_every_page_of_the_list_shows_other_centres(demo, client):
    shown = [
        name
        for page in range(1, 5)
        for name in re.findall(
            r'class="result-row__title">.*?<a href="([^"]+)"', html(client.get(f"/centers/?page={page}"))
        )
    ]

    assert len(shown) == len(set(shown)) == 42


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=" + quote("<script>alert(1)</script>"),
        "q=" + quote("\u202eقم\u202c"),
        "q=" + "آ" * 10_000,
        "q=" + quote("'\"--;%_\\"),
        "q=%ff%fe",
        "q=a&q=b",
        "q[]=x",
        "page=abc",
        "page=-1",
        "page=0",
        "page=99999999999999999999",
        "page=%00",
        "page=" + quote("۲"),
        "province=999&service=nothing",
        "province=" + quote("۰۲"),
        "province=%00&service=%00",
        "open=yes&goods=2",
    ],
)
def test_bad_input_gives_a_calm_page(demo, client, query):
    response = client.get(f"/centers/?{query}")

    assert response.status_code == 200
    assert "<script>alert" not in html(response)
    assert "\u202e" not in html(response)


def test_a_query_that_is_too_long_is_cut_and_said_so(demo, client):
    body = html(client.get("/centers/", {"q": "آ" * 10_000}))

    assert "صد نویسه نخست" in body
    assert "آ" * 101 not in body


def test_an_unknown_filter_is_named_and_left_out(demo, client):
    body = html(client.get("/centers/?province=999"))

    assert "این شرط شناخته نشد و کنار گذاشته شد: استان" in body
    assert "۴۲ مرکز" in body


def test_the_persian_spelling_of_page_and_province_is_understood(demo, client):
    response = client.get("/centers/?province=" + quote("۲۵") + "&page=" + quote("۲"))

    assert "صفحه ۲ از ۲" in title(response)


def test_a_centre_page_says_what_is_known_and_what_is_not(demo, client):
    center = Center.objects.get(code="022507")

    body = html(client.get(center.get_absolute_url()))

    assert "<h1>مرکز مثبت زندگی طبقده (گهرباران)</h1>" in body
    assert "ساعت کار این مرکز ثبت نشده است" in body
    assert "بخش گهرباران" in body
    assert "اداره بهزیستی شهرستان میاندورود" in body
    assert "نامش ثبت نشده است" in body
    assert "درباره راه ویلچر و زبان اشاره در این مرکز چیزی ثبت نشده است؛" in body
    assert "هنوز بررسی نشده است" in body
    assert "/give/?center=022507" in body
    assert "/give/goods/?center=022507" in body
    assert "balad.ir" not in body


def test_goods_of_the_demo_are_called_a_sample_and_no_word_of_the_source(demo, client):
    body = html(client.get(Center.objects.get(code="022507").get_absolute_url()))

    assert "پوشاک، وسایل خانه، لوازم مدرسه (نمونه نمایشی، نه گفته منبع)" in body


@pytest.mark.django_db
def test_goods_of_a_real_centre_bear_no_such_mark(client, settings):
    settings.DEMO = False

    body = html(client.get(a_center(goods=["food"]).get_absolute_url()))

    assert "کالاهای پذیرفتنی: خوراک</p>" in body
    assert "نمونه" not in body


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("instant", "chip", "sentence"),
    [
        (SATURDAY_NOON, "باز است", "تا ساعت ۱۴:۰۰"),
        (SATURDAY_NOON.replace(hour=15), "بسته است", "یکشنبه ساعت ۰۸:۰۰ باز می‌شود"),
        (SATURDAY_NOON.replace(hour=2), "بسته است", "امروز ساعت ۰۸:۰۰ باز می‌شود"),
    ],
)
def test_a_centre_with_hours_says_whether_it_is_open(client, monkeypatch, instant, chip, sentence):
    monkeypatch.setattr("centers.views.now", lambda: instant)
    center = a_center(hours_note="در تابستان زودتر می‌بندد")
    open_daily(center)

    page = html(client.get(center.get_absolute_url()))
    found = html(client.get("/centers/"))

    assert chip in page
    assert chip in found
    assert sentence in page
    assert "۰۸:۰۰ تا ۱۴:۰۰" in page
    assert "۰۸:۰۰ تا ۱۴:۰۰" in found
    assert "در تابستان زودتر می‌بندد" in page


def test_hours_that_are_not_recorded_are_not_called_closed(demo, client):
    body = html(client.get(Center.objects.get(code="250101").get_absolute_url()))

    assert "ساعت کار ثبت نشده" in body
    assert "بسته است" not in body


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "sentence"), STATES)
def test_a_centre_that_is_not_active_says_so_and_offers_no_giving(client, status, sentence):
    center = a_center(code="9001", status=status)

    page = html(client.get(center.get_absolute_url()))
    found = html(client.get("/centers/"))

    assert sentence in page
    assert "/give/?center=9001" not in page + found
    assert "DonateAction" not in page
    assert "اکنون کمک نمی‌پذیرد" in page
    assert str(status.label) in found


@pytest.mark.django_db
def test_a_point_gives_directions(client):
    center = a_center(latitude="36.60000", longitude="53.20000")

    body = html(client.get(center.get_absolute_url()))

    assert "geo:36.60000,53.20000" in body
    assert "https://balad.ir/location?latitude=36.60000&amp;longitude=53.20000" in body
    assert "https://nshn.ir/?lat=36.60000&amp;lng=53.20000" in body


@pytest.mark.django_db
def test_a_name_with_markup_is_shown_and_never_run(client):
    center = a_center(name="مرکز <script>alert(1)</script>", address="</script><b>")

    body = html(client.get(center.get_absolute_url()))

    assert "<script>alert" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body
    assert structured(body)["address"]["streetAddress"] == "</script><b>"


def structured(body: str) -> dict:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', body)[1])


@pytest.mark.django_db
def test_the_structured_data_tells_programs_the_same(client):
    center = a_center(code="9001")
    operations.set_opening_hours(
        center=center,
        shifts=[Shift(weekday=0, opens_at=time(8), closes_at=time(14)), Shift(weekday=5, note="با هماهنگی")],
        by=None,
        at=AT,
    )

    data = structured(html(client.get(center.get_absolute_url())))

    assert data["@type"] == "LocalBusiness"
    assert data["openingHoursSpecification"] == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": "https://schema.org/Saturday",
            "opens": "08:00",
            "closes": "14:00",
        }
    ]
    assert data["potentialAction"]["target"].endswith("/give/?center=9001")


@pytest.mark.parametrize(
    "path", ["/centers/022501-wrong/", "/centers/022501/", "/c/022501/", "/c/۰۲۲۵۰۱/", "/centers/۰۲۲۵۰۱-x/"]
)
def test_every_other_address_leads_to_the_right_one(demo, client, path):
    center = Center.objects.get(code="022501")

    response = client.get(path)

    assert response.status_code == 301
    assert response["Location"] == center.get_absolute_url()


@pytest.mark.parametrize(
    "path",
    [
        "/centers/999999-x/",
        "/c/999999/",
        "/c/12/",
        "/c/abc/",
        "/c/" + "9" * 30 + "/",
        "/centers/022501-a/b/",
        "/services/nothing/",
        "/services/slot-22/",
        "/services/%00/",
    ],
)
def test_an_unknown_address_is_not_found(demo, client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/centers/", "/c/022501/", "/services/", "/hotlines/"])
def test_nothing_can_be_posted_here(demo, client, path):
    assert client.post(path).status_code == 405


def test_the_services_page_admits_what_is_not_announced(demo, client):
    body = html(client.get("/services/"))

    assert "۲۲ خدمت سطح یک" in body
    assert "۱۰ خدمت دیگر هنوز با نام اعلام نشده است" in body


def test_a_service_leads_to_the_centres_that_have_it(demo, client):
    body = html(client.get("/services/screening/"))

    assert "/centers/?service=screening" in body
    assert "۳۶ مرکز" in body


def test_the_hotlines_page_has_a_card_for_each_number(demo, client):
    body = html(client.get("/hotlines/")).split("<main", 1)[1]

    assert body.index("با ۱۲۳ تماس بگیرید اگر:") < body.index("با ۱۴۸۰ تماس بگیرید اگر:")
    assert 'href="tel:123"' in body
    assert "۸ تا ۲۰" in body


def test_the_strip_on_every_page_shows_the_edited_hours(demo, client):
    Hotline.objects.filter(number="1480").update(opens_at=time(7), closes_at=time(21, 30))
    hotlines.forget()

    body = html(client.get("/services/"))

    assert "(۷ تا ۲۱:۳۰)" in body.split("<main", 1)[0]


def test_the_strip_is_read_once_a_minute(demo, django_assert_num_queries):
    hotlines.forget()

    with django_assert_num_queries(1):
        hotlines.strip_hotlines()
        hotlines.strip_hotlines()


FINDER_QUERIES = [
    "/centers/",
    "/centers/?q=سورک",
    "/centers/?q=قم&province=25&page=2",
    "/centers/?province=02&service=screening&open=1&goods=1",
    "/centers/?q=هیچ‌جا",
]


@pytest.mark.parametrize("path", FINDER_QUERIES)
def test_the_finder_keeps_its_budget_with_the_demo(demo, client, path, django_assert_max_num_queries):
    hotlines.forget()

    with django_assert_max_num_queries(8):
        client.get(path)


def test_a_centre_page_keeps_its_budget_with_the_demo(demo, client, django_assert_max_num_queries):
    url = Center.objects.get(code="022507").get_absolute_url()
    hotlines.forget()

    with django_assert_max_num_queries(8):
        client.get(url)
