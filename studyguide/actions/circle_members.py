"""Who is in a circle: they join by its link, or the leader writes them down."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kick.lib import limits
from organisations.actions.letters import post_letter
from studyguide import emails
from studyguide.actions.circles import led
from studyguide.models import Circle, CircleMember, CircleRole

LETTERS_A_DAY = 3
DAY = 24 * 3600


class CircleIsFull(Exception):
    """As many are in it as can be."""


class CircleIsClosed(Exception):
    """Its leader lets nobody in by the link now."""


class IsInAlready(Exception):
    """Somebody with that address is in the circle: her own link has been mailed there."""


class IsLeader(Exception):
    """A circle has a leader; she can only be changed for another."""


def join(*, circle, key, name, email="", is_old_enough=False):
    """Somebody who holds the circle's link joins it. With an address her own link is mailed there.

    `key` is the form's: the same again gives the same member. Raises CircleIsFull, CircleIsClosed, and
    IsInAlready when the address is known: whoever types it does not get in by that.
    """
    with transaction.atomic():
        circle = Circle.objects.locked().get(pk=circle.pk)
        if known := circle.members.filter(uuid=key).first():
            return known
        there = circle.members.filter(email__iexact=email).first() if email else None
        if there is None:
            if not circle.is_open:
                raise CircleIsClosed(circle.uuid)
            _refuse_when_full(circle)
            words = {"name": name, "email": email, "is_old_enough": is_old_enough}
            member = circle.members.create(uuid=key, came_by_link=True, **words)
        _mail_link(there or member)
    # Not before: the letter would be rolled back.
    if there:
        raise IsInAlready(there.uuid)
    return member


@transaction.atomic
def add_member(*, circle, by, key, name, email="", role=CircleRole.PARTICIPANT, **words):
    """The leader writes somebody down, by a name alone if need be. With an address her own link is
    mailed there. Raises NotLeader, CircleIsFull, IsInAlready and IsLeader."""
    circle = led(circle, by)
    if known := circle.members.filter(uuid=key).first():
        return known
    if role == CircleRole.LEADER:
        raise IsLeader(circle.uuid)
    if email and circle.members.filter(email__iexact=email).exists():
        raise IsInAlready(circle.uuid)
    _refuse_when_full(circle)
    member = circle.members.create(uuid=key, name=name, email=email, role=role, **words)
    _mail_link(member)
    return member


@transaction.atomic
def change_member(*, member, by, **words):
    """Name, address, task, age and approval. A new address gets a link, and the old link stops
    working. Raises NotLeader, IsInAlready and IsLeader."""
    circle = led(member.circle, by)
    member = CircleMember.objects.select_for_update(no_key=True).get(pk=member.pk)
    email, role = words.get("email", member.email), words.get("role", member.role)
    if (role == CircleRole.LEADER) != member.is_leader:
        raise IsLeader(circle.uuid)
    others = circle.members.exclude(pk=member.pk)
    if email and others.filter(email__iexact=email).exists():
        raise IsInAlready(circle.uuid)
    moved = email.lower() != member.email.lower()
    if role == CircleRole.PARTICIPANT:
        words["approved_on"] = None
    for name, value in words.items():
        setattr(member, name, value)
    if moved:
        member.raise_link_version()
    member.save()
    if moved:
        _mail_link(member)
    return member


@transaction.atomic
def remove_member(*, member, by, renews_link=False):
    """Her link stops working, and her ticks go; what the group wrote stays. With `renews_link` the circle's
    link is another too, so that she does not come in by it again. Raises NotLeader and IsLeader."""
    circle = led(member.circle, by)
    if member.is_leader:
        raise IsLeader(circle.uuid)
    circle.members.filter(pk=member.pk).delete()
    if renews_link:
        # A closed one stays closed.
        circle.withdraw_links()


@transaction.atomic
def leave(*, member):
    """By her own link. Raises IsLeader."""
    if member.is_leader:
        raise IsLeader(member.uuid)
    CircleMember.objects.filter(pk=member.pk).delete()


@transaction.atomic
def hand_over(*, circle, by, to):
    """Another member leads from now on, and who led is her substitute. Raises NotLeader."""
    circle = led(circle, by)
    circle.members.filter(role=CircleRole.LEADER).update(role=CircleRole.SUBSTITUTE)
    circle.members.filter(pk=to.pk).update(role=CircleRole.LEADER)


@transaction.atomic
def mail_link_again(*, member, by):
    """Raises NotLeader. Nothing happens without an address, or beyond a few letters a day."""
    led(member.circle, by)
    _mail_link(member)


def _refuse_when_full(circle):
    if circle.members.count() >= settings.CIRCLE_RULES["most_in_a_list"]:
        raise CircleIsFull(circle.uuid)


def _mail_link(member):
    """Others may type somebody's address, so no more than a few letters a day go to it."""
    key = f"circle:{member.email.lower()}"
    if (
        member.email
        and not member.is_leader
        and limits.allow(key, limit=LETTERS_A_DAY, seconds=DAY)
    ):
        occasion = f"link:{member.link_version}:{timezone.now():%Y-%m-%d-%H-%M}"
        post_letter(**emails.circle_link(member=member, occasion=occasion))
