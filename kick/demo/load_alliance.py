"""The demo's cultural alliance: a working group with some who take part, and first steps done."""

from datetime import timedelta

from django.utils import timezone

from kick.demo import data
from organisations.actions import alliances
from organisations.models import BoardTask, DocumentKind, Municipality, Region, Stage, Step

NOTES = """# Närvarande

Sju föreningar från fyra kommuner.

# Vad vi kom fram till

Vi vill bli en förening till våren. Tre av oss skriver ett förslag till stadgar.
"""


def load_alliance(users, organisations):
    lead = users[data.LEAD.email]
    alliance = alliances.begin_alliance(
        name="Kulturallians Jönköpings län",
        regions=[Region.objects.get(slug="jonkoping")],
        purpose="Vi vill att länets kulturföreningar talar med en röst när regionen gör sin kulturplan.",
        by=lead,
    )
    for organisation in organisations[:7]:
        alliances.take_part(alliance=alliance, organisation=organisation)
    place = Municipality.objects.get(code="0680")
    alliances.move_alliance(alliance=alliance, stage=Stage.WORKING_GROUP, place=place)
    today = timezone.localdate()
    for task, name, organisation in [
        (BoardTask.CHAIR, "Gun Ekdahl", organisations[0]),
        (BoardTask.SECRETARY, "Per Holmgård", organisations[1]),
    ]:
        alliance.board_seats.create(
            task=task, name=name, organisation=organisation, since=today - timedelta(days=20)
        )
    alliance.documents.create(
        kind=DocumentKind.MINUTES,
        title="Anteckningar från arbetsgruppens första möte",
        day=today - timedelta(days=20),
        body=NOTES,
        is_public=True,
    )
    alliance.steps.create(key=Step.IDEA, who="Gun Ekdahl", done_on=today - timedelta(days=20))
    alliance.steps.create(key=Step.STATUTES, who="Per Holmgård", due=today + timedelta(days=60))
