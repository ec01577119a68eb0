"""What is sent in a circle: by its leader, by who joins, and by who writes."""

from datetime import timedelta

from django.utils import timezone

from organisations.models import Region, Representative
from studyguide.models import ChapterText, QuestionText
from tests.circle_factories import (
    CircleMemberFactory,
    CircleNoteFactory,
    CircleOrganisationFactory,
    GatheringFactory,
    led_circle,
    the_guide,
)
from tests.factories import OrganisationFactory, UserFactory
from tests.guide_factories import ChapterFactory, GuideQuestionFactory
from tests.proof.double_submit.press import browser

KEY = "6f2a3c52-9c1e-4b8e-8a53-0d8e4f3f7a13"
DAY = timedelta(days=1)


def led(page, fields, circle=None, user=None):
    if circle is None:
        circle, user = led_circle(study=True)
    return browser(user), f"/cirkel/{circle.uuid}/{page}", fields


def start():
    the_guide()
    region = Region.objects.get(slug="jonkoping").pk
    said = {"key": KEY, "kind": "conversation_group", "name": "Cirkeln", "leader_name": "Lena"}
    return browser(UserFactory()), "/cirkel/ny/", said | {"region": region}


def edit():
    return led("andra/", {"kind": "study_circle", "name": "Nytt namn", "language": "sv"})


def plan():
    asked(the_guide())
    day = (timezone.localdate() + 7 * DAY).isoformat()
    return led("planera/", {"day": day, "time": "18:30", "minutes": "135", "days_between": "7"})


def take_part():
    circle, user = led_circle()
    ours = OrganisationFactory()
    CircleOrganisationFactory(circle=circle, organisation=OrganisationFactory())
    Representative.objects.create(user=user, organisation=ours).approve()
    return led("forening/", {"organisation": ours.pk}, circle, user)


def add_member():
    return led("deltagare/", {"key": KEY, "name": "Kim", "email": "kim@exempel.se"})


def with_member(fields):
    circle, user = led_circle()
    member = CircleMemberFactory(circle=circle, email="kim@exempel.se")
    return led(f"deltagare/{member.uuid}/", fields, circle, user)


def change_member():
    return with_member({"name": "Kim Ek", "email": "ny@exempel.se", "role": "participant"})


def remove_member():
    circle, user = led_circle()
    member = CircleMemberFactory(circle=circle, came_by_link=True)
    return led(f"deltagare/{member.uuid}/ta-bort/", {"renews_link": "on"}, circle, user)


def how_it_stood(address, do):
    circle, user = led_circle()
    question = asked(circle.guide)
    note = CircleNoteFactory(circle=circle, question=question, version=2)
    note.wordings.create(version=1, body="Bussen går för tidigt.")
    path = f"samtal/{question.chapter.key}/{question.key}/tidigare/"
    if address == "own":
        token = CircleMemberFactory(circle=circle).token
        return browser(), f"/cirkel/min/{token}/{path}", {"version": 1, "do": do}
    return led(path, {"version": 1, "do": do}, circle, user)


def new_gathering():
    day = (timezone.localdate() + 7 * DAY).isoformat()
    return led("traff/", {"day": day, "time": "18:30", "minutes": "135"})


def at_gathering(fields, page="", **words):
    circle, user = led_circle()
    member = CircleMemberFactory(circle=circle, email="kim@exempel.se")
    row = GatheringFactory(circle=circle, **({"starts_at": timezone.now() - DAY} | words))
    if "present" in fields:
        fields = fields | {"present": member.pk}
    return led(f"traff/{row.pk}/{page}", fields, circle, user)


def asked(guide):
    chapter = ChapterFactory(guide=guide)
    ChapterText.objects.create(chapter=chapter, language="sv", title="Vad är kultur?")
    question = GuideQuestionFactory(chapter=chapter)
    QuestionText.objects.create(question=question, language="sv", heading="Vad finns här?")
    return question


def write(address):
    circle, user = led_circle()
    question = asked(circle.guide)
    member = CircleMemberFactory(circle=circle)
    path = f"samtal/{question.chapter.key}/{question.key}/"
    said = {"base": "", "body": "Bussen går för tidigt."}
    if address == "own":
        return browser(), f"/cirkel/min/{member.token}/{path}", said
    return led(path, said, circle, user)


def join():
    circle, _user = led_circle()
    said = {"key": KEY, "name": "Kim", "email": "kim@exempel.se"}
    return browser(), f"/cirkel/med/{circle.token}/", said


def leave():
    circle, _user = led_circle()
    return browser(), f"/cirkel/min/{CircleMemberFactory(circle=circle).token}/lamna/", {}


FORMS = {
    "circles:circle_start": [start],
    "circles:circle_edit": [edit],
    "circles:circle_remove": [lambda: led("ta-bort/", {})],
    "circles:circle_plan": [plan],
    "circles:circle_take_part": [take_part],
    "circles:circle_link_renew": [lambda: led("lank/", {})],
    "circles:circle_members": [add_member],
    "circles:circle_member": [
        change_member,
        lambda: with_member({"do": "mejla"}),
        lambda: with_member({"do": "led"}),
    ],
    "circles:circle_member_remove": [remove_member],
    "circles:circle_link_close": [lambda: led("lank/stang/", {"do": "stang"})],
    "circles:circle_wordings": [
        lambda: how_it_stood("account", "tillbaka"),
        lambda: how_it_stood("account", "glom"),
    ],
    "circles:own_wordings": [lambda: how_it_stood("own", "tillbaka")],
    "circles:gathering_new": [new_gathering],
    "circles:gathering_detail": [
        lambda: at_gathering({"do": "bocka", "present": ""}),
        lambda: at_gathering({"do": "instalt"}),
        lambda: at_gathering({"do": "planera"}, status="missed"),
        lambda: at_gathering({"do": "mejla"}, status="held"),
    ],
    "circles:gathering_edit": [lambda: at_gathering({"do": "ta-bort"}, "andra/")],
    "circles:circle_question": [lambda: write("account")],
    "circles:own_question": [lambda: write("own")],
    "circles:circle_join": [join],
    "circles:own_leave": [leave],
}
