"""The letter's own words: placeholders, languages, preview, a test letter, and the same on paper."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from consultations.actions import invitations, printing
from consultations.models import PrintRun
from kick.lib import pdf
from organisations.models import Letter, Purpose
from tests.factories import (
    AssignmentFactory,
    InvitationFactory,
    MeetingFactory,
    MeetingTextFactory,
    OrganisationFactory,
)
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client):
    user = AssignmentFactory().user
    sign_in(client, user)
    return user


def page(name, meeting, *more):
    return reverse(f"consultations:{name}", args=[meeting.uuid, *more])


def save(client, meeting, language="sv", **words):
    address = f"{page('desk_words', meeting)}?sprak={language}"
    seen = client.get(address).context["form"].initial["seen"]
    return client.post(address, {"subject": "Kom!", "body": "Hej.", "seen": seen, **words})


def text_of(content):
    return "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(content)).pages)


def test_own_words_go_out_with_the_associations_name_in_them(client, lead):
    row = InvitationFactory(organisation__name="Låtsaby {kör}")

    save(client, row.meeting, subject="Till {Förening}", body="Vi vill höra {förening}.")
    invitations.send(meeting=row.meeting, expected=1, by=lead)

    letter = Letter.objects.get()
    assert letter.subject == "Till Låtsaby {kör}"
    assert letter.body.startswith("Vi vill höra Låtsaby {kör}.\n")
    for kept in ("När:", "‹personlig länk›", "/integritet/", "‹personlig länk›bort/"):
        assert kept in letter.body


def test_several_at_one_address_are_all_named(client, lead):
    meeting = MeetingFactory()
    for name in ("Ett", "Två", "Tre"):
        InvitationFactory(
            meeting=meeting, organisation__name=name, organisation__email="a@forening.example"
        )
    save(client, meeting, body="Hej {förening}!")

    invitations.send(meeting=meeting, expected=3, by=lead)

    assert Letter.objects.get().body.startswith("Hej Ett, Två och Tre!")


@pytest.mark.parametrize("wrong", ["{foerening}", "{förening", "}", "{}", "{{förening}}"])
def test_an_unknown_placeholder_is_refused_by_name_and_nothing_typed_is_lost(client, lead, wrong):
    meeting = MeetingFactory()

    answer = save(client, meeting, body=f"Hej {wrong} där.")

    assert answer.status_code == 422
    assert f"Hej {wrong} där." in answer.context["form"]["body"].value()
    [error] = answer.context["form"].errors["body"]
    assert "{svara senast}" in error
    assert not meeting.invitation_texts.exists()


def test_the_secret_link_is_not_put_among_own_words(client, lead):
    answer = save(client, MeetingFactory(), body="Svara: ‹personlig länk›")

    assert answer.status_code == 422


def test_words_in_one_language_are_for_that_language(client, lead):
    meeting = MeetingFactory()
    MeetingTextFactory(meeting=meeting, language="fi", title="Aloituskokous", purpose="Tervetuloa.")
    for code in ("sv", "fi", "en"):
        InvitationFactory(meeting=meeting, organisation__contact_language=code)
    save(client, meeting, "sv", body="Egna ord.")
    save(client, meeting, "fi", body="Omat sanat: {möte}.")

    invitations.send(meeting=meeting, expected=3, by=lead)

    bodies = dict(Letter.objects.values_list("language", "body"))
    assert bodies["sv"].startswith("Egna ord.")
    assert bodies["fi"].startswith("Omat sanat: Aloituskokous.")
    assert bodies["en"].startswith("Hello!")


def test_the_preview_is_the_letter_of_the_chosen_association(client, lead):
    row = InvitationFactory(organisation__name="Låtsaby kör")
    save(client, row.meeting, subject="Till {förening}", body="Hej {förening}.")

    shown = client.get(page("desk_words", row.meeting), {"forening": str(row.organisation.uuid)})

    assert shown.context["preview"]["subject"] == "Till Låtsaby kör"
    assert row.token not in shown.content.decode()
    assert "/i/prov/" in shown.content.decode()


def test_a_colleagues_words_are_not_written_over_unseen(client, lead):
    meeting = MeetingFactory()
    address = page("desk_words", meeting)
    seen = client.get(address).context["form"].initial["seen"]
    save(client, meeting, body="Kollegans ord.")

    first = client.post(address, {"subject": "Mitt", "body": "Mina ord.", "seen": seen})
    stored = meeting.invitation_texts.get().body
    again = client.post(
        address,
        {"subject": "Mitt", "body": "Mina ord.", "seen": first.context["form"]["seen"].value()},
    )

    assert (first.status_code, stored) == (422, "Kollegans ord.")
    assert "Mina ord." in first.context["form"]["body"].value()
    assert (again.status_code, meeting.invitation_texts.get().body) == (302, "Mina ord.")


def test_a_test_letter_counts_as_nothing_sent_and_opens_nothing(client, lead):
    row = InvitationFactory(organisation__name="Låtsaby kör")
    data = {"sprak": "sv", "forening": str(row.organisation.uuid)}

    client.post(page("desk_trial", row.meeting), data)

    letter = Letter.objects.get()
    assert (letter.purpose, letter.recipient) == (Purpose.TRIAL, lead.email)
    assert letter.subject.startswith("Prov: ")
    assert "Låtsaby kör" in letter.body
    assert row.meeting.letter_progress()["total"] == 0
    assert letter.links[0][1] != str(row.uuid)
    row.refresh_from_db()
    assert row.status == "drafted"
    invitations.send(meeting=row.meeting, expected=1, by=lead)
    assert Letter.objects.filter(purpose=Purpose.INVITATION).count() == 1


@pytest.mark.parametrize("path", ["/i/prov/", "/i/prov/bort/"])
def test_the_link_of_a_test_letter_says_what_it_is(client, path):
    shown = client.get(path)

    assert shown.status_code == 200
    assert "provbrev" in shown.content.decode()
    assert client.post(path).status_code == 405


def on_paper(meeting, *, language="sv", **words):
    row = InvitationFactory(
        meeting=meeting,
        is_on_paper=True,
        organisation=OrganisationFactory(on_paper=True, contact_language=language, **words),
    )
    row.issue()
    return row


def test_paper_letters_have_the_words_in_the_language_of_each(client, lead):
    meeting = MeetingFactory()
    MeetingTextFactory(meeting=meeting, language="fi", title="Aloituskokous", purpose="Tervetuloa.")
    on_paper(meeting, name="Svenska kören")
    on_paper(meeting, name="Suomikuoro", language="fi")
    save(client, meeting, "sv", body="Kära {förening}.")

    texts = [text_of(client.get(page("desk_paper", meeting), {"del": n}).content) for n in (1, 2)]

    assert "Kära Svenska kören." in texts[0]
    assert "Tervetuloa." in texts[1]
    assert client.get(page("desk_paper", meeting), {"del": 3}).status_code == 404


def test_no_letter_is_printed_for_one_without_an_address(client, lead):
    meeting = MeetingFactory()
    row = on_paper(meeting, street="")

    shown = client.get(page("desk_print", meeting)).content.decode()

    assert row.organisation.name in shown
    assert client.get(page("desk_paper", meeting)).status_code == 404


def test_a_test_letter_on_paper_opens_nothing(client, lead):
    text = text_of(client.get(page("desk_paper", MeetingFactory()), {"prov": "1"}).content)

    assert "PROVB-REVXX" in text
    assert client.post("/i/", {"code": "PROVB-REVXX"}).status_code == 422


def test_all_letters_are_made_into_one_file_by_the_worker(client, lead, monkeypatch):
    monkeypatch.setattr(pdf, "MOST_LETTERS", 2)
    meeting = MeetingFactory()
    rows = [on_paper(meeting) for _ in range(3)]
    client.post(page("desk_print", meeting))
    client.post(page("desk_print", meeting))
    run = PrintRun.objects.get()
    assert client.get(page("desk_print_file", meeting)).status_code == 404
    assert "0 av 3" in client.get(page("desk_print", meeting)).content.decode()

    printing.make_print(run_id=run.pk)

    file = client.get(page("desk_print_file", meeting))
    content = b"".join(file.streaming_content)
    assert len(PdfReader(io.BytesIO(content)).pages) == 3
    text = text_of(content)
    assert all(f"{row.code[:5]}-{row.code[5:]}" in text for row in rows)
