import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kick.demo.load import current_code
from organisations.accounts import mailbox
from organisations.models import SealedMail, User
from tests.factories import AssignmentFactory, UserFactory
from tests.organisations.codes import ask_for_code, mailed_code, work_off

pytestmark = pytest.mark.django_db

LOGIN = reverse("account_login")
CODE = reverse("account_confirm_login_code")
SIGNUP = reverse("account_signup")
SIGNUP_CODE = reverse("account_email_verification_sent")
MY_PAGE = reverse("my_page")


def sign_in(client, email):
    ask_for_code(client, email)
    return client.post(CODE, {"code": mailed_code(), "action": "verify"})


def wrong(code):
    return code[:-1] + str((int(code[-1]) + 1) % 10)


def test_sign_in_by_mailed_code(client):
    user = UserFactory(email="anna@exempel.se")

    asked = ask_for_code(client, "anna@exempel.se")
    signed_in = client.post(CODE, {"code": mailed_code(), "action": "verify"})

    assert (asked.status_code, asked.url) == (302, CODE)
    assert (signed_in.status_code, signed_in.url) == (302, MY_PAGE)
    assert client.get(MY_PAGE).context["user"] == user
    # One code is enough, though nobody had proven the address before.
    assert len(mail.outbox) == 1
    assert EmailAddress.objects.get(user=user).verified


def test_sign_in_takes_the_address_in_any_case(client):
    UserFactory(email="anna@exempel.se")

    assert sign_in(client, "Anna@Exempel.SE").url == MY_PAGE


def test_code_stands_in_the_text_and_not_in_the_subject(client):
    UserFactory(email="anna@exempel.se")

    ask_for_code(client, "anna@exempel.se")
    code = mailed_code()

    [message] = mail.outbox
    assert message.body.startswith(code)
    assert code not in message.subject
    assert code in message.alternatives[0].content


def test_code_works_once_and_in_the_session_that_asked(client):
    UserFactory(email="anna@exempel.se")
    ask_for_code(client, "anna@exempel.se")
    code = mailed_code()

    assert Client().post(CODE, {"code": code}).url.startswith(LOGIN)
    assert client.post(CODE, {"code": code}).url == MY_PAGE
    client.post(reverse("account_logout"))
    assert client.post(CODE, {"code": code}).url.startswith(LOGIN)


def test_code_is_dead_after_ten_minutes(client, time_machine):
    UserFactory(email="anna@exempel.se")
    ask_for_code(client, "anna@exempel.se")
    code = mailed_code()

    time_machine.move_to(timezone.now() + timedelta(minutes=10, seconds=1))

    assert client.post(CODE, {"code": code}).url.startswith(LOGIN)


def test_three_tries_at_a_code(client):
    UserFactory(email="anna@exempel.se")
    ask_for_code(client, "anna@exempel.se")
    code = mailed_code()

    answers = [client.post(CODE, {"code": wrong(code)}).status_code for _ in range(3)]

    assert answers == [200, 200, 302]
    assert client.post(CODE, {"code": code}).url.startswith(LOGIN)
    assert "_auth_user_id" not in client.session


def test_three_tries_at_a_code_that_come_at_once(committed):
    UserFactory(email="anna@exempel.se")
    client = Client()
    ask_for_code(client, "anna@exempel.se")
    code = mailed_code()

    def guess(number):
        same = Client(HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")
        same.cookies = client.cookies
        try:
            return same.post(CODE, {"code": wrong(code)}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(guess, range(12)))

    # A page with the form again is a guess that was looked at; the third ends in a redirect.
    assert answers.count(200) <= 3
    assert client.post(CODE, {"code": code}).url.startswith(LOGIN)


def test_a_new_code_takes_the_old_ones_place(client):
    UserFactory(email="anna@exempel.se")
    ask_for_code(client, "anna@exempel.se")
    first = mailed_code()

    client.post(CODE, {"action": "resend"})
    second = mailed_code()

    assert first != second
    assert client.post(CODE, {"code": first}).status_code == 200
    assert client.post(CODE, {"code": second}).url == MY_PAGE


def test_sign_up_by_mailed_code(client):
    asked = client.post(SIGNUP, {"email": "Ny@Exempel.se"})
    signed_in = client.post(SIGNUP_CODE, {"code": mailed_code(), "action": "verify"})

    assert (asked.url, signed_in.url) == (SIGNUP_CODE, MY_PAGE)
    user = User.objects.get()
    assert user.email == "ny@exempel.se"
    assert not user.has_usable_password()


def plain(response):
    """The answer without what differs from request to request."""
    text = re.sub(rb'(csrfmiddlewaretoken" value|nonce)="[^"]+"', b"", response.content)
    return response.status_code, response.headers.get("Location"), text


@pytest.mark.parametrize(
    ("page", "field", "code_page"), [(LOGIN, "login", CODE), (SIGNUP, "email", SIGNUP_CODE)]
)
def test_known_and_unknown_addresses_get_the_same_answers(page, field, code_page):
    UserFactory(email="anna@exempel.se")

    def walk(email):
        client = Client()
        steps = [client.post(page, {field: email})]
        steps += [client.get(code_page)]
        steps += [client.post(code_page, {"action": "resend"}) for _ in range(3)]
        steps += [client.post(code_page, {"code": "0000-0000", "action": "verify"}) for _ in "123"]
        return [plain(step) for step in steps]

    # As long as the other, and the page says the address.
    assert walk("anna@exempel.se") == [
        (status, to, text.replace(b"inga@", b"anna@"))
        for status, to, text in walk("inga@exempel.se")
    ]
    # Both got three mails; so it is not the limit that tells them apart.
    assert SealedMail.objects.count() == 6


@pytest.mark.parametrize("email", ["anna@exempel.se", "inga@exempel.se"])
def test_five_mails_an_hour_to_an_address(email, settings):
    UserFactory(email="anna@exempel.se")
    spellings = [email, email.upper(), email.replace("@", "+x@"), email.replace("a@", ".a@")]

    answers = [
        Client(REMOTE_ADDR=f"10.0.{number}.1").post(LOGIN, {"login": spellings[number % 4]})
        for number in range(100)
    ]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429] * 95
    assert SealedMail.objects.count() == 5


