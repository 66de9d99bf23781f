"""The slice's README draws the states as the code has them."""

import re
from pathlib import Path

from donations.inkind import states

README = Path(states.__file__).with_name("README.md")


def test_the_diagram_shows_exactly_the_allowed_moves():
    drawn = set(re.findall(r"^ +(\w+) --> (\w+)$", README.read_text(encoding="utf-8"), flags=re.MULTILINE))

    assert drawn == {(str(old), str(new)) for old, news in states.OFFER_NEXT.items() for new in news}


def test_every_state_is_explained():
    explained = re.findall(r"^\| (\w+) \|", README.read_text(encoding="utf-8"), flags=re.MULTILINE)

    assert explained[1:] == states.OfferStatus.values
