"""One thing to say, in three screens, of which only the last keeps anything."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from consultations.forms.statement import new_key
from consultations.models import Statement
from organisations.models import Letter, Representative, Task
from tests.factories import OrganisationFactory, UserFactory
from tests.kick import hostile
from tests.plan_factories import ConsultationFactory, StatementFactory
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation():
    return ConsultationFactory(questions=1)


@pytest.fixture
def address(consultation):
    return f"/jonkoping/samrad/{consultation.slug}/en-sak/"


def signed_in(user):
    client = Client()
    sign_in(client, user)
    return client


def key_in(response):
    return re.search(r'name="key" value="([^"]+)"', response.content.decode())[1]


def say(client, address, *, about="", body="Bussen går för tidigt.", **who):
    """The first and the second screen; the answer to the last press, and what was pressed."""
    text = {"about": about, "body": body}
    checked = client.post(address, {**text, "steg": "granska"})
    assert checked.status_code == 200
    assert not Statement.objects.arrived().exists()
    pressed = {**text, "steg": "skicka", "key": key_in(checked), "who": "nameless", **who}
    return client.post(address, pressed), pressed


def test_somebody_without_a_name_gets_a_code_that_opens_the_receipt(client, address):
    response, _pressed = say(client, address)

    statement = Statement.objects.get()
    assert response.url == f"/kvitto/{statement.token}/"
    shown = client.get(response.url).content.decode()
    assert f"{statement.code[:5]}-{statement.code[5:]}" in shown
    assert (statement.sender, statement.person_name, statement.email) == ("nameless", "", "")
    assert not Letter.objects.exists()


def test_the_section_is_chosen_beforehand(client, address, consultation):
    section = consultation.version.sections.get()

    shown = client.get(f"{address}?avsnitt={section.key}").content.decode()
    say(client, address, about=f"s:{section.key}")

    assert f'<option value="s:{section.key}" selected>' in shown
    assert Statement.objects.get().contributions.get().section == section


def test_a_question_is_answered(client, address, consultation):
    say(client, address, about="q:1")

    assert Statement.objects.get().contributions.get().question == consultation.questions.get()


def test_eight_presses_are_one_statement_and_one_receipt(client, address):
    response, pressed = say(client, address)

    again = {client.post(address, pressed).url for _ in range(7)}

    assert again == {response.url}
    assert Statement.objects.get().number == 1


def test_nobody_gets_anothers_receipt_with_its_id(client, address, consultation):
    other = StatementFactory(submitted=True, consultation=consultation)

    response = client.post(
        address,
        {"about": "", "body": "Hej.", "steg": "skicka", "key": str(other.uuid), "who": "nameless"},
    )

    assert response.status_code == 422
    assert other.token not in response.content.decode()


def test_a_name_is_needed_to_say_it_as_oneself(client, address):
    response, _pressed = say(client, address, who="person")
    assert response.status_code == 422

    say(client, address, who="person", name="Anna Berg", email="anna@privat.example")
    statement = Statement.objects.get()
    assert (statement.person_name, statement.shows_name) == ("Anna Berg", False)
    assert Letter.objects.get().recipient == "anna@privat.example"


def test_without_a_name_nothing_that_was_typed_of_it_is_kept(address):
    client = signed_in(UserFactory(name="Anna Berg"))

    say(client, address, name="Anna Berg", shows_name="on")

    statement = Statement.objects.get()
    kept = [statement.person, statement.submitted_by, statement.changed_by, statement.person_name]
    assert kept == [None, None, None, ""]
    assert "Anna" not in str(statement.frozen)


def test_for_an_association_it_is_handed_in_by_one_who_signs_alone(address):
    organisation, user = OrganisationFactory(), UserFactory(name="Anna Berg")
    Representative.objects.create(
        user=user, organisation=organisation, task=Task.SIGNATORY
    ).approve()

    say(signed_in(user), address, who=str(organisation.uuid), name="Anna Berg")

    statement = Statement.objects.get()
    assert statement.organisation == organisation
    assert statement.frozen["signed_by"] == "Anna Berg"


def test_for_an_association_where_another_signs_it_is_kept_as_a_draft(address):
    organisation, user = OrganisationFactory(), UserFactory(name="Anna Berg")
    Representative.objects.create(user=user, organisation=organisation).approve()

    response, _pressed = say(signed_in(user), address, who=str(organisation.uuid), name="Anna")

    statement = Statement.objects.get()
    assert statement.is_draft
    assert response.url == f"/yttrande/{statement.uuid}/granska/"


def test_who_has_begun_an_answer_is_led_to_it(address, consultation):
    user = UserFactory(name="Anna Berg")
    begun = StatementFactory(consultation=consultation, of_a_person=True, person=user)

    response, _pressed = say(signed_in(user), address, who="person", name="Anna Berg")

    assert response.status_code == 422
    assert f"/yttrande/{begun.uuid}/" in response.content.decode()


def test_back_keeps_what_was_written(client, address):
    shown = client.post(address, {"about": "q:1", "body": "Bussen.", "steg": "tillbaka"})

    assert shown.status_code == 200
    assert "Bussen.</textarea>" in shown.content.decode()
    assert '<option value="q:1" selected>' in shown.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"body": ""},
        {"about": "s:finns-inte", "body": "Hej"},
        {"body": "Jag, 640823-3234, vill."},
    ],
)
def test_what_cannot_be_said_is_said_so(client, address, wrong):
    response = client.post(address, {"steg": "skicka", "who": "nameless", **wrong})

    assert response.status_code == 422
    assert b"3234" not in response.content
    assert not Statement.objects.exists()


def test_nothing_is_lost_when_it_closed_meanwhile(client, address, consultation):
    consultation.cancel()

    response = client.post(address, {"about": "", "body": "Bussen går.", "steg": "granska"})

    assert response.status_code == 409
    assert "Bussen går." in response.content.decode()


def test_twenty_an_hour_from_one_address(client, address):
    last = [say_again(client, address) for _ in range(21)]

    assert [code for code in last if code != 302] == [429]


def say_again(client, address):
    checked = client.post(address, {"about": "", "body": "En sak.", "steg": "granska"})
    pressed = {"body": "En sak.", "steg": "skicka", "key": key_in(checked), "who": "nameless"}
    return client.post(address, pressed).status_code


@pytest.mark.parametrize("field", ["about", "body", "key", "who", "name", "email", "steg"])
def test_nothing_that_is_typed_breaks_the_three_screens(client, address, field):
    for value in hostile.HOSTILE:
        cache.clear()
        sent = {"about": "q:1", "body": "Hej.", "who": "person", "name": "Anna", "steg": "skicka"}
        sent |= {"key": new_key(), field: value.encode(errors="replace").decode()}
        assert client.post(address, sent).status_code in {200, 302, 400, 422}
