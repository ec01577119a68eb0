"""A circle in its states: just begun, going on with something to tick, a free group, and its members."""

from datetime import timedelta

from django.utils import timezone

from studyguide.models import ChapterText, CircleRole, Question
from tests.browser.page_states import State
from tests.browser.steps import send_empty
from tests.circle_factories import (
    AttendanceFactory,
    CircleFactory,
    CircleMemberFactory,
    CircleNoteFactory,
    CircleOrganisationFactory,
    GatheringFactory,
    the_guide,
)
from tests.factories import UserFactory

NOT_PAGES = {"circles:circle_link_renew", "circles:circle_paper", "circles:circle_sheet"}
DAY = timedelta(days=1)
NAMES = ["Kim Ek", "Rut Andersson-Lindqvist", "Bo Al", "Ingegerd Påhittsson"]


def circles(world):
    world.circle_leader = UserFactory(name="Lena Ledare")
    begun = CircleFactory(study=True, led_by=world.circle_leader, name="Bara börjad")
    going = going_on(world)
    member = going.members.get(name="Bo Al")
    question = Question.objects.filter(chapter__key="traff-1").order_by("position").first()
    chapter = question.chapter
    base, new = f"/cirkel/{going.uuid}/", f"/cirkel/{begun.uuid}/"
    own = f"/cirkel/min/{member.token}/"
    over, coming = going.gatherings.in_order()[0], going.gatherings.in_order()[3]
    unticked, missed = going.gatherings.in_order()[1], going.gatherings.in_order()[2]
    led = [
        State("circles:circle_start", "/cirkel/ny/"),
        State("circles:circle_start", "/cirkel/ny/", send_empty),
        State("circles:circle_detail", new),
        State("circles:circle_detail", base),
        State("circles:circle_edit", f"{base}andra/"),
        State("circles:circle_remove", f"{base}ta-bort/"),
        State("circles:circle_plan", f"{new}planera/"),
        State("circles:circle_plan", f"{new}planera/", send_empty),
        State("circles:circle_take_part", f"{base}forening/"),
        State("circles:circle_members", f"{base}deltagare/"),
        State("circles:circle_member", f"{base}deltagare/{member.uuid}/"),
        State("circles:circle_member", f"{base}deltagare/{going.members.get(role='leader').uuid}/"),
        State("circles:gathering_detail", f"{base}traff/{over.pk}/"),
        State("circles:gathering_detail", f"{base}traff/{unticked.pk}/"),
        State("circles:gathering_detail", f"{base}traff/{missed.pk}/"),
        State("circles:gathering_detail", f"{base}traff/{coming.pk}/"),
        State("circles:gathering_new", f"{base}traff/"),
        State("circles:gathering_edit", f"{base}traff/{coming.pk}/andra/"),
        State("circles:circle_talk", f"{base}samtal/{chapter.key}/"),
        State("circles:circle_question", f"{base}samtal/{chapter.key}/{question.key}/"),
        State("my_page", "/mitt/"),
        State("studyguide:chapter", "/studiehandledning/traff-1/"),
    ]
    for state in led:
        state.who = "circle_leader"
    return [
        *led,
        State("circles:circle_join", f"/cirkel/med/{going.token}/"),
        State("circles:circle_join", f"/cirkel/med/{going.token}/", send_empty),
        State("circles:circle_join_mailed", f"/cirkel/med/{going.token}/mejlat/"),
        State("circles:own_circle", own),
        State("circles:own_talk", f"{own}samtal/{chapter.key}/"),
        State("circles:own_question", f"{own}samtal/{chapter.key}/{question.key}/"),
        State("circles:own_leave", f"{own}lamna/"),
        State("circles:circle_left", "/cirkel/lamnat/"),
    ]


def going_on(world):
    """Four are in it; one gathering is ticked, one is not, one was missed, and more are to come."""
    circle = CircleFactory(
        study=True,
        led_by=world.circle_leader,
        name="Kulturcirkeln i Aneby",
        place="Biblioteket, lilla rummet",
    )
    CircleOrganisationFactory(circle=circle, organisation=world.organisations[1], is_starter=True)
    members = [
        CircleMemberFactory(circle=circle, name=name, email=f"deltagare{number}@exempel.se")
        for number, name in enumerate(NAMES)
    ]
    members[0].role = CircleRole.SUBSTITUTE
    members[0].save()
    words = ChapterText.objects.filter(chapter__guide=the_guide(), language="sv")
    chapters = [row.chapter for row in words.select_related("chapter").in_order()]
    now = timezone.now()
    for days, status, chapter in zip(
        [-14, -7, -3, 7, 14],
        ["held", "planned", "missed", "planned", "planned"],
        chapters,
        strict=False,
    ):
        gathering = GatheringFactory(
            circle=circle,
            starts_at=now + days * DAY,
            minutes=300 if days == 14 else 135,
            status=status,
            chapter=chapter,
        )
        if status == "held":
            for member in members[:2]:
                AttendanceFactory(gathering=gathering, member=member)
            AttendanceFactory(gathering=gathering, member=members[2], present=False)
    first = Question.objects.filter(chapter=chapters[0]).order_by("position").first()
    body = "Det saknas replokaler för unga.\nSista bussen går 21.10, mitt i repetitionen."
    CircleNoteFactory(circle=circle, question=first, body=body, changed_by=members[1])
    return circle
