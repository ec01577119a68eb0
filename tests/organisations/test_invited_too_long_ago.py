"""CATALOGUE L4: who was invited too long ago is not let in by signing in with a fresh code."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from kick.lib.retention_limits import INVITED_COLLEAGUES_KEPT
from organisations.actions import sealed_mail
from organisations.models import ColleagueInvitation, Representative, SealedMail
from tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def invited(email, *, ago):
    return ColleagueInvitation.objects.create(
        organisation=OrganisationFactory(),
        email=email,
        invited_by=UserFactory(),
        invited_at=timezone.now() - ago,
    )


@pytest.mark.parametrize(
    ("ago", "is_let_in"),
    [(INVITED_COLLEAGUES_KEPT - MINUTE, True), (INVITED_COLLEAGUES_KEPT + MINUTE, False)],
)
def test_a_fresh_code_makes_no_old_invitation_valid(client, ago, is_let_in):
    user = UserFactory()
    invitation = invited(user.email, ago=ago)
    client.post("/konto/logga-in/", {"login": user.email})
    for sealed in SealedMail.objects.all():
        sealed_mail.send_sealed_mail(sealed_mail_id=sealed.pk)
    code = re.search(r"\d{4}-\d{4}", mail.outbox[-1].body)[0]
    client.post("/konto/logga-in/kod/", {"code": code})
    assert client.session.get("_auth_user_id") == str(user.pk)

    page = reverse("organisations:representation_request", args=[invitation.organisation.uuid])
    shown = client.get(page)
    client.post(page, {"task": "drafter", "evidence": "Jag är kassör.", "name": "Karin"})

    assert bool(shown.context["invited"]) is is_let_in
    ours = Representative.objects.approved().filter(user=user)
    assert ours.exists() is is_let_in
