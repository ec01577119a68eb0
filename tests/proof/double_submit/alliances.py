"""What an alliance, and an association that wants to be in it, sends."""

from organisations.actions import alliances
from organisations.models import Municipality, Region, Stage
from tests.factories import (
    AllianceFactory,
    AssignmentFactory,
    MeetingFactory,
    OrganisationFactory,
    ReplyFactory,
)
from tests.proof.double_submit.press import browser, lead
from tests.proof.double_submit.register import represented

DAY = "2026-05-04"


def at_lead(page, fields, **made):
    alliance = AllianceFactory()
    address = page.format(**{name: make(alliance) for name, make in made.items()})
    return lead(), f"/allianser/{alliance.slug}/leda/{address}", fields


def member_of(alliance):
    return alliances.take_part(alliance=alliance, organisation=OrganisationFactory()).pk


def seat_of(alliance):
    return alliance.board_seats.create(task="chair", name="Ada Ek", since=DAY).pk


def paper_of(alliance):
    return alliance.documents.create(kind="minutes", title="Protokoll", body="Vi möttes.").pk


def formed():
    alliance = AllianceFactory()
    place = Municipality.objects.get(code="0680")
    alliances.move_alliance(alliance=alliance, stage=Stage.WORKING_GROUP, place=place)
    alliances.move_alliance(alliance=alliance, stage=Stage.FORMED)
    return alliance


def take_part():
    client, organisation = represented()
    return client, f"/allianser/{AllianceFactory().slug}/med/", {"organisation": organisation.pk}


def apply():
    client, organisation = represented()
    return client, f"/allianser/{formed().slug}/med/", {"organisation": organisation.pk}


def leave():
    client, organisation = represented()
    alliance = AllianceFactory()
    member = alliances.take_part(alliance=alliance, organisation=organisation)
    return client, f"/allianser/{alliance.slug}/lamna/{member.pk}/", {}


def decide():
    alliance = formed()
    member = alliances.apply(alliance=alliance, organisation=OrganisationFactory(), met=[])
    row = alliance.organisation.representatives.create(user=AssignmentFactory().user)
    row.approve()
    address = f"/allianser/{alliance.slug}/leda/medlemmar/{member.pk}/"
    return browser(row.user), address, {"decision": "member"}


def write():
    words = {"key": "6f2a3c52-9c1e-4b8e-8a53-0d8e4f3f7a12", "subject": "Möte", "words": "Kom!"}
    return at_lead("skriv/?{m}", words, m=member_of)


def begin():
    region = Region.objects.get(slug="jonkoping")
    return lead(), "/region/allianser/", {"name": "Kulturallians", "regions": [region.pk]}


def interest():
    alliance = AllianceFactory()
    reply = ReplyFactory(meeting=MeetingFactory(kind="start"), comes=True, wants_alliance=True)
    fields = {"forening": [str(reply.organisation.uuid)]}
    return lead(), f"/region/allianser/{alliance.slug}/intresse/", fields


SEAT = {"task": "chair", "name": "Ada Ek", "since": DAY}
PAPER = {"kind": "minutes", "title": "Protokoll", "day": DAY, "body": "Vi möttes."}
FORMS = {
    "organisations:alliance_join": [take_part, apply],
    "organisations:alliance_leave": [leave],
    "organisations:alliance_edit": [
        lambda: at_lead("andra/", {"name": "Nytt namn", "criteria": "Har säte i länet\nGlad"})
    ],
    "organisations:alliance_stage": [
        lambda: at_lead("skede/", {"stage": "working_group", "place": "0680"})
    ],
    "organisations:alliance_member": [decide],
    "organisations:alliance_member_end": [
        lambda: at_lead("medlemmar/{m}/avsluta/", {}, m=member_of)
    ],
    "organisations:alliance_board": [lambda: at_lead("styrelse/", SEAT)],
    "organisations:alliance_board_seat": [lambda: at_lead("styrelse/{s}/", SEAT, s=seat_of)],
    "organisations:alliance_board_delete": [
        lambda: at_lead("styrelse/{s}/ta-bort/", {}, s=seat_of)
    ],
    "organisations:alliance_documents": [lambda: at_lead("dokument/", PAPER)],
    "organisations:alliance_document_edit": [lambda: at_lead("dokument/{p}/", PAPER, p=paper_of)],
    "organisations:alliance_step": [lambda: at_lead("steg/idea/", {"who": "Ada", "done_on": DAY})],
    "organisations:alliance_write": [write],
    "consultations:desk_alliances": [begin],
    "consultations:desk_alliance_interest": [interest],
}
