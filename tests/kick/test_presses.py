import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client

from organisations.models import ArtForm, SealedMail
from tests.factories import AssignmentFactory, UserFactory
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db
CSRF = settings.CSRF_COOKIE_NAME
LOGIN = "/konto/logga-in/"


def browser(token="a" * 32):
    client = Client()
    client.cookies[CSRF] = token
    return client


def ask(client, email="anna@exempel.se"):
    return client.post(LOGIN, f"login={email}", content_type="application/x-www-form-urlencoded")


def test_a_second_press_gets_the_first_ones_answer_and_session():
    UserFactory(email="anna@exempel.se")
    first, second = browser(), browser()

    answers = [ask(first), ask(second)]

    assert [answer.url for answer in answers] == [f"{LOGIN}kod/"] * 2
    assert first.cookies["kick"].value == second.cookies["kick"].value
    assert second.cookies["kick"]["httponly"] is True
    assert "no-store" in answers[1].headers["Cache-Control"]
    assert SealedMail.objects.count() == 1


@pytest.mark.parametrize(
    ("token", "email"), [("b" * 32, "anna@exempel.se"), ("a" * 32, "inga@exempel.se")]
)
def test_another_browser_or_another_form_has_its_own_answer(token, email):
    ask(browser())

    ask(browser(token), email)

    assert SealedMail.objects.count() == 2


def test_after_a_minute_it_is_a_new_press(time_machine):
    time_machine.move_to("2026-11-22 12:00Z", tick=False)
    ask(browser())
    time_machine.move_to("2026-11-22 12:01:01Z", tick=False)

    ask(browser())

    assert SealedMail.objects.count() == 2


def test_what_is_kept_for_the_second_press_is_sealed():
    client = browser()

    ask(client)

    [kept] = [cache.get(key) for key in kept_keys()]
    assert client.cookies["kick"].value.encode() not in kept


def kept_keys():
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM kick_cache WHERE cache_key LIKE '%press:%'")
        return [key.split(":", 2)[2] for (key,) in cursor.fetchall()]


def test_a_form_with_errors_is_judged_anew():
    client = browser()
    sign_in(client, AssignmentFactory(region=None).user)
    client.cookies[CSRF] = "a" * 32
    fields = "code=visor&name=Visor&area=film&position=99"
    add = "/admin/organisations/artform/add/"
    form = "application/x-www-form-urlencoded"
    ArtForm.objects.create(code="visor", name="Andra visor", area="film")

    refused = client.post(add, fields, content_type=form)
    ArtForm.objects.filter(code="visor").delete()
    taken = client.post(add, fields, content_type=form)

    assert (refused.status_code, taken.status_code) == (200, 302)
    assert ArtForm.objects.get(code="visor").name == "Visor"
