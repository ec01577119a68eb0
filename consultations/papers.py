"""What is printed about a meeting: letters for those without e-mail, and the list at the door."""

from itertools import groupby

from django.conf import settings
from django.utils import timezone, translation

from consultations import wording
from consultations.models import Need
from consultations.needed import counted, counted_apart
from kick.lib import dates, links, pdf
from organisations.models import Organisation

# In a test letter, where the short code stands.
TRIAL_CODE = "PROVBREVXX"


def paper_parts(meeting):
    """(language, ids of invitations): what fits in one PDF each, by language and then by name."""
    rows = meeting.invitations.issued().printable().order_by("organisation__name", "pk")
    found = [
        (printed_language(language), pk)
        for pk, language in rows.values_list("pk", "organisation__contact_language")
    ]
    # Swedish first: it is what nearly all have.
    found.sort(key=lambda row: (row[0] != "sv", row[0]))
    parts = []
    for language, group in groupby(found, key=lambda row: row[0]):
        ids = [pk for _language, pk in group]
        starts = range(0, len(ids), pdf.MOST_LETTERS)
        parts += [(language, ids[start : start + pdf.MOST_LETTERS]) for start in starts]
    return parts


def printed_language(code):
    """One that our own words exist in; Swedish for all others."""
    return code if code in dict(settings.LANGUAGES) else "sv"


def paper_letters(meeting, *, part=1):
    """One PDF with a letter for each invitation on paper of the part, counted from 1.

    None when there is no such part.
    """
    parts = paper_parts(meeting)
    return print_part(meeting, *parts[part - 1]) if 1 <= part <= len(parts) else None


def print_part(meeting, language, ids):
    """The letters of one of `paper_parts` as a tagged PDF."""
    rows = meeting.invitations.filter(pk__in=ids).select_related("organisation")
    letters = [
        {
            "address": address_lines(row.organisation),
            "link": links.url_for(*row.link_reference),
            "code": row.code,
            "name": row.organisation.name,
            "source": source_words(row.organisation),
        }
        for row in rows.order_by("organisation__name", "pk")
    ]
    return set_letters(meeting, letters, language)


def trial_letter(meeting, organisation):
    """A letter as this association would get it; its code and its link open nothing."""
    letter = {
        "address": address_lines(organisation),
        "link": links.url_for(links.TRIAL, meeting.uuid, 1),
        "code": TRIAL_CODE,
        "name": organisation.name,
        "source": source_words(organisation),
    }
    return set_letters(meeting, [letter], printed_language(organisation.contact_language))


def set_letters(meeting, letters, language):
    own = wording.words_in(wording.own_words(meeting), language)
    with translation.override(language):
        # A meeting keeps the text it was first read in.
        meeting.forget_text()
        words = paper_meeting(meeting)
        if own:
            words["influence"] = ""
            for letter in letters:
                values = wording.values_for(meeting, [letter["name"]])
                letter["words"] = wording.fill(own.body, values)
        content = pdf.invitation_letters(meeting=words, letters=letters, language=language)
    meeting.forget_text()
    return content


def address_lines(organisation):
    place = f"{organisation.postcode} {organisation.city}".strip()
    return [organisation.name, organisation.street, place]


def source_words(organisation):
    if organisation.source and organisation.received_on:
        return f"{organisation.source}, {dates.long_day_text(organisation.received_on)}"
    return organisation.source


def paper_meeting(meeting, *, knows_place=False):
    """`knows_place`: for those who are at the meeting, and not only invited to it."""
    shows = meeting.shows_place or knows_place
    where = [meeting.venue, meeting.street] if shows else []
    where = [*where, meeting.municipality.name]
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
        "access": meeting.text.access_notes if shows else "",
        "contact_name": meeting.contact_name,
        "contact_phone": meeting.contact_phone,
        "contact_email": meeting.contact_email,
        "written_in": meeting.municipality.name,
        "written_on": timezone.localdate(),
    }


def attendance(meeting):
    """The list at the door: those with a seat, by association; who takes part online stands last."""
    seats = meeting.seats.taken().select_related("reply__organisation__merged_into")
    seats = list(seats.by_association())
    return pdf.attendance_list(
        meeting=paper_meeting(meeting, knows_place=True),
        rows=[attendant(seat) for seat in seats if not seat.is_online],
        online=[attendant(seat) for seat in seats if seat.is_online],
    )


def attendant(seat):
    reply = seat.reply
    organisation = reply.organisation and reply.organisation.survivor
    return {
        "name": seat.name,
        "organisation": organisation.name if organisation else reply.said_name,
    }


def needs_sheet(meeting):
    """Counts for kitchen and venue. Of whom they are is not read here at all. It hangs on a wall, so it
    is Swedish whoever prints it."""
    needs = Need.objects.of_those_who_come(meeting)
    with translation.override("sv"):
        meeting.speak_anew()
        apart = counted_apart(needs)
        content = pdf.needs_sheet(
            meeting=paper_meeting(meeting, knows_place=True),
            persons=meeting.seats.taken().on_site().count(),
            kitchen=counted(needs.on_site().for_kitchen()),
            venue=apart["venue"] + apart["interpreters"],
        )
    meeting.speak_anew()
    return content


def table_signs(meeting):
    """A page for each table, with its link as a QR code. None when there is no table yet."""
    tables = [(table.name, links.url_for(*table.link_reference)) for table in meeting.tables.all()]
    if not tables:
        return None
    return pdf.table_signs(meeting=paper_meeting(meeting, knows_place=True), tables=tables)


def register_of_votes(meeting):
    """One vote for each organisation that comes; its ombud is whoever has its first seat, by its later
    answer when it answered under two names that are one by now."""
    seats = (
        meeting.seats.taken()
        .filter(reply__organisation__isnull=False)
        .select_related("reply__organisation__merged_into")
        .order_by("-reply__changed_at", "reply", "pk")
    )
    ombud = {}
    for seat in seats:
        ombud.setdefault(seat.reply.organisation.survivor.pk, seat.name)
    voters = Organisation.objects.filter(pk__in=ombud).by_name()
    rows = [{"organisation": who.name, "name": ombud[who.pk]} for who in voters]
    return pdf.register_of_votes(meeting=paper_meeting(meeting, knows_place=True), rows=rows)
