"""Settings of `make run`: the real thing with demo data, a simulated gateway and public keys.

DEBUG stays off, so that what a developer sees is what a visitor would get.
"""

from .base import *  # noqa: F403
from .base import ENVIRONMENT, SITE_URL

# Known to everyone, therefore worthless as secrets: `production` accepts no default.
SECRET_KEY = ENVIRONMENT.SECRET_KEY or "demo-only-signing-key-known-to-everyone-and-therefore-no-secret"
FIELD_KEY = ENVIRONMENT.FIELD_KEY or "ZGVtby1vbmx5LWZpZWxkLWtleS1rbm93bi10by1hbGw="
AID_KEY = ENVIRONMENT.AID_KEY or "demo-only-aid-key"
ZARINPAL_MERCHANT_ID = ENVIRONMENT.ZARINPAL_MERCHANT_ID or "00000000-0000-4000-8000-000000000000"
ALLOWED_HOSTS = ["*"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
DEMO = True
