"""A code to an organisation's registered address, for somebody who is signed in with another."""

import secrets

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from kick.lib import limits, links
from organisations.actions.sealed_mail import LIFETIME, seal_mail

CODES_AN_HOUR = 3
TRIES = 3
SECONDS_BETWEEN = 30


def may_ask(*, user, organisation):
    """Once in half a minute: a second press is not a wish for a second code."""
    key = f"address-code:{organisation.pk}:{user.pk}"
    return limits.allow(key, limit=1, seconds=SECONDS_BETWEEN)


def send_code(*, organisation):
    """Mail a code of eight digits to the registered address, three times an hour at most.

    Returns what the session keeps: a keyed hash and when it ends, never the code. It is the same
    whether there is an address or not, so that nobody is told which.
    """
    code = f"{secrets.randbelow(10**8):08}"
    allowed = limits.allow(f"address-code:{organisation.pk}", limit=CODES_AN_HOUR, seconds=3600)
    if organisation.takes_mail and allowed:
        seal_mail(message=_mail(organisation, f"{code[:4]}-{code[4:]}"))
    return {
        "organisation": str(organisation.uuid),
        "hash": _hash(organisation, code),
        "ends": (timezone.now() + LIFETIME).timestamp(),
    }


def is_right(*, kept, organisation, typed, at=None):
    """Whether the code that was typed is the one that was mailed, tried three times at most.

    A code that was mailed to another address than the organisation has now is wrong.
    """
    is_ours = kept.get("organisation") == str(organisation.uuid)
    if not is_ours or (at or timezone.now()).timestamp() > kept["ends"]:
        return False
    seconds = int(LIFETIME.total_seconds())
    if not limits.allow(f"address-code-try:{kept['hash']}", limit=TRIES, seconds=seconds):
        return False
    return constant_time_compare(kept["hash"], _hash(organisation, links.clean_code(typed)))


def _hash(organisation, code):
    return links.hash_of(f"{organisation.uuid}:{organisation.email.lower()}:{code}")


def _mail(organisation, code):
    with translation.override(organisation.contact_language):
        words = {"organisation": organisation, "code": code}
        return EmailMultiAlternatives(
            _("Code for representing an association in Kick"),
            render_to_string("organisations/emails/address_code.txt", words),
            settings.DEFAULT_FROM_EMAIL,
            [organisation.email],
        )
