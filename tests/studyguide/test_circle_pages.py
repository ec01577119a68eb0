"""The pages of a circle, as its leader and its members meet them."""

import re
import uuid
from datetime import timedelta
from io import BytesIO

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from openpyxl import load_workbook

from organisations.models import ExportRecord, Letter, Region, Representative, Role
from studyguide.models import Chapter, Circle, Note, Question
from tests.circle_factories import (
    AttendanceFactory,
    CircleFactory,
    CircleMemberFactory,
    CircleNoteFactory,
    GatheringFactory,
    led_circle,
)
from tests.factories import AssignmentFactory, OrganisationFactory, UserFactory
from tests.guide import our_guide
from tests.reading import page
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def guide():
    our_guide()


@pytest.fixture
def led(client):
    """A study circle whose leader is signed in."""
    circle, user = led_circle(study=True)
    sign_in(client, user)
    client.circle = circle
    return client


def home(circle):
    return f"/cirkel/{circle.uuid}/"


def first_question():
    return Question.objects.filter(chapter__key="traff-1").order_by("position").first()


def question_path(prefix, question):
    return f"{prefix}samtal/{question.chapter.key}/{question.key}/"


def test_a_person_starts_a_circle_plans_it_and_is_led_on(client):
    user = UserFactory(name="Lena Ledare")
    sign_in(client, user)
    form = page(client, "/cirkel/ny/")
    assert "Lena Ledare" in form
    key = re.search(r'name="key" value="([^"]+)"', form)[1]
    region = Region.objects.get(slug="jonkoping")
    said = {"key": key, "kind": "conversation_group", "name": "Kulturcirkeln i Aneby"}
    said |= {"leader_name": "Lena Ledare", "region": region.pk}

    started = client.post("/cirkel/ny/", said)

    circle = Circle.objects.get()
    assert started.url == home(circle)
    assert f'href="{home(circle)}planera/"' in page(client, home(circle))
    day = timezone.localdate() + 7 * DAY
    planned = client.post(
        f"{home(circle)}planera/",
        {"day": day.isoformat(), "time": "18:30", "minutes": "135", "days_between": "7"},
    )
    assert planned.status_code == 302
    chapters = Chapter.objects.filter(guide=circle.guide)
    assert circle.gatherings.count() == chapters.count() > 0
    assert f'href="{home(circle)}deltagare/"' in page(client, home(circle))


def test_a_federation_of_the_register_is_known_by_its_name(client):
    user = UserFactory()
    federation = OrganisationFactory(
        public=True, kind="study_federation", name="Studieförbundet Exempel"
    )
    sign_in(client, user)
    said = {"key": uuid.uuid4(), "kind": "study_circle", "name": "Cirkeln", "leader_name": "Lena"}
    said |= {
        "region": Region.objects.get(slug="jonkoping").pk,
        "federation_name": "studieförbundet exempel",
    }

    client.post("/cirkel/ny/", said)

    assert Circle.objects.get().federation == federation


def test_a_free_group_with_a_federation_is_asked_which_it_is(client):
    sign_in(client, UserFactory())

    answer = client.post(
        "/cirkel/ny/",
        {"key": uuid.uuid4(), "kind": "conversation_group", "federation_name": "ABF"},
    )

    assert answer.status_code == 422
    assert "inget studieförbund" in answer.content.decode()


def test_an_officer_is_told_that_it_is_not_for_her(client):
    officer = AssignmentFactory(role=Role.REGION_OFFICER).user
    sign_in(client, officer)
    said = {"key": uuid.uuid4(), "kind": "conversation_group", "name": "C", "leader_name": "Ola"}

    answer = client.post("/cirkel/ny/", said | {"region": Region.objects.get(slug="jonkoping").pk})

    assert answer.status_code == 422
    assert Circle.objects.count() == 0


def test_the_link_takes_somebody_in_without_an_account(client):
    circle, _user = led_circle()
    CircleMemberFactory(circle=circle, name="Hemliga Harriet")
    path = f"/cirkel/med/{circle.token}/"
    form = page(client, path)
    assert "Lena" in form
    assert "Harriet" not in form
    assert "Ledare" not in form
    key = re.search(r'name="key" value="([^"]+)"', form)[1]

    answer = client.post(path, {"key": key, "name": "Kim Ny", "is_old_enough": "on"})

    member = circle.members.get(name="Kim Ny")
    assert answer.url == f"/cirkel/min/{member.token}/"
    own = page(client, answer.url)
    # First names of those who have joined, and no more.
    assert "Harriet" not in own
    assert "Hemliga" in own
    assert answer.headers["Cache-Control"] == "no-store"


