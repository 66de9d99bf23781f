"""Whole rial: read what people type, write it for people, share it out to the last rial.

Integers throughout.  A slip between rial and toman is the likeliest mistake with money here, so
the parser refuses whatever can be read in two ways.
"""

import enum
import re
from collections.abc import Sequence

from portal.text import latin_digits, persian_digits

MAX_RIAL = 10**15
"""The largest amount `parse_amount` reads; sums of many such amounts still fit a BIGINT."""


class AmountReason(enum.Enum):
    """Why a typed amount was refused."""

    EMPTY = "empty"
    NOT_A_NUMBER = "not a number"
    AMBIGUOUS = "ambiguous"
    NOT_WHOLE = "not whole"
    NEGATIVE = "negative"
    TOO_LARGE = "too large"


class AmountError(ValueError):
    """The text is not an amount; ``reason`` says why."""

    def __init__(self, reason: AmountReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


_MAX_TYPED = 200
_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "﷼": " ریال "})
_INVISIBLE = re.compile("[\u200b-\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff\u0640]")
_SPACE = re.compile(r"[ \t\n\r\xa0\u2000-\u200a\u202f\u205f\u3000]+")
_MINUS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"
_UNITS = {"ریال": 1, "تومان": 10, "تومن": 10}
_SCALES = {"هزار": 10**3, "میلیون": 10**6, "ملیون": 10**6, "میلیارد": 10**9, "ملیارد": 10**9}
_WORD = re.compile("|".join([*_UNITS, *_SCALES, "و"]))
_COMMAS = ",،٬'’_ "
_POINTS = "./٫"
_TERM = re.compile(rf"[0-9{_COMMAS}{_POINTS}]+")


def parse_amount(text: str) -> int:
    """Read an amount as people type it and return it in rial (zero included).

    All three digit systems, thousands separators, «ریال» or «تومان» on either side, and whole
    numbers of «هزار», «میلیون», «میلیارد» are understood.  Never reads ``500.000`` as 500.

    :raises AmountError: with the reason, when the text has no reading or more than one.
    """
    if len(text) > _MAX_TYPED:
        is_number = latin_digits(text).strip().isdecimal()
        raise AmountError(AmountReason.TOO_LARGE if is_number else AmountReason.NOT_A_NUMBER)
    text = _INVISIBLE.sub("", latin_digits(text).translate(_LETTERS))
    text = _SPACE.sub(" ", text).strip(" ")
    if not text:
        raise AmountError(AmountReason.EMPTY)
    factor, text = _take_unit(text)
    _refuse_minus(text)
    rial = factor * sum(_terms(text))
    if rial > MAX_RIAL:
        raise AmountError(AmountReason.TOO_LARGE)
    return rial


def format_rial(rial: int) -> str:
    """«۱٬۲۵۰٬۰۰۰ ریال»; a shortage is named in words, since a minus sign jumps in RTL text."""
    return f"{_grouped(abs(rial))} ریال" + (" کسری" if rial < 0 else "")


def format_toman(rial: int) -> str:
    """The same amount in toman, exact: «۱۲۵ هزار تومان», «۱ میلیون و ۲۵۰ هزار تومان»."""
    toman, rest = divmod(abs(rial), 10)
    parts = []
    for name, scale in (("میلیارد", 10**9), ("میلیون", 10**6), ("هزار", 10**3)):
        count, toman = divmod(toman, scale)
        if count:
            parts.append(f"{_grouped(count)} {name}")
    if toman or not (parts or rest):
        parts.append(_grouped(toman))
    words = " و ".join(parts)
    shown = [f"{words} تومان"] if words else []
    if rest:
        shown.append(f"{persian_digits(rest)} ریال")
    return " و ".join(shown) + (" کسری" if rial < 0 else "")


def amount_words(rial: int) -> str:
    """«یک میلیون و دویست و پنجاه هزار ریال»."""
    return f"{_in_words(abs(rial))} ریال" + (" کسری" if rial < 0 else "")


