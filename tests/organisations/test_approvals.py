"""No letter goes to many before the documents on personal data are ticked off."""

import pytest
from django.urls import reverse

from consultations.actions import invitations
from consultations.models import Invitation
from kick.lib.privacy_documents import DOCUMENTS
from organisations.actions import approvals
from organisations.actions.letters import ANSWERS, post_letters
from organisations.models import DocumentApproval, Letter, Purpose
from tests.factories import AssignmentFactory, InvitationFactory, MeetingFactory
from tests.organisations.letters import words
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def nothing_approved():
    DocumentApproval.objects.all().delete()


def letters(number, **changed):
    return [words(recipient=f"{n}@forening.example", **changed) for n in range(number)]


def test_many_wait_for_the_documents_and_one_does_not(nothing_approved):
    with pytest.raises(approvals.NotApproved) as refusal:
        post_letters(letters(2, purpose=Purpose.INVITATION))

    assert [one.key for one in refusal.value.documents] == [one.key for one in DOCUMENTS]
    assert not Letter.objects.exists()
    assert len(post_letters(letters(1, purpose=Purpose.INVITATION))) == 1


def test_answers_to_what_somebody_did_do_not_wait(nothing_approved):
    assert len(post_letters(letters(2, purpose=Purpose.MEETING_CANCELLED))) == 2


def test_a_purpose_nobody_thought_of_waits():
    assert {Purpose.INVITATION, Purpose.REMINDER} <= set(Purpose) - ANSWERS


def test_an_older_text_is_not_approved(nothing_approved):
    for document in DOCUMENTS[1:]:
        DocumentApproval.objects.create(document=document.key, fingerprint=document.fingerprint)
    DocumentApproval.objects.create(document="record", fingerprint="0" * 64)

    with pytest.raises(approvals.NotApproved) as refusal:
        approvals.insist_on_approval()

    assert [one.key for one in refusal.value.documents] == ["record"]


def test_the_desk_says_which_documents_are_missing(client, nothing_approved):
    meeting = MeetingFactory()
    for _ in range(2):
        InvitationFactory(meeting=meeting)
    sign_in(client, AssignmentFactory(region=meeting.region).user)

    page = client.post(
        reverse("consultations:desk_send", args=[meeting.uuid]),
        {"antal": "2", "lista": invitations.mark_of(meeting)},
        follow=True,
    )

    for document in DOCUMENTS:
        assert str(document.title) in page.content.decode()
    assert not Invitation.objects.issued().exists()
    assert not Letter.objects.exists()


def test_letters_on_paper_wait_too(nothing_approved):
    meeting = MeetingFactory()
    for _ in range(2):
        InvitationFactory(meeting=meeting, is_on_paper=True, organisation__email="")

    with pytest.raises(approvals.NotApproved):
        invitations.send(meeting=meeting, expected=2, by=None)


def test_whoever_leads_the_country_approves_what_she_has_read(client, nothing_approved):
    sign_in(client, AssignmentFactory(region=None).user)
    path = reverse("admin:organisations_documentapproval_changelist")
    for document in DOCUMENTS:
        for _twice in range(2):
            client.post(path, {"document": document.key, "fingerprint": document.fingerprint})

    approvals.insist_on_approval()

    assert DocumentApproval.objects.count() == len(DOCUMENTS)
    assert client.get(path).content.decode().count("<details>") == len(DOCUMENTS)


def test_what_has_changed_since_it_was_read_is_not_approved(client, nothing_approved):
    sign_in(client, AssignmentFactory(region=None).user)
    path = reverse("admin:organisations_documentapproval_changelist")

    client.post(path, {"document": "record", "fingerprint": "0" * 64})

    assert not DocumentApproval.objects.exists()


def test_a_region_lead_approves_nothing():
    with pytest.raises(approvals.NotYours):
        approvals.approve(
            document="record",
            fingerprint=DOCUMENTS[0].fingerprint,
            by=AssignmentFactory().user,
        )
