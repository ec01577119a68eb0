"""Meetings, who was asked to them, and what they answered."""

from collections import Counter
from datetime import timedelta

from consultations.models import (
    Admission,
    Invitation,
    InvitationStatus,
    Meeting,
    MeetingKind,
    MeetingStatus,
    MeetingText,
    Need,
    NeedKind,
    Organiser,
    Reply,
    Seat,
    SeatStatus,
    Speaker,
    Way,
)
from kick.profile import words
from kick.profile.guests import FULL, HUGE, OPEN, SEATS, guests, region_of
from kick.profile.people import BIG_LEAD
from kick.profile.sizes import made_up_uuid
from organisations.models import Letter, LetterStatus, Municipality, Organisation, Purpose, Region

KINDS = [MeetingKind.CONSULTATION, MeetingKind.ASSEMBLY, MeetingKind.START, MeetingKind.FEEDBACK]
ONE_CANCELLED_IN = 50
WAITING_DAYS = timedelta(days=3)


def meetings(sizes):
    chance = sizes.chance("meetings")
    regions = dict(Region.objects.values_list("slug", "pk"))
    towns = {
        slug: list(Municipality.objects.filter(region=pk).values_list("pk", flat=True))
        for slug, pk in regions.items()
    }
    for pk in range(1, sizes.meetings + 1):
        slug, kind = region_of(pk), KINDS[pk % len(KINDS)]
        starts_at = starts_at_of(pk, sizes)
        is_cancelled = starts_at < sizes.moment(days=0) and pk % ONE_CANCELLED_IN == 0
        yield Meeting(
            pk=pk,
            uuid=made_up_uuid(chance),
            region_id=regions[slug],
            slug=f"{kind}-{pk}",
            organiser=Organiser.BOTH,
            kind=kind,
            admission=Admission.OPEN,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2, minutes=30),
            venue=f"{chance.choice(words.PLACES)}salen",
            street=f"{chance.choice(words.STREETS)} {pk % 90 + 1}",
            municipality_id=chance.choice(towns[slug]),
            seats_total=_seats_total(pk, sizes),
            registration_closes_at=starts_at - timedelta(days=1),
            languages=["sv"],
            contact_name=_name(chance),
            contact_email=BIG_LEAD,
            status=MeetingStatus.CANCELLED if is_cancelled else MeetingStatus.PUBLISHED,
            cancelled_because="Lokalen blev upptagen." if is_cancelled else "",
            created_at=starts_at - timedelta(days=90),
        )


