"""Sign-in, password and two-step pages. What allauth offers beyond them is closed."""

from django.urls import path, re_path

from houqin.core.late import late

views, pins, two_step = late("houqin.accounts", "views", "pin_views", "two_step")
(signin,) = late("houqin.accounts.signin", "views")


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
    path("by/<slug:provider>/", signin.begin, name="account_by"),
    path("by/<slug:provider>/return/", signin.back, name="account_by_return"),
    path("me/links/<int:pk>/remove/", signin.unlink, name="accounts_unlink"),
    path("2fa/", two_step.index, name="mfa_index"),
    path("2fa/authenticate/", two_step.code, name="mfa_authenticate"),
    path("2fa/reauthenticate/", two_step.again, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", two_step.turn_on, name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", two_step.turn_off, name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", two_step.shown_codes, name="mfa_view_recovery_codes"),
    path(
        "2fa/recovery-codes/generate/",
        two_step.new_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("2fa/recovery-codes/download/", two_step.codes_file, name="mfa_download_recovery_codes"),
    # Everything else of allauth: nobody signs up, and a lost password is the administrator's.
    re_path(r"^.+$", views.closed),
    # Allauth asks for these addresses; behind the line above they lead nowhere.
    path("signup/", views.closed, name="account_signup"),
    path("3rdparty/", views.closed, name="socialaccount_connections"),
    path("3rdparty/signup/", views.closed, name="socialaccount_signup"),
    path("3rdparty/login/error/", views.closed, name="socialaccount_login_error"),
    path("3rdparty/login/cancelled/", views.closed, name="socialaccount_login_cancelled"),
    path("email/", views.closed, name="account_email"),
    path("confirm-email/", views.closed, name="account_email_verification_sent"),
    path("confirm-email/<str:key>/", views.closed, name="account_confirm_email"),
    path("login/code/confirm/", views.closed, name="account_confirm_login_code"),
    path("password/set/", views.closed, name="account_set_password"),
    path("password/reset/", views.closed, name="account_reset_password"),
    path("password/reset/done/", views.closed, name="account_reset_password_done"),
    path(
        "password/reset/key/<str:uidb36>-<str:key>/",
        views.closed,
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", views.closed, name="account_reset_password_from_key_done"),
]
