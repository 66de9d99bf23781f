"""Numbers of people, cards, accounts and gifts, checked against other libraries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from persian_tools import national_id, phone_number
from persian_tools.bank import card_number, sheba
from schwifty import IBAN

from portal.identifiers import (
    MobileError,
    TrackingCodeError,
    TrackingCodeReason,
    format_tracking_code,
    is_card_number,
    is_national_id,
    is_sheba,
    new_tracking_code,
    parse_mobile,
    parse_tracking_code,
)


def digits(length: int) -> st.SearchStrategy[str]:
    return st.text(st.sampled_from("0123456789"), min_size=length, max_size=length)


@pytest.mark.parametrize(
    "typed",
    [
        "09123456789", "۰۹۱۲۳۴۵۶۷۸۹", "٠٩١٢٣٤٥٦٧٨٩", "۰۹۱۲ ۳۴۵ ۶۷۸۹", "0912-345-6789", "(0912) 345 6789",
        "+98 912 345 6789", "+989123456789", "00989123456789", "989123456789", "+98 (0) 912 345 6789",
        "9123456789", "0912.345.6789", "\u200e09123456789\u200e", "۰۹۱۲‌۳۴۵‌۶۷۸۹", "۹1۲3۴5۶7۸9",
    ],
)  # fmt: skip
def test_a_mobile_number_is_read_as_people_type_it(typed: str) -> None:
    assert parse_mobile(typed) == "09123456789"


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "0912345678", "091234567890", "02188123456", "+1 912 345 6789", "0812 345 6789",
        "0912345678a", "²²²²²²²²²²²", "++989123456789", "09123456789 09123456789",
        "0" * 10_000, "\x0009123456789",
    ],
)  # fmt: skip
def test_what_is_no_mobile_number_is_refused(typed: str) -> None:
    with pytest.raises(MobileError):
        parse_mobile(typed)


@given(rest=digits(9), prefix=st.sampled_from(["0", "98", "+98", "0098"]))
def test_known_operators_numbers_are_read_as_another_library_does(rest: str, prefix: str) -> None:
    typed = f"{prefix}9{rest}"

    # persian-tools knows only the prefixes of its list of operators; we leave that to the networks.
    if phone_number.validate(typed):
        assert parse_mobile(typed) == phone_number.normalize(typed)
    else:
        assert parse_mobile(typed) == f"09{rest}"


@pytest.mark.parametrize("typed", ["0084575948", "۰۰۸۴۵۷۵۹۴۸", "008-457594-8"])
def test_a_national_id_passes(typed: str) -> None:
    assert is_national_id(typed)


@pytest.mark.parametrize("typed", ["", "0084575949", "84575948", "1111111111", "0010000009", "²084575948"])
def test_a_wrong_national_id_does_not_pass(typed: str) -> None:
    assert not is_national_id(typed)


@given(typed=digits(10))
def test_national_ids_are_judged_as_by_another_library(typed: str) -> None:
    # persian-tools lets ten equal digits pass, which no person has.
    expected = national_id.validate(typed) and len(set(typed)) > 1

    assert is_national_id(typed) == expected


@given(body=digits(9))
def test_exactly_one_check_digit_fits_a_national_id(body: str) -> None:
    fitting = [digit for digit in "0123456789" if is_national_id(body + digit)]

    assert len(fitting) == (0 if body[3:] == "000000" or len(set(body)) == 1 else 1)


@pytest.mark.parametrize("typed", ["6037701689095443", "۶۰۳۷ ۷۰۱۶ ۸۹۰۹ ۵۴۴۳", "6037-7016-8909-5443"])
def test_a_card_number_passes(typed: str) -> None:
    assert is_card_number(typed)


@pytest.mark.parametrize("typed", ["", "6037701689095444", "603770168909544", "0000000000000000"])
def test_a_wrong_card_number_does_not_pass(typed: str) -> None:
    assert not is_card_number(typed)


@given(typed=st.builds("{}{}".format, st.sampled_from(["603799", "610433", "502229"]), digits(10)))
def test_card_numbers_are_judged_as_by_another_library(typed: str) -> None:
    # persian-tools also refuses a tail of six zeros; Luhn's digit is all we ask for.
    if typed.endswith("000000"):
        return

    assert is_card_number(typed) == card_number.validate(typed)


@pytest.mark.parametrize(
    "typed", ["IR820540102680020817909002", "ir82 0540 1026 8002 0817 9090 02", "IR۸۲۰۵۴۰۱۰۲۶۸۰۰۲۰۸۱۷۹۰۹۰۰۲"]
)
def test_a_sheba_passes(typed: str) -> None:
    assert is_sheba(typed)


@pytest.mark.parametrize("typed", ["", "820540102680020817909002", "IR820540102680020817909003", "IR82"])
def test_a_wrong_sheba_does_not_pass(typed: str) -> None:
    assert not is_sheba(typed)


@given(account=digits(22), guess=digits(2))
def test_shebas_are_judged_as_by_two_other_libraries(account: str, guess: str) -> None:
    # Check digits fit one guess in 97, so the right ones are tried as well.
    right = f"{98 - int(f'{account}182700') % 97:02d}"

    for check in (right, guess):
        typed = f"IR{check}{account}"
        if 2 <= int(check) <= 98:
            assert is_sheba(typed) == sheba.validate(typed) == IBAN(typed, allow_invalid=True).is_valid
        else:
            # ISO 13616 makes check digits of 02 to 98 only; persian-tools also takes 00, 01 and 99.
            assert not is_sheba(typed)


@pytest.mark.parametrize(("proper", "equal_by_97"), [("97", "00"), ("98", "01"), ("02", "99")])
def test_a_sheba_has_one_pair_of_check_digits_only(proper: str, equal_by_97: str) -> None:
    account = next(f"{number:022d}" for number in range(97) if is_sheba(f"IR{proper}{number:022d}"))

    assert not is_sheba(f"IR{equal_by_97}{account}")


def test_new_tracking_codes_are_twelve_digits_and_differ() -> None:
    codes = {new_tracking_code() for _ in range(1000)}

    assert len(codes) == 1000
    assert all(len(code) == 12 and parse_tracking_code(code) == code for code in codes)


@pytest.mark.parametrize("shape", ["{}", " {} ", "{0[0]}-{0[1]}", "{0[0]} {0[1]}"])
def test_a_tracking_code_is_read_in_any_digits_and_spacing(shape: str) -> None:
    code = new_tracking_code()
    shown = format_tracking_code(code)

    assert parse_tracking_code(shown) == code
    assert parse_tracking_code(shown.replace(" ", "\u200c")) == code
    assert parse_tracking_code("-".join(code)) == code


def test_a_tracking_code_is_shown_in_groups_of_four() -> None:
    assert format_tracking_code("123456789012") == "۱۲۳۴ ۵۶۷۸ ۹۰۱۲"


@given(st.randoms(use_true_random=False))
def test_every_wrong_digit_and_every_swap_of_neighbours_is_found(random: object) -> None:
    code = new_tracking_code()

    for place in range(12):
        for digit in set("0123456789") - {code[place]}:
            assert _reason(code[:place] + digit + code[place + 1 :]) is TrackingCodeReason.CHECK_DIGIT
    for place in range(11):
        if code[place] != code[place + 1]:
            swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
            assert _reason(swapped) is TrackingCodeReason.CHECK_DIGIT


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", TrackingCodeReason.EMPTY),
        (" - ", TrackingCodeReason.EMPTY),
        ("1234", TrackingCodeReason.FORMAT),
        ("1234567890123", TrackingCodeReason.FORMAT),
        ("12345678901a", TrackingCodeReason.FORMAT),
        ("²²²²²²²²²²²²", TrackingCodeReason.FORMAT),
        ("1" * 10_000, TrackingCodeReason.FORMAT),
    ],
)
def test_what_is_no_tracking_code_is_refused(typed: str, reason: TrackingCodeReason) -> None:
    assert _reason(typed) is reason


@given(text=st.text())
def test_no_text_breaks_a_reader(text: str) -> None:
    assert is_national_id(text) in (True, False)
    assert is_card_number(text) in (True, False)
    assert is_sheba(text) in (True, False)
    for read, error in ((parse_mobile, MobileError), (parse_tracking_code, TrackingCodeError)):
        try:
            read(text)
        except error:
            continue


def _reason(typed: str) -> TrackingCodeReason | None:
    try:
        parse_tracking_code(typed)
    except TrackingCodeError as error:
        return error.reason
    return None
