"""Tests come in as a person does who has shown both factors, without playing the pages each time."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.http import HttpRequest


def sign_in(client, user):
    """Signed in; whoever needs a second factor has enrolled one and used it just now."""
    client.force_login(user)
    if not user.needs_second_factor:
        return
    kind = Authenticator.Type.TOTP
    factor = Authenticator.objects.filter(user=user, type=kind).first()
    factor = factor or TOTP.activate(user, generate_totp_secret()).instance
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, "mfa", id=factor.pk, type=kind)
    request.session.save()
