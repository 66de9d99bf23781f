"""Receipts: shown to whoever holds the key, on a page and as a PDF, from the snapshot alone."""

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from centers.operations import change_center
from donations.giving.models import Gift
from donations.public.presentation import receipt_url
from donations.receipts.pdf import receipt_pdf
from donations.receipts.sheet import sheet_of
from tests.builders.centers import AT, a_center
from tests.builders.donations import a_finished_gift
from tests.donations.public.pages import main_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def gift() -> Gift:
    center = a_center(name="گهرباران")
    return a_finished_gift(center=center, intent="alms", donor_name="مریم کریمی", on_behalf_of="مادرم")


def test_receipt_says_what_was_given_by_whom_and_how(donor: Client, gift: Gift) -> None:
    page = donor.get(receipt_url(gift.receipt))

    assert page.status_code == 200
    for told in (
        "همسایه (نمونه)",
        "معتبر",
        "۱۴۰۵-۰۰۰۰۰۱",
        "۵۰۰٬۰۰۰ ریال (۵۰ هزار تومان)",
        "پانصد هزار ریال",
        "صدقه",
        "گهرباران",
        "مریم کریمی",
        "مادرم",
        "شنبه ۳۰ آبان ۱۴۰۵، ساعت ۱۲:۰۰",
        "۶۰۳۷۹۹******۱۲۳۴",
    ):
        assert told in text_of(page)
    assert "<svg" in main_of(page)
    assert "مالیات" not in text_of(page)
    assert "noindex" in page.content.decode()
    assert page["Cache-Control"] == "private, no-cache"
    assert not page.cookies


def test_payer_without_a_name_is_anonymous(donor: Client) -> None:
    gift = a_finished_gift(center=a_center())

    assert "ناشناس" in text_of(donor.get(receipt_url(gift.receipt)))


def test_receipt_keeps_the_names_of_its_day(donor: Client, gift: Gift) -> None:
    change_center(center=gift.designations.get().center, by=None, at=AT, name="نامی دیگر")

    page = donor.get(receipt_url(gift.receipt))

    assert "گهرباران" in text_of(page)
    assert "نامی دیگر" not in text_of(page)


@pytest.mark.parametrize(
    "address",
    [
        "/receipts/{serial}/",
        "/receipts/{serial}/?key=",
        "/receipts/{serial}/?key=AAAAAAAAAAAAAAAAAAAAAA",
        "/receipts/{serial}/?key=%FF%00کلید",
        "/receipts/{serial}/pdf/?key=x",
        "/receipts/1405-000999/?key={key}",
    ],
)
def test_receipt_without_its_key_tells_nothing(donor: Client, gift: Gift, address: str) -> None:
    page = donor.get(address.format(serial=gift.receipt.serial, key=gift.receipt.key))

    assert page.status_code == 404
    assert "این رسید نشان داده نمی‌شود" in text_of(page)
    assert 'action="/track/"' in main_of(page)
    for secret in ("مریم", "گهرباران", "۵۰۰٬۰۰۰"):
        assert secret not in text_of(page)


@pytest.mark.parametrize("serial", ["1405-1", "1405-0000001", "1405-000001x", "x-1", "۱۴۰۵-۰۰۰۰۰۱"])
def test_serial_written_otherwise_is_no_address(donor: Client, gift: Gift, serial: str) -> None:
    assert donor.get(f"/receipts/{serial}/?key={gift.receipt.key}").status_code == 404


def test_pdf_is_one_page_with_a_searchable_text_and_an_embedded_font(donor: Client, gift: Gift) -> None:
    response = donor.get(receipt_url(gift.receipt, pdf=True))

    pdf = PdfReader(BytesIO(response.content))
    fonts = pdf.pages[0]["/Resources"]["/Font"]
    text = pdf.pages[0].extract_text()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="receipt-1405-000001.pdf"'
    assert len(pdf.pages) == 1
    assert all("Vazirmatn" in font.get_object()["/BaseFont"] for font in fonts.values())
    assert gift.receipt.key in text
    assert "گهرباران" in text
    assert "صدقه" in text


def test_pdf_wraps_the_longest_name_and_never_breaks() -> None:
    gift = a_finished_gift(
        center=a_center(name="مرکز " * 28), donor_name="نام " * 20, on_behalf_of="Ω 漢字 😀 " * 10
    )

    pdf = PdfReader(BytesIO(receipt_pdf(sheet_of(gift.receipt, url="https://site.example/" + "x" * 200))))

    assert 1 <= len(pdf.pages) <= 2


def test_pdf_is_no_larger_than_a_photo_message(donor: Client, gift: Gift) -> None:
    assert len(donor.get(receipt_url(gift.receipt, pdf=True)).content) < 100_000
