"""Sign-in, password and two-step pages. What allauth offers beyond them is closed."""

from django.urls import include, path, re_path

from houqin.accounts import pin_views as pins
from houqin.accounts import views

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.leave, name="account_logout"),
    path("inactive/", views.inactive, name="account_inactive"),
    path("reauthenticate/", views.confirm_password, name="account_reauthenticate"),
    path("password/change/", views.password, name="account_change_password"),
    path("me/", views.me, name="accounts_me"),
    path("me/pin/", pins.pin, name="accounts_pin"),
    path("me/pin/remove/", pins.remove, name="accounts_pin_remove"),
    path("me/leave/", views.leave_everywhere, name="accounts_leave_everywhere"),
    path("me/tokens/<int:pk>/revoke/", views.token_revoke, name="accounts_token_revoke"),
    path("2fa/", views.two_step, name="mfa_index"),
    path("2fa/authenticate/", views.two_step_code, name="mfa_authenticate"),
    path("2fa/reauthenticate/", views.two_step_again, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", views.two_step_on, name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", views.two_step_off, name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", views.recovery, name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", views.recovery_new, name="mfa_generate_recovery_codes"),
    path("2fa/recovery-codes/download/", views.recovery_file, name="mfa_download_recovery_codes"),
    # Everything else of allauth: nobody signs up, and a lost password is the administrator's.
    # Its addresses stay known, because allauth itself asks for some of them.
    re_path(r"^.+$", views.closed),
    path("", include("allauth.urls")),
]
