"""Settings common to every way of running the portal."""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from portal.environment import read

BASE_DIR = Path(__file__).resolve().parent.parent.parent
ENVIRONMENT = read()
VAR_DIR = Path(ENVIRONMENT.VAR_DIR) if ENVIRONMENT.VAR_DIR else BASE_DIR / "var"

SITE_URL = ENVIRONMENT.SITE_URL
DEBUG = False

INSTALLED_APPS = [
    "home",
    "news",
    "donations",
    "centers",
    "portal",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "portal.security_headers.SecurityHeadersMiddleware",
    "portal.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.unavailable.UnavailableMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    },
]

FORM_RENDERER = "portal.forms.Renderer"

# --- Data ---
DATABASES = {
    "default": dj_database_url.parse(
        ENVIRONMENT.DATABASE_URL or f"sqlite:///{VAR_DIR / 'hamsayeh.sqlite3'}",
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE takes the write lock at BEGIN, so a transaction that reads first cannot fail
    # with "database is locked" when it comes to write.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # The default of 300 would let anyone wash the counters of the rate limits out of the table.
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}
if ENVIRONMENT.CACHE_URL:
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": ENVIRONMENT.CACHE_URL,
    }

# --- Language and time: Persian only; instants are stored in UTC and shown in Tehran time ---
LANGUAGE_CODE = "fa"
LANGUAGES = [("fa", "فارسی")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Tehran"
USE_I18N = True
USE_TZ = True

# --- Static files and media ---
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("vazirmatn", BASE_DIR / "node_modules/@fontsource-variable/vazirmatn/files"),
    ("jalalidatepicker", BASE_DIR / "node_modules/@majidh1/jalalidatepicker/dist"),
]
STATICFILES_FINDERS = [
    "portal.stylesheet.StylesheetFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "portal.static_storage.HashedFilesCompressedStorage"},
}
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "media/"

# --- Security ---
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        # The hash is of the one <style> in 500.html and 503.html, which must work when nothing else does.
        "style-src": [SELF, "'sha256-FlT2KAsZVaQX82HhtMCaEwpuhjAZRLBLWOxZUOJza1w='"],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
        # Chromium follows a form's whole redirect chain: the gateway's host must be listed.
        "form-action": [SELF, ENVIRONMENT.ZARINPAL_URL],
    },
    # Wagtail's admin uses inline scripts and styles; its pages get their own policy in `portal.csp`.
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"  # Wagtail exempts its previews itself.
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# --- Staff sign-in ---
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "portal.sign_in.StaffAdapter"
ACCOUNT_FORMS = {"login": "portal.sign_in_form.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False  # desks are shared: the sign-in ends with the browser
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/5m/ip,5/5m/key"}
TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.TRUSTED_PROXIES
WAGTAIL_PASSWORD_RESET_ENABLED = False  # no mail is sent yet
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- Wagtail ---
WAGTAIL_SITE_NAME = "همسایه"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]

# --- Payment gateway ---
ZARINPAL_URL = ENVIRONMENT.ZARINPAL_URL
ZARINPAL_MERCHANT_ID = ENVIRONMENT.ZARINPAL_MERCHANT_ID
FIELD_KEY = ENVIRONMENT.FIELD_KEY
AID_KEY = ENVIRONMENT.AID_KEY
SECRET_KEY = ENVIRONMENT.SECRET_KEY

# --- Logging: to standard error, for whoever runs the process to keep ---
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
        "json": {"()": "portal.log.JsonFormatter"},
    },
    "handlers": {
        "plain": {"class": "logging.StreamHandler", "formatter": "plain"},
        "json": {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stdout"},
    },
    "root": {"handlers": ["plain"], "level": "WARNING"},
    "loggers": {
        # Django's own handlers (console in DEBUG, mail to admins) give way to the root's.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "portal": {"level": "INFO"},
        "donations": {"level": "INFO"},
        # A missing page is the visitor's news, not ours.
        "django.request": {"level": "ERROR"},
    },
}
