"""The files of the design keep the house rules: a style sheet per component, no inline code, no sides."""

import base64
import gzip
import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template

from portal import stylesheet

BASE = Path(settings.BASE_DIR)
TEMPLATES = sorted((BASE / "templates").rglob("*.html"))
COMPONENTS = sorted((BASE / "templates/components").glob("*.html"))
STYLES = sorted((BASE / "static/css").rglob("*.css"))
ERROR_PAGES = [BASE / "templates/500.html", BASE / "templates/503.html"]
NEEDS_NO_STYLE = {
    "button-link": "looks like a button",
    "form": "only puts fields in order",
    "print-title": "is dressed by print.css",
}
BANNED_WORDS = ("لطفاً", "لطفا ", "متأسفیم", "متاسفیم", "نامعتبر است", "این فیلد الزامی است")
ARABIC_LETTERS = "يكة\u0640"

named = pytest.mark.parametrize


def name_of(path: Path) -> str:
    return str(path.relative_to(BASE))


@named("path", COMPONENTS, ids=name_of)
def test_component_opens_with_a_comment_that_lists_its_variables(path):
    text = path.read_text(encoding="utf-8")

    assert text.startswith("{% comment %}")
    assert re.search(r"Variables: \S", text.split("{% endcomment %}")[0])


@named("path", COMPONENTS, ids=name_of)
def test_component_has_a_style_sheet_of_its_name_or_needs_none(path):
    style = BASE / f"static/css/components/{path.stem}.css"

    assert style.exists() != (path.stem in NEEDS_NO_STYLE)


@named("path", STYLES, ids=name_of)
def test_style_sheet_stands_in_a_layer(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL).strip()

    assert re.match(r"@layer (tokens|base|layout|components|utilities) \{", text)


@named("path", STYLES, ids=name_of)
def test_style_sheet_names_no_physical_side(path):
    text = re.sub(r"@page[^{]*\{[^}]*\}", "", path.read_text(encoding="utf-8"))

    physical = re.findall(
        r"(?:margin|padding|border|inset)-(?:left|right|top|bottom)|^\s*(?:left|right|top|bottom)\s*:"
        r"|(?:text-align|float|clear)\s*:\s*(?:left|right)|[^-](?:width|height)\s*:\s*\d",
        re.sub(r"\((?:min|max)-(?:width|height)[^)]*\)", "", text),
        flags=re.MULTILINE,
    )

    assert physical == []


@named("path", [path for path in STYLES if path.name not in {"tokens.css", "print.css"}], ids=name_of)
def test_style_sheet_takes_its_colours_from_the_tokens(path):
    text = path.read_text(encoding="utf-8").split("@media print")[0]

    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b|rgba?\(|hsla?\(", text) == []


@named("path", STYLES, ids=name_of)
def test_style_sheet_never_spaces_joined_letters_or_slants_them(path):
    text = path.read_text(encoding="utf-8")

    assert "letter-spacing" not in text
    assert "italic" not in text
    assert "text-align: justify" not in text


@named("path", [path for path in TEMPLATES if path not in ERROR_PAGES], ids=name_of)
def test_template_holds_no_inline_style_or_script(path):
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"\sstyle\s*=", text)
    assert "<style" not in text
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert "javascript:" not in text
    for script in re.findall(r"<script[^>]*>", text):
        assert "src=" in script or 'type="application/ld+json"' in script


@named("path", TEMPLATES, ids=name_of)
def test_template_holds_no_banned_attribute_and_no_banned_word(path):
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"\s(?:required|maxlength|placeholder|pattern|autofocus)(?:[\s=>])(?![^{]*%})", text)
    assert 'type="number"' not in text
    assert [word for word in BANNED_WORDS if word in text] == []


@named("path", TEMPLATES, ids=name_of)
def test_template_writes_persian_letters(path):
    text = path.read_text(encoding="utf-8")

    assert [letter for letter in ARABIC_LETTERS if letter in text] == []


@named("path", TEMPLATES, ids=name_of)
def test_template_names_no_foreign_host(path):
    loaded = re.findall(r"(?:src|srcset|action)=\"(?:https?:)?//[^\"]+", path.read_text(encoding="utf-8"))

    assert loaded == []


@named("path", ERROR_PAGES, ids=name_of)
def test_error_page_is_a_plain_file_in_persian_with_the_numbers_to_call(path):
    text = path.read_text(encoding="utf-8")

    assert "{%" not in text
    assert "{{" not in text
    assert '<html lang="fa" dir="rtl">' in text
    assert text.count("<h1>") == 1
    assert 'href="tel:123"' in text
    assert "دوباره نپردازید" in text


@named("path", ERROR_PAGES, ids=name_of)
def test_security_policy_allows_exactly_the_style_of_the_error_page(path):
    style = re.findall(r"<style>(.*?)</style>", path.read_text(encoding="utf-8"), flags=re.DOTALL)

    digest = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()

    assert len(style) == 1
    assert f"'sha256-{digest}'" in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["style-src"]


def test_service_unavailable_page_says_when_it_is_back():
    text = (BASE / "templates/503.html").read_text(encoding="utf-8")

    assert re.search(r"ساعت [۰-۹]{1,2}</strong>", text)


def test_stylesheet_joins_every_file_and_stays_small():
    text = stylesheet.joined()

    assert text.startswith("@layer tokens, base, layout, components, utilities;")
    assert all(path.read_text(encoding="utf-8") in text for path in STYLES)
    assert len(gzip.compress(text.encode())) <= 20_000


def test_stylesheet_is_found_where_pages_link_to_it(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    finder = stylesheet.StylesheetFinder()

    found = finder.find("css/site.css")

    assert Path(found).read_text(encoding="utf-8") == stylesheet.joined()
    assert finder.find("css/other.css") == []
    assert [path for path, _ in finder.list([])] == ["css/site.css"]


def test_stylesheet_that_has_not_changed_keeps_its_date(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    finder = stylesheet.StylesheetFinder()
    first = Path(finder.find("css/site.css")).stat().st_mtime_ns

    second = Path(finder.find("css/site.css")).stat().st_mtime_ns

    assert first == second


def test_scripts_together_stay_small():
    scripts = (BASE / "static/js").glob("*.js")

    assert sum(len(gzip.compress(path.read_bytes())) for path in scripts) <= 15_000


def test_font_is_there_and_small():
    path = finders.find("vazirmatn/vazirmatn-arabic-wght-normal.woff2")

    assert path
    assert Path(path).stat().st_size <= 50_000


@named("path", sorted((BASE / "templates/icons").glob("*.svg")), ids=name_of)
def test_icon_is_hidden_from_screen_readers_and_takes_the_colour_of_its_words(path):
    text = get_template(f"icons/{path.name}").render()

    assert 'aria-hidden="true"' in text
    assert "style=" not in text
    assert path.stem == "brand" or 'stroke="currentColor"' in text
