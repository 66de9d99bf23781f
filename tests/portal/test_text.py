"""Persian text: what is stored, what is compared, what is sorted."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text import (
    clean,
    compact,
    fold,
    latin_digits,
    persian_digits,
    persian_reference,
    slugify,
    sort_key,
)

ZWNJ = "\u200c"
FORBIDDEN = set(
    "يكى\u0640\u200b\u200e\u200f\u061c\ufeff\x00\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad"
)

any_text = st.text(st.characters(codec="utf-8"))
# Mostly Persian, so that the rules meet each other more often than by chance.
persian_text = st.text(
    st.sampled_from("آأإاٱبپكکيیىئؤةهۀءـًٌَُِّْٰٔ\u200c\u200d\u200e\u202e\ufeff\x00\t\n\r\u2028\xa0 -۱٢3ﻲﷲe\u0301İ²")
)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("كتاب ي", "کتاب ی"),
        ("موسى", "موسی"),
        ("خانۀ ما", "خانه\u0654 ما"),
        ("مسي\u0654ول", "مسئول"),
        ("مسی\u0654ول", "مسئول"),
        ("خـــانه", "خانه"),
        ("ﺧﺎﻧﻪ ﻣﻦ", "خانه من"),
        ("\u202eعلی\u202c \u2067رضا\u2069\ufeff", "علی رضا"),
        ("علی\x00رضا\x07", "علیرضا"),
        (f"می{ZWNJ}شود", f"می{ZWNJ}شود"),
        (f"می{ZWNJ}{ZWNJ}شود", f"می{ZWNJ}شود"),
        (f"{ZWNJ}می{ZWNJ}شود{ZWNJ}", f"می{ZWNJ}شود"),
        (f"خانه{ZWNJ} ها", "خانه ها"),
        ("  دو \t\xa0 فاصله ", "دو فاصله"),
        ("سطر\r\nدوم", "سطر دوم"),
        ("۱۲ و ١٢ و 12", "۱۲ و ١٢ و 12"),
        ("<b>نام</b>", "<b>نام</b>"),
    ],
)
def test_stored_text_has_one_spelling(typed: str, stored: str) -> None:
    assert clean(typed) == stored


def test_multiline_text_keeps_its_lines_and_at_most_one_empty_line() -> None:
    typed = f" سطر يک {ZWNJ}\r\n\r\n\r\n\r\nسطر  دو\u2028سطر سه\n\n"

    assert clean(typed, multiline=True) == "سطر یک\n\nسطر دو\nسطر سه"


@pytest.mark.parametrize("text", ["\u0654\u0316" * 150_000, "ۀ" + "\u0316" * 8, "\u0344" * 9])
def test_a_heap_of_marks_on_one_letter_is_cut_and_costs_no_time(text: str) -> None:
    started = time.perf_counter()

    once = clean(text)

    assert clean(once) == once
    assert len(once) < 20
    # Sorting the marks of the first text as they are takes minutes.
    assert time.perf_counter() - started < 20


@pytest.mark.parametrize("multiline", [False, True])
@given(text=any_text | persian_text)
def test_cleaning_twice_changes_nothing(multiline: bool, text: str) -> None:
    once = clean(text, multiline=multiline)

    assert clean(once, multiline=multiline) == once


@given(text=any_text | persian_text)
def test_cleaned_text_holds_nothing_forbidden(text: str) -> None:
    cleaned = clean(text)

    assert not FORBIDDEN & set(cleaned)
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in cleaned)
    assert cleaned == cleaned.strip(f" {ZWNJ}")


@given(text=any_text | persian_text)
def test_the_key_of_cleaned_text_is_the_key_of_the_text(text: str) -> None:
    assert fold(clean(text)) == fold(text)
    assert fold(clean(text, multiline=True)) == fold(text)


@given(text=any_text | persian_text)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)

    assert fold(once) == once


def test_every_letter_has_a_stable_spelling_and_key() -> None:
    # All of the basic plane but the ideographs, syllables and private characters, which nothing changes.
    for code in (*range(0x3400), *range(0xF900, 0x10000), *range(0x1D400, 0x1D800), *range(0x1EE00, 0x1EF00)):
        stored, key = clean(chr(code)), fold(chr(code))

        assert clean(stored) == stored, hex(code)
        assert fold(key) == key == fold(stored), hex(code)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("داراب‌کلا", "داراب كلا"),
        ("آمل", "امل"),
        ("مؤمن", "مومن"),
        ("خانهٔ ما", "خانۀ ما"),
        ("خانهٔ", "خانه"),
        ("رحمة", "رحمه"),
        ("مُحَمَّد", "محمد"),
        ("ان شاءالله", "ان شاالله"),
        ("منطقه ۱۲", "منطقه ١٢"),
        ("منطقه ۱۲", "  منطقه   12 "),
        ("بـــم", "بم"),
        ("ﻛﺘﺎﺏ", "کتاب"),
        ("Sari", "ｓＡＲＩ"),
        ("علی\u200fرضا", "علیرضا"),
    ],
)
def test_spellings_of_one_word_have_one_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("بم", "بن"), ("قم", "غم"), ("ساری", "سارا"), ("۱۲", "۱۳")])
def test_different_words_have_different_keys(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_the_compact_key_ignores_where_words_are_joined() -> None:
    assert compact("داراب‌کلا") == compact("دارابکلا") == compact("داراب كلا")


@given(text=any_text)
def test_digits_change_system_and_nothing_else(text: str) -> None:
    assert persian_digits(latin_digits(text)) == persian_digits(text)
    assert latin_digits(persian_digits(text)) == latin_digits(text)
    assert len(persian_digits(text)) == len(text)


def test_digits_of_all_three_systems_are_read_and_written() -> None:
    assert latin_digits("۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩ 0123456789") == "0123456789 0123456789 0123456789"
    assert persian_digits("٠١٢٣٤٥٦٧٨٩ 0123456789") == "۰۱۲۳۴۵۶۷۸۹ ۰۱۲۳۴۵۶۷۸۹"
    assert persian_digits(1405) == "۱۴۰۵"


@pytest.mark.parametrize(("reference", "shown"), [("4021", "۴۰۲۱"), ("DEMO-Q9Hly", "DEMO-Q9Hly"), ("", "")])
def test_reference_is_never_shown_in_two_systems_of_digits(reference: str, shown: str) -> None:
    assert persian_reference(reference) == shown


@pytest.mark.parametrize(
    "in_order",
    [
        ["آمل", "ابهر", "بم", "پاوه", "تهران", "جهرم", "چابهار", "خوی"],
        ["رشت", "زابل", "ژاله", "ساری"],
        ["قم", "کرج", "گرگان", "لار", "مشهد", "نور", "ورامین", "هرمز", "یزد"],
        ["ناحیه", "ناحیه ۲", "ناحیه ۱۰", "ناحیه الف"],
        ["12", "Sari", "ساری"],
        ["میان", "میان دورود", "میاندورود"],
    ],
)
def test_keys_sort_in_the_order_of_the_persian_alphabet(in_order: list[str]) -> None:
    shuffled = in_order[::-1]

    assert sorted(shuffled, key=sort_key) == in_order


def test_spellings_of_one_word_sort_together() -> None:
    assert sort_key("كرج") == sort_key("کرج")
    assert sort_key("پل‌دختر (لرستان)") == sort_key("پل دختر لرستان")


@given(text=any_text | persian_text)
def test_a_sort_key_is_lower_case_ascii_letters_and_digits(text: str) -> None:
    key = sort_key(text)

    assert all(character in "0123456789abcdefghijklmnopqrstuvwxyz" for character in key)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("مثبت‌زندگی", "مثبت-زندگی"),
        ("مركز گهرباران، میاندورود!", "مرکز-گهرباران-میاندورود"),
        ("  ۲۴ مرکز در «قم» ", "24-مرکز-در-قم"),
        ("Sari_News", "sari-news"),
        ("؟!", ""),
    ],
)
def test_a_slug_keeps_words_apart(title: str, slug: str) -> None:
    assert slugify(title) == slug


@given(text=any_text | persian_text)
def test_a_slug_made_from_a_slug_is_the_same(text: str) -> None:
    assert slugify(slugify(text)) == slugify(text)
