import subprocess
import sys

import pytest
from django.conf import settings
from django.urls import NoReverseMatch, get_resolver, reverse

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

LOGIN = reverse("account_login")
CODE = reverse("account_confirm_login_code")
SIGNUP = reverse("account_signup")


@pytest.mark.parametrize(
    "name",
    [
        "account_change_password",
        "account_set_password",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_reauthenticate",
        "admin:password_change",
        "admin:password_change_done",
        "admin:auth_user_password_change",
    ],
)
def test_there_is_no_password_page(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_no_address_speaks_of_passwords():
    assert not [name for name in get_resolver().reverse_dict if "password" in str(name)]


@pytest.mark.parametrize("page", [LOGIN, SIGNUP])
def test_no_form_asks_for_a_password(client, page):
    form = client.get(page).context["form"]

    assert list(form.fields) == [{LOGIN: "login", SIGNUP: "email"}[page]]


def test_a_password_opens_nothing(client):
    user = UserFactory(email="anna@exempel.se")
    user.set_password("hemligt")
    user.save()

    answer = client.post(LOGIN, {"login": "anna@exempel.se", "password": "hemligt"})

    assert answer.url == CODE
    assert "_auth_user_id" not in client.session


def test_admin_login_is_ours(client):
    answer = client.get("/admin/login/?next=/admin/", follow=True)

    assert answer.redirect_chain[-1][0].startswith(LOGIN)


def test_admin_is_missing_to_whoever_is_no_project_lead(client):
    client.force_login(UserFactory())

    assert client.get("/admin/", follow=True).status_code == 404


def test_cookies_where_others_can_reach_us():
    surroundings = {
        "SITE_URL": "https://kick.example.se",
        "SECRET_KEY": "x" * 50,
        "LINK_KEY": "y",
        "DATABASE_URL": "postgres:///none",
        "EMAIL_URL": "smtp://127.0.0.1:25",
        "DEFAULT_FROM_EMAIL": "kick@example.se",
        "KICK_ENV_FILE": "/nonexistent",
    }
    program = (
        "from kick import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_NAME)"
    )

    answer = subprocess.run(
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        env=surroundings,
        capture_output=True,
        text=True,
        check=True,
    )

    assert answer.stdout.split() == ["__Host-kick", "True", "__Host-kick-csrf"]
