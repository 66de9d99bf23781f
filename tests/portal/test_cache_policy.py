"""Who may keep an answer, and for how long."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.test import RequestFactory

from portal.cache_policy import cacheable, uncached


def answer(request: HttpRequest, **options: object) -> HttpResponse:
    return HttpResponse("متن", **options)


def test_a_public_page_may_be_kept_by_everyone() -> None:
    response = cacheable(60)(answer)(RequestFactory().get("/"))

    assert response["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize(("method", "status"), [("post", 200), ("get", 404), ("get", 422), ("get", 500)])
def test_other_answers_are_not_kept(method: str, status: int) -> None:
    request = getattr(RequestFactory(), method)("/")

    response = cacheable(60)(answer)(request, status=status)

    assert response["Cache-Control"] == "private, no-cache"


def test_a_page_that_sets_a_cookie_is_not_kept_and_is_reported(caplog: pytest.LogCaptureFixture) -> None:
    def personal(request: HttpRequest) -> HttpResponse:
        response = HttpResponse()
        response.set_cookie("seen", "1")
        return response

    response = cacheable(60)(personal)(RequestFactory().get("/news/"))

    assert response["Cache-Control"] == "private, no-cache"
    assert "/news/" in caplog.text


def test_a_page_that_reads_the_session_is_not_kept() -> None:
    class Session:
        accessed = True

    request = RequestFactory().get("/")
    request.session = Session()

    assert cacheable(60)(answer)(request)["Cache-Control"] == "private, no-cache"


def test_a_page_rendered_late_is_judged_after_it_is_rendered() -> None:
    def late(request: HttpRequest) -> TemplateResponse:
        return TemplateResponse(request, engines["django"].from_string("متن"))

    response = cacheable(60)(late)(RequestFactory().get("/"))

    assert not response.has_header("Cache-Control")
    assert response.render()["Cache-Control"] == "public, max-age=60"


def test_a_personal_page_stays_with_its_reader() -> None:
    assert uncached(answer)(RequestFactory().get("/"))["Cache-Control"] == "private, no-cache"
