"""R14: a lock that somebody holds costs a moment's wait and a page that says so, never a plain 500."""

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from consultations.models import Reply
from tests.factories import InvitationFactory

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def invitation():
    row = InvitationFactory()
    row.issue()
    return row


@pytest.fixture
def locked(invitation):
    """Another connection holds the meeting."""
    settings = connection.get_connection_params()
    known = {
        name: settings[name] for name in ("dbname", "user", "host", "port") if settings.get(name)
    }
    with psycopg.connect(**known, password=settings.get("password")) as other:
        other.execute(
            "SELECT 1 FROM consultations_meeting WHERE id = %s FOR UPDATE", [invitation.meeting_id]
        )
        yield
        other.rollback()


def test_who_meets_a_lock_is_asked_to_press_again(invitation, locked):
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '100ms'")
    address = reverse("consultations:invitation_answer", args=[invitation.token])

    answer = Client().post(address, {"svar": "ja"})

    with connection.cursor() as cursor:
        cursor.execute("RESET lock_timeout")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert "Gå tillbaka" in answer.content.decode()
    assert not Reply.objects.exists()
