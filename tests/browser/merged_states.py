"""Associations that share an address, or that were merged while somebody had a form of theirs open."""

from django.utils import timezone

from organisations.actions import merging
from organisations.models import AnnualCheck, AnnualLetter, ConfirmedHow
from tests.browser.page_states import State, as_lead
from tests.browser.steps import press
from tests.factories import MeetingFactory, OrganisationFactory, ReplyFactory, SeatFactory


def merged(world):
    ours = world.ours.get_absolute_url()
    replies = f"/region/moten/{answered_twice().uuid}/svar/"
    return [
        State("organisations:annual_confirm", f"/anmal/stammer/{asked_together().token}/"),
        State(
            "organisations:annual_confirm", f"/anmal/stammer/{AnnualLetter.objects.create().token}/"
        ),
        State(
            "organisations:organisation_edit",
            f"{ours}andra/",
            sends_what_was_for_another("Spara uppgifterna"),
            who="volunteer",
        ),
        State(
            "organisations:registration_confirm",
            f"/anmal/bekrafta/{world.ours.token}/",
            sends_what_was_for_another("Allt stämmer"),
        ),
        as_lead(State("consultations:desk_replies", replies)),
    ]


def asked_together():
    letter = AnnualLetter.objects.create()
    for name in ["Bandet i Bankeryd", "Kulturföreningen Lyktan", "Åsens blandade kör"]:
        row = OrganisationFactory(name=name, email="post@delad.example")
        AnnualCheck.objects.create(organisation=row, year=timezone.localdate().year, letter=letter)
    row.confirm(how=ConfirmedHow.LINK)
    return letter


def answered_twice():
    meeting = MeetingFactory()
    names = ["Habo hembygdsförening", "Hembygdsföreningen i Habo", "Aneby kör"]
    rows = [OrganisationFactory(name=name) for name in names]
    for number, row in enumerate(rows):
        reply = ReplyFactory(meeting=meeting, organisation=row, comes=True)
        SeatFactory(reply=reply, name=f"Person {number}", number=number + 1)
    merging.merge_organisations(survivor=rows[0], absorbed=rows[1], choices={}, by=None)
    return meeting


def sends_what_was_for_another(button):
    """As if the form had been opened for an entry that has been merged into this one since."""

    def send(page):
        other = OrganisationFactory()
        page.locator("[name=entry]").first.evaluate(
            "(field, key) => { field.value = key }", str(other.uuid)
        )
        press(page, button)

    return send