def test_mailbox_has_one_name():
    assert {mailbox(it) for it in ["a.b@c.se", "AB@C.se", "ab+kick@c.se"]} == {"ab@c.se"}


@pytest.mark.parametrize("proxies", [0, 2], ids=["no proxy", "past the proxies"])
def test_forwarded_addresses_do_not_beat_the_limit_per_address_of_the_asker(
    client, settings, proxies
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    answers = [
        client.post(
            LOGIN,
            {"login": f"person{number}@exempel.se"},
            HTTP_X_FORWARDED_FOR=f"10.1.1.{number}",
        ).status_code
        for number in range(40)
    ]

    assert 429 in answers


def test_three_tries_at_the_code_of_a_second_factor(client):
    user = AssignmentFactory().user
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    client.force_login(user)
    again = reverse("mfa_reauthenticate")
    right = format_hotp_value(hotp_value(secret, int(time.time()) // 30))

    for _ in range(3):
        client.post(again, {"code": wrong(right)})

    assert client.post(again, {"code": right}).status_code == 200
    assert client.get(MY_PAGE).status_code == 302


def test_second_factor_is_sealed_in_the_database():
    user = UserFactory()
    secret = generate_totp_secret()

    TOTP.activate(user, secret)

    assert secret not in Authenticator.objects.get().data["secret"]


def test_staff_sign_in_with_both_steps(client):
    user = AssignmentFactory(user__email="maja@exempel.se").user
    TOTP.activate(user, generate_totp_secret())

    first = sign_in(client, "maja@exempel.se")
    before = client.get(MY_PAGE)
    code, _seconds = current_code(user)
    second = client.post(reverse("mfa_authenticate"), {"code": code})

    assert first.url == reverse("mfa_authenticate")
    assert before.status_code == 302
    assert second.url == MY_PAGE
    assert client.get(reverse("admin:index")).status_code == 200
    assert client.session.get_expiry_age() <= 12 * 3600


def test_enrolling_is_using(client, committed):
    user = AssignmentFactory(user__email="maja@exempel.se").user
    sign_in(client, "maja@exempel.se")
    page = client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    counter = int(timezone.now().timestamp()) // 30

    enrolled = client.post(reverse("mfa_activate_totp"), {"code": format_code(secret, counter)})

    assert page.status_code == 200
    assert enrolled.url == reverse("mfa_view_recovery_codes")
    assert client.get(enrolled.url).status_code == 200
    assert client.get(reverse("admin:index")).status_code == 200
    assert Authenticator.objects.filter(user=user).count() == 2


def format_code(secret, counter):
    return format_hotp_value(hotp_value(secret, counter))


def test_others_stay_signed_in_for_fourteen_days(client):
    UserFactory(email="anna@exempel.se")
    sign_in(client, "anna@exempel.se")

    assert 13 * 24 * 3600 < client.session.get_expiry_age() <= 14 * 24 * 3600


def test_session_gets_a_new_id_at_sign_in(client):
    UserFactory(email="anna@exempel.se")
    ask_for_code(client, "anna@exempel.se")
    before = client.session.session_key

    client.post(CODE, {"code": mailed_code()})

    assert client.session.session_key != before
    cookie = client.cookies["kick"]
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"


def test_signing_out_ends_the_session_for_good(client):
    UserFactory(email="anna@exempel.se")
    sign_in(client, "anna@exempel.se")
    key = client.session.session_key
    shown = client.get(MY_PAGE)

    client.post(reverse("account_logout"))
    client.cookies["kick"] = key

    assert client.get(MY_PAGE).url.startswith(LOGIN)
    assert "no-store" in shown.headers["Cache-Control"]


def test_signing_out_needs_a_post(client):
    UserFactory(email="anna@exempel.se")
    sign_in(client, "anna@exempel.se")

    client.get(reverse("account_logout"))

    assert client.get(MY_PAGE).status_code == 200


def test_disabled_user_gets_no_code(client):
    UserFactory(email="anna@exempel.se", is_active=False)

    ask_for_code(client, "anna@exempel.se")
    work_off()

    [message] = mail.outbox
    assert not re.search(r"\d{4}-\d{4}", message.body)
