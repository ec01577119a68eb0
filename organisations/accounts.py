"""Where allauth meets Kick: a code by mail instead of a password, and a second factor for staff.

The code stands first in the mail's text and never in its subject: mail servers log subjects, and
a locked phone shows them to whoever sits beside it.
"""

import hashlib
import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.core import context as allauth_context
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.dispatch import receiver
from django.template.loader import render_to_string
from django.utils.translation import get_language

from kick.lib import limits, sealing
from kick.lib.fields import refuse_personal_numbers
from organisations.actions import sealed_mail
from organisations.models import User

# Recovery codes stand in for a factor that somebody has; they are none by themselves.
FACTORS = {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN}
TOTP_PURPOSE = "second-factor"


class AccountAdapter(DefaultAccountAdapter):
    def get_client_ip(self, request):
        """Who names fewer addresses than there are proxies came past them, and is counted by the
        address that he comes from."""
        try:
            return super().get_client_ip(request)
        except ImproperlyConfigured:
            if not request.META.get("REMOTE_ADDR"):
                raise PermissionDenied from None
            return request.META["REMOTE_ADDR"]

    def clean_email(self, email):
        refuse_personal_numbers(email)
        return super().clean_email(email)

    def format_email_subject(self, subject):
        return str(subject)

    def send_mail(self, template_prefix, email, context):
        """By the queue and sealed. The sixth mail to an address within the hour becomes a 429.

        Known and unknown addresses get their mails by this same way, so that neither its time nor
        its limit tells them apart.
        """
        request = allauth_context.request
        if not may_mail(email):
            raise ImmediateHttpResponse(ratelimit.respond_429(request))
        self._seal(template_prefix, email, context)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Of all that allauth would tell, the change of address: to the address that was left,
        and beside the limit, since the change is done by then."""
        if template_prefix == "account/email/email_changed":
            self._seal(template_prefix, email, {})

    def _seal(self, template_prefix, email, context):
        words = {**context, "email": email, "lang": get_language()}
        words["subject"] = render_to_string(f"{template_prefix}_subject.txt", words).strip()
        sealed_mail.seal_mail(message=self.render_mail(template_prefix, email, words))

    def send_account_already_exists_mail(self, email):
        # allauth's own offers to reset a password.
        self.send_mail("account/email/account_already_exists", email, {})

    def confirm_email(self, request, email_address):
        # allauth looks at its own rows only, and an account that was made in the admin has none.
        others = User.objects.exclude(pk=email_address.user_id)
        if others.filter(email__iexact=email_address.email).exists():
            words = {"email": email_address.email}
            template = "account/messages/email_confirmation_failed.txt"
            self.add_message(request, messages.ERROR, template, words)
            return False
        return super().confirm_email(request, email_address)

    def pre_login(self, request, user, *, email, **kwargs):
        # Whoever was made in the admin has proven the address by the code that was just typed;
        # without this row allauth would send a second code to make sure.
        if email and proved_by_code(request, user, email):
            EmailAddress.objects.get_or_create(
                user=user, email=email.lower(), defaults={"verified": True, "primary": True}
            )
        return super().pre_login(request, user, email=email, **kwargs)

    def login(self, request, user):
        super().login(request, user)
        if user.needs_second_factor:
            request.session.set_expiry(settings.STAFF_SESSION_AGE)


class MFAAdapter(DefaultMFAAdapter):
    def encrypt(self, text):
        return sealing.seal(TOTP_PURPOSE, text.encode()).decode()

    def decrypt(self, encrypted_text):
        return sealing.unseal(TOTP_PURPOSE, encrypted_text.encode()).decode()


def may_mail(email):
    """Five account mails to a mailbox within the hour (CATALOGUE A6), whoever asks for them."""
    key = hashlib.sha256(mailbox(email).encode()).hexdigest()
    return limits.allow(f"account-mail:{key}", limit=5, seconds=3600)


def mailbox(email):
    """One name for the spellings of one mailbox: no case, no dots, nothing behind a plus."""
    local, _at, domain = email.lower().rpartition("@")
    return f"{local.partition('+')[0].replace('.', '')}@{domain}"


def proved_by_code(request, user, email):
    return any(
        record["method"] == "code" and record.get("email") == email
        for record in get_authentication_records(request, user)
    )


def second_factors_of(user):
    """Ids of what the user has to show besides the mail's code; empty when nothing is enrolled."""
    rows = list(Authenticator.objects.filter(user=user).values_list("pk", "type"))
    return {pk for pk, _type in rows} if FACTORS & {type for _pk, type in rows} else set()


def has_used_second_factor(request, enrolled):
    """Whether one of the enrolled was used in this session, twelve hours ago at most."""
    oldest = time.time() - settings.STAFF_SESSION_AGE
    return any(
        record["method"] == "mfa" and record.get("id") in enrolled and record["at"] > oldest
        for record in get_authentication_records(request, request.user)
    )


@receiver(authenticator_added)
def remember_enrolment(request, user, authenticator, **kwargs):
    """Who enrols a factor has just used it: a code of it, or the key's signature."""
    if request.user == user and authenticator.type in FACTORS:
        record_authentication(
            request,
            user,
            "mfa",
            id=authenticator.pk,
            type=authenticator.type,
            reauthenticated=True,
        )
