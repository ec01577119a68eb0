"""What a group has written is not lost: earlier wordings are kept, seen and brought back."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from studyguide.actions import circle_notes
from studyguide.actions.circles import NotLeader
from studyguide.models import Circle, Note, NoteWording, Question
from studyguide.models.note_wording import MOST_KEPT, PAUSE, much_is_lost
from tests.circle_factories import CircleMemberFactory, CircleNoteFactory, led_circle
from tests.factories import AssignmentFactory, UserFactory
from tests.guide import our_guide
from tests.reading import page
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
EVENING = timezone.make_aware(datetime(2026, 11, 24, 18, 30))
LONG = "Det saknas replokaler för unga i alla kommuner utom två, och bussen går för tidigt."


@pytest.fixture
def note():
    circle, _leader = led_circle()
    member = CircleMemberFactory(circle=circle, name="Bo Al")
    row = CircleNoteFactory(circle=circle, body=LONG, changed_by=member, changed_at=EVENING)
    row.member = member
    return row


def write(note, body, *, at, by=None):
    return circle_notes.write_note(
        circle=note.circle,
        question=note.question,
        body=body,
        base=Note.objects.get().body,
        by=by or note.member,
        at=at,
    )


def kept(note):
    return list(note.wordings.newest_first().values_list("body", flat=True))


def test_who_goes_on_after_a_pause_keeps_what_stood_there_once(note):
    for minute, word in enumerate(["Och", "Och en", "Och en till"]):
        write(note, f"{LONG}\n{word}", at=EVENING + PAUSE + minute * MINUTE)

    [row] = note.wordings.all()
    assert (row.body, row.version, row.written_by) == (LONG, 1, note.member)
    assert row.written_at == EVENING


def test_what_is_written_in_one_go_is_kept_letter_by_letter_by_nobody(note):
    for minute, word in enumerate(["Och", "Och en", "Och en till"], 1):
        write(note, f"{LONG}\n{word}", at=EVENING + minute * MINUTE)

    assert kept(note) == []


def test_another_hand_keeps_what_the_first_had_written(note):
    other = CircleMemberFactory(circle=note.circle)

    for minute in range(1, 6):
        body = f"{Note.objects.get().body} {minute}"
        write(note, body, at=EVENING + minute * MINUTE, by=[other, note.member][minute % 2])

    # Not once for each time the two take turns.
    assert kept(note) == [f"{LONG} 1"]


@pytest.mark.parametrize("left", ["", "Nej.", "Något helt annat som ingen av oss har sagt förut."])
def test_what_goes_at_once_is_kept_in_the_same_minute(note, left):
    write(note, left, at=EVENING + MINUTE)

    assert Note.objects.get().body == left
    assert kept(note) == [LONG]


@pytest.mark.parametrize(
    ("before", "after", "is_much"),
    [
        ("ett två tre fyra fem sex", "ett två tre fyra fem", False),
        ("ett två", "", False),
        ("ett två tre fyra", "", True),
        ("ett två tre fyra fem sex sju åtta nio", "ett två tre fyra fem", False),
        ("ett två tre fyra fem sex sju åtta", "ett två tre fyra", True),
        ("och " * 100, "och " * 91, False),
        ("och " * 100, "och " * 90, True),
        ("ett två tre fyra", "fyra tre två ett", False),
    ],
)
def test_much_is_ten_words_or_half_of_them(before, after, is_much):
    assert much_is_lost(before, after) is is_much


def test_no_more_than_some_are_kept_and_the_oldest_give_way(note):
    for number in range(1, MOST_KEPT + 4):
        write(note, f"{LONG} {number}", at=EVENING + number * PAUSE)

    rows = kept(note)
    assert len(rows) == MOST_KEPT
    assert rows[0] == f"{LONG} {MOST_KEPT + 2}"
    assert LONG not in rows


def test_bringing_one_back_keeps_what_stands_now(note):
    write(note, "", at=EVENING + MINUTE)
    write(note, "Nytt.", at=EVENING + 2 * MINUTE)

    for _press in range(2):
        wording = note.wordings.get(body=LONG)
        circle_notes.bring_back(wording=wording, by=note.member, at=EVENING + 3 * MINUTE)

    row = Note.objects.get()
    assert (row.body, row.version, row.changed_by) == (LONG, 4, note.member)
    assert kept(note) == ["Nytt.", LONG]


def test_who_is_writing_while_one_is_brought_back_loses_nothing(note):
    write(note, "Nytt.", at=EVENING + MINUTE)
    circle_notes.bring_back(wording=note.wordings.get(), by=note.member)

    circle_notes.write_note(
        circle=note.circle, question=note.question, base="Nytt.", body="Nytt.\nBussen också."
    )

    assert Note.objects.get().body.split("\n") == [LONG, "Bussen också."]


def test_whoever_leads_takes_one_away_for_good_and_nobody_else(note):
    write(note, "", at=EVENING + MINUTE)
    wording = note.wordings.get()
    other = led_circle()[0].members.get()

    for by in (note.member, other):
        with pytest.raises(NotLeader):
            circle_notes.forget_wording(wording=wording, by=by)
    assert kept(note) == [LONG]
    for _press in range(2):
        circle_notes.forget_wording(wording=wording, by=note.circle.members.get(role="leader"))

    assert kept(note) == []


def test_they_are_seen_by_whom_the_note_is_and_go_with_the_circle(note):
    write(note, "", at=EVENING + MINUTE)
    leader = note.circle.members.get(role="leader").user

    assert NoteWording.objects.visible_to(leader).count() == 1
    for user in (UserFactory(), AssignmentFactory(role="region_officer").user):
        assert not NoteWording.objects.visible_to(user).exists()
    Circle.objects.update(created_at=EVENING)
    Circle.objects.over_since(EVENING).delete()
    assert NoteWording.objects.count() == 1
    Circle.objects.over_since(EVENING + MINUTE).delete()

    assert NoteWording.objects.count() == 0


@pytest.fixture
def led(client):
    """The browser of a leader whose note has been emptied by accident."""
    our_guide()
    client.circle, user = led_circle()
    question = Question.objects.filter(chapter__key="traff-1").order_by("position").first()
    member = CircleMemberFactory(circle=client.circle, name="Bo Al")
    client.note = CircleNoteFactory(
        circle=client.circle, question=question, body=LONG, changed_by=member, changed_at=EVENING
    )
    client.note.member = member
    write(client.note, "", at=EVENING + MINUTE)
    client.path = f"samtal/{question.chapter.key}/{question.key}/"
    client.base = f"/cirkel/{client.circle.uuid}/{client.path}"
    client.own = f"/cirkel/min/{member.token}/{client.path}"
    sign_in(client, user)
    return client


def test_the_question_leads_to_how_it_stood_and_back(led):
    assert f'href="{led.base}tidigare/"' in page(led, led.base)
    seen = page(led, f"{led.base}tidigare/")
    assert LONG in seen
    assert "24 november" in seen
    assert "Bo" in seen

    said = {"version": 1, "do": "tillbaka"}
    back = [led.post(f"{led.base}tidigare/", said) for _press in range(2)]

    assert [answer.url for answer in back] == [led.base, led.base]
    assert LONG in page(led, led.base)


def test_a_member_brings_back_by_her_own_link_and_takes_nothing_away(led):
    seen = page(led, f"{led.own}tidigare/")
    assert "Ta tillbaka den här" in seen
    assert "Ta bort för gott" not in seen

    refused = led.post(f"{led.own}tidigare/", {"version": 1, "do": "glom"}, follow=True)
    assert "Den som leder cirkeln kan ta bort den." in refused.content.decode()
    assert led.post(f"{led.own}tidigare/", {"version": 1, "do": "tillbaka"}).url == led.own

    assert Note.objects.get().body == LONG


def test_the_leader_takes_one_away_by_a_button(led):
    assert "Ta bort för gott" in page(led, f"{led.base}tidigare/")

    for _press in range(2):
        answer = led.post(f"{led.base}tidigare/", {"version": 1, "do": "glom"})
        assert answer.url == f"{led.base}tidigare/"

    assert LONG not in page(led, f"{led.base}tidigare/")
    assert "Det finns inget äldre sparat." in page(led, f"{led.base}tidigare/")
    assert f'href="{led.base}tidigare/"' not in page(led, led.base)


@pytest.mark.parametrize("said", [{}, {"version": 1}, {"version": 7, "do": "tillbaka"}])
def test_what_no_button_sends_is_refused(led, said):
    assert led.post(f"{led.base}tidigare/", said).status_code == 404
    assert Note.objects.get().body == ""


def test_another_circle_has_no_such_page(led, client):
    sign_in(client, led_circle()[1])

    page(client, f"{led.base}tidigare/", status=404)
    assert client.post(f"{led.base}tidigare/", {"version": 1, "do": "glom"}).status_code == 404
