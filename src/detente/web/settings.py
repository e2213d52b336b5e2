"""The settings of Django, made of what the environment says."""

from detente.report.words import LANGUAGES as SPOKEN
from detente.web.surroundings import database_of, secret_of, surroundings
from detente.web.too_large import MOST

AROUND = surroundings()
TEAM = AROUND.team
DEBUG = False
SECRET_KEY = secret_of(AROUND)
ALLOWED_HOSTS = list(AROUND.hosts)
ROOT_URLCONF = "detente.web.urls"
WSGI_APPLICATION = "detente.web.wsgi.application"
DATABASES = {"default": database_of(AROUND)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_ace",
    "detente.web.pages",
    "detente.web.audit",
    "detente.web.accounts",
    "detente.web.jobs",
    "detente.web.cases",
    "detente.web.answers",
    "detente.web.assessments",
    "detente.web.questions",
    "detente.web.following",
    "detente.web.api",
]
MIDDLEWARE = [
    "detente.web.pages.safety.Headers",
    "detente.web.api.programs.Programs",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "detente.web.pages.language.SpeakLanguage",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "detente.web.pages.safety.NotTooLarge",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "detente.web.pages.environment.environment",
            "context_processors": ["detente.web.pages.environment.shared"],
        },
    },
]
CSRF_FAILURE_VIEW = "detente.web.pages.faults.forged"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "cases:library"

LANGUAGE_CODE = "en"
LANGUAGES = [(code, code) for code in SPOKEN]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 365 * 86_400
"""Addresses of static files carry the version, so they may be kept long."""

# One person at home keeps the door open for months; a team signs in every fortnight.
SESSION_COOKIE_AGE = (14 if TEAM else 365) * 86_400
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "detente_session"
CSRF_COOKIE_NAME = "detente_csrf"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TEAM
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if TEAM:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health/$"]
    SECURE_HSTS_SECONDS = 365 * 86_400
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in AROUND.hosts]
# The server believes what the proxy says of TLS (`serving`), and tells Django.

DATA_UPLOAD_MAX_MEMORY_SIZE = MOST
FILE_UPLOAD_MAX_MEMORY_SIZE = 6_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

DETENTE_EXECUTOR = "detente.web.jobs.processes.Processes"
"""What questions are answered by; see `jobs.executor`."""
DETENTE_AT_ONCE = 2
"""Questions answered at the same time."""
DETENTE_PATIENCE = 2.5
"""Seconds that a page waits for an answer before it shows how far it is."""
DETENTE_SECONDS = 600.0
"""Seconds that a question may take."""
DETENTE_MEMORY = 2_000_000_000
"""Bytes that answering one may take."""
DETENTE_API_PACE = 240
"""Requests of a token in a minute."""
DETENTE_API_AT_ONCE = 8
"""Questions of a person's programs that may be under way."""
DETENTE_API_QUEUE = 100
"""Questions of everybody's under way, beyond which programs ask again later."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler", "level": "WARNING"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
