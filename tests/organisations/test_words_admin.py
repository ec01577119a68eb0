"""A word of the lists is one line, whoever types it."""

import pytest

from organisations.models import ActivityWord
from tests.factories import AssignmentFactory
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("typed", "kept"), [("orrspel", 1), ("orrspel\rBcc: ond@ond.example", 0)])
def test_a_word_is_one_line(client, typed, kept):
    sign_in(client, AssignmentFactory(region=None).user)

    words = {"word": typed, "culture": "no", "art_form": ""}
    client.post("/admin/organisations/activityword/add/", words)

    assert ActivityWord.objects.filter(word__startswith="orrspel").count() == kept
