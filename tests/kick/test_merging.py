"""Every key to an organisation says how it follows when two are merged."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from kick.lib import merging
from kick.lib.merging import LEAVE, MOVE, MOVE_UNLESS_TAKEN, RULES
from organisations.models import Municipality, Organisation, Representative


def test_every_key_to_an_organisation_declares_how_it_follows():
    """Raises for a key that says nothing; see `merging` beside the fields of any model here."""
    found = {relation.label: relation.rule for relation in merging.relations_to(Organisation)}

    assert found == {
        "consultations.Addressee.organisation": MOVE,
        "consultations.Invitation.organisation": MOVE_UNLESS_TAKEN,
        "consultations.Reply.organisation": MOVE_UNLESS_TAKEN,
        "consultations.Statement.organisation": MOVE_UNLESS_TAKEN,
        "organisations.Alliance.organisation": MOVE_UNLESS_TAKEN,
        "organisations.AllianceMember.organisation": MOVE_UNLESS_TAKEN,
        "organisations.AnnualCheck.organisation": MOVE_UNLESS_TAKEN,
        "organisations.Listing.organisation": MOVE_UNLESS_TAKEN,
        "organisations.BoardSeat.organisation": MOVE,
        "organisations.ColleagueInvitation.organisation": MOVE_UNLESS_TAKEN,
        "organisations.Contact.organisation": MOVE_UNLESS_TAKEN,
        "organisations.Double.first": LEAVE,
        "organisations.Double.second": LEAVE,
        "organisations.ImportRow.organisation": LEAVE,
        "organisations.ImportRow.same_as": LEAVE,
        "organisations.LikenessKey.organisation": LEAVE,
        "organisations.Merge.absorbed": LEAVE,
        "organisations.Merge.survivor": LEAVE,
        "organisations.Organisation.merged_into": MOVE,
        "organisations.Organisation.parent": MOVE,
        "organisations.Outreach.organisation": MOVE,
        "organisations.Representative.organisation": MOVE_UNLESS_TAKEN,
        "organisations.Tip.organisation": MOVE,
        "studyguide.Circle.federation": MOVE,
        "studyguide.CircleMember.organisation": MOVE,
        "studyguide.CircleOrganisation.organisation": MOVE_UNLESS_TAKEN,
        "studyguide.ProposalOffer.organisation": MOVE_UNLESS_TAKEN,
    }


def test_a_key_that_is_unique_in_any_way_never_simply_moves():
    for relation in merging.relations_to(Organisation):
        if relation.rule == MOVE:
            assert relation.constraints() == [], relation.label


def test_undeclared_and_misspelt_rules_are_refused(monkeypatch):
    monkeypatch.setattr(Representative, "merging", {})
    with pytest.raises(ImproperlyConfigured, match=r"Representative\.organisation"):
        merging.relations_to(Organisation)
    monkeypatch.setattr(Representative, "merging", {"organisation": "follow"})
    with pytest.raises(ImproperlyConfigured):
        merging.relations_to(Organisation)
    assert "follow" not in RULES


def test_many_to_many_fields_that_point_at_the_model_are_keys_too(monkeypatch):
    monkeypatch.setattr(merging, "declared_rule", lambda model, field: MOVE_UNLESS_TAKEN)
    found = {relation.label: relation for relation in merging.relations_to(Municipality)}

    works_in = found["organisations.Organisation_works_in.municipality"]
    assert [set(one.fields) for one in works_in.constraints()] == [{"organisation", "municipality"}]