def test_reading_a_link_takes_nobody_in(client):
    circle, _user = led_circle()

    for method in ("get", "head", "options"):
        getattr(client, method)(f"/cirkel/med/{circle.token}/")

    assert circle.members.count() == 1


def test_a_renewed_link_opens_no_more(led):
    old = f"/cirkel/med/{led.circle.token}/"

    led.post(f"{home(led.circle)}lank/")

    page(led, old, status=404)
    led.circle.refresh_from_db()
    page(led, f"/cirkel/med/{led.circle.token}/")


@pytest.mark.parametrize("role", [Role.PROJECT_LEAD, Role.REGION_OFFICER])
def test_an_account_of_the_region_comes_in_by_nobodys_link(client, role):
    circle, _user = led_circle()
    member = CircleMemberFactory(circle=circle)
    sign_in(client, AssignmentFactory(role=role).user)
    question = first_question()

    for path in (f"/cirkel/med/{circle.token}/", f"/cirkel/min/{member.token}/"):
        page(client, path, status=404)
    page(client, question_path(f"/cirkel/min/{member.token}/", question), status=404)


def test_the_leader_ticks_who_was_there_and_mails_the_group(led):
    anna = CircleMemberFactory(circle=led.circle, name="Anna Ek", email="anna@exempel.se")
    bo = CircleMemberFactory(circle=led.circle, name="Bo Al")
    gathering = GatheringFactory(
        circle=led.circle, starts_at=timezone.now() - DAY, chapter=first_question().chapter
    )
    path = f"{home(led.circle)}traff/{gathering.pk}/"
    assert f'href="{path}"' in page(led, home(led.circle))

    led.post(path, {"do": "bocka", "present": [anna.pk]})

    ticks = dict(gathering.attendances.values_list("member__name", "present"))
    assert ticks == {"Anna Ek": True, "Bo Al": False, led.circle.members.first().name: False}
    assert re.findall(r'value="(\d+)"[^>]* checked', page(led, path)) == [str(anna.pk)]
    assert bo.attendances.get().present is False
    led.post(path, {"do": "mejla"})
    assert Letter.objects.filter(recipient="anna@exempel.se").count() == 1


def test_nobody_of_another_circle_is_ticked(led):
    stranger = CircleMemberFactory()
    gathering = GatheringFactory(circle=led.circle, starts_at=timezone.now() - DAY)

    led.post(
        f"{home(led.circle)}traff/{gathering.pk}/", {"do": "bocka", "present": [stranger.pk, "x"]}
    )

    assert not gathering.attendances.present().exists()


def test_warnings_lead_to_where_they_are_mended(led):
    shown = page(led, home(led.circle))

    leader = led.circle.members.get()
    assert f'href="{home(led.circle)}deltagare/"' in shown
    assert f'href="{home(led.circle)}deltagare/{leader.uuid}/"' in shown
    assert "Ni är 1 person. En studiecirkel är minst 3, ledaren medräknad." in shown


def test_a_free_group_gets_no_warnings(client):
    circle, user = led_circle()
    sign_in(client, user)

    assert "räknas som studiecirkel" not in page(client, home(circle))


def test_a_note_is_saved_by_button_and_leads_to_the_next_question(led):
    question = first_question()
    path = question_path(home(led.circle), question)
    page(led, path)

    answer = led.post(path, {"base": "", "body": "Bussen går för tidigt.", "do": "nasta"})

    assert Note.objects.get().body == "Bussen går för tidigt."
    following = Question.objects.filter(chapter=question.chapter).order_by("position")[1]
    assert answer.url == question_path(home(led.circle), following)


def test_two_who_save_by_button_both_stand_and_are_told(led, client):
    question = first_question()
    member = CircleMemberFactory(circle=led.circle)
    led.post(question_path(home(led.circle), question), {"base": "", "body": "Bussen."})

    path = question_path(f"/cirkel/min/{member.token}/", question)
    answer = client.post(path, {"base": "", "body": "Lokalen."}, follow=True)

    shown = answer.content.decode()
    assert "Bussen.\nLokalen." in shown.replace("\r", "")
    assert "Någon annan har också skrivit" in shown
    assert Note.objects.get().changed_by == member


def test_a_box_that_saves_itself_is_told_when_two_write(led):
    question = first_question()
    path = question_path(home(led.circle), question)
    CircleNoteFactory(circle=led.circle, question=question, body="Bussen.")
    htmx = {"HTTP_HX_REQUEST": "true"}

    answer = led.post(path, {"base": "", "body": "Lokalen."}, **htmx).content.decode()

    assert "Någon annan skriver också" in answer
    assert 'value="Lokalen." id="id_base"' in answer
    led.post(path, {"base": "Lokalen.", "body": "Lokalen är kall."}, **htmx)
    assert Note.objects.get().body == "Bussen.\nLokalen är kall."


