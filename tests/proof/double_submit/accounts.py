"""What a person sends to get in: codes by mail, and a second factor."""

import re
import time
from functools import partial

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail

from organisations.actions import sealed_mail
from organisations.models import SealedMail, User
from tests.browser.totp import SECRET, code_of
from tests.factories import AssignmentFactory, UserFactory
from tests.proof.double_submit.press import browser

LOGIN, SIGN_UP, EMAIL = "/konto/logga-in/", "/konto/nytt/", "/konto/e-post/"
SECOND = "/konto/andra-steget/"
APP, RECOVERY = f"{SECOND}app/", f"{SECOND}reservkoder/nya/"


def mailed_code():
    """The code of the mail that waits, which the worker sends."""
    sealed_mail.send_sealed_mail(sealed_mail_id=SealedMail.objects.latest("pk").pk)
    return re.search(r"\d{4}-\d{4}", mail.outbox[-1].body)[0]


def fresh_code(secret):
    """Good for ten seconds more at least: a code that ends while it is sent is a wrong one."""
    left = 30 - time.time() % 30
    time.sleep(left if left < 10 else 0)
    return code_of(secret)


def ask_for_code(email="anna@exempel.se"):
    UserFactory(email="anna@exempel.se")
    return browser(), LOGIN, {"login": email}


def give_code(**said):
    client, path, fields = ask_for_code()
    client.post(path, fields)
    return client, f"{LOGIN}kod/", said or {"code": mailed_code(), "action": "verify"}


def staff_give_code():
    client = browser()
    client.post(LOGIN, {"login": AssignmentFactory().user.email})
    return client, f"{LOGIN}kod/", {"code": mailed_code(), "action": "verify"}


def sign_up(email="ny@exempel.se"):
    UserFactory(email="anna@exempel.se")
    return browser(), SIGN_UP, {"email": email}


def give_sign_up_code(**said):
    client, path, fields = sign_up()
    client.post(path, fields)
    return client, f"{EMAIL}kod/", said or {"code": mailed_code(), "action": "verify"}


def signed_in():
    """By a code just now: what is asked again after a while is not asked here."""
    client, path, fields = give_code()
    client.post(path, fields)
    return client


def add_address():
    return signed_in(), EMAIL, {"email": "annan@exempel.se", "action_add": ""}


def confirm_address():
    client, path, fields = add_address()
    client.post(path, fields)
    return client, f"{EMAIL}kod/", {"code": mailed_code(), "action": "verify"}


def at_addresses(action):
    client = signed_in()
    mine = EmailAddress.objects.get(email="anna@exempel.se")
    EmailAddress.objects.create(user=mine.user, email="annan@exempel.se", verified=True)
    return client, EMAIL, {"email": "annan@exempel.se", action: ""}


def enrol(client):
    client.get(APP)
    return client, APP, {"code": fresh_code(client.session["mfa.totp.secret"])}


def staff_enrol():
    client, path, fields = staff_give_code()
    client.post(path, fields)
    return enrol(client)


def enrolled():
    client, path, fields = enrol(signed_in())
    client.post(path, fields)
    return client


def second_step():
    client, path, fields = staff_give_code()
    TOTP.activate(User.objects.get(), SECRET)
    client.post(path, fields)
    return client, SECOND, {"code": fresh_code(SECRET)}


def second_step_again():
    client = signed_in()
    TOTP.activate(User.objects.get(), SECRET)
    return client, f"{SECOND}igen/", {"code": fresh_code(SECRET)}


def leave():
    return signed_in(), "/konto/logga-ut/", {}


FORMS = {
    "account_login": [ask_for_code, partial(ask_for_code, "okand@exempel.se")],
    "account_confirm_login_code": [give_code, staff_give_code, partial(give_code, action="resend")],
    "account_signup": [sign_up, partial(sign_up, "anna@exempel.se")],
    "account_email_verification_sent": [
        give_sign_up_code,
        confirm_address,
        partial(give_sign_up_code, action="resend"),
    ],
    "account_email": [
        add_address,
        partial(at_addresses, "action_primary"),
        partial(at_addresses, "action_remove"),
    ],
    "account_logout": [leave],
    "mfa_authenticate": [second_step],
    "mfa_reauthenticate": [second_step_again],
    "mfa_activate_totp": [lambda: enrol(signed_in()), staff_enrol],
    "mfa_deactivate_totp": [lambda: (enrolled(), f"{APP}ta-bort/", {})],
    "mfa_generate_recovery_codes": [lambda: (enrolled(), RECOVERY, {})],
    "usersessions_list": [lambda: (signed_in(), "/konto/inloggningar/", {})],
}
