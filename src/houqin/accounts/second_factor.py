"""The six digits after the password, for whoever has switched them on."""

from __future__ import annotations

from allauth.account.stages import LoginStage
from allauth.mfa.internal.constants import LoginStageKey
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpResponseBase


class SecondFactor(LoginStage):  # type: ignore[misc]
    """Stands for allauth's own stage, which brings the cryptography of security keys along: most
    people sign in without either, and 5 MB are a lot of a small machine.
    """

    key = LoginStageKey.MFA_AUTHENTICATE.value
    urlname = "mfa_authenticate"

    def handle(self) -> tuple[HttpResponseBase | None, bool]:
        if self.login.user is None or not is_mfa_enabled(self.login.user):
            return None, True
        from allauth.mfa.stages import AuthenticateStage

        answer: tuple[HttpResponseBase | None, bool] = AuthenticateStage(
            self.controller, self.request, self.login
        ).handle()
        return answer
