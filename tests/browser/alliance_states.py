"""The pages of a cultural alliance: for everybody, for its chair, and at the project lead's desk."""

from django.utils import timezone

from organisations.actions import alliances
from organisations.models import Stage
from tests.browser.page_states import State
from tests.browser.steps import send_empty
from tests.factories import AllianceFactory, MeetingFactory

NOT_PAGES = {
    "organisations:alliance_leave",
    "organisations:alliance_member_end",
    "organisations:alliance_board_delete",
    "consultations:desk_votes",
}


def alliance_states(world):
    young, grown = AllianceFactory(name="Ung kulturallians"), formed(world)
    MeetingFactory(kind="founding")
    public, lead = grown.get_absolute_url(), f"{grown.get_absolute_url()}leda/"
    seat, paper = grown.board_seats.get(), grown.documents.get()
    waiting = grown.members.waiting().get()
    open_ones = [
        State("organisations:alliance_list", "/jonkoping/allians/"),
        State("organisations:alliance_list", "/kronoberg/allians/"),
        State("organisations:alliance_detail", public),
        State("organisations:alliance_detail", young.get_absolute_url()),
        State("organisations:alliance_document", f"{public}dokument/{paper.pk}/"),
    ]
    chairs = [
        State("organisations:alliance_detail", public),
        State("organisations:alliance_join", f"{public}med/"),
        State("organisations:alliance_join", f"{young.get_absolute_url()}med/"),
        State("organisations:alliance_lead", lead),
        State("organisations:alliance_edit", f"{lead}andra/"),
        State("organisations:alliance_stage", f"{lead}skede/", send_empty),
        State("organisations:alliance_members", f"{lead}medlemmar/"),
        State("organisations:alliance_member", f"{lead}medlemmar/{waiting.pk}/", send_empty),
        State("organisations:alliance_reach", f"{lead}spridning/"),
        State("organisations:alliance_board", f"{lead}styrelse/", send_empty),
        State("organisations:alliance_board_seat", f"{lead}styrelse/{seat.pk}/"),
        State("organisations:alliance_documents", f"{lead}dokument/"),
        State("organisations:alliance_document_edit", f"{lead}dokument/{paper.pk}/"),
        State("organisations:alliance_steps", f"{lead}steg/"),
        State("organisations:alliance_step", f"{lead}steg/idea/"),
        State("organisations:alliance_write", f"{lead}skriv/", send_empty),
    ]
    leads = [
        State("consultations:desk_alliances", "/region/allianser/", send_empty),
        State("consultations:desk_alliance_interest", f"/region/allianser/{young.slug}/intresse/"),
        State("organisations:alliance_lead", f"{young.get_absolute_url()}leda/"),
        State("organisations:alliance_members", f"{young.get_absolute_url()}leda/medlemmar/"),
    ]
    for who, states in [("volunteer", chairs), ("lead", leads)]:
        for state in states:
            state.who = who
    return open_ones + chairs + leads


def formed(world):
    """With a member, one that has applied, a chair, statutes, and the volunteer to run it."""
    alliance = AllianceFactory(name="Kulturallians Exempellän", purpose="En röst för kulturen.")
    place = world.ours.municipality
    alliances.move_alliance(alliance=alliance, stage=Stage.WORKING_GROUP, place=place)
    for organisation in world.organisations[2:6]:
        alliances.take_part(alliance=alliance, organisation=organisation)
    alliances.move_alliance(alliance=alliance, stage=Stage.FORMED)
    alliances.change_alliance(
        alliance=alliance,
        name=alliance.name,
        purpose=alliance.purpose,
        fee=500,
        criteria=["Har säte i länet", "Är demokratiskt uppbyggd"],
    )
    met = alliance.criteria.all()[:1]
    alliances.apply(alliance=alliance, organisation=world.ours, met=met, word="Vi vill vara med.")
    day = timezone.localdate()
    alliance.board_seats.create(
        task="chair", name="Anna Berg", organisation=world.organisations[2], since=day
    )
    alliance.documents.create(
        kind="statutes", title="Stadgar", body="# Namn\n\nAlliansen heter så.", is_public=True
    )
    alliance.steps.create(key="idea", who="Anna Berg", done_on=day)
    world.volunteer.representations.create(organisation=alliance.organisation).approve()
    return alliance
