import re

import pytest
from django.conf import settings
from django.urls import reverse

from organisations.models import ArtForm, Minority
from tests.factories import OrganisationFactory

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


SAID_TO_BE_SWEDISH = re.compile(r'<(\w+)\b[^>]*\blang="sv"[^>]*>.*?</\1>', re.DOTALL)
FACTS = {
    "kind": "association",
    "email": "ny@forening.example",
    "contact_language": "fi",
    "listed_publicly": "yes",
    "art_forms": ["kor", "hembygd"],
    "minorities": ["romer"],
}


def choir():
    choir = OrganisationFactory(public=True, shows_minorities=True)
    choir.art_forms.set(ArtForm.objects.filter(code__in=["kor", "hembygd"]))
    choir.minorities.set(Minority.objects.filter(code="romer"))
    choir.confirm(how="link")
    return choir


def pages(client):
    organisation = choir()
    yield client.get("/jonkoping/organisationer/")
    yield client.get(organisation.get_absolute_url())
    yield client.get(f"/anmal/bekrafta/{organisation.token}/")
    client.post("/anmal/", {"name": "Nya kören", "municipality": "0680"})
    yield client.get("/anmal/uppgifter/")
    yield client.post("/anmal/uppgifter/", FACTS, follow=True)


@pytest.mark.parametrize(("language", "is_said"), [("fi", True), ("sv", False)])
def test_swedish_names_are_said_to_be_swedish_where_the_page_is_not(client, language, is_said):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    for page in pages(client):
        html = page.content.decode().partition("<main")[2].partition("</main>")[0]
        assert "Kör" in html, page.request["PATH_INFO"]
        assert ("Kör" not in SAID_TO_BE_SWEDISH.sub("", html)) is is_said, page.request["PATH_INFO"]
        assert ("Romer" not in SAID_TO_BE_SWEDISH.sub("", html)) or not is_said
