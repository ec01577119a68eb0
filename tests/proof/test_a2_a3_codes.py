"""CATALOGUE A2 and A3: guessing codes, from fifty addresses at once, through four processes."""

import re
from functools import partial

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.test import Client
from django.utils import translation

from organisations.actions import sealed_mail
from organisations.models import SealedMail
from tests.browser.totp import SECRET, code_of
from tests.factories import AssignmentFactory, UserFactory
from tests.kick.test_house_urls import walk
from tests.proof.wire import Visitor, Wired

pytestmark = [pytest.mark.proof, pytest.mark.django_db]

LOGIN, CODE = "/konto/logga-in/", "/konto/logga-in/kod/"
SIGNUP, SIGNUP_CODE = "/konto/nytt/", "/konto/e-post/kod/"
SECOND, AGAIN = "/konto/logga-in/andra-steget/", "/konto/andra-steget/igen/"
SPELLINGS = [
    "anna.berg@exempel.se",
    "ANNA.BERG@EXEMPEL.SE",
    "Anna.Berg@Exempel.se",
    "annaberg@exempel.se",
    "a.n.n.a.berg@exempel.se",
    "anna.berg+1@exempel.se",
    "anna.berg+kick@exempel.se",
    "annaberg+x.y@EXEMPEL.se",
    " anna.berg@exempel.se ",
    "anna.berg@exempel.se.",
]


@pytest.fixture
def server(committed, tmp_path):
    with Wired(tmp_path, workers=4) as server:
        yield server


def addresses(number):
    return [{"X_Forwarded_For": f"10.0.{n}.7"} for n in range(number)]


def mailed_code():
    for sealed in SealedMail.objects.order_by("pk"):
        sealed_mail.send_sealed_mail(sealed_mail_id=sealed.pk)
    return re.search(r"\d{4}-\d{4}", mail.outbox[-1].body)[0]


def guesses(server, visitor, path, number=50):
    """That many wrong codes at once, each as if from an address of its own."""
    calls = [
        partial(visitor.again().post, path, {"code": f"0000-{n:04}"}, **address)
        for n, address in enumerate(addresses(number))
    ]
    return server.at_once(calls)


def said(answers, text):
    return sum(str(text) in answer.text for answer in answers)


@pytest.mark.parametrize("ask, confirm", [(LOGIN, CODE), (SIGNUP, SIGNUP_CODE)])
def test_a2_one_code_guessed_from_fifty_addresses(server, figure, ask, confirm):
    visitor = server.visitor()
    if ask == LOGIN:
        UserFactory(email="anna.berg@exempel.se")
    field = "login" if ask == LOGIN else "email"
    visitor.post(ask, {field: "anna.berg@exempel.se"})
    right = mailed_code()

    answers = guesses(server, visitor, confirm)
    with translation.override("sv"):
        looked_at = said(answers, get_adapter().error_messages["incorrect_code"])
    after = visitor.post(confirm, {"code": right})

    figure("A2", f"50 guesses at a code of {ask} at once, 4 processes: {looked_at} looked at")
    assert max(answer.status for answer in answers) < 500
    assert looked_at <= 3
    assert after.location.startswith(LOGIN)


def test_a2_every_spelling_of_an_address_is_one_mailbox(server, figure):
    UserFactory(email="anna.berg@exempel.se")
    calls = [
        partial(server.visitor().post, LOGIN, {"login": spelling}, **address)
        for spelling, address in zip(SPELLINGS * 2, addresses(20), strict=True)
    ]

    answers = server.at_once(calls)

    # What ends in a dot is no address, and what is not taken is not mailed.
    mails = SealedMail.objects.count()
    figure("A2", f"{len(answers)} codes asked for in {len(SPELLINGS)} spellings: {mails} mailed")
    assert max(answer.status for answer in answers) < 500
    assert mails <= 5


def test_a2_a_forged_address_is_no_new_guest(server, figure):
    answers = [
        server.visitor().post(LOGIN, {"login": f"n{n}@exempel.se"}, **address)
        for n, address in enumerate(addresses(50))
    ]

    passed = sum(answer.status == 302 for answer in answers)
    figure("A2", f"50 requests with forged X-Forwarded-For in a minute: {passed} passed")
    assert passed <= 20


