"""One file, read from top to bottom; everything that differs between places comes from the environment.

Safe by default: what is not set is what production wants. `.env.example` lists every variable.
"""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import django.conf.locale
import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.FileAwareEnv()
env.read_env(env("KICK_ENV_FILE", default=str(BASE_DIR / ".env")))

# Where this installation lives -----------------------------------------------------------

SITE_URL = env("SITE_URL").rstrip("/")
SITE_HOST = urlsplit(SITE_URL).hostname
SITE_IS_LOCAL = SITE_HOST in {"localhost", "127.0.0.1"}
IS_SECURE = SITE_URL.startswith("https://")
STATE_DIR = Path(env("KICK_STATE", default=str(BASE_DIR / "var")))

SECRET_KEY = env("SECRET_KEY")
LINK_KEY = env("LINK_KEY")
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
if (DEMO or DEBUG) and not SITE_IS_LOCAL:
    raise ImproperlyConfigured(
        f"DEMO and DEBUG show secrets and only run on localhost; SITE_URL is {SITE_URL}. "
        "Unset them, or set SITE_URL=http://localhost:8000."
    )
if not (IS_SECURE or SITE_IS_LOCAL):
    raise ImproperlyConfigured(f"SITE_URL must begin with https://, not {SITE_URL}.")

ALLOWED_HOSTS = ["localhost", "127.0.0.1"] if SITE_IS_LOCAL else [SITE_HOST]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# What it is made of ----------------------------------------------------------------------

INSTALLED_APPS = [
    "kick.apps.KickConfig",
    "studyguide",
    "consultations",
    "organisations",
    "kick.apps.KickAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kick.middleware.RequestLog",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "kick.middleware.PackedPages",
    "kick.middleware.ClosedHeaders",
    "kick.middleware.OnePress",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kick.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kick.middleware.KeptWords",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "kick.middleware.SecondFactorRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kick.middleware.WhoChangedIt",
    "kick.middleware.PoliteRetry",
]

ROOT_URLCONF = "kick.urls"
WSGI_APPLICATION = "kick.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kick.context.site",
            ],
            "builtins": ["kick.templatetags.kick"],
        },
    }
]
FORM_RENDERER = "kick.lib.form_renderer.KeptSelects"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Data ------------------------------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL")}
# A socket's directory is written as in libpq: postgres://kick@%2Frun%2Fpostgresql/kick
DATABASES["default"]["HOST"] = unquote(DATABASES["default"]["HOST"])
# A worker answers one request at a time, so one connection each, kept, is cheaper than a pool.
DATABASES["default"]["CONN_MAX_AGE"] = 600
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"].setdefault("OPTIONS", {}).update(
    options=" ".join(
        [
            f"-c statement_timeout={env.int('STATEMENT_TIMEOUT_MS', default=5000)}",
            # How near a word of a search must be to one of a name.
            "-c pg_trgm.word_similarity_threshold=0.5",
            "-c lock_timeout=3000",
            # Postgres expects a disk that turns, and long queries that it pays to compile and to
            # share among workers. Ours are short and many at once.
            "-c random_page_cost=1.1 -c jit=off -c max_parallel_workers_per_gather=0",
        ]
    ),
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "organisations.User"

# A cache of each process's own would multiply every rate limit by the number of workers.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kick_cache",
        # Beyond it the oldest are thrown out, and with them what the limits have counted.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# Seconds; kick/lib/tally.py says what is kept. 0 counts at each visit.
FIGURES_AGE = env.int("FIGURES_AGE", default=60)

# The limits of the consultation check (consultations/check_rules.py). No law has them: from practice.
MEETING_CHECK = {
    "good_days": env.int("CHECK_GOOD_DAYS", default=42),
    "short_days": env.int("CHECK_SHORT_DAYS", default=21),
    "material_days": env.int("CHECK_MATERIAL_DAYS", default=14),
    "feedback_days": env.int("CHECK_FEEDBACK_DAYS", default=90),
    "evening_from": env.int("CHECK_EVENING_FROM", default=17),
}

# What a study circle must be like to count as one: Folkbildningsrådet's conditions for the state grant
# to studieförbund, as the study federations write them out for leaders (2026). They change with the
# year, and then these do. A free conversation group has no rules. `studyguide/circle_rules.py` warns.
CIRCLE_RULES = {
    "fewest": env.int("CIRCLE_FEWEST", default=3),  # persons, the leader too
    "most": env.int("CIRCLE_MOST", default=20),
    "age": env.int("CIRCLE_AGE", default=13),  # years, filled in the year of the circle
    "gatherings": env.int("CIRCLE_GATHERINGS", default=3),  # held, at least
    "study_hours": env.int("CIRCLE_STUDY_HOURS", default=9),  # of 45 minutes, at least
    "longest_minutes": env.int("CIRCLE_LONGEST_MINUTES", default=240),  # one gathering
    "a_week": env.int("CIRCLE_A_WEEK", default=3),  # gatherings in one week, at most
    "own_gatherings": env.int("CIRCLE_OWN_GATHERINGS", default=3),  # for one person to count
    "among_first": env.int("CIRCLE_AMONG_FIRST", default=3),  # one of which she was at
    "most_in_a_list": 60,  # ours: what a list and a room hold, whatever the kind
}