def test_a_personal_number_is_refused_and_nothing_typed_is_lost(led):
    path = question_path(home(led.circle), first_question())

    answer = led.post(path, {"base": "", "body": "Ring 19640823-3234 om lokalen."})

    assert answer.status_code == 422
    assert "om lokalen." in answer.content.decode()
    assert not Note.objects.filter(body__contains="3234").exists()


def test_another_circles_member_reads_none_of_it(client):
    circle, _user = led_circle()
    CircleNoteFactory(circle=circle, question=first_question(), body="Hemligt")
    other = CircleMemberFactory(circle=CircleFactory())

    path = question_path(f"/cirkel/min/{other.token}/", first_question())

    assert "Hemligt" not in page(client, path)


def test_a_member_leaves_by_her_own_link(client):
    circle, _user = led_circle()
    member = CircleMemberFactory(circle=circle)
    path = f"/cirkel/min/{member.token}/lamna/"
    page(client, path)

    client.post(path)

    assert circle.members.count() == 1
    page(client, f"/cirkel/min/{member.token}/", status=404)


def test_the_papers_are_tagged_and_hold_no_personal_number(led):
    gathering = GatheringFactory(circle=led.circle, held=True, chapter=first_question().chapter)
    AttendanceFactory(gathering=gathering, member=led.circle.members.get())

    for paper in ("arbetsplan", "foranmalan", "narvarolista"):
        answer = led.get(f"{home(led.circle)}{paper}.pdf")
        assert answer.status_code == 200
        assert answer.content.startswith(b"%PDF")
        assert b"/StructTreeRoot" in answer.content
    page(led, f"{home(led.circle)}annat.pdf", status=404)


def test_the_list_in_excel_has_the_same_ticks_and_is_noted(led):
    anna = CircleMemberFactory(circle=led.circle, name="Anna Ek", email="anna@exempel.se")
    gathering = GatheringFactory(circle=led.circle, held=True, minutes=135)
    AttendanceFactory(gathering=gathering, member=anna)
    leader = led.circle.members.first()
    AttendanceFactory(gathering=gathering, member=leader, present=False)

    answer = led.post(f"{home(led.circle)}narvarolista.xlsx")

    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert [(row[0], *row[3:]) for row in rows[1:]] == [
        (leader.name, "Nej", 0, 0),
        ("Anna Ek", "Ja", 1, 3),
    ]
    assert "exempel.se" not in str(rows)
    assert ExportRecord.objects.get().rows == 2


def test_my_page_leads_to_my_circles(led):
    member = UserFactory()
    EmailAddress.objects.create(user=member, email=member.email, verified=True)
    CircleMemberFactory(circle=led.circle, email=member.email)

    assert f'href="{home(led.circle)}"' in page(led, "/mitt/")
    sign_in(led, member)
    assert f'href="{home(led.circle)}"' in page(led, "/mitt/")


def test_the_chapter_leads_a_member_to_what_her_circle_says(led):
    shown = page(led, "/studiehandledning/traff-1/")

    assert f'href="{home(led.circle)}samtal/traff-1/"' in shown
    led.logout()
    assert "/cirkel/" not in page(led, "/studiehandledning/traff-1/")


def test_an_association_comes_in_by_one_who_speaks_for_it(client):
    circle, _user = led_circle()
    member = UserFactory()
    CircleMemberFactory(circle=circle, user=member)
    ours = OrganisationFactory()
    Representative.objects.create(user=member, organisation=ours).approve()
    sign_in(client, member)

    client.post(f"{home(circle)}forening/", {"organisation": ours.pk})

    assert [row.organisation for row in circle.takers_part.all()] == [ours]


def test_a_substitute_is_made_and_approved(led):
    anna = CircleMemberFactory(circle=led.circle)
    path = f"{home(led.circle)}deltagare/{anna.uuid}/"

    led.post(
        path,
        {
            "name": "Anna Ek",
            "role": "substitute",
            "approved_on": "2026-09-01",
            "is_old_enough": "on",
        },
    )

    anna.refresh_from_db()
    assert (anna.role, anna.is_approved, anna.name) == ("substitute", True, "Anna Ek")


def test_the_whole_circle_is_taken_away_on_a_page_of_its_own(led):
    CircleNoteFactory(circle=led.circle)
    page(led, f"{home(led.circle)}ta-bort/")
    assert Note.objects.count() == 1

    led.post(f"{home(led.circle)}ta-bort/")

    assert (Circle.objects.count(), Note.objects.count()) == (0, 0)
