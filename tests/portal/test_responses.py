"""What every response carries, and what visitors see when something breaks."""

import re

import pytest
from django.db import DatabaseError, OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path

from portal.csp import ContentSecurityPolicyMiddleware, error_page_styles
from portal.health import healthz


def broken(request):
    raise ValueError("a fault of ours, for 09121234567")


def without_database(request):
    raise OperationalError("connection refused")


urlpatterns = [path("broken/", broken), path("lost/", without_database)]


@pytest.fixture
def client(client):
    client.raise_request_exception = False
    return client


def policy_for(address: str, *, status: int = 200) -> str:
    middleware = ContentSecurityPolicyMiddleware(lambda request: HttpResponse(status=status))
    return str(middleware(RequestFactory().get(address)).headers["Content-Security-Policy"])


def test_public_pages_allow_nothing_inline():
    policy = policy_for("/give/")

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_the_admin_may_run_its_inline_scripts_and_nothing_from_elsewhere():
    policy = policy_for("/admin/pages/")

    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "http" not in policy


def test_the_error_page_may_use_its_own_style_and_no_other():
    policy = policy_for("/give/", status=500)

    assert len(error_page_styles()) == 1
    assert re.search(r"style-src 'self' 'sha256-[\w+/]+=*'", policy)
    assert "unsafe" not in policy


@pytest.mark.urls("tests.portal.test_responses")
def test_a_fault_of_ours_shows_the_error_page(client):
    response = client.get("/broken/")

    assert response.status_code == 500
    assert "دوباره نپردازید" in response.content.decode()
    assert "09121234567" not in response.content.decode()


@pytest.mark.urls("tests.portal.test_responses")
def test_a_lost_database_says_come_back_soon(client):
    response = client.get("/lost/")

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"
    assert "دوباره نپردازید" in response.content.decode()


def test_health_is_good_while_the_database_answers(client, db):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert not response.cookies


def test_health_is_bad_when_the_database_does_not(monkeypatch):
    def refuse():
        raise DatabaseError

    monkeypatch.setattr("portal.health.connection.cursor", refuse)

    assert healthz(RequestFactory().get("/healthz")).status_code == 503
