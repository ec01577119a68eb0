"""A day is saved by letter before the invitation goes: once to each on the list, for each day."""

import pytest

from consultations.actions import save_the_date
from organisations.models import Letter, Purpose
from tests.consultations.checked import NOW, at, move, planned
from tests.factories import InvitationFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def test_save_the_date_goes_to_the_list_once_for_each_day():
    meeting = planned(20)
    rows = [InvitationFactory(meeting=meeting) for _ in range(2)]
    InvitationFactory(meeting=meeting, organisation=OrganisationFactory(on_paper=True))

    notice = save_the_date.save_the_date(meeting=meeting, expected=2, by=None, at=NOW)

    with pytest.raises(save_the_date.NobodyLeft):
        save_the_date.save_the_date(meeting=meeting, expected=2, by=None, at=NOW)
    letters = Letter.objects.filter(purpose=Purpose.SAVE_THE_DATE)
    assert sorted(letter.recipient for letter in letters) == sorted(
        row.organisation.email.lower() for row in rows
    )
    assert (notice.told, notice.unreached) == (2, 1)
    assert meeting.invitations.drafted().count() == 3


def test_a_list_that_has_changed_is_not_told():
    meeting = planned(20)
    InvitationFactory(meeting=meeting)

    with pytest.raises(save_the_date.ListHasChanged):
        save_the_date.save_the_date(meeting=meeting, expected=2, by=None, at=NOW)

    assert not Letter.objects.exists()


def test_a_new_day_may_be_saved_anew():
    meeting = planned(20)
    InvitationFactory(meeting=meeting)
    save_the_date.save_the_date(meeting=meeting, expected=1, by=None, at=NOW)
    move(meeting, at(27))

    save_the_date.save_the_date(meeting=meeting, expected=1, by=None, at=NOW)

    assert Letter.objects.filter(purpose=Purpose.SAVE_THE_DATE).count() == 2


def test_the_letter_says_where_the_address_is_from_and_how_to_leave():
    meeting = planned(20)
    InvitationFactory(
        meeting=meeting, organisation=OrganisationFactory(source="Kommunens register")
    )

    save_the_date.save_the_date(meeting=meeting, expected=1, by=None, at=NOW)

    letter = Letter.objects.get()
    assert "Kommunens register" in letter.body
    assert "lämna registret: ‹personlig länk›" in letter.body
    assert letter.links[0][0] == "organisation"