def allocate(total: int, weights: Sequence[int]) -> list[int]:
    """Share ``total`` in proportion to ``weights``, always adding up to ``total``.

    Largest remainder; among equal remainders the earlier share is served first.

    :raises ValueError: a negative total or weight, or no weight above zero.
    """
    whole = sum(weights)
    if total < 0 or whole <= 0 or min(weights) < 0:
        raise ValueError("a total of zero or more and weights with a positive sum are needed")
    shares = [total * weight // whole for weight in weights]
    remainders = [total * weight % whole for weight in weights]
    neediest = sorted(range(len(weights)), key=lambda index: -remainders[index])
    for index in neediest[: total - sum(shares)]:
        shares[index] += 1
    return shares


def _take_unit(text: str) -> tuple[int, str]:
    found = {name: text.count(name) for name in _UNITS if name in text}
    if len({_UNITS[name] for name in found}) > 1:
        raise AmountError(AmountReason.AMBIGUOUS)
    for name in found:
        text = text.removeprefix(name).removesuffix(name).strip(" ")
    return (_UNITS[next(iter(found))] if found else 1), text


def _refuse_minus(text: str) -> None:
    inner = text.strip(_MINUS + " ")
    if not re.search("[0-9]", inner):
        return
    if inner != text.strip(" "):
        raise AmountError(AmountReason.NEGATIVE)
    if any(sign in text for sign in _MINUS):
        raise AmountError(AmountReason.AMBIGUOUS)


def _terms(text: str) -> list[int]:
    """Split «۲ میلیون و ۵۰۰ هزار» at its words; a text without words is one term."""
    pieces = re.split(f"({'|'.join(_SCALES)})", text)
    if len(pieces) == 1:
        return [_whole_number(text)]
    terms: list[int] = []
    limit = MAX_RIAL * 10
    for number, scale_name in zip(pieces[0:-1:2], pieces[1::2], strict=True):
        number = number.strip(" ")
        if terms:
            number = number.removeprefix("و").strip(" ")
        scale = _SCALES[scale_name]
        if any(point in number for point in _POINTS):
            # «۱.۵۰۰ میلیون» is one and a half or one thousand five hundred.
            _whole_number(number)
            raise AmountError(AmountReason.AMBIGUOUS)
        term = _whole_number(number) * scale
        if term >= limit:
            too_large = not terms
            raise AmountError(AmountReason.TOO_LARGE if too_large else AmountReason.AMBIGUOUS)
        terms.append(term)
        limit = scale
    if pieces[-1].strip(" "):
        # «۲ میلیون و ۵۰۰» is said for 2,500,000 as well as for 2,000,500.
        rest = pieces[-1].strip(" ").removeprefix("و").strip(" ")
        _whole_number(rest)
        raise AmountError(AmountReason.AMBIGUOUS)
    return terms


def _whole_number(text: str) -> int:
    """Read one number of ASCII digits with separators."""
    if not _TERM.fullmatch(text) or not re.search("[0-9]", text):
        raise AmountError(AmountReason.NOT_A_NUMBER)
    text = re.sub(rf" ?([{_COMMAS.strip()}{_POINTS}]) ?", r"\1", text)
    separators = {character for character in text if character not in "0123456789"}
    points = separators & set(_POINTS)
    groups = re.split(f"[{_COMMAS}{_POINTS}]", text)
    if points:
        _refuse_fractions(groups, points, separators)
    if len(groups) > 1 and not _are_thousands(groups):
        raise AmountError(AmountReason.AMBIGUOUS)
    digits = "".join(groups).lstrip("0")
    if len(digits) > len(str(MAX_RIAL)):
        raise AmountError(AmountReason.TOO_LARGE)
    return int(digits or "0")


def _refuse_fractions(groups: list[str], points: set[str], separators: set[str]) -> None:
    if len(separators) > 1 or not all(groups):
        raise AmountError(AmountReason.AMBIGUOUS)
    if not _are_thousands(groups):
        raise AmountError(AmountReason.NOT_WHOLE if len(groups) == 2 else AmountReason.AMBIGUOUS)
    if "٫" in points:
        # The Persian decimal sign, easily mistaken for the thousands sign next to it.
        raise AmountError(AmountReason.AMBIGUOUS)


def _are_thousands(groups: list[str]) -> bool:
    first, *rest = groups
    return 1 <= len(first) <= 3 and first[0] != "0" and all(len(group) == 3 for group in rest)


def _grouped(number: int) -> str:
    return persian_digits(f"{number:,}".replace(",", "٬"))


_ONES = (
    "", "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه", "ده", "یازده", "دوازده",
    "سیزده", "چهارده", "پانزده", "شانزده", "هفده", "هجده", "نوزده",
)  # fmt: skip
_TENS = ("", "", "بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود")
_HUNDREDS = ("", "صد", "دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد")


def _in_words(number: int) -> str:
    if number == 0:
        return "صفر"
    parts = []
    for name, scale in (("میلیارد", 10**9), ("میلیون", 10**6), ("هزار", 10**3)):
        count, number = divmod(number, scale)
        if count:
            parts.append(f"{_in_words(count)} {name}")
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10) if rest >= 20 else (0, rest)
    parts += [word for word in (_HUNDREDS[hundreds], _TENS[tens], _ONES[ones]) if word]
    return " و ".join(parts)
