import pytest
from django.urls import reverse

from organisations.models import Alliance, Organisation
from tests.factories import AllianceFactory, AssignmentFactory
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


def test_the_same_next_stage_twice_is_one_move_and_no_error(client):
    alliance = AllianceFactory()
    sign_in(client, AssignmentFactory().user)
    path = reverse("organisations:alliance_stage", args=[alliance.slug])
    before = Organisation.objects.count()

    answers = [client.post(path, {"stage": "working_group", "place": "0680"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Alliance.objects.get().status == "working_group"
    assert Organisation.objects.count() == before + 1
