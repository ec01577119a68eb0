from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from organisations.actions import outreach, purging
from organisations.forms.outreach import NoteForm
from organisations.models import Organisation, Outreach, Region, Tip, WrongMove
from tests.factories import (
    AssignmentFactory,
    OrganisationFactory,
    OutreachFactory,
    TipFactory,
    UserFactory,
)
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db

KEY = "0b7f6f0e-52c5-4a7e-9a0e-3a4f5f2c9d11"


def note_form(**changes):
    fields = {"key": KEY, "channel": "call", "result": "reached", "happened_on": "2026-11-02"}
    return NoteForm({**fields, **changes})


@pytest.fixture
def lead(client):
    user = AssignmentFactory().user
    sign_in(client, user)
    return user


def test_next_line_closes_what_was_open_and_the_same_form_writes_once():
    first = OutreachFactory()
    by = UserFactory()
    values = note_form(next_step="Hälsa på", next_on="2027-01-11")
    assert values.is_valid()

    for _press in range(2):
        note = outreach.write_note(
            key=KEY, organisation=first.organisation, by=by, values=values.values
        )

    first.refresh_from_db()
    assert first.done_at is not None
    assert list(Outreach.objects.with_open_step()) == [note]
    assert note.purge_on == date(2026, 11, 2) + timedelta(days=730)


@pytest.mark.parametrize(
    ("rang", "again"),
    [("2026-11-30", "2026-12-03"), ("2026-12-02", "2026-12-07"), ("2026-12-03", "2026-12-07")],
)
def test_no_answer_comes_back_on_a_weekday(rang, again):
    organisation = OrganisationFactory()

    note = outreach.note_no_answer(
        key=KEY, organisation=organisation, by=None, on=date.fromisoformat(rang)
    )

    assert (note.result, str(note.next_on)) == ("no_answer", again)


def test_list_of_today_holds_what_is_due_in_the_led_regions_oldest_first(client, lead):
    today = timezone.localdate()
    old = OutreachFactory(next_on=today - timedelta(days=9))
    due = OutreachFactory()
    planned = OutreachFactory(next_on=today + timedelta(days=1))
    OutreachFactory(done_at=timezone.now())
    OutreachFactory(region=Region.objects.get(slug="kronoberg"))

    page = client.get("/region/uppsokande/").context

    assert list(page["due"].object_list) == [old, due]
    assert list(page["planned"]) == [planned]


def test_quick_button_moves_the_step_from_the_list(client, lead):
    step = OutreachFactory()
    address = f"/region/uppsokande/{step.organisation.uuid}/inget-svar/"

    response = client.post(address, {"key": KEY}, follow=True)

    assert step.organisation.name in response.content.decode()
    assert Outreach.objects.about(step.organisation).count() == 2
    assert not Outreach.objects.due().exists()
    note = Outreach.objects.newest_first().first()
    assert (note.written_by, note.channel, note.result) == (lead, "call", "no_answer")


def test_done_leaves_nothing_open(client, lead):
    step = OutreachFactory()

    client.post(f"/region/uppsokande/{step.organisation.uuid}/klart/")

    assert not Outreach.objects.with_open_step().exists()


def test_note_refuses_a_personal_number_and_asks_about_a_persons_phone():
    personal = note_form(words="Hon är 19121212-1212 i registret.")
    phone = note_form(words="Ring Anna på 070-174 06 05.")
    role = note_form(words="Kansliet: 070-174 06 05.", is_role="on")

    assert set(personal.errors) == {"words"}
    assert set(phone.errors) == {"is_role"}
    assert "070-174 06 05" in phone.errors["is_role"][0]
    assert role.is_valid()


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"happened_on": "2999-01-01"}, {"happened_on"}),
        ({"next_step": "Ring"}, {"next_on"}),
        ({"next_on": "2027-01-11"}, {"next_step"}),
        ({"channel": "pigeon"}, {"channel"}),
    ],
)
def test_note_says_what_is_wrong(changes, wrong):
    assert set(note_form(**changes).errors) == wrong


def test_refused_note_comes_back_as_it_was_typed(client, lead):
    organisation = OrganisationFactory()
    fields = {"key": KEY, "channel": "visit", "result": "reached", "happened_on": "2026-11-02"}

    response = client.post(
        f"/region/uppsokande/{organisation.uuid}/", {**fields, "words": "Mejla bo@privat.example."}
    )

    assert response.status_code == 422
    assert "Mejla bo@privat.example." in response.content.decode()
    assert not Outreach.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"next_step": ""},
        {"next_on": None},
        {"next_step": "", "next_on": None, "done_at": timezone.now()},
        {"purge_on": date(2020, 1, 1)},
        {"channel": "pigeon"},
    ],
)
def test_database_holds_what_must_be_true_of_a_note(wrong):
    organisation = OrganisationFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        OutreachFactory(organisation=organisation, **wrong)


def test_tip_becomes_an_organisation_that_nobody_sees_yet():
    tip, by = (
        TipFactory(website="https://replokalen.example/", words="Anna vet mer."),
        UserFactory(),
    )

    organisation = outreach.take_up_tip(tip=tip, by=by)

    assert (organisation.name, organisation.status) == (tip.name, "listed")
    assert organisation.source == outreach.TIP_SOURCE
    assert organisation.original_words == ""
    assert not Organisation.objects.public().exists()
    assert (tip.status, tip.organisation, tip.decided_by) == ("taken_up", organisation, by)


def test_tip_is_decided_once():
    tip = TipFactory()
    tip.close(because="Det är ett företag.", by=None)

    with pytest.raises(WrongMove):
        outreach.take_up_tip(tip=tip, by=None)

    assert not Organisation.objects.exists()


def test_tip_page_shows_what_is_alike_and_no_live_link(client, lead):
    same = OrganisationFactory(name="Råslätts replokal")
    tip = TipFactory(
        name="Råslätts replokal", website="https://tips.example/", words="http://x.example"
    )

    page = client.get(f"/region/tips/{tip.uuid}/")

    assert list(page.context["alike"]) == [same]
    assert "https://tips.example/" in page.content.decode()
    assert 'href="https://tips.example/' not in page.content.decode()
    assert 'href="http://x.example' not in page.content.decode()


def test_notes_go_on_their_day_and_tips_after_a_year():
    now = timezone.now()
    kept = OutreachFactory()
    OutreachFactory(
        happened_on=timezone.localdate() - timedelta(days=731), next_on=None, next_step=""
    )
    waiting = TipFactory(created_at=now - timedelta(days=700))
    TipFactory(created_at=now - timedelta(days=731))
    decided = TipFactory()
    decided.close(because="Nej.", by=None, at=now - timedelta(days=366))

    purging.purge(at=now)

    assert list(Outreach.objects.all()) == [kept]
    assert list(Tip.objects.all()) == [waiting]


def test_history_keeps_neither_notes_nor_tips():
    tables = connection.introspection.table_names()

    assert "organisations_outreach" in tables
    assert not {"organisations_outreachevent", "organisations_tipevent"} & set(tables)
