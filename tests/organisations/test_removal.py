import pytest

from organisations.actions.removal import remove_organisation
from organisations.models import Organisation, OrganisationStatus, Outreach
from tests.factories import OrganisationFactory, OutreachFactory, TipFactory

pytestmark = pytest.mark.django_db


def test_no_address_of_a_removed_organisation_is_left_in_its_history():
    organisation = OrganisationFactory(email="gammal@forening.example", street="Storgatan 1")
    organisation.email = "ny@forening.example"
    organisation.save()
    before = set(organisation.events.values_list("email", flat=True))
    assert before == {"gammal@forening.example", "ny@forening.example"}

    remove_organisation(organisation=organisation)

    assert set(organisation.events.values_list("email", "street")) == {("", "")}


def test_talks_with_a_removed_organisation_and_words_of_tips_are_gone():
    note, other = OutreachFactory(), OutreachFactory()
    tip = TipFactory(website="https://tips.example/", words="Ring Anna.")
    tip.recognise(organisation=note.organisation, by=None)

    remove_organisation(organisation=note.organisation)

    tip.refresh_from_db()
    assert list(Outreach.objects.all()) == [other]
    assert (tip.website, tip.words) == ("", "")


def test_removing_twice_changes_nothing():
    organisation = OrganisationFactory()

    for _ in range(2):
        remove_organisation(organisation=organisation)

    assert Organisation.objects.get().status == OrganisationStatus.REMOVED
