"""Pages after a merge: old addresses and links lead on, and a lead merges and undoes it."""

import pytest
from django.urls import reverse

from consultations.models import Doorway, Invitation
from organisations.actions import doubles
from organisations.models import Double, Merge, Municipality, Organisation, OrganisationStatus
from tests.factories import (
    AssignmentFactory,
    InvitationFactory,
    MeetingFactory,
    OrganisationFactory,
    ReplyFactory,
    UserFactory,
)
from tests.organisations.two_entries import kept, merge, other
from tests.sign_in import sign_in

__all__ = ["kept", "other"]
pytestmark = pytest.mark.django_db


def test_public_address_leads_to_the_survivor_for_good(client, kept, other):
    old = other.get_absolute_url()
    merge(kept, other)

    answer = client.get(old)

    assert (answer.status_code, answer["Location"]) == (301, kept.get_absolute_url())
    Organisation.objects.filter(pk=kept.pk).update(listed_publicly=False)
    assert client.get(old).status_code == 404


def test_address_that_never_was_public_tells_a_stranger_nothing(client, kept):
    hidden = OrganisationFactory()
    old = hidden.get_absolute_url()
    merge(kept, hidden)

    assert client.get(old).status_code == 404
    sign_in(client, AssignmentFactory().user)
    assert client.get(old)["Location"] == kept.get_absolute_url()


def test_links_of_the_absorbed_speak_of_the_survivor(client, kept, other):
    meeting = MeetingFactory()
    invitation = InvitationFactory(meeting=meeting, organisation=other)
    Invitation.objects.filter(pk=invitation.pk).update(status="issued")
    InvitationFactory(meeting=meeting, organisation=kept)
    mine = ReplyFactory(meeting=meeting, organisation=kept)
    token = other.token
    merge(kept, other)

    doorway = Doorway.opened_by(invitation.token)
    assert (doorway.organisation, doorway.reply) == (kept, mine)
    assert not meeting.invitations.silent().exists()
    page = client.get(reverse("organisations:registration_confirm", args=[token]))
    assert kept.name in page.content.decode()
    for name in ("registration_claim", "representation_request"):
        sign_in(client, UserFactory())
        answer = client.get(reverse(f"organisations:{name}", args=[other.uuid]))
        assert answer["Location"] == reverse(f"organisations:{name}", args=[kept.uuid])


def test_lead_merges_on_the_page_and_undoes_it(client, kept, other):
    doubles.look_at([kept.pk, other.pk])
    double = Double.objects.get()
    sign_in(client, AssignmentFactory().user)
    address = reverse("admin:organisations_double_change", args=[double.pk])
    page = client.get(address)
    fields = {"behall": kept.pk, "seen": page.context["seen"]}
    fields |= {field.name: field.value() for field in page.context["form"].questions()}

    missing = client.post(address, {**fields, "org_number": ""})
    assert (missing.status_code, Merge.objects.count()) == (422, 0)
    done = client.post(address, {**fields, "org_number": "other"})
    again = client.post(address, {**fields, "org_number": "other"})

    row = Merge.objects.get()
    assert done["Location"] == again["Location"] == f"/admin/organisations/merge/{row.pk}/change/"
    kept.refresh_from_db()
    assert kept.org_number == "8260006161"
    assert client.get(done["Location"]).status_code == 200
    assert client.get("/admin/organisations/merge/").status_code == 200
    absorbed = client.get(reverse("admin:organisations_organisation_change", args=[other.pk]))
    assert 'name="_save"' not in absorbed.content.decode()
    for _ in range(2):
        client.post(f"/admin/organisations/merge/{row.pk}/undo/")
    other.refresh_from_db()
    assert other.status == OrganisationStatus.LISTED
    assert client.get(done["Location"]).status_code == 200


def test_page_keeps_what_was_chosen_when_something_changed_meanwhile(client, kept, other):
    doubles.look_at([kept.pk, other.pk])
    sign_in(client, AssignmentFactory().user)
    address = reverse("admin:organisations_double_change", args=[Double.objects.get().pk])
    page = client.get(address, {"behall": other.pk})
    assert page.context["kept"] == other
    fields = {"behall": other.pk, "seen": page.context["seen"]}
    fields |= {field.name: field.value() for field in page.context["form"].questions()}
    Organisation.objects.filter(pk=kept.pk).update(city="Habo")

    answer = client.post(address, {**fields, "org_number": "other", "address": "other"})

    assert (answer.status_code, Merge.objects.count()) == (409, 0)
    assert answer.context["form"]["org_number"].value() == "other"


def test_lead_elsewhere_sees_neither_pair_nor_merge(client, kept, other):
    doubles.look_at([kept.pk, other.pk])
    double, done = Double.objects.get(), merge(kept, other)
    region = Municipality.objects.get(code="0780").region
    sign_in(client, AssignmentFactory(region=region).user)

    for path in (
        f"double/{double.pk}/change/",
        f"merge/{done.pk}/change/",
    ):
        assert client.get(f"/admin/organisations/{path}").status_code == 404
    assert client.post(f"/admin/organisations/merge/{done.pk}/undo/").status_code == 404
    assert client.post(f"/admin/organisations/double/{double.pk}/different/").status_code == 404


def test_list_of_merges_does_not_answer_questions_about_what_followed(client, kept, other):
    merge(kept, other)
    sign_in(client, AssignmentFactory().user)

    for question in ("followed__icontains=statement", "rows__icontains=a"):
        assert client.get(f"/admin/organisations/merge/?{question}").status_code == 400
    assert client.get("/admin/organisations/merge/?undone_at__isempty=1").status_code == 200
