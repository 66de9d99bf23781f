"""Posts without cookies: our own pages may, other sites may not."""

import re
from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.template import TemplateDoesNotExist
from django.test import RequestFactory, override_settings

from portal import public_form as module
from portal.public_form import new_form_key, public_form, public_post, read_form_key


@public_post
def give(request: HttpRequest) -> HttpResponse:
    return HttpResponse("پذیرفته شد")


@public_form
def ask(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.method)


OWN = "http://testserver"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": OWN},
        {"Origin": "https://portal.example"},
        {"Origin": "https://north.portal.example"},
        {"Referer": f"{OWN}/give/?center=12"},
    ],
)
@override_settings(CSRF_TRUSTED_ORIGINS=["https://portal.example", "https://*.portal.example"])
def test_a_post_from_our_own_page_is_accepted(headers: dict[str, str]) -> None:
    response = give(RequestFactory().post("/give/", headers=headers))

    assert response.status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": OWN},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://testserver"},
        {"Origin": "http://testserver.evil.example"},
        {"Origin": "https://notportal.example"},
        {"Origin": "http://portal.example"},
        {"Origin": "http://[broken"},
        {"Origin": "https://evil.example", "Referer": f"{OWN}/give/"},
        {"Referer": "https://evil.example/?http://testserver/"},
        {"Referer": "http://[broken"},
        {"Referer": "about:blank"},
    ],
)
@override_settings(CSRF_TRUSTED_ORIGINS=["https://portal.example"])
def test_a_post_from_elsewhere_is_refused_in_persian(headers: dict[str, str]) -> None:
    response = give(RequestFactory().post("/give/", headers=headers))

    assert response.status_code == 403
    assert re.search("[آ-ی]{3}", response.content.decode())
    assert response["Cache-Control"] == "private, no-cache"


def test_the_refusal_needs_no_template(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*args: object, **kwargs: object) -> str:
        raise TemplateDoesNotExist("403.html")

    monkeypatch.setattr(module, "render_to_string", missing)

    response = give(RequestFactory().post("/give/", headers={"Origin": "https://evil.example"}))

    assert response.status_code == 403
    assert '<html lang="fa" dir="rtl">' in response.content.decode()


def test_only_posts_are_taken() -> None:
    assert give(RequestFactory().get("/give/")).status_code == 405


@pytest.mark.parametrize("view", [give, ask])
def test_neither_a_token_nor_a_cookie_is_asked_for_or_set(view: Callable[..., HttpResponse]) -> None:
    request = RequestFactory().post("/", headers={"Sec-Fetch-Site": "same-origin"})
    request._dont_enforce_csrf_checks = False
    token_check = CsrfViewMiddleware(view)

    token_check.process_request(request)
    refusal = token_check.process_view(request, view, (), {})
    response = token_check.process_response(request, view(request))

    assert refusal is None
    assert not response.cookies
    assert not response.has_header("Vary")


def test_a_page_and_its_form_may_share_a_view() -> None:
    elsewhere = {"Sec-Fetch-Site": "cross-site"}

    assert ask(RequestFactory().get("/ask/", headers=elsewhere)).status_code == 200
    assert ask(RequestFactory().post("/ask/", headers=elsewhere)).status_code == 403
    assert ask(RequestFactory().put("/ask/")).status_code == 405


def test_a_form_key_comes_back_as_it_was() -> None:
    key = new_form_key()

    assert re.fullmatch("[0-9a-f]{32}", key)
    assert read_form_key(key) == key
    assert read_form_key(key.upper()) == key


@pytest.mark.parametrize("text", [None, "", "1", "x" * 32, "²" * 32, "\x00", "0" * 10_000])
def test_a_mangled_form_key_is_replaced_by_a_fresh_one(text: str | None) -> None:
    key = read_form_key(text)

    assert re.fullmatch("[0-9a-f]{32}", key)
    assert key != read_form_key(text)
