"""Money: what people type, what they read, how it is shared out."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from persian_tools import digits as persian_tools_digits

from portal.money import (
    MAX_RIAL,
    AmountError,
    AmountReason,
    allocate,
    amount_words,
    format_rial,
    format_toman,
    parse_amount,
)
from portal.text import persian_digits

NBSP, THIN, NNBSP = "\xa0", "\u2009", "\u202f"
rials = st.integers(0, MAX_RIAL)


@pytest.mark.parametrize(
    ("typed", "rial"),
    [
        # The three digit systems, also mixed.
        ("۵۰۰۰۰۰", 500_000),
        ("٥٠٠٠٠٠", 500_000),
        ("500000", 500_000),
        ("۵٠0۰۰۰", 500_000),
        # Separators.
        ("۵۰۰٬۰۰۰", 500_000),
        ("500,000", 500_000),
        ("۵۰۰،۰۰۰", 500_000),
        ("۵۰۰'۰۰۰", 500_000),
        ("۵۰۰_۰۰۰", 500_000),
        ("۱٬۲۵۰,۰۰۰", 1_250_000),
        ("۵۰۰ ۰۰۰", 500_000),
        (f"۱{NBSP}۲۵۰{NNBSP}۰۰۰", 1_250_000),
        (f"۱{THIN}۲۵۰{THIN}۰۰۰", 1_250_000),
        ("  ۵۰۰ ,۰۰۰ ", 500_000),
        # Never 500.
        ("500.000", 500_000),
        ("500/000", 500_000),
        ("1.250.000", 1_250_000),
        ("۵۰۰.۰۰۰ ریال", 500_000),
        # Units.
        ("۵۰۰۰۰۰ ریال", 500_000),
        ("500000ريال", 500_000),
        ("ریال ۵۰۰۰۰۰", 500_000),
        ("۵۰۰۰۰۰﷼", 500_000),
        ("۵۰۰۰۰ تومان", 500_000),
        ("۵۰٬۰۰۰ تومن", 500_000),
        ("تومان ۵۰۰۰۰", 500_000),
        # Thousands and millions in words.
        ("۵۰ هزار تومان", 500_000),
        ("۵۰هزارتومان", 500_000),
        ("۲ میلیون ریال", 2_000_000),
        ("۲ ميليون", 2_000_000),
        ("۱ میلیارد", 10**9),
        ("۲ میلیون و ۵۰۰ هزار تومان", 25_000_000),
        ("۲ میلیون ۵۰۰ هزار", 2_500_000),
        ("۱٬۲۰۰ میلیون", 1_200_000_000),
        # What copying brings along.
        ("\u200f۵۰۰٬۰۰۰\u200e", 500_000),
        ("\u202b۵۰۰۰۰۰\u202c", 500_000),
        ("0", 0),
        ("000500", 500),
        (str(MAX_RIAL), MAX_RIAL),
    ],
)
def test_an_amount_is_read_as_people_type_it(typed: str, rial: int) -> None:
    assert parse_amount(typed) == rial


R = AmountReason


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", R.EMPTY),
        ("  \u200f ", R.EMPTY),
        ("12abc", R.NOT_A_NUMBER),
        ("abc", R.NOT_A_NUMBER),
        ("پانصد هزار", R.NOT_A_NUMBER),
        ("هزار تومان", R.NOT_A_NUMBER),
        ("ریال", R.NOT_A_NUMBER),
        ("1e9", R.NOT_A_NUMBER),
        ("0x10", R.NOT_A_NUMBER),
        ("²²²", R.NOT_A_NUMBER),
        ("①", R.NOT_A_NUMBER),
        ("५००", R.NOT_A_NUMBER),
        ("+500000", R.NOT_A_NUMBER),
        ("500\x00000", R.NOT_A_NUMBER),
        ("\x00", R.NOT_A_NUMBER),
        ("-", R.NOT_A_NUMBER),
        (",", R.NOT_A_NUMBER),
        ("<b>5</b>", R.NOT_A_NUMBER),
        ("NaN", R.NOT_A_NUMBER),
        ("-500000", R.NEGATIVE),
        ("−500000", R.NEGATIVE),
        ("۵۰۰۰۰۰-", R.NEGATIVE),
        ("- ۵۰۰ هزار تومان", R.NEGATIVE),
        ("500.00", R.NOT_WHOLE),
        ("500.5", R.NOT_WHOLE),
        ("0.500", R.NOT_WHOLE),
        ("۱۲/۵", R.NOT_WHOLE),
        ("۱٫۵", R.NOT_WHOLE),
        ("1.5 میلیون", R.NOT_WHOLE),
        ("۱/۵ میلیون تومان", R.NOT_WHOLE),
        ("۵۰۰٫۰۰۰", R.AMBIGUOUS),
        ("1.500 میلیون", R.AMBIGUOUS),
        ("1,250.000", R.AMBIGUOUS),
        ("1 250.000", R.AMBIGUOUS),
        ("1.250,000", R.AMBIGUOUS),
        ("1.250/000", R.AMBIGUOUS),
        ("50,00", R.AMBIGUOUS),
        ("5000,000", R.AMBIGUOUS),
        ("0,500", R.AMBIGUOUS),
        ("500,,000", R.AMBIGUOUS),
        ("500,", R.AMBIGUOUS),
        (".500", R.AMBIGUOUS),
        ("50 0000", R.AMBIGUOUS),
        ("5-6", R.AMBIGUOUS),
        ("۵۰۰۰ تومان یا ۵۰۰۰۰ ریال", R.AMBIGUOUS),
        ("ریال ۵۰۰۰ تومان", R.AMBIGUOUS),
        ("۲ میلیون ۵۰۰", R.AMBIGUOUS),
        ("۲ هزار و ۵ میلیون", R.AMBIGUOUS),
        ("۲ میلیون و ۳ میلیون", R.AMBIGUOUS),
        (str(10**30), R.TOO_LARGE),
        (str(MAX_RIAL + 1), R.TOO_LARGE),
        (str(MAX_RIAL // 10 + 1) + " تومان", R.TOO_LARGE),
        ("9999999999 میلیارد", R.TOO_LARGE),
        ("9" * 100_000, R.TOO_LARGE),
        ("الف" * 100_000, R.NOT_A_NUMBER),
        ("1," * 100_000, R.NOT_A_NUMBER),
    ],
)
def test_what_is_no_amount_is_refused_with_its_reason(typed: str, reason: AmountReason) -> None:
    with pytest.raises(AmountError) as refusal:
        parse_amount(typed)

    assert refusal.value.reason is reason


def test_half_a_thousand_with_three_zeros_never_becomes_500() -> None:
    assert parse_amount("500.000") == 500_000
    assert parse_amount("500.000") != 500


@given(text=st.text())
def test_any_text_is_either_an_amount_or_refused(text: str) -> None:
    try:
        rial = parse_amount(text)
    except AmountError:
        return

    assert 0 <= rial <= MAX_RIAL


@given(text=st.text(st.sampled_from("0123456789۰۵,.٬/ -_ریالتومنهزد"), max_size=40))
def test_text_that_looks_like_an_amount_never_breaks_the_parser(text: str) -> None:
    try:
        rial = parse_amount(text)
    except AmountError:
        return

    assert 0 <= rial <= MAX_RIAL


@given(rial=rials)
def test_what_the_site_writes_it_can_read(rial: int) -> None:
    assert parse_amount(format_rial(rial)) == rial
    assert parse_amount(persian_digits(rial)) == rial


@given(thousands=st.integers(1, MAX_RIAL // 10**4))
def test_whole_thousands_of_toman_are_read_as_written(thousands: int) -> None:
    assert parse_amount(format_toman(thousands * 10_000)) == thousands * 10_000


@pytest.mark.parametrize(
    ("rial", "shown"),
    [
        (0, "۰ ریال"),
        (999, "۹۹۹ ریال"),
        (1_250_000, "۱٬۲۵۰٬۰۰۰ ریال"),
        (-500, "۵۰۰ ریال کسری"),
    ],
)
def test_rial_are_shown_in_groups_of_three(rial: int, shown: str) -> None:
    assert format_rial(rial) == shown


@pytest.mark.parametrize(
    ("rial", "shown"),
    [
        (0, "۰ تومان"),
        (5, "۵ ریال"),
        (15, "۱ تومان و ۵ ریال"),
        (10_000, "۱ هزار تومان"),
        (500_000, "۵۰ هزار تومان"),
        (1_250_000, "۱۲۵ هزار تومان"),
        (12_500_000, "۱ میلیون و ۲۵۰ هزار تومان"),
        (200_000_000, "۲۰ میلیون تومان"),
        (12_345_670, "۱ میلیون و ۲۳۴ هزار و ۵۶۷ تومان"),
        (20_000_000_000_000, "۲٬۰۰۰ میلیارد تومان"),
        (-500_000, "۵۰ هزار تومان کسری"),
    ],
)
def test_toman_are_shown_as_they_are_said(rial: int, shown: str) -> None:
    assert format_toman(rial) == shown


@pytest.mark.parametrize(
    ("rial", "words"),
    [
        (0, "صفر ریال"),
        (7, "هفت ریال"),
        (19, "نوزده ریال"),
        (20, "بیست ریال"),
        (115, "صد و پانزده ریال"),
        (1_000, "یک هزار ریال"),
        (500_000, "پانصد هزار ریال"),
        (1_250_000, "یک میلیون و دویست و پنجاه هزار ریال"),
        (1_000_000_001, "یک میلیارد و یک ریال"),
        (2_000_000_000_000, "دو هزار میلیارد ریال"),
    ],
)
def test_amounts_are_written_out_for_receipts(rial: int, words: str) -> None:
    assert amount_words(rial) == words


@given(rial=st.integers(1, 10**12 - 1))
def test_amounts_are_written_out_as_by_another_library(rial: int) -> None:
    # Beyond this range persian-tools says «بیلیون» for what Iran calls «هزار میلیارد».
    assert amount_words(rial) == f"{persian_tools_digits.convert_to_word(rial)} ریال"


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (10, [1, 2, 7], [1, 2, 7]),
        (5, [0, 1], [0, 5]),
        (0, [3, 4], [0, 0]),
        (1, [1, 1], [1, 0]),
        (7, [2, 3, 5], [1, 2, 4]),
    ],
)
def test_a_total_is_shared_by_the_largest_remainder(
    total: int, weights: list[int], shares: list[int]
) -> None:
    assert allocate(total, weights) == shares


@given(total=rials, weights=st.lists(st.integers(0, 10**9), min_size=1, max_size=30).filter(any))
def test_shares_add_up_and_stray_less_than_one_rial(total: int, weights: list[int]) -> None:
    shares = allocate(total, weights)

    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - Fraction(total * weight, sum(weights))) < 1
        assert weight or share == 0


@pytest.mark.parametrize(("total", "weights"), [(-1, [1]), (1, []), (1, [0, 0]), (1, [2, -1])])
def test_a_total_cannot_be_shared_among_nobody(total: int, weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        allocate(total, weights)
