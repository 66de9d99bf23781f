"""Persian text in three shapes: as stored, as compared and as sorted.

Persian reaches the site from Arabic keyboards, old word processors and scanned files, so one
word arrives in many code point spellings.  Everything stored passes through `clean`; everything
searched or compared passes through `fold`, on both sides.
"""

import re
import unicodedata
from collections.abc import Callable

ZWNJ = "\u200c"
ZWJ = "\u200d"

_PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹"
_ARABIC_DIGITS = "٠١٢٣٤٥٦٧٨٩"
_TO_LATIN = str.maketrans(_PERSIAN_DIGITS + _ARABIC_DIGITS, "0123456789" * 2)
_TO_PERSIAN = str.maketrans("0123456789" + _ARABIC_DIGITS, _PERSIAN_DIGITS * 2)

# Visible format characters (signs of years, verses and numbers) that share the category of the
# invisible ones.
_VISIBLE_FORMAT = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2")
_LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_JOINERS = re.compile(f"[{ZWNJ}{ZWJ}]{{2,}}")
_EDGE_JOINERS = re.compile(rf"(?<!\S)[{ZWNJ}{ZWJ}]+|[{ZWNJ}{ZWJ}]+(?!\S)")
_BLANK_LINES = re.compile(r"\n{3,}")
# More marks on one letter than any script needs; sorting them costs the square of their number.
_MOST_MARKS = 8
_LONG_RUN = re.compile(r"[^\w\s]{9,}")
# Letters in the fixed shapes that PDF files hand over; word ligatures such as U+FDFC stay.
_PRESENTATION = re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufe70-\ufefc]+")
_STORED_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "\u06c0": "ه\u0654"})
_FOLDED_LETTERS = str.maketrans(
    {
        "ي": "ی", "ى": "ی", "ې": "ی", "ے": "ی", "ٸ": "ی",
        "ك": "ک", "ڪ": "ک",
        "ة": "ه", "ۀ": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ه",
        "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ٵ": "ا", "ۇ": "و", "ۆ": "و", "ۋ": "و",
        "ء": None, "ـ": None, ZWNJ: " ", ZWJ: None,
    }
)  # fmt: skip
_ALPHABET = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
# Two lower-case ASCII characters per letter sort alike under every database collation.
_SORT_CODES = {" ": "0"}
_SORT_CODES |= {letter: f"l{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"}
_SORT_CODES |= dict(
    zip(_ALPHABET, (f"p{place}" for place in "0123456789abcdefghijklmnopqrstuvwxyz"), strict=False)
)
_SORT_TOKENS = re.compile("[0-9]+|.")
_HELD_ALEF_MADDA = "\ue000"


def _is_forbidden(character: str) -> bool:
    if character in (ZWNJ, ZWJ, "\n", "\t") or character in _VISIBLE_FORMAT:
        return False
    if character == "\u0640":  # tatweel only stretches a word
        return True
    if unicodedata.category(character) in ("Cc", "Cf", "Cs"):
        return True
    code = ord(character)  # noncharacters: no database or feed accepts them for certain
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def _without_excess_marks(run: re.Match[str]) -> str:
    kept, marks = [], 0
    for character in run.group():
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


class _Sieve(dict[int, int | None]):
    """A table for `str.translate` that drops characters and remembers each verdict."""

    def __init__(self, is_dropped: Callable[[str], bool]) -> None:
        super().__init__()
        self.is_dropped = is_dropped

    def __missing__(self, code: int) -> int | None:
        verdict = self[code] = None if self.is_dropped(chr(code)) else code
        return verdict


_ALLOWED = _Sieve(_is_forbidden)
_UNMARKED = _Sieve(lambda character: unicodedata.category(character) == "Mn")


def latin_digits(text: str) -> str:
    """Replace Persian and Arabic digits with ASCII ones; everything else stays."""
    return text.translate(_TO_LATIN)


def persian_digits(value: object) -> str:
    """Write ``value`` with Persian digits, whichever of the three systems it came in."""
    return str(value).translate(_TO_PERSIAN)


def persian_reference(reference: str) -> str:
    """Write a foreign reference with Persian digits if it is a number, else just as its owner wrote it."""
    return persian_digits(reference) if reference.isdigit() else reference


def clean(text: str, *, multiline: bool = False) -> str:
    """Return ``text`` as it may be stored: one spelling per letter, nothing invisible but joiners.

    Line ends survive only when ``multiline``, at most one empty line in a row.
    """
    text = _LINE_ENDS.sub("\n" if multiline else " ", text)
    text = _PRESENTATION.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    text = _LONG_RUN.sub(_without_excess_marks, text.translate(_ALLOWED))
    # Composed first, so that ي with a hamza becomes ئ; again, because taking ۀ apart moves marks.
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).translate(_STORED_LETTERS))
    text = _LONG_RUN.sub(_without_excess_marks, text.replace("ی\u0654", "ئ"))
    text = _JOINERS.sub(lambda found: ZWNJ if ZWNJ in found.group() else ZWJ, text)
    text = _SPACES.sub(" ", _EDGE_JOINERS.sub("", text))
    text = "\n".join(line.strip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", text).strip()


def fold(text: str) -> str:
    """Return the key under which two spellings of the same Persian text are equal.

    Never shown: it drops harakat, hamza and tatweel, unites look-alike letters and digits, and
    makes ZWNJ a space.
    """
    # Two rounds: lower-casing and decomposing can each uncover work for the other.
    return _fold_once(_fold_once(text))


def compact(text: str) -> str:
    """Return `fold` without spaces, under which «داراب‌کلا» and «دارابکلا» are equal too."""
    return fold(text).replace(" ", "")


def sort_key(text: str) -> str:
    """Return a lower-case ASCII key that sorts in the order of the Persian alphabet.

    «آ» comes first, پ چ ژ ک گ at their places, whole numbers by value, digits before Latin before
    Persian; punctuation counts as a space.  The key is about twice as long as the text.
    """
    # fold() would unite آ with ا, which are two letters to a reader of a list.
    held = unicodedata.normalize("NFC", clean(text)).replace("آ", _HELD_ALEF_MADDA)
    folded = fold(re.sub(rf"[^\w{_HELD_ALEF_MADDA}]|_", " ", fold(held))).replace(_HELD_ALEF_MADDA, "آ")
    return "".join(_sort_code(token) for token in _SORT_TOKENS.findall(folded))


def slugify(text: str) -> str:
    """Return a Persian slug: words of letters and ASCII digits, joined by hyphens."""
    text = unicodedata.normalize("NFC", latin_digits(clean(text)).casefold())
    return re.sub(r"[\W_]+", "-", text.translate(_UNMARKED)).strip("-")


def _fold_once(text: str) -> str:
    text = unicodedata.normalize("NFKD", clean(text).casefold())
    return " ".join(latin_digits(text.translate(_UNMARKED).translate(_FOLDED_LETTERS)).split())


def _sort_code(token: str) -> str:
    if token[0] in "0123456789":
        digits = token.lstrip("0")
        return f"d{min(len(digits), 99):02d}{digits}"
    return _SORT_CODES.get(token) or f"z{ord(token):06x}"
