"""Inviting well: the list, the letter's words, sending, reminders, print; and a seat that changes hands."""

from consultations.models import Handover
from organisations.actions.letter_holds import hold
from organisations.models import Letter
from tests.browser.page_states import State
from tests.browser.steps import fill, press, send_empty
from tests.factories import (
    InvitationFactory,
    MeetingFactory,
    OrganisationFactory,
    SeatFactory,
)

NOT_PAGES = {
    "consultations:desk_words_reset",
    "consultations:desk_trial",
    "consultations:desk_pause",
    "consultations:desk_resume",
    "consultations:desk_print_file",
    "consultations:desk_invited_export",
    "consultations:seat_take_back",
    "consultations:seat_calendar",
    "consultations:trial_part",
}


def inviting_states(world):
    base = f"/region/moten/{world.meeting.uuid}/"
    paused = going_out(world)
    empty = f"/region/moten/{MeetingFactory().uuid}/"
    printed = f"/region/moten/{with_print(world).uuid}/"
    yes = f"/i/{world.said_yes.token}/"
    offered, taken = seats_given(world)
    desk = [
        State("consultations:desk_choose", f"{base}valj/?q=spelmanslag"),
        State("consultations:desk_choose", f"{base}valj/?q=finnsinte"),
        State("consultations:desk_invitations", f"{base}inbjudna/?ordning=senast"),
        State("consultations:desk_invitations", f"{paused}inbjudna/"),
        State("consultations:desk_words", f"{base}brevet/"),
        State("consultations:desk_words", f"{base}brevet/?sprak=fi"),
        State("consultations:desk_words", f"{base}brevet/", with_an_unknown_word),
        State("consultations:desk_reminders", f"{base}paminnelser/"),
        State("consultations:desk_reminder_words", f"{base}paminnelser/brevet/"),
        State("consultations:desk_reminders", f"{empty}paminnelser/"),
        State("consultations:desk_print", f"{empty}utskrift/"),
        State("consultations:desk_print", f"{printed}utskrift/"),
        State("consultations:desk_print", f"{printed}utskrift/", orders),
    ]
    for state in desk:
        state.who = "lead"
    return [
        *desk,
        State("consultations:trial_detail", "/i/prov/"),
        State("consultations:invitation_silence", f"/i/{world.silent.token}/inga-fler/"),
        State(
            "consultations:invitation_silence",
            f"/i/{world.waits.token}/inga-fler/",
            presses_no_more,
        ),
        State("consultations:seat_offer", f"{yes}plats/"),
        State("consultations:seat_offer", f"{yes}plats/", send_empty),
        State("consultations:seat_detail", f"/plats/{offered.token}/"),
        State("consultations:seat_detail", f"/plats/{taken.token}/"),
        State("consultations:seat_detail", f"/plats/{taken.token}/", presses_no),
        State("my_page", "/mitt/", who="volunteer"),
    ]


def with_an_unknown_word(page):
    fill(page, body="Hej {foerening}!")
    press(page, "Spara texten")


def orders(page):
    press(page, "Gör en fil med alla brev")


def presses_no_more(page):
    press(page, "Inga fler brev")


def presses_no(page):
    press(page, "Jag har fått förhinder")


def going_out(world):
    """A pause in the middle of a list, with one that was taken off."""
    meeting = MeetingFactory()
    rows = [InvitationFactory(meeting=meeting) for _ in range(3)]
    for row in rows[:2]:
        letter = Letter.objects.create(
            purpose="invitation",
            recipient=row.organisation.email,
            about=f"meeting:{meeting.uuid}",
            occasion="invitation",
            subject="Inbjudan",
            body="Kom.",
        )
        row.issue(letter=letter)
    rows[0].withdraw(by=world.lead)
    hold(about=f"meeting:{meeting.uuid}", by=world.lead)
    return f"/region/moten/{meeting.uuid}/"


def with_print(world):
    meeting = MeetingFactory()
    for organisation in (world.on_paper, OrganisationFactory(email="")):
        InvitationFactory(meeting=meeting, organisation=organisation, is_on_paper=True).issue()
    return meeting


def seats_given(world):
    """One that a colleague has been offered, beside one that is free; and one that she has taken."""
    first = world.meeting.seats.taken().order_by("number").first()
    elsewhere = SeatFactory(name="Beda Ek")
    offered, taken = [
        Handover.objects.create(seat=seat, email=f"kollega{seat.pk}@exempel.se")
        for seat in (first, elsewhere)
    ]
    taken.take()
    return offered, taken
