"""Two entries of the register become one, and two again."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from consultations.models import Statement
from organisations.actions import merging
from organisations.actions.removal import remove_organisation
from organisations.models import (
    ArtForm,
    Letter,
    Minority,
    Municipality,
    Organisation,
    OrganisationStatus,
    Representative,
    Role,
    Task,
)
from organisations.models.merge_choices import BOTH, NAME, THEIRS
from tests.factories import (
    AssignmentFactory,
    InvitationFactory,
    MeetingFactory,
    OrganisationFactory,
    ReplyFactory,
    UserFactory,
)
from tests.kick import tables
from tests.organisations.two_entries import kept, merge, other
from tests.plan_factories import ConsultationFactory, StatementFactory
from tests.sign_in import sign_in

__all__ = ["kept", "other"]
pytestmark = pytest.mark.django_db
TELLS_OF_IT = ("event", "pghistory_context", "organisations_merge")


def state():
    return {n: h for n, h in tables.hashes().items() if not n.endswith(TELLS_OF_IT)}


def test_fields_are_kept_as_chosen_and_as_usual(kept, other):
    for organisation, code in ((kept, "teater"), (other, "dans")):
        organisation.art_forms.set(ArtForm.objects.filter(code=code))
    other.minorities.set(Minority.objects.all()[:1])
    Organisation.objects.filter(pk=other.pk).update(flags=["youth"], shows_minorities=True)

    merge(kept, other, org_number=THEIRS, alternate_name=NAME, flags=BOTH)

    kept.refresh_from_db()
    other.refresh_from_db()
    assert (kept.name, kept.alternate_name) == ("Habo hembygdsförening", other.name)
    assert (kept.org_number, kept.phone, kept.flags) == ("8260006161", "036123456", ["youth"])
    assert {form.code for form in kept.art_forms.all()} == {"teater", "dans"}
    assert (kept.minorities.count(), kept.shows_minorities) == (1, True)
    assert (other.status, other.merged_into) == (OrganisationStatus.MERGED, kept)


def test_who_has_said_no_is_not_shown_because_of_a_merge(kept):
    other = OrganisationFactory(listed_publicly=False)

    merge(kept, other)

    kept.refresh_from_db()
    assert kept.listed_publicly is False


def test_what_is_tied_to_it_follows_and_what_is_there_already_stays(kept, other):
    meeting, other_meeting = MeetingFactory(), MeetingFactory()
    for organisation in (kept, other):
        InvitationFactory(meeting=meeting, organisation=organisation)
        ReplyFactory(meeting=meeting, organisation=organisation)
    alone = ReplyFactory(meeting=other_meeting, organisation=other)
    consultation = ConsultationFactory()
    statement = StatementFactory(consultation=consultation, organisation=other, submitted=True)
    draft = StatementFactory(organisation=other)
    child = OrganisationFactory(parent=other)
    both, one = UserFactory.create_batch(2)
    for organisation, user in ((kept, both), (other, both), (other, one)):
        Representative.objects.create(organisation=organisation, user=user)

    shown = merging.preview(survivor=kept, absorbed=other)
    done = merge(kept, other)

    for row in (alone, statement, draft):
        row.refresh_from_db()
        assert row.organisation == kept
    child.refresh_from_db()
    assert child.parent == kept
    assert kept.representatives.count() == 2
    assert (other.representatives.get().user, other.replies.get().meeting) == (both, meeting)
    follows = {relation.label: number for relation, number in shown.follows}
    # The draft follows too, but no project lead learns that there is one.
    assert follows == {
        "consultations.Reply.organisation": 1,
        "consultations.Statement.organisation": 1,
        "organisations.Organisation.parent": 1,
        "organisations.Representative.organisation": 1,
    }
    stays = {relation.label: number for relation, number in shown.stays}
    assert stays == {
        "consultations.Invitation.organisation": 1,
        "consultations.Reply.organisation": 1,
        "organisations.Representative.organisation": 1,
    }
    told = {relation.label: number for relation, number in merging.followed(done, "moved")}
    assert told == follows


def test_undo_restores_every_row_of_every_table(kept, other):
    meeting = MeetingFactory()
    for organisation in (kept, other):
        ReplyFactory(meeting=meeting, organisation=organisation)
    InvitationFactory(organisation=other)
    kept.art_forms.set(ArtForm.objects.all()[:2])
    other.art_forms.set(ArtForm.objects.all()[2:4])
    Organisation.objects.filter(pk=kept.pk).update(parent=other)
    before = state()

    done = merge(kept, other, org_number=THEIRS, art_forms=THEIRS, name=THEIRS)
    assert len(tables.changed(before, state())) > 2
    undone = merging.undo_merge(merge=done, by=None)

    assert tables.changed(before, state()) == []
    assert undone.left == {"fields": [], "rows": []}


def test_what_has_come_since_stays_and_is_listed(kept, other):
    done = merge(kept, other, phone=THEIRS)
    reply = ReplyFactory(organisation=kept)
    Organisation.objects.filter(pk=kept.pk).update(phone="0390999999")

    undone = merging.undo_merge(merge=done, by=None)

    reply.refresh_from_db()
    kept.refresh_from_db()
    assert (reply.organisation, kept.phone) == (kept, "0390999999")
    assert undone.left["fields"] == ["phone"]
    assert [(r.label, n) for r, n in merging.new_since(undone)] == [
        ("consultations.Reply.organisation", 1)
    ]


def test_copy_read_before_the_merge_does_not_set_it_free(kept, other):
    old_copy = Organisation.objects.get(pk=other.pk)
    merge(kept, other)

    with pytest.raises(DatabaseError, match="stays merged"), transaction.atomic():
        old_copy.save()
    with pytest.raises(DatabaseError, match="stays merged"), transaction.atomic():
        Organisation.objects.filter(pk=other.pk).update(status="listed", merged_into=None)

    assert Organisation.objects.get(pk=other.pk).status == OrganisationStatus.MERGED


def test_status_and_survivor_go_together(kept, other):
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=other.pk).update(status="merged")
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=other.pk).update(merged_into=kept)


def test_only_two_that_are_worked_with_are_merged(kept, other):
    with pytest.raises(merging.NotToMerge):
        merge(kept, kept)
    other.reject() if other.status == "reported" else other.remove()
    with pytest.raises(merging.NotToMerge):
        merge(kept, other)


def test_something_that_changed_after_the_look_stops_the_merge(kept, other):
    seen = merging.preview(survivor=kept, absorbed=other).seen
    ReplyFactory(organisation=other)

    with pytest.raises(merging.LookAgain):
        merging.merge_organisations(survivor=kept, absorbed=other, choices={}, by=None, seen=seen)


def test_officer_of_the_survivors_region_does_not_come_to_represent_it(kept, other):
    officer = AssignmentFactory(role=Role.REGION_OFFICER).user
    Representative.objects.create(organisation=other, user=officer)

    with pytest.raises(merging.SpeaksBothWays):
        merge(kept, other)


def test_later_merges_are_undone_first_and_a_chain_leads_to_the_last(kept, other):
    third = OrganisationFactory()
    first_merge = merge(kept, other)
    second_merge = merge(third, kept)

    other.refresh_from_db()
    assert other.merged_into == third
    with pytest.raises(merging.UndoTheLaterFirst):
        merging.undo_merge(merge=first_merge, by=None)
    merging.undo_merge(merge=second_merge, by=None)
    other.refresh_from_db()
    assert other.merged_into == kept
    merging.undo_merge(merge=first_merge, by=None)
    with pytest.raises(merging.NotToUndo):
        merging.undo_merge(merge=first_merge, by=None)


def test_undo_is_refused_when_somebody_else_has_the_number_now(kept, other):
    done = merge(kept, other)
    OrganisationFactory(org_number="8260006161")

    with pytest.raises(merging.NumberTaken):
        merging.undo_merge(merge=done, by=None)

    other.refresh_from_db()
    assert other.merged_into == kept
    with pytest.raises(DatabaseError, match="stays merged"), transaction.atomic():
        Organisation.objects.filter(pk=other.pk).update(status="listed", merged_into=None)


def test_old_rows_are_deleted_after_a_year_and_then_it_stands(kept, other):
    done = merge(kept, other)

    assert merging.forget_merges(at=timezone.now() + timedelta(days=364)) == 0
    assert merging.forget_merges(at=timezone.now() + timedelta(days=366)) == 1
    done.refresh_from_db()
    assert done.rows == {}
    with pytest.raises(merging.NotToUndo):
        merging.undo_merge(merge=done, by=None)


def test_survivor_that_leaves_the_register_takes_its_merged_entries_addresses_along(kept, other):
    done = merge(kept, other)
    kept.refresh_from_db()

    remove_organisation(organisation=kept)

    other.refresh_from_db()
    done.refresh_from_db()
    assert (other.email, other.phone, done.rows) == ("", "", {})
    assert set(other.events.values_list("phone", flat=True)) == {""}


def test_both_drafts_of_one_consultation_are_read_by_those_who_represent_the_survivor(kept, other):
    consultation = ConsultationFactory()
    drafts = [
        StatementFactory(consultation=consultation, organisation=row) for row in (kept, other)
    ]
    user = UserFactory()
    Representative.objects.create(
        organisation=kept,
        user=user,
        task=Task.SIGNATORY,
        status="approved",
        decided_at=timezone.now(),
    )
    assert set(Statement.objects.written_by(user)) == {drafts[0]}

    merge(kept, other)

    assert set(Statement.objects.written_by(user)) == set(drafts)
    assert set(Statement.objects.signed_by(user)) == set(drafts)


def test_lead_of_one_region_does_not_merge_with_another_regions(kept):
    other = OrganisationFactory(municipality=Municipality.objects.get(code="0780"))

    with pytest.raises(merging.NotToMerge):
        merging.merge_organisations(
            survivor=kept, absorbed=other, choices={}, by=AssignmentFactory().user
        )


def test_letters_and_history_follow(client, kept, other):
    Letter.objects.create(
        purpose="registration", recipient=other.email, about=f"organisation:{other.uuid}"
    )
    merge(kept, other)
    sign_in(client, AssignmentFactory().user)

    assert Letter.objects.about_organisation(kept).count() == 1
    page = client.get(reverse("admin:organisations_organisation_history", args=[kept.pk]))
    assert f"({other.name})" in page.content.decode()
