"""A person's secret calendar address, and the meetings that stand under it."""

from django.db import transaction

from consultations.models import CalendarAddress, Invitation, Meeting, Reply
from organisations.models import Representative


def make_address(*, user):
    """Give her an address; one that she has already stays."""
    return CalendarAddress.objects.get_or_create(user=user)[0]


@transaction.atomic
def change_address(*, user, version):
    """A new address; the old one stops working at once. `version` is of the one that she saw, so that
    a second press changes nothing."""
    address = CalendarAddress.objects.select_for_update().filter(user=user).first()
    if address and version == str(address.link_version):
        address.withdraw_links()


def take_away_address(*, user):
    """No calendar reads it any longer."""
    CalendarAddress.objects.filter(user=user).delete()


def mine(address):
    """[(meeting, her reply or None)]: what she comes to or is invited to, in her own name or for an
    association that she represents today, the meetings that have said no left out."""
    user = address.user
    ours = Representative.objects.approved().filter(user=user).values("organisation")
    replies = list(Reply.objects.of_person(email=user.email, organisations=ours).order_by("pk"))
    invited = Invitation.objects.issued().filter(organisation__in=ours).values("meeting")
    known = {reply.meeting_id: reply for reply in replies if reply.comes}
    refused = {reply.meeting_id for reply in replies} - set(known)
    meetings = Meeting.objects.published().of_calendar(invited=invited, replied=list(known))
    return [
        (meeting, known.get(meeting.pk))
        for meeting in meetings.with_parts().by_time()
        if meeting.pk not in refused
    ]
