"""What is printed about a meeting: letters for those without e-mail, and the list at the door."""

from django.utils import timezone

from consultations.models import Need, NeedKind
from kick.lib import dates, links, pdf


def paper_letters(meeting, *, part=1):
    """One PDF with a letter for each invitation on paper, the most that one PDF takes from `part` on.

    None when the part is empty.
    """
    rows = (
        meeting.invitations.issued()
        .on_paper()
        .select_related("organisation")
        .order_by("organisation__name", "pk")
    )[(part - 1) * pdf.MOST_LETTERS : part * pdf.MOST_LETTERS]
    letters = [
        {
            "address": address_lines(row.organisation),
            "link": links.url_for(*row.link_reference),
            "code": row.code,
            "source": source_words(row.organisation),
        }
        for row in rows
    ]
    return (
        pdf.invitation_letters(meeting=paper_meeting(meeting), letters=letters) if letters else None
    )


def address_lines(organisation):
    place = f"{organisation.postcode} {organisation.city}".strip()
    return [organisation.name, organisation.street, place]


def source_words(organisation):
    if organisation.source and organisation.received_on:
        return f"{organisation.source}, {dates.long_day_text(organisation.received_on)}"
    return organisation.source


def paper_meeting(meeting):
    where = [meeting.venue, meeting.street, meeting.municipality.name]
    return {
        "title": meeting.title,
        "caller": str(meeting.get_organiser_display()),
        "starts_at": meeting.starts_at,
        "ends_at": meeting.ends_at,
        "place": ", ".join(filter(None, where)),
        "seats": meeting.seats_total,
        "seats_each": meeting.seats_per_organisation,
        "reply_by": timezone.localtime(meeting.registration_closes_at).date(),
        "purpose": meeting.text.purpose,
        "influence": meeting.text.influence,
        "programme": meeting.text.programme,
        "access": meeting.text.access_notes,
        "contact_name": meeting.contact_name,
        "contact_phone": meeting.contact_phone,
        "contact_email": meeting.contact_email,
        "written_in": meeting.municipality.name,
        "written_on": timezone.localdate(),
    }


def attendance(meeting):
    """The list at the door: those with a seat, by association; who takes part online stands last."""
    seats = list(meeting.seats.taken().select_related("reply__organisation").by_association())
    return pdf.attendance_list(
        meeting=paper_meeting(meeting),
        rows=[attendant(seat) for seat in seats if not seat.is_online],
        online=[attendant(seat) for seat in seats if seat.is_online],
    )


def attendant(seat):
    reply = seat.reply
    return {
        "name": seat.name,
        "organisation": reply.organisation.name if reply.organisation else reply.said_name,
    }


def needs_sheet(meeting):
    """Counts for kitchen and venue. Of whom they are is not read here at all."""
    needs = Need.objects.of_those_who_come(meeting)
    return pdf.needs_sheet(
        meeting=paper_meeting(meeting),
        persons=meeting.seats.taken().on_site().count(),
        kitchen=[
            (str(NeedKind(kind).label), number)
            for kind, number in needs.on_site().for_kitchen().counts()
        ],
        venue=[(str(NeedKind(kind).label), number) for kind, number in needs.for_venue().counts()],
    )


def register_of_votes(meeting):
    """One vote for each organisation that comes; its ombud is whoever has its first seat."""
    seats = (
        meeting.seats.taken()
        .filter(reply__organisation__isnull=False)
        .select_related("reply__organisation")
        .order_by("reply__organisation__name", "reply", "pk")
    )
    ombud = {}
    for seat in seats:
        ombud.setdefault(seat.reply.organisation, seat.name)
    rows = [{"organisation": who.name, "name": name} for who, name in ombud.items()]
    return pdf.register_of_votes(meeting=paper_meeting(meeting), rows=rows)
