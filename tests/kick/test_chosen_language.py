import pytest
from django.conf import settings
from django.urls import reverse

pytestmark = pytest.mark.django_db


def language_of(response):
    return response["Content-Language"]


def test_swedish_whatever_the_browser_wishes(client):
    response = client.get(reverse("consultations:code_enter"), HTTP_ACCEPT_LANGUAGE="en-US,en")

    assert language_of(response) == "sv"


def test_the_language_that_was_chosen_stays(client):
    client.post(reverse("set_language"), {"language": "fi", "next": "/i/"})

    assert language_of(client.get(reverse("consultations:code_enter"))) == "fi"


def test_a_language_that_we_do_not_have_is_swedish(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "xx"

    assert language_of(client.get(reverse("consultations:code_enter"))) == "sv"
