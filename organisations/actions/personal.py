"""What one person may ask of us: to see what is held of her, and to be forgotten (GDPR art. 15, 17)."""

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from kick.lib import erasure
from organisations.actions import sealed_mail
from organisations.models import PersonRequest, RequestKind, User


class LastLead(Exception):
    """Nobody would be left who leads the whole country."""


def person_with(address):
    """The person behind a mail address: her account, and every address that was ever hers."""
    address = address.strip().lower()
    user = User.objects.filter(email__iexact=address).first()
    if user is None:
        proven = EmailAddress.objects.filter(email__iexact=address).select_related("user").first()
        user = proven.user if proven else None
    if user is None:
        return erasure.Person(addresses=(address,))
    known = {address, user.email.lower()}
    known |= {row.email.lower() for row in EmailAddress.objects.filter(user=user)}
    known |= {email.lower() for email in user.events.values_list("email", flat=True)} - {""}
    return erasure.Person(addresses=tuple(sorted(known)), user_id=user.pk)


@transaction.atomic
def ask(*, kind, email, received_on=None):
    """Note a request, to be answered within a month. The same again gives the one that waits."""
    address = email.strip().lower()
    asked, _is_new = PersonRequest.objects.open().get_or_create(
        kind=kind, email=address, defaults={"received_on": received_on or timezone.localdate()}
    )
    return asked


@transaction.atomic
def forget_person(*, person):
    """Erase, blank or keep every row about the person, as each model says, and end her sessions.
    Returns table to how and how many. Raises LastLead."""
    user = User.objects.select_for_update().filter(pk=person.user_id).first()
    if user and user.leads_everywhere and not _others_lead(user):
        raise LastLead
    if user:
        keys = UserSession.objects.filter(user=user).values("session_key")
        Session.objects.filter(session_key__in=keys).delete()
    outcomes = [row for row in erasure.erase(person) if row.rows]
    return {row.label: {"how": row.how, "rows": row.rows} for row in outcomes}


def _others_lead(user):
    others = User.objects.exclude(pk=user.pk).filter(is_active=True)
    return any(
        other.leads_everywhere
        for other in others.filter(is_superuser=True) | others.filter(assignments__region=None)
    )


@transaction.atomic
def carry_out(*, request, by):
    """Answer a request: erase, or note that the extract was given. The person is told by a mail
    that is kept nowhere. Raises WrongMove when it is answered already, LastLead."""
    request = PersonRequest.objects.select_for_update().get(pk=request.pk)
    person, address = person_with(request.email), request.email
    is_erasure = request.kind == RequestKind.ERASURE
    outcome = (
        {row.label: {"how": "told", "rows": row.rows} for row in erasure.count(person)}
        if not is_erasure
        else {}
    )
    request.close(by=by, outcome=outcome)
    if is_erasure:
        outcome = forget_person(person=person)
        PersonRequest.objects.filter(pk=request.pk).update(outcome=outcome, email="")
        tell_that_it_is_done(address)
    return outcome


def tell_that_it_is_done(address):
    """By the way of the sign-in codes: encrypted until sent, then deleted."""
    words = {"site_url": settings.SITE_URL, "contact": settings.REPLY_TO_EMAIL}
    mail = EmailMultiAlternatives(
        _("Your data in Kick is deleted"),
        render_to_string("organisations/emails/person_forgotten.txt", words),
        settings.DEFAULT_FROM_EMAIL,
        [address],
    )
    sealed_mail.seal_mail(message=mail)
