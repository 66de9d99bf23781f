"""The gallery shows every component, and the components say what they must."""

import html5lib
import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import path, reverse

from portal.forms import Form, MobileField, PersianCharField
from portal.gallery import FRAME, component_names, gallery, states
from portal.urls import urlpatterns as site_urlpatterns


class SampleForm(Form):
    name = PersianCharField(label="نام")
    mobile = MobileField(label="شماره همراه", help_text="فقط برای رسید")
    street = PersianCharField(label="خیابان", required=False)
    day = forms.ChoiceField(label="روز", choices=[("a", "شنبه"), ("b", "یکشنبه")], widget=forms.RadioSelect)


@pytest.fixture(autouse=True)
def fixed_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The strip shows its fixed numbers, so that a page can be drawn without a database."""
    monkeypatch.setattr("centers.templatetags.directory.strip_hotlines", list)


@pytest.fixture
def page() -> str:
    return gallery(RequestFactory().get("/admin/gallery/")).content.decode()


def component(name: str, **variables: object) -> str:
    return render_to_string(f"components/{name}.html", variables)


def test_gallery_shows_every_component_or_says_that_the_frame_does(page):
    shown = {state.component for state in states()}

    assert shown | set(FRAME) == set(component_names())
    assert not shown & set(FRAME)
    for name in component_names():
        assert f'data-component="{name}"' in page


def test_gallery_is_well_formed_html_without_repeated_ids(page):
    tree = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False).parse(page)

    ids = [element.get("id") for element in tree.iter() if element.get("id")]

    assert len(ids) == len(set(ids))
    assert tree.get("lang") == "fa"
    assert tree.get("dir") == "rtl"
    assert len(list(tree.iter("h1"))) == 1
    assert len(list(tree.iter("main"))) == 1


def test_gallery_stays_out_of_search_engines(page):
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.django_db
def test_gallery_is_for_staff_only():
    answer = Client().get(reverse("gallery"))

    assert answer.status_code == 302


@pytest.mark.django_db
def test_gallery_opens_for_staff(admin_client):
    answer = admin_client.get(reverse("gallery"))

    assert answer.status_code == 200


def test_field_ties_hint_and_error_to_its_box():
    html = str(SampleForm({"mobile": "12"})["mobile"].as_field_group())

    assert 'for="id_mobile"' in html
    assert 'aria-describedby="id_mobile_helptext id_mobile_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_mobile_helptext"' in html
    assert 'id="id_mobile_error"' in html
    assert '<span class="visually-hidden">خطا:</span>' in html
    assert 'value="12"' in html


def test_field_keeps_the_groups_of_an_example_number_in_order():
    html = str(SampleForm({"mobile": "12"})["mobile"].as_field_group())

    assert '<bdi dir="ltr">۰۹۱۲ ۱۲۳ ۴۵۶۷</bdi>' in html


def test_field_says_when_it_may_stay_empty():
    form = SampleForm()

    assert "(اختیاری)" in str(form["street"].as_field_group())
    assert "(اختیاری)" not in str(form["name"].as_field_group())


def test_group_of_radios_has_a_legend_and_nothing_chosen():
    html = str(SampleForm()["day"].as_field_group())

    assert "<fieldset" in html
    assert '<legend class="field__label">روز</legend>' in html
    assert "checked" not in html


def test_field_escapes_what_was_typed():
    html = str(SampleForm({"name": "<b>"})["name"].as_field_group())

    assert "<b>" not in html


def test_error_summary_repeats_each_message_as_a_link_to_its_field():
    form = SampleForm({})

    html = component("error-summary", form=form)

    assert 'tabindex="-1"' in html
    assert '<a href="#id_name">نام را وارد کنید</a>' in html
    assert '<a href="#id_day_0">' in html
    for messages in form.errors.values():
        assert all(message in html or "bdi" in html for message in messages)


def test_error_summary_shows_nothing_without_errors():
    assert component("error-summary", form=SampleForm()).strip() == ""


def test_title_warns_of_errors():
    request = RequestFactory().get("/give/")

    wrong = render_to_string("base.html", {"form": SampleForm({})}, request=request)
    right = render_to_string("base.html", {"form": SampleForm()}, request=request)

    assert "<title>خطا: " in wrong
    assert "خطا:" not in right


def test_navigation_marks_the_current_page_and_its_section():
    exact = component("site-header", path="/news/")
    inside = component("site-header", path="/news/1405/8/x-5610/")
    elsewhere = component("site-header", path="/")

    assert '<a href="/news/" aria-current="page">' in exact
    assert '<a href="/news/" aria-current="true">' in inside
    assert "aria-current" not in elsewhere


def test_summary_list_says_when_a_fact_is_missing():
    assert "ثبت نشده است" in component("summary-list", rows=[{"term": "دسترسی", "value": ""}])


def test_share_links_carry_the_encoded_address():
    html = component("share-list", url="https://example.org/n/5610/?a=1&b=2", title="خبر")

    assert html.count("https%3A%2F%2Fexample.org%2Fn%2F5610%2F%3Fa%3D1%26b%3D2") >= 5
    for host in ("eitaa.com", "ble.ir", "t.me", "wa.me", "sms:"):
        assert host in html


def test_money_is_shown_in_rial_and_toman():
    html = component("money", rial=1_250_000, words=True)

    assert "۱٬۲۵۰٬۰۰۰ ریال" in html
    assert "۱۲۵ هزار تومان" in html
    assert "یک میلیون و دویست و پنجاه هزار ریال" in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "offer"), [("/news/5610/", "/n/5610/"), ("/news/۵۶۱۰/", "/n/5610/"), ("/nowhere/", None)]
)
def test_page_not_found_offers_the_news_item_whose_code_was_asked_for(address, offer):
    answer = Client().get(address)
    page = answer.content.decode()

    assert answer.status_code == 404
    assert "<h1>صفحه پیدا نشد</h1>" in page
    assert "404" not in page
    assert ('href="/n/5610/"' in page) == bool(offer)


def test_server_error_page_needs_no_database(client, settings):
    client.raise_request_exception = False
    settings.ROOT_URLCONF = __name__

    answer = client.get("/broken/")

    assert answer.status_code == 500
    assert "در حال حاضر مشکلی پیش آمده است" in answer.content.decode()


def broken(request):
    raise RuntimeError("broken on purpose")


urlpatterns = [path("broken/", broken), *site_urlpatterns]
