"""Allauth's pages of the second step under our own templates.

Apart from signing in, because they load the keys and ciphers that few accounts ever need.
"""

from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp

index = mfa.IndexView.as_view(template_name="accounts/two_step.html")
code = mfa.AuthenticateView.as_view(template_name="accounts/code.html")
again = mfa.ReauthenticateView.as_view(template_name="accounts/again.html")
turn_on = totp.ActivateTOTPView.as_view(template_name="accounts/two_step_on.html")
turn_off = totp.DeactivateTOTPView.as_view(template_name="accounts/two_step_off.html")
shown_codes = codes.ViewRecoveryCodesView.as_view(template_name="accounts/recovery.html")
new_codes = codes.GenerateRecoveryCodesView.as_view(template_name="accounts/recovery_new.html")
codes_file = codes.DownloadRecoveryCodesView.as_view(template_name="accounts/recovery.txt")