# A GET changes nothing, so it has no history to put a name to.
PGHISTORY_MIDDLEWARE_METHODS = ["POST"]

# Words -----------------------------------------------------------------------------------

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Swedish")), ("fi", _("Finnish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "libraries"]
LANGUAGE_COOKIE_NAME = "kick-language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = IS_SECURE
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
# Django knows neither the Sami languages, Meänkieli, Romani nor Yiddish.
django.conf.locale.LANG_INFO.update(
    {
        code: {"code": code, "name": name, "name_local": local, "bidi": code == "yi"}
        for code, name, local in [
            ("se", "Northern Sami", "davvisámegiella"),
            ("smj", "Lule Sami", "julevsámegiella"),
            ("sma", "Southern Sami", "åarjelsaemien gïele"),
            ("fit", "Meänkieli", "meänkieli"),
            ("rom", "Romani", "romani chib"),
            ("yi", "Yiddish", "ייִדיש"),
        ]
    }
)
LANGUAGES_BIDI = ["ar", "fa", "he", "ur", "yi"]

# Who may come in -------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_page"
ACCOUNT_ADAPTER = "organisations.accounts.AccountAdapter"
MFA_ADAPTER = "organisations.accounts.MFAAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# One address for each person; a new one takes the old one's place when its code has been typed.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
# Mails to one address and tries at one code are counted in organisations/accounts.py and views/account.py.
ACCOUNT_RATE_LIMITS = {
    "login": "20/m/ip",
    "request_login_code": "20/m/ip",
    "login_failed": "10/m/ip,3/m/key,5/5m/key",
    "confirm_email": "20/m/ip",
}
# Digits, since a phone shows them big: 1234-5678.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": True, "length": 8}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Kick"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = SITE_IS_LOCAL

SESSION_COOKIE_AGE = 14 * 24 * 3600
STAFF_SESSION_AGE = 12 * 3600
SESSION_COOKIE_NAME = "__Host-kick" if IS_SECURE else "kick"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
CSRF_COOKIE_NAME = "__Host-kick-csrf" if IS_SECURE else "kick-csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "kick.views.csrf_failure"

# What the browser is told ----------------------------------------------------------------

SECURE_SSL_REDIRECT = IS_SECURE
if env.bool("BEHIND_HTTPS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_SECURE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
PERMISSIONS_POLICY = {
    feature: []
    for feature in [
        "camera",
        "display-capture",
        "geolocation",
        "microphone",
        "payment",
        "usb",
    ]
}

# Files -----------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = STATE_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# A register list is a few hundred kB. What is larger than this is refused before it is read.
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6000

# Jobs ------------------------------------------------------------------------------------

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
WORKER_ALIVE_FILE = env("WORKER_ALIVE_FILE", default="")

# Letters ---------------------------------------------------------------------------------

vars().update(env.email_url("EMAIL_URL"))
if DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = STATE_DIR / "demo-mail"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("DEFAULT_FROM_EMAIL")
REPLY_TO_EMAIL = env("REPLY_TO_EMAIL", default=DEFAULT_FROM_EMAIL)
# Days until an association that has not answered the yearly question is reminded, and until it then
# counts as silent.
ANNUAL_REMINDER_DAYS = env.int("ANNUAL_REMINDER_DAYS", default=21)
# Days that those who were at a meeting have to say whether its notes are right, unless another day is set.
NOTES_CORRECTION_DAYS = env.int("NOTES_CORRECTION_DAYS", default=14)

# Logs ------------------------------------------------------------------------------------

# A line of JSON for a machine that collects them, where it is not a person at a terminal who reads.
LOG_FORMAT = env("LOG_FORMAT", default="text" if SITE_IS_LOCAL else "json")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_secrets": {"()": "kick.lib.logs.WithoutSecrets"}},
    "formatters": {"json": {"()": "kick.lib.logs.JsonLines"}, "text": {}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["without_secrets"],
            "formatter": LOG_FORMAT,
        }
    },
    "loggers": {
        # At INFO it tells every job with its arguments.
        "procrastinate": {"level": "WARNING"},
        # What is asked for stands in kick.requests, by the name of the page.
        "kick.requests": {"level": "INFO" if LOG_FORMAT == "json" else "WARNING"},
    },
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
}
