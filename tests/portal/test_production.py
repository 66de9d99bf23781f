"""The production settings refuse to start half-configured, and give visitors the promised headers."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.checks import production_environment

REQUIRED = ["SECRET_KEY", "AID_KEY", "FIELD_KEY", "ZARINPAL_MERCHANT_ID", "DATABASE_URL", "SITE_URL"]
PRINT_HEADERS = """
import django
django.setup()
from django.test import Client
client = Client(headers={"host": "example.org"}, raise_request_exception=False)
response = client.get("%s", secure=True)
print(response.status_code)
for name, value in response.headers.items():
    print(f"{name.lower()}: {value}")
for cookie in response.cookies.values():
    print(f"set-cookie: {cookie.OutputString()}")
"""


def run(code: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return production_environment(str(tmp_path))


def test_it_starts_with_all_secrets(environment):
    assert run("import portal.settings.production", environment).returncode == 0


@pytest.mark.parametrize("name", REQUIRED[:-1])
def test_it_refuses_to_start_without(name, environment):
    environment[name] = ""

    refused = run("import portal.settings.production", environment)

    assert refused.returncode != 0
    assert name in refused.stderr.splitlines()[-1]


@pytest.mark.parametrize("command", ["demo", "start"])
def test_demo_commands_are_refused(command, environment):
    refused = subprocess.run(
        [sys.executable, "manage.py", command], env=environment, capture_output=True, text=True, check=False
    )

    assert refused.returncode != 0
    assert "CommandError" in refused.stderr


def test_visitors_get_a_strict_policy_and_no_cookie(environment):
    answer = run(PRINT_HEADERS % "/healthz", environment).stdout

    policy = next(line for line in answer.splitlines() if line.startswith("content-security-policy"))
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert "form-action 'self' https://payment.zarinpal.com" in policy
    assert "strict-transport-security: max-age=31536000; includeSubDomains; preload" in answer
    assert "x-content-type-options: nosniff" in answer
    assert "x-frame-options: DENY" in answer
    assert "referrer-policy: same-origin" in answer
    assert "cross-origin-opener-policy: same-origin" in answer
    assert "permissions-policy: accelerometer=()" in answer
    assert "set-cookie" not in answer


def test_plain_http_is_sent_to_https(environment):
    answer = run(PRINT_HEADERS.replace(", secure=True", "") % "/healthz", environment).stdout

    assert answer.startswith("301")
    assert "location: https://example.org/healthz" in answer
