"""One settings file; everything that differs between machines comes from the environment."""

from __future__ import annotations

import secrets
from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from houqin.config import generics
from houqin.config.database import databases
from houqin.config.environment import parts, text, whole, yes
from houqin.config.outside import Outside

generics.allow()

DATA_DIR = Path(text("HOUQIN_DATA", "data")).resolve()
DEBUG = yes("HOUQIN_DEBUG")
TESTING = yes("HOUQIN_TESTING")
SERVING = yes("HOUQIN_POOL")


def _secret_key() -> str:
    given = text("HOUQIN_SECRET_KEY", "")
    if given:
        return given
    kept = DATA_DIR / "secret.key"
    if not kept.exists():
        if not DATA_DIR.exists():
            return secrets.token_urlsafe(50)
        kept.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return kept.read_text(encoding="ascii").strip()


SECRET_KEY = _secret_key()
_outside = Outside(DATA_DIR / "outside.toml")
ALLOWED_HOSTS = parts("HOUQIN_HOSTS", ["*"])
BASE_URL = text("HOUQIN_URL", "http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = parts("HOUQIN_ORIGINS", [BASE_URL])

ROOMS = [
    "houqin.core", "houqin.ui", "houqin.accounts", "houqin.org", "houqin.journal",
    "houqin.files", "houqin.notify", "houqin.ledgers", "houqin.cases", "houqin.planning",
    "houqin.safety", "houqin.maintenance", "houqin.voice", "houqin.reports", "houqin.radar",
    "houqin.publicity", "houqin.web",
]  # fmt: skip
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "django_htmx",
    *ROOMS,
]
# A process that serves pages loads the queue when something is put in (houqin.core.queue).
if not SERVING:
    INSTALLED_APPS.append("procrastinate.contrib.django")
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "houqin.api.manners.only_json",
    "houqin.org.middleware.institution_path",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "houqin.org.middleware.member_of_session",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "houqin.accounts.middleware.session_timeout",
    "houqin.accounts.middleware.temporary_password",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "houqin.org.middleware.institution_access",
    "houqin.planning.guests.guests_only",
    "houqin.api.middleware.token_scope",
    "houqin.web.middleware.journal_origin",
    "houqin.web.middleware.refusals",
]
ROOT_URLCONF = "houqin.config.urls"
INSTITUTION_URLCONF = "houqin.config.institution_urls"
WSGI_APPLICATION = "houqin.config.wsgi.application"

_loaders = [
    (
        "template_partials.loader.Loader",
        [
            (
                "django.template.loaders.cached.Loader",
                [
                    "django_cotton.cotton_loader.Loader",
                    "django.template.loaders.filesystem.Loader",
                    "django.template.loaders.app_directories.Loader",
                ],
            )
        ],
    )
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": _loaders,
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "houqin.web.context.frame",
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "houqin.ui.templatetags.hq",
                "houqin.ui.templatetags.kept",
                "houqin.ui.templatetags.heat",
            ],
        },
    }
]
COTTON_DIR = "cotton"

DATABASES = databases(pool=SERVING)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIRST_SCHEMA = Path(__file__).with_name("first_schema.sql")

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["houqin.accounts.backend.NameOrPhoneBackend"]
CSRF_FAILURE_VIEW = "houqin.web.errors.csrf_failure"
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "houqin.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_FORMS = {
    "login": "houqin.accounts.forms.LoginForm",
    "change_password": "houqin.accounts.forms.ChangePasswordForm",
    "reauthenticate": "houqin.accounts.forms.ReauthenticateForm",
}
ACCOUNT_RATE_LIMITS = False
SIGN_IN = _outside.sign_in()
SOCIALACCOUNT_ADAPTER = "houqin.accounts.signin.adapter.SocialAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
MFA_ADAPTER = "houqin.accounts.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "houqin.accounts.forms.CodeForm",
    "reauthenticate": "houqin.accounts.forms.CodeAgainForm",
    "activate_totp": "houqin.accounts.forms.ActivateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "后勤 Houqin"

SESSION_ENGINE = "houqin.accounts.sessions"
SESSION_COOKIE_AGE = whole("HOUQIN_SESSION_SECONDS", 12 * 3600)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

API_PER_TOKEN = whole("HOUQIN_API_PER_TOKEN", 120)
API_PER_ADDRESS = whole("HOUQIN_API_PER_ADDRESS", 600)

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = DATA_DIR / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, "'unsafe-inline'"],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF, "data:"],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True

EMAIL_HOST = text("HOUQIN_SMTP_HOST", "")
EMAIL_PORT = whole("HOUQIN_SMTP_PORT", 25)
EMAIL_HOST_USER = text("HOUQIN_SMTP_USER", "")
EMAIL_HOST_PASSWORD = text("HOUQIN_SMTP_PASSWORD", "")
EMAIL_USE_TLS = yes("HOUQIN_SMTP_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = text("HOUQIN_MAIL_FROM", "houqin@localhost")

WECOM_API = _outside.address("wecom", "api", "https://qyapi.weixin.qq.com")
WECOM_LOGIN = _outside.address("wecom", "login", "https://login.work.weixin.qq.com")
WECOM_INSIDE = _outside.address("wecom", "inside", "https://open.weixin.qq.com")
DINGTALK_OAPI = _outside.address("dingtalk", "oapi", "https://oapi.dingtalk.com")
DINGTALK_API = _outside.address("dingtalk", "api", "https://api.dingtalk.com")
DINGTALK_LOGIN = _outside.address("dingtalk", "login", "https://login.dingtalk.com")
FEISHU_API = _outside.address("feishu", "api", "https://open.feishu.cn")
FEISHU_LOGIN = _outside.address("feishu", "login", "https://accounts.feishu.cn")
WEBHOOK_NETWORKS = _outside.networks()

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": text("HOUQIN_LOG", "WARNING")},
}