def _seats_total(pk, sizes):
    # Fewer seats than come, so that some wait.
    return max(1, sizes.small // 4) if pk == FULL else SEATS.get(pk, 60)


def starts_at_of(pk, sizes):
    """Seven meetings are to come, the others lie evenly in the five years past."""
    if pk <= OPEN[-1]:
        return sizes.moment(days=14 + 7 * pk)
    return sizes.moment(days=-7 - pk * 5 * 365 // (sizes.meetings + 1), hour=17 + pk % 3)


def texts(sizes):
    for pk in range(1, sizes.meetings + 1):
        yield MeetingText(
            pk=pk,
            meeting_id=pk,
            language="sv",
            title=words.MEETING_TITLES[pk % len(words.MEETING_TITLES)],
            purpose=words.MEETING_PURPOSE,
            influence=words.MEETING_INFLUENCE,
            programme=words.MEETING_PROGRAMME,
            access_notes=words.MEETING_ACCESS,
        )


def invited(sizes):
    """(id, guest) of those that were asked; the letter has the same id."""
    asked = (guest for guest in guests(sizes) if guest.organisation)
    return enumerate(asked, 1)


def letters(sizes):
    chance = sizes.chance("letters")
    addresses = dict(Organisation.objects.exclude(email="").values_list("pk", "email"))
    about = dict(Meeting.objects.values_list("pk", "uuid"))
    regions = dict(Meeting.objects.values_list("pk", "region"))
    for pk, guest in invited(sizes):
        if address := addresses.get(guest.organisation):
            sent_at = starts_at_of(guest.meeting, sizes) - timedelta(days=40)
            yield Letter(
                pk=pk,
                uuid=made_up_uuid(chance),
                purpose=Purpose.INVITATION,
                recipient=address,
                about=f"meeting:{about[guest.meeting]}",
                occasion="invitation",
                region_id=regions[guest.meeting],
                subject=f"Inbjudan: {words.MEETING_TITLES[guest.meeting % 6]}",
                body=words.LETTER_BODY,
                status=LetterStatus.FAILED if pk % 97 == 0 else LetterStatus.SENT,
                queued_at=sent_at,
                sent_at=None if pk % 97 == 0 else sent_at,
                answer_code=550 if pk % 97 == 0 else 250,
                attempts=1,
            )


def invitations(sizes):
    chance = sizes.chance("invitations")
    posted = set(Letter.objects.values_list("pk", flat=True))
    for pk, guest in invited(sizes):
        issued_at = starts_at_of(guest.meeting, sizes) - timedelta(days=40)
        yield Invitation(
            pk=pk,
            uuid=made_up_uuid(chance),
            meeting_id=guest.meeting,
            organisation_id=guest.organisation,
            is_on_paper=pk not in posted,
            letter_id=pk if pk in posted else None,
            status=InvitationStatus.ISSUED,
            created_at=issued_at,
            issued_at=issued_at,
        )


def answered(sizes):
    """(id, guest) of those that have answered."""
    return enumerate((guest for guest in guests(sizes) if guest.has_answered), 1)


def replies(sizes):
    chance = sizes.chance("replies")
    for pk, guest in answered(sizes):
        at = _answered_at(guest, pk, sizes)
        is_alone = guest.organisation is None
        yield Reply(
            pk=pk,
            uuid=made_up_uuid(chance),
            meeting_id=guest.meeting,
            speaker=Speaker.SELF if is_alone else Speaker.ORGANISATION,
            organisation_id=guest.organisation,
            email=f"svar-{pk}@ensam.example" if is_alone else "",
            comes=guest.persons > 0,
            word="Vi tar gärna med oss kaffe." if pk % 40 == 0 else "",
            wants_alliance=pk % 6 == 0 and guest.persons > 0,
            way=Way.PUBLIC if is_alone else Way.LINK,
            answered_at=at,
            changed_at=at,
            confirmed_at=at,
        )


def _answered_at(guest, pk, sizes):
    before = timedelta(days=guest.days_before, seconds=pk % 86_400)
    return starts_at_of(guest.meeting, sizes) - before - timedelta(days=30)


def seats(sizes):
    chance = sizes.chance("seats")
    taken, seat = Counter(), 0
    for pk, guest in answered(sizes):
        for _ in range(guest.persons):
            seat += 1
            taken[guest.meeting] += 1
            number = taken[guest.meeting]
            has_seat = number <= _seats_total(guest.meeting, sizes)
            yield Seat(
                pk=seat,
                meeting_id=guest.meeting,
                reply_id=pk,
                name=_name(chance),
                status=SeatStatus.CONFIRMED if has_seat else SeatStatus.WAITING,
                number=number if has_seat else None,
                waiting_since=None if has_seat else _answered_at(guest, pk, sizes),
            )


def needs(sizes):
    """Only of those who are still to come: the others' are deleted."""
    need = 0
    for pk, guest in answered(sizes):
        if guest.meeting in (HUGE, FULL, *OPEN) and guest.persons and pk % 15 == 0:
            need += 1
            yield Need(pk=need, reply_id=pk, kind=NeedKind.values[pk % len(NeedKind.values)])


def _name(chance):
    return f"{chance.choice(words.GIVEN_NAMES)} {chance.choice(words.FAMILY_NAMES)}"
