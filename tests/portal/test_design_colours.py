"""Every pair of colours that meet on the site is told apart, in the light and in the dark."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TOKENS = Path(settings.BASE_DIR, "static/css/tokens.css").read_text(encoding="utf-8")
COLOUR = re.compile(r"--([a-z0-9-]+): (#[0-9A-F]{6});")

TEXT = 4.5
SHAPE = 3.0

PAIRS = [
    *((ink, paper, TEXT) for ink in ("ink", "ink-2", "link") for paper in ("page", "panel", "surface")),
    *(("link-hover", paper, TEXT) for paper in ("page", "panel", "surface")),
    *(("anar", paper, TEXT) for paper in ("page", "panel", "surface", "anar-tint")),
    *(("firoozeh-text", paper, TEXT) for paper in ("page", "panel", "surface", "firoozeh-tint")),
    *(("green", paper, TEXT) for paper in ("page", "surface", "green-tint")),
    ("saffron-text", "saffron-tint", TEXT),
    *(("ink", tint, TEXT) for tint in ("firoozeh-tint", "green-tint", "saffron-tint", "anar-tint")),
    *(("link", tint, TEXT) for tint in ("firoozeh-tint", "green-tint", "saffron-tint")),
    ("on-firoozeh", "firoozeh", TEXT),
    ("on-firoozeh", "firoozeh-hover", TEXT),
    ("on-saffron", "saffron", TEXT),
    ("on-saffron", "saffron-hover", TEXT),
    ("on-green", "green", TEXT),
    ("on-emergency", "emergency", TEXT),
    ("on-header", "header", TEXT),
    ("on-header-2", "header", TEXT),
    *(("line-strong", paper, SHAPE) for paper in ("page", "panel", "surface")),
    *(("saffron-edge", paper, SHAPE) for paper in ("page", "panel", "surface", "saffron-tint")),
    ("firoozeh", "page", SHAPE),
    ("firoozeh", "surface", SHAPE),
    ("saffron", "header", SHAPE),
    # The ring is seen on dark grounds, the outline on light ones; on any ground one of them is.
    ("focus", "focus-outline", SHAPE),
    ("focus", "header", SHAPE),
]


def palette(css: str) -> dict[str, str]:
    return dict(COLOUR.findall(css))


LIGHT_CSS, DARK_CSS = TOKENS.split("@media (prefers-color-scheme: dark)")
LIGHT = palette(LIGHT_CSS)
DARK = palette(DARK_CSS)


def luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#FFFFFF", "#000000", 21), ("#767676", "#FFFFFF", 4.54), ("#1D2624", "#FFFFFF", 15.5)],
)
def test_contrast_follows_the_formula_of_wcag(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_pair_can_be_told_apart(colours, front, back, least):
    assert contrast(colours[front], colours[back]) >= least


def test_every_colour_has_a_dark_twin():
    assert set(LIGHT) == set(DARK)


@pytest.mark.parametrize(
    ("ground", "colours"),
    [
        (name, colours)
        for colours in (LIGHT, DARK)
        for name in ("page", "panel", "surface", "header", "green", "emergency")
    ],
)
def test_focus_shows_on_every_ground(ground, colours):
    ring, outline = colours["focus"], colours["focus-outline"]

    assert max(contrast(ring, colours[ground]), contrast(outline, colours[ground])) >= SHAPE
