"""Django settings, all from Env; a value that never differs between installations is written here."""

from pathlib import Path

import orjson
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict
from psycopg_pool import ConnectionPool

from aftercare.config.env import Env

ENV = Env()
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = ENV.kept_secret_key
DEBUG = ENV.debug
ALLOWED_HOSTS = [host.strip() for host in ENV.allowed_hosts.split(",")]
FIRST_RUN_OPEN = ENV.first_run_open
BASE_URL = ENV.base_url.rstrip("/")
ROOT_URLCONF = "aftercare.config.urls"
ASGI_APPLICATION = "aftercare.config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = True

# A domain is installed by its own name; its place in the story is checked by import-linter.
DOMAINS = [
    "accounts",
    "customers",
    "catalog",
    "orders",
    "devices",
    "contracts",
    "workforce",
    "requests",
    "registrations",
    "billing",
    "dispatch",
    "fieldwork",
    "feedback",
    "grading",
    "outreach",
    "channels",
    "sheets",
    "insight",
]
SURFACES = ["console", "portal", "field", "api"]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "procrastinate.contrib.django",
    "pgtrigger",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "template_partials",
    "aftercare.kit",
    "aftercare.ui",
    *(f"aftercare.domains.{room}" for room in DOMAINS if (PACKAGE / "domains" / room / "apps.py").exists()),
    *(f"aftercare.surfaces.{door}" for door in SURFACES if (PACKAGE / "surfaces" / door / "apps.py").exists()),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "aftercare.config.static_files.StaticFiles",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "aftercare.config.middleware.LanguageMiddleware",
    "aftercare.config.middleware.ActorMiddleware",
    "aftercare.config.demanded_factor.DemandedFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "aftercare.config.middleware.DialogMiddleware",
    "aftercare.config.middleware.RefusalMiddleware",
]


def _database(url: str) -> dict[str, object]:
    parts = conninfo_to_dict(url) if url else {}
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    known = {django: parts.pop(libpq, "") for libpq, django in names.items()}
    pool: dict[str, object] = {"min_size": 1, "max_size": ENV.database_pool, "timeout": 20, "max_idle": 300}
    # By itself a pool doubles its pauses for five minutes: what comes back after two would be found one or two later.
    pool |= {"reconnect_timeout": 3, "reconnect_failed": ConnectionPool.check}  # pauses of 1 and 2 seconds, over again
    # A list joins ten small tables to find names: to try all orders of joining them takes the planner a hundred times
    # longer than the answer. Three at a time keeps what matters, the order among a list's own filters.
    # Values are sent apart from the statement, which the server keeps ready from its third time on.
    kept = {"server_side_binding": True, "prepare_threshold": 3}
    options = {"pool": pool, "options": "-c join_collapse_limit=3", **kept, **parts}
    return {"ENGINE": "django.db.backends.postgresql", **known, "OPTIONS": options}


DATABASES = {"default": _database(ENV.database_url)}
# Counts that every process must share (failed sign-ins) live in the database; many, lest a flood push out a count.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000, "CULL_FREQUENCY": 10},
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "aftercare.config.passwords.UnlikeThePerson"},
    {"NAME": "aftercare.config.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SESSION_ENGINE = "aftercare.config.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = ENV.https_only
SECURE_HSTS_SECONDS = 31_536_000 if ENV.https_only else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ENV.https_only
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.trusted_proxies else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "ui" / "templates"],  # our words before those of the sign-in library
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LANGUAGE_CODE = "zh-hans"
FORMAT_MODULE_PATH = "aftercare.config.formats"
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = ENV.time_zone

STATIC_URL = "/static/"
STATIC_ROOT = ENV.aftercare_home / "static"
MEDIA_ROOT = ENV.aftercare_home / "files"
# `up` collects the static files, compressed and named by their content; until then they are served where they lie.
COLLECTED = (STATIC_ROOT / "staticfiles.json").exists()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not COLLECTED
WHITENOISE_ALLOW_ALL_ORIGINS = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# Without a host nothing is sent: what would be is kept and shown as not sent.
EMAIL_HOST, EMAIL_PORT = ENV.mail_host, ENV.mail_port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = ENV.mail_user, ENV.mail_password
EMAIL_USE_TLS, EMAIL_USE_SSL = ENV.mail_tls == "starttls", ENV.mail_tls == "tls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.mail_from
# Without an address no carrier is asked: people write down where parcels are.
CARRIER_URL, CARRIER_TOKEN = ENV.carrier_url, ENV.carrier_token

FORM_RENDERER = "aftercare.ui.forms.Renderer"
ALLAUTH_TRUSTED_PROXY_COUNT = ENV.trusted_proxies
ACCOUNT_ADAPTER = "aftercare.config.sign_in.Adapter"
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/5m/ip,5/15m/key",
    "reset_password": "20/m/ip,3/15m/key",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_ADAPTER = "aftercare.config.second_factor.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are given by administrators, who know whose they are
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENV.https_only  # browsers allow passkeys without TLS on localhost alone

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_WORKER_DEFAULTS = {"delete_jobs": "successful", "shutdown_graceful_timeout": 20.0}
NINJA_PAGINATION_PER_PAGE = 50

SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # addresses are unique without regard to case, by a database constraint
ORJSON_OPTIONS = orjson.OPT_NON_STR_KEYS | orjson.OPT_UTC_Z
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "aftercare.config.logs.Line",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "procrastinate": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        "httpx": {"level": "WARNING"},
    },
}
