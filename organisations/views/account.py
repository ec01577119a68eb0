"""allauth's pages for typing a code, made tight: they behave alike for a known and an unknown address."""

import time

from allauth.account.adapter import get_adapter
from allauth.account.views import (
    ConfirmEmailVerificationCodeView,
    ConfirmLoginCodeView,
    SignupView,
)
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from kick.lib import limits

SIGN_UP_SECONDS = 0.2


class ThreeTries:
    """Three tries per code, whatever comes at once: allauth counts in the session, which two
    requests may read before either writes."""

    def post(self, request, *args, **kwargs):
        if self._action == "verify" and not self._may_try():
            self._process.abort()
            adapter = get_adapter()
            text = adapter.error_messages["too_many_login_attempts"]
            adapter.add_message(request, messages.ERROR, message=text)
            return redirect("account_login")
        return super().post(request, *args, **kwargs)

    def _may_try(self):
        process = f"{self.request.session.session_key}:{self._process.state['at']}"
        return limits.allow(f"code:{process}", limit=3, seconds=15 * 60)


class ConfirmLoginCode(ThreeTries, ConfirmLoginCodeView):
    def _resend_form_valid(self, form):
        # allauth's resend() mails only those it knows.
        self._process.send()
        self._process.record_resend()
        self._process.persist()
        return HttpResponseRedirect(
            self.passthrough_next_url(reverse("account_confirm_login_code"))
        )


class ConfirmEmailCode(ThreeTries, ConfirmEmailVerificationCodeView):
    def _resend_form_valid(self, form):
        self._process.generate_code()
        self._process.send()
        self._process.record_resend()
        self._process.persist()
        return HttpResponseRedirect(
            self.passthrough_next_url(reverse("account_email_verification_sent"))
        )


class SignUp(SignupView):
    """Takes as long for an address that has an account as for one that gets its account now:
    writing the rows costs some 8 ms, which a patient stranger could tell (CATALOGUE A1)."""

    def post(self, request, *args, **kwargs):
        started = time.monotonic()
        response = super().post(request, *args, **kwargs)
        time.sleep(max(0, SIGN_UP_SECONDS - (time.monotonic() - started)))
        return response


sign_up = SignUp.as_view()
confirm_login_code = ConfirmLoginCode.as_view()
confirm_email_code = login_not_required(ConfirmEmailCode.as_view())
