"""The admin's Persian: our catalogue fills gaps of Wagtail's, and the compiled file matches the text."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation import gettext

FOLDER = Path(settings.BASE_DIR, "locale/fa/LC_MESSAGES")
ENTRIES = list(polib.pofile(str(FOLDER / "django.po")))


def test_the_compiled_catalogue_is_that_of_the_text():
    compiled = polib.pofile(str(FOLDER / "django.po")).to_binary()

    assert (FOLDER / "django.mo").read_bytes() == compiled, (
        "run polib's save_as_mofile, or msgfmt, on django.po"
    )


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.msgid[:40])
def test_an_entry_is_whole_and_in_persian_letters(entry):
    places = re.compile(r"%\(\w+\)s|<[^>]+>")

    assert entry.msgstr.strip()
    assert sorted(places.findall(entry.msgstr)) == sorted(places.findall(entry.msgid))
    assert not re.search("[يكة\u0640]", entry.msgstr)


def test_the_site_uses_the_catalogue():
    assert gettext("Go to the first error") == "رفتن به نخستین خطا"
