"""The method tool's templates, filled from what the portal knows."""

import html
import re
from datetime import datetime

import pytest
from django.utils import timezone, translation

from consultations.actions import minutes
from consultations.models import MeetingText
from organisations.models import Region, Role
from studyguide.filling import filled
from studyguide.models import Participation, PrincipleView
from tests.factories import AssignmentFactory, MeetingFactory
from tests.guide import our_guide
from tests.note_factories import EvaluationFactory, HeldMeetingFactory
from tests.plan_factories import ConsultationFactory, StatementFactory
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


def aware(*moment):
    return timezone.make_aware(datetime(*moment))


@pytest.fixture
def consultation():
    return ConsultationFactory(
        questions=2, opens_at=aware(2027, 1, 1, 0, 0), closes_at=aware(2027, 3, 1, 12, 0)
    )


def known(name, *about):
    return filled(f"{{{name}}}", *about)


def test_the_consultations_words_and_days_are_filled_in(consultation):
    assert known("samrådets namn", consultation) == "Förslag till kulturplan"
    assert known("region", consultation) == "Region Jönköpings län"
    assert known("kan ändras", consultation) == "Texten i varje avsnitt."
    assert known("sista svarsdag", consultation) == "måndag 1 mars 2027"
    assert known("ärendenummer", consultation) == "RJL 2026/0000"
    assert known("frågor", consultation).startswith("1. ")
    assert known("samrådets länk", consultation).endswith(consultation.get_absolute_url())


def test_what_nobody_has_told_is_left_to_fill_in(consultation):
    for name in ("mötets tid", "kontakt", "deltagarnas bild", "matrisen", "min egen rad"):
        assert known(name, consultation) == f"[fyll i: {name}]"


def test_a_meetings_time_place_and_words_are_filled_in(consultation):
    meeting = MeetingFactory(
        starts_at=aware(2027, 2, 9, 18, 0),
        ends_at=aware(2027, 2, 9, 20, 30),
        feedback_on="2027-04-01",
        travel="paid",
        languages=["sv", "fi"],
        interpreter_on_request=True,
    )
    meeting.refresh_from_db()
    MeetingText.objects.filter(meeting=meeting).update(
        purpose="Vi vill veta vad som hindrar.", influence="Tiderna."
    )

    assert known("mötets tid", consultation, meeting) == "tisdag 9 februari 2027 kl. 18.00–20.30"
    assert meeting.venue in known("mötets plats", consultation, meeting)
    assert known("syfte", consultation, meeting) == "Vi vill veta vad som hindrar."
    assert known("kan ändras", consultation, meeting) == "Tiderna."
    assert known("återkopplingens dag", consultation, meeting) == "torsdag 1 april 2027"
    assert known("resan", consultation, meeting) == "Ja, vi betalar resan"
    assert known("språk", consultation, meeting) == "svenska, finska, tolk om någon ber"


def test_the_text_is_swedish_whoever_reads_the_page(consultation):
    with translation.override("fi"):
        assert known("sista svarsdag", consultation) == "måndag 1 mars 2027"
        assert known("kontakt", consultation) == "[fyll i: kontakt]"


def test_the_evaluation_fills_itself_and_hides_small_groups(consultation):
    meeting = HeldMeetingFactory()
    minutes.point_at(meeting=meeting, consultation=consultation)
    EvaluationFactory.create_batch(4, meeting=meeting, dialogue=None)
    EvaluationFactory(meeting=meeting, dialogue=4)
    StatementFactory(consultation=consultation, submitted=True)
    Participation.objects.create(consultation=consultation, step="agenda", level=1, words="Brev.")
    PrincipleView.objects.create(
        consultation=consultation, principle="quality", mark=2, words="Nja."
    )

    means = known("deltagarnas bild", consultation)

    assert "Kvalitet: 3,0, medelvärde av 5 svar" in means
    assert "Dialog" not in means
    assert known("vår egen bild", consultation) == "– Kvalitet: 2. Nja."
    assert known("matrisen", consultation) == "– Dagordning: Information. Brev."
    assert known("antal svar", consultation) == "1"
    assert known("antal som kom", consultation, meeting) == "0"


def test_braces_in_what_somebody_wrote_are_no_blanks(consultation):
    consultation.texts.update(purpose="Vi undrar {kontakt}.")

    assert known("syfte", consultation) == "Vi undrar {kontakt}."


def test_the_page_and_the_file_have_the_same_text(client, consultation):
    our_guide()
    sign_in(client, AssignmentFactory(role=Role.REGION_OFFICER).user)
    meeting = MeetingFactory()
    path = f"/region/samrad/{consultation.uuid}/metodverktyg/mall/formell-inbjudan"
    words = {"mote": str(meeting.uuid)}

    page = client.get(f"{path}/", words)
    file = client.get(f"{path}.txt", words)

    assert file.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert file.headers["Content-Disposition"].startswith("attachment")
    text = file.content.decode("utf-8-sig").replace("\r\n", "\n")
    shown = re.search(r"<textarea[^>]*>(.*?)</textarea>", page.content.decode(), re.DOTALL)[1]
    assert text == f"{html.unescape(shown)}\n"
    assert meeting.venue in text
    assert "[fyll i: avsändarens namn och titel]" in text


def test_a_meeting_of_another_region_fills_nothing(client, consultation):
    our_guide()
    sign_in(client, AssignmentFactory(role=Role.REGION_OFFICER).user)
    other = MeetingFactory(
        region=Region.objects.get(slug="kronoberg"), venue="Hemliga huset", status="draft"
    )
    path = f"/region/samrad/{consultation.uuid}/metodverktyg/mall/formell-inbjudan/"

    for asked in (str(other.uuid), "", "inget-uuid", "\0"):
        page = client.get(path, {"mote": asked})

        assert page.context["chosen"] is None
        assert "Hemliga huset" not in page.content.decode()
    assert client.get(path.replace("formell-inbjudan", "finns-inte")).status_code == 404