def test_a2_behind_a_proxy_only_its_own_word_counts(committed, tmp_path, figure):
    server = Wired(tmp_path, workers=4)
    server.surroundings["TRUSTED_PROXY_COUNT"] = "1"
    with server:
        forged = [
            server.visitor().post(
                LOGIN, {"login": f"n{n}@exempel.se"}, X_Forwarded_For=f"10.9.{n}.1, 192.0.2.7"
            )
            for n in range(30)
        ]
        other = server.visitor().post(LOGIN, {"login": "o@exempel.se"}, X_Forwarded_For="192.0.2.8")

    passed = sum(answer.status == 302 for answer in forged)
    figure("A2", f"30 behind a trusted proxy, the first address forged: {passed} passed")
    assert passed <= 20
    assert other.status == 302


def test_a2_the_second_factor_guessed_from_two_sessions(server, figure):
    user = AssignmentFactory(user__email="anna.berg@exempel.se").user
    TOTP.activate(user, SECRET)
    coming, inside = server.visitor(), session_of(server, user)
    coming.post(LOGIN, {"login": user.email})
    coming.post(CODE, {"code": mailed_code()})

    answers = guesses(server, coming, SECOND, 25) + guesses(server, inside, AGAIN, 25)
    after = coming.post(SECOND, {"code": code_of(SECRET)})

    with translation.override("sv"):
        looked_at = said(answers, get_mfa_adapter().error_messages["incorrect_code"])
    figure("A2", f"50 guesses at a second factor from 2 sessions: {looked_at} looked at")
    assert max(answer.status for answer in answers) < 500
    assert 0 < looked_at <= 3
    assert after.status == 200


def session_of(server, user):
    """Signed in, but the second factor is still to be shown."""
    client = Client()
    client.force_login(user)
    return Visitor(server, cookies={name: morsel.value for name, morsel in client.cookies.items()})


def test_a2_the_code_of_a_letter_on_paper(server, figure):
    answers = guesses(server, server.visitor(), "/i/")

    looked_at = sum(answer.status == 422 for answer in answers)
    figure("A2", f"50 guesses at a paper letter's code, 10 minutes: {looked_at} looked at")
    assert {answer.status for answer in answers} == {422, 429}
    assert looked_at <= 10


# What takes something secret or something to send a secret to, and is open to all.
@pytest.mark.parametrize(
    "path, fields",
    [
        (LOGIN, {"login": "n{}@exempel.se"}),
        (SIGNUP, {"email": "n{}@exempel.se"}),
        ("/konto/logga-in/nyckel/", {"credential": "{{}}"}),
        ("/i/", {"code": "3467{}"}),
    ],
)
def test_a3_every_way_in_is_closed_after_some_tries(server, figure, path, fields):
    filled = [{name: value.format(f"{n:02}") for name, value in fields.items()} for n in range(40)]
    calls = [
        partial(server.visitor().post, path, words, **address)
        for words, address in zip(filled, addresses(40), strict=True)
    ]

    answers = server.at_once(calls)

    tries = sum(answer.status != 429 for answer in answers)
    figure("A3", f"{path}: 40 at once from as many forged addresses, {tries} before 429")
    assert max(answer.status for answer in answers) < 500
    assert 0 < tries <= 20


def test_a3_the_admin_has_no_door_of_its_own(server, figure):
    words = {"username": "anna.berg@exempel.se", "password": "hemligt", "next": "/admin/"}
    UserFactory(email="anna.berg@exempel.se", superuser=True)

    answers = [
        answer
        for path in ("/admin/login/", "/admin/", "/admin/organisations/user/")
        for answer in (server.visitor().get(path), server.visitor().post(path, words))
    ]

    doors = {answer.location.partition("?")[0] for answer in answers}
    figure("A3", f"{len(answers)} requests to the admin without a session: all sent to {LOGIN}")
    assert {answer.status for answer in answers} == {302}
    assert doors <= {LOGIN, "/admin/login/"}
    assert not any("sessionid" in answer.header("Set-Cookie") for answer in answers)


def test_a3_there_is_no_other_way_in(figure):
    """Whatever takes a password, resets one or signs in by a link would have a name like these."""
    telling = re.compile(
        r"login|log_in|signup|password|reset|token|authenticate|sign_in|impersonat"
    )

    names = {name for name, _pattern in walk() if telling.search(name)}

    figure("A3", f"{len(names)} urls that have to do with coming in, none with a password")
    assert names == {
        "account_login",
        "account_request_login_code",
        "account_confirm_login_code",
        "account_signup",
        "admin:login",
        "mfa_login_webauthn",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
