"""What is done in a circle, and by whom."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone

from organisations.models import Letter, Region, Representative
from studyguide.actions import circle_members, circle_notes, circles, gatherings
from studyguide.models import Circle, CircleRole, GatheringStatus, Note
from tests.circle_factories import (
    CircleFactory,
    CircleMemberFactory,
    CircleNoteFactory,
    GatheringFactory,
    led_circle,
    the_guide,
)
from tests.factories import AssignmentFactory, OrganisationFactory, UserFactory
from tests.guide_factories import ChapterFactory, GuideQuestionFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def start(by, **words):
    values = {
        "key": uuid.uuid4(),
        "leader_name": "Lena Ledare",
        "kind": "study_circle",
        "name": "Kulturcirkeln i Aneby",
        "region": Region.objects.get(slug="jonkoping"),
        "guide": the_guide(),
        "federation_name": "Studieförbundet Exempel",
    }
    return circles.start_circle(by=by, **(values | words))


def speaks_for(user, organisation=None):
    organisation = organisation or OrganisationFactory()
    Representative.objects.create(user=user, organisation=organisation).approve()
    return organisation


def test_a_person_without_an_association_starts_one_and_leads_it():
    user = UserFactory()

    circle = start(user)

    assert list(Circle.objects.run_by(user)) == [circle]
    leader = circle.members.get()
    assert (leader.name, leader.role, leader.email) == ("Lena Ledare", "leader", user.email)
    assert Letter.objects.count() == 0


def test_associations_start_one_together_and_the_first_is_the_starter():
    user = UserFactory()
    ours = [speaks_for(user), speaks_for(user)]

    circle = start(user, organisations=ours)

    rows = circle.takers_part.with_organisations()
    assert [(row.organisation, row.is_starter) for row in rows] == [
        (ours[0], True),
        (ours[1], False),
    ]


def test_the_same_form_twice_is_one_circle():
    user, key = UserFactory(), uuid.uuid4()

    assert start(user, key=key) == start(user, key=key)
    assert Circle.objects.count() == 1


def test_nobody_starts_one_for_an_association_that_is_not_hers():
    with pytest.raises(circles.NotRepresentative):
        start(UserFactory(), organisations=[OrganisationFactory()])

    assert Circle.objects.count() == 0


@pytest.mark.parametrize("role", ["project_lead", "region_officer", "registrar"])
def test_whoever_works_for_the_region_starts_none(role):
    user = AssignmentFactory(role=role).user

    with pytest.raises(circles.NotLeader):
        start(user)


def test_only_the_leader_or_a_substitute_runs_it():
    circle, leader = led_circle()
    substitute, member = UserFactory(), UserFactory()
    CircleMemberFactory(circle=circle, user=substitute, role=CircleRole.SUBSTITUTE)
    CircleMemberFactory(circle=circle, user=member)

    circles.change_circle(circle=circle, by=leader, place="Biblioteket")
    circles.change_circle(circle=circle, by=substitute, name="Nytt namn")
    for stranger in (member, UserFactory()):
        with pytest.raises(circles.NotLeader):
            circles.change_circle(circle=circle, by=stranger, name="Fel")

    circle.refresh_from_db()
    assert (circle.name, circle.place) == ("Nytt namn", "Biblioteket")


def test_another_association_joins_by_its_own_and_leaves():
    circle, _leader = led_circle()
    user = UserFactory()
    ours = speaks_for(user)

    circles.take_part(circle=circle, organisation=ours, by=user)
    circles.take_part(circle=circle, organisation=ours, by=user)
    assert [row.organisation for row in circle.takers_part.all()] == [ours]

    circles.leave(circle=circle, organisation=ours, by=user)
    assert not circle.takers_part.exists()


def test_joining_by_the_circles_link_mails_the_own_link():
    circle, _leader = led_circle()
    key = uuid.uuid4()

    for _press in range(2):
        member = circle_members.join(
            circle=circle, key=key, name="Kim Exempel", email="kim@exempel.se", is_old_enough=True
        )

    letter = Letter.objects.get()
    assert letter.recipient == "kim@exempel.se"
    assert letter.links == [member.link_reference]
    assert member.token not in letter.body
    assert circle.members.count() == 2


def test_a_known_address_gets_its_own_link_and_whoever_typed_it_gets_nothing():
    circle, _leader = led_circle()
    known = CircleMemberFactory(circle=circle, email="kim@exempel.se")

    with pytest.raises(circle_members.IsInAlready):
        circle_members.join(circle=circle, key=uuid.uuid4(), name="Fel", email="Kim@exempel.se")

    assert circle.members.count() == 2
    assert Letter.objects.get().links == [known.link_reference]


def test_no_more_than_a_few_letters_a_day_go_to_an_address():
    circle, leader = led_circle()
    member = CircleMemberFactory(circle=circle, email="kim@exempel.se")

    for _press in range(20):
        circle_members.mail_link_again(member=member, by=leader)

    assert Letter.objects.count() <= circle_members.LETTERS_A_DAY


def test_a_full_circle_takes_nobody(settings):
    settings.CIRCLE_RULES = {**settings.CIRCLE_RULES, "most_in_a_list": 2}
    circle, leader = led_circle()
    circle_members.add_member(circle=circle, by=leader, key=uuid.uuid4(), name="Anna")

    with pytest.raises(circle_members.CircleIsFull):
        circle_members.join(circle=circle, key=uuid.uuid4(), name="Bo")


def test_a_new_address_withdraws_the_old_link():
    circle, leader = led_circle()
    member = CircleMemberFactory(circle=circle, email="gammal@exempel.se")
    old = member.token

    circle_members.change_member(member=member, by=leader, email="ny@exempel.se")

    assert not circle.members.with_token(old).exists()
    assert Letter.objects.get().recipient == "ny@exempel.se"


def test_the_leader_is_changed_for_another_and_never_removed():
    circle, leader = led_circle()
    other = UserFactory()
    member = CircleMemberFactory(circle=circle, user=other)

    with pytest.raises(circle_members.IsLeader):
        circle_members.remove_member(member=circle.members.get(role="leader"), by=leader)
    circle_members.hand_over(circle=circle, by=leader, to=member)

    assert list(Circle.objects.run_by(other)) == [circle]
    assert [row.role for row in circle.members.in_order()] == ["leader", "substitute"]


def test_dates_are_proposed_weekly_at_the_same_time_across_summer_time():
    circle, leader = led_circle()
    chapters = [ChapterFactory(guide=circle.guide, position=n) for n in range(1, 4)]
    first = datetime(2027, 3, 18, 18, 30, tzinfo=STOCKHOLM)

    for _press in range(2):
        gatherings.plan_weekly(
            circle=circle, by=leader, first_at=first, chapters=chapters, minutes=135
        )

    rows = circle.gatherings.in_order()
    shown = [timezone.localtime(row.starts_at).strftime("%d/%m %H.%M") for row in rows]
    assert shown == ["18/03 18.30", "25/03 18.30", "01/04 18.30"]
    assert [row.chapter for row in rows] == chapters


def test_ticking_says_that_it_was_held_and_who_was_there():
    circle, leader = led_circle()
    anna, bo = CircleMemberFactory(circle=circle), CircleMemberFactory(circle=circle)
    gathering = GatheringFactory(circle=circle, starts_at=timezone.now() - DAY)

    gatherings.tick(gathering=gathering, by=leader, present=[anna, bo])
    gatherings.tick(gathering=gathering, by=leader, present=[anna])

    ticks = {row.member: row.present for row in gathering.attendances.select_related("member")}
    assert ticks == {anna: True, bo: False, circle.members.get(role="leader"): False}
    gathering.refresh_from_db()
    assert gathering.status == GatheringStatus.HELD


def test_nobody_is_ticked_before_it_has_begun_and_what_was_missed_has_no_ticks():
    circle, leader = led_circle()
    gathering = GatheringFactory(circle=circle)

    with pytest.raises(gatherings.NotHeldYet):
        gatherings.tick(gathering=gathering, by=leader, present=[])
    gatherings.tick(
        gathering=gathering, by=leader, present=circle.members.all(), at=gathering.ends_at
    )
    gatherings.say_it_was_missed(gathering=gathering, by=leader)

    assert not gathering.attendances.exists()
    gathering.refresh_from_db()
    assert gathering.is_missed


def test_the_mail_after_a_gathering_tells_the_next_day_and_no_word_of_the_notes():
    circle, leader = led_circle(place="Biblioteket")
    CircleMemberFactory(circle=circle, email="kim@exempel.se")
    CircleMemberFactory(circle=circle)
    note = CircleNoteFactory(circle=circle, body="Hemlighetsord")
    gathering = GatheringFactory(circle=circle, held=True, chapter=note.question.chapter)
    following = GatheringFactory(circle=circle)

    sent = [gatherings.tell_after(gathering=gathering, by=leader) for _press in range(2)]

    assert sent == [2, 0]
    for letter in Letter.objects.all():
        assert "Hemlighetsord" not in letter.body + letter.subject
        assert str(following.when_text) in letter.body
        assert "Biblioteket" in letter.body


def test_a_gathering_that_was_not_held_is_not_told_of():
    circle, leader = led_circle()

    with pytest.raises(gatherings.NotHeld):
        gatherings.tell_after(gathering=GatheringFactory(circle=circle), by=leader)


def test_a_note_that_somebody_has_changed_meanwhile_holds_what_both_wrote():
    circle, question = CircleFactory(), GuideQuestionFactory()
    anna, bo = CircleMemberFactory(circle=circle), CircleMemberFactory(circle=circle)

    first = circle_notes.write_note(circle=circle, question=question, body="Bussen.", by=anna)
    second = circle_notes.write_note(
        circle=circle, question=question, body="Lokalen.", base="", by=bo
    )
    third = circle_notes.write_note(
        circle=circle, question=question, body="Lokalen är kall.", base="Lokalen.", by=bo
    )

    assert [row.by_two for row in (first, second, third)] == [False, True, True]
    note = Note.objects.get()
    assert note.body == "Bussen.\nLokalen är kall."
    assert (note.version, note.changed_by) == (3, bo)


def test_the_same_words_again_change_nothing():
    note = CircleNoteFactory(body="Bussen.")

    again = circle_notes.write_note(
        circle=note.circle, question=note.question, body="Bussen.", base="Bussen."
    )

    assert (again.note.version, again.by_two) == (note.version, False)


def test_two_who_write_the_first_words_at_once_are_both_there(committed):
    circle, question = CircleFactory(), GuideQuestionFactory()

    def write(word):
        try:
            circle_notes.write_note(circle=circle, question=question, body=word)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, ["Alfa", "Beta", "Gamma", "Delta"]))

    assert set(Note.objects.get().body.split()) == {"Alfa", "Beta", "Gamma", "Delta"}
