"""What one person may ask: to see all that is held of her, and to be forgotten (CATALOGUE P5, P6)."""

import io
import json

import pytest
from django.core.management import call_command
from django.urls import reverse
from pypdf import PdfReader

from kick.lib import erasure, extract
from organisations.actions import personal
from organisations.models import (
    Letter,
    Organisation,
    PersonRequest,
    RequestKind,
    RequestStatus,
    User,
    WrongMove,
)
from tests.factories import AssignmentFactory, OrganisationFactory, UserFactory
from tests.kick.person import ADDRESS, MARKS, a_whole_person, rows_with
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return AssignmentFactory(region=None).user


def test_the_extract_covers_every_table_where_she_stands(lead):
    user = a_whole_person()

    person = personal.person_with(ADDRESS)
    told = {held.model._meta.db_table for held, _rows in erasure.read(person)}

    assert person.user_id == user.pk
    assert set(rows_with(MARKS)) - told == set()


def test_erasure_leaves_nothing_but_what_the_region_has_got(lead):
    a_whole_person()

    outcome = personal.forget_person(person=personal.person_with(ADDRESS))

    assert set(rows_with(MARKS)) == {"consultations_statement"}
    assert outcome["organisations.User"] == {"how": "delete", "rows": 1}
    assert personal.forget_person(person=personal.person_with(ADDRESS)) == {}


def test_what_others_own_stays_without_her_name(lead):
    from_association = a_whole_person().their_statement
    contributions = from_association.contributions.count()

    personal.forget_person(person=personal.person_with(ADDRESS))

    from_association.refresh_from_db()
    assert from_association.submitted_by is None
    assert from_association.contributions.count() == contributions > 0
    assert Organisation.objects.filter(pk=from_association.organisation_id, email="").exists()


def test_an_address_of_former_days_is_hers_too(lead):
    user = UserFactory(email="gammal@exempel.se")
    user.email = "ny@exempel.se"
    user.save()
    Letter.objects.create(purpose="reply", recipient="gammal@exempel.se", subject="Hej")

    personal.forget_person(person=personal.person_with("ny@exempel.se"))

    assert rows_with(["gammal@exempel.se", "ny@exempel.se"]) == {}


def test_a_person_without_an_account_is_found_by_her_address(lead):
    organisation = OrganisationFactory(email="utan@konto.example")
    OrganisationFactory(email="annan@konto.example")

    personal.forget_person(person=personal.person_with("Utan@Konto.example"))

    assert rows_with(["utan@konto"]) == {}
    assert Organisation.objects.get(pk=organisation.pk).name == organisation.name
    assert Organisation.objects.filter(email="annan@konto.example").exists()


def test_the_last_who_leads_the_country_stays(lead):
    with pytest.raises(personal.LastLead):
        personal.forget_person(person=personal.person_with(lead.email))

    assert User.objects.filter(pk=lead.pk).exists()


def test_the_page_shows_what_is_held_and_nothing_of_others(client):
    UserFactory(email="annan@exempel.se", name="Annan Person")
    user = a_whole_person()
    sign_in(client, user)

    page = client.get(reverse("organisations:my_data")).content.decode()

    assert ADDRESS in page
    assert "Petra Provsson" in page
    assert "annan@exempel.se" not in page


def test_the_file_holds_every_row_and_no_secret(client):
    user = a_whole_person()
    sign_in(client, user)

    response = client.post(reverse("organisations:my_data_file"))

    held = json.loads(response.content)["held"]
    assert response.headers["Cache-Control"] == "no-store"
    assert held["organisations.User"]["rows"][0]["email"] == ADDRESS
    assert "password" not in held["organisations.User"]["rows"][0]
    assert "link_hash" not in response.content.decode()
    assert set(held) == {held.label for held, _ in erasure.read(personal.person_with(ADDRESS))}


def test_the_paper_holds_every_table_tagged_and_no_secret(client):
    user = a_whole_person()
    sign_in(client, user)

    response = client.post(reverse("organisations:my_data_file"), {"as": "pdf"})

    reader = PdfReader(io.BytesIO(response.content))
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Cache-Control"] == "no-store"
    assert bool(reader.trailer["/Root"]["/MarkInfo"]["/Marked"])
    assert reader.trailer["/Root"]["/Lang"] == "sv"
    assert ADDRESS in words and "Petra Provsson" in words
    for section in extract.sections(personal.person_with(ADDRESS)):
        for table in section.tables:
            assert f"{table.name} ({len(table.rows)})" in words


def test_it_costs_the_same_with_more_rows(client, django_assert_max_num_queries):
    user = a_whole_person()
    sign_in(client, user)
    for number in range(5):
        Letter.objects.create(purpose="reply", recipient=ADDRESS, occasion=number, subject="Hej")

    with django_assert_max_num_queries(12):
        client.get(reverse("organisations:my_data"))


def test_to_ask_twice_is_to_ask_once(client):
    user = UserFactory()
    sign_in(client, user)

    for _ in range(2):
        client.post(reverse("organisations:my_data_erase"), follow=True)

    [asked] = PersonRequest.objects.all()
    assert (asked.kind, asked.email, asked.status) == ("erasure", user.email, "new")
    assert (asked.last_day - asked.received_on).days in {28, 29, 30, 31}


def test_an_answered_request_tells_counts_and_no_address(lead):
    user = a_whole_person()
    asked = personal.ask(kind=RequestKind.ERASURE, email=user.email)

    personal.carry_out(request=asked, by=lead)

    asked.refresh_from_db()
    assert (asked.status, asked.email) == (RequestStatus.DONE, "")
    assert asked.outcome["organisations.Letter"]["rows"] == 1
    assert ADDRESS not in json.dumps(asked.outcome)
    with pytest.raises(WrongMove):
        personal.carry_out(request=asked, by=lead)


def without_history(lines):
    """To delete is an event too, so there are more of those afterwards."""
    return [line for line in lines.splitlines() if "." in line and "Event " not in line]


def test_the_command_counts_and_then_forgets(lead, capsys):
    a_whole_person()
    call_command("forget", ADDRESS, "--dry-run")
    counted = without_history(capsys.readouterr().out)
    assert rows_with(MARKS)

    call_command("forget", ADDRESS)

    assert without_history(capsys.readouterr().out) == counted
    assert set(rows_with(MARKS)) == {"consultations_statement"}


def test_traces_are_counted_where_she_did_something(lead):
    a_whole_person()

    traces = extract.traces(personal.person_with(ADDRESS))

    assert [trace.number for trace in traces] == [1]
