"""Who works for a region, and who speaks for an association."""

import logging

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kick.lib import text
from kick.lib.retention_limits import PEOPLE_KEPT, UNPROVEN_KEPT
from organisations.actions.letters import post_letter
from organisations.models import (
    Assignment,
    Organisation,
    Purpose,
    Representative,
    Role,
    User,
)

logger = logging.getLogger(__name__)


class NotYours(Exception):
    """Somebody gives or takes what lies outside the regions that she leads."""


class HasItAlready(Exception):
    """The person has this role here."""


class NeedsReason(Exception):
    """A disputed claim is decided with a reason, which both sides are told."""


class SpeaksBothWays(Exception):
    """One account would be the region's officer and speak for an association there.

    The officer would see the association's drafts, which DESIGN §4 keeps from every authority.
    """


@transaction.atomic
def give_role(*, email, name="", role, region, by):
    """Give a role to whoever signs in with the address, known before or not; who is new gets no
    mail until she asks for a code. `region` None is the whole country.

    Raises NotYours, HasItAlready and SpeaksBothWays.
    """
    if not (by.leads_everywhere or (region is not None and by.leads(region))):
        raise NotYours
    address = email.strip().lower()
    user = User.objects.select_for_update().filter(email=address).first()
    if user is None:
        user = User.objects.create_user(address, name=text.clean_line(name))
    if role == Role.REGION_OFFICER and speaks_in(user, region):
        raise SpeaksBothWays
    assignment, is_new = Assignment.objects.get_or_create(user=user, region=region, role=role)
    if not is_new:
        raise HasItAlready
    return assignment


def speaks_in(user, region):
    """Whether the user represents, or has asked to represent, an association of the region."""
    here = Organisation.objects.in_region(region)
    return Representative.objects.open().filter(user=user, organisation__in=here).exists()


@transaction.atomic
def approve_representative(*, representative, by, reason=""):
    """The person may act for the organisation from now on, and is told so by a letter.

    Raises NotYours, SpeaksBothWays, NeedsReason, and WrongMove when somebody else has decided.
    """
    insist_on_leading(representative, by)
    insist_on_reason(representative, reason)
    insist_on_one_side(representative)
    representative.approve(by=by, reason=reason)
    tell(representative, occasion="approved", template="representative_approved")


@transaction.atomic
def decline_representative(*, representative, by, reason=""):
    """Raises NotYours, NeedsReason, and WrongMove when somebody else has decided."""
    insist_on_leading(representative, by)
    insist_on_reason(representative, reason)
    representative.decline(by=by, reason=reason)
    tell(representative, occasion="declined", template="representative_declined")


@transaction.atomic
def end_representative(*, representative, by, reason=""):
    """The person no longer acts for the organisation. Raises NotYours and WrongMove."""
    insist_on_leading(representative, by)
    representative.end(by=by, reason=reason)
    tell(representative, occasion="ended", template="representative_ended")


@transaction.atomic
def reset_second_factor(*, user, by):
    """For somebody whose phone is lost: every factor and recovery code goes, in all sessions at
    once, and staff have to enrol anew before anything else. Raises NotYours."""
    if not by.leads_everywhere or user == by:
        raise NotYours
    Authenticator.objects.filter(user=user).delete()
    logger.warning("second factor of user %s taken away by user %s", user.pk, by.pk)


def insist_on_leading(representative, by):
    if not by.leads(representative.organisation.municipality.region):
        raise NotYours


def insist_on_reason(representative, reason):
    if representative.is_disputed and not reason.strip():
        raise NeedsReason


def insist_on_one_side(representative):
    """The lock keeps give_role from making the same person an officer meanwhile."""
    user = User.objects.select_for_update().get(pk=representative.user_id)
    if user.is_officer_of(representative.organisation.municipality.region):
        raise SpeaksBothWays


def tell(representative, *, occasion, template):
    user, organisation = representative.user, representative.organisation
    with translation.override(user.language):
        body = render_to_string(
            f"organisations/emails/{template}.txt",
            {
                "organisation": organisation,
                "reason": representative.reason,
                "SITE_URL": settings.SITE_URL,
            },
        )
        subject = _("About representing %(name)s in Kick") % {"name": organisation.name}
    post_letter(
        purpose=Purpose.REPRESENTATIVE,
        recipient=user.email,
        about=f"representative:{representative.pk}",
        occasion=occasion,
        subject=subject,
        body=body,
        language=user.language,
        region=organisation.municipality.region,
    )


@transaction.atomic
def forget_people(*, at=None):
    """Delete accounts that nobody has used for 24 months, or whose address nobody has confirmed in
    seven days, with what history says of them (CATALOGUE D8). Returns the number of accounts."""
    at = at or timezone.now()
    away = User.objects.away_since(at - PEOPLE_KEPT)
    unproven = User.objects.never_proven(before=at - UNPROVEN_KEPT)
    gone = list(away.union(unproven).values_list("pk", flat=True))
    User.objects.filter(pk__in=gone).delete()
    # The deletion itself is an event with a copy of the row.
    history = User.pgh_event_models["delete"].objects
    history.filter(pgh_obj_id__in=gone).update(email="", name="")
    return len(gone)


@transaction.atomic
def forget_sessions(*, at=None):
    """Delete sessions that have ended, with what was typed and never sent, and the notes of where
    each of them was. Returns the number of sessions."""
    _number, deleted = Session.objects.filter(expire_date__lt=at or timezone.now()).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return deleted.get(Session._meta.label, 0)
