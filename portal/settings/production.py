"""Settings of the public site: every secret comes from the environment or the start is refused."""

from urllib.parse import urlsplit

from portal.environment import require

from .base import *  # noqa: F403
from .base import ENVIRONMENT, LOGGING, SITE_URL

require(
    ENVIRONMENT,
    "SECRET_KEY",
    "AID_KEY",
    "FIELD_KEY",
    "ZARINPAL_MERCHANT_ID",
    "DATABASE_URL",
    "SITE_URL",
)

DEMO = False
ALLOWED_HOSTS = [urlsplit(SITE_URL).hostname]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# TLS ends at a server in front, so there is at least one; without it all visitors would share one limit.
TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = max(1, ENVIRONMENT.TRUSTED_PROXIES)
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LOGGING["root"]["handlers"] = ["json"]
