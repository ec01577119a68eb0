"""Landing pages of the guide in languages that the site cannot be read in."""

import re

import pytest
from django.urls import reverse

from studyguide.models import Guide, GuideText
from tests.factories import AssignmentFactory
from tests.sign_in import sign_in
from tests.studyguide.languages import (
    CHAPTER_1,
    GUIDE,
    READ_ON,
    own,
    said_in,
    small,
    source,
    text_of,
)

__all__ = ["own", "small", "source"]
pytestmark = pytest.mark.django_db


def test_a_national_lead_adds_a_landing_text_and_the_guide_offers_it(client, own):
    sign_in(client, AssignmentFactory(region=None).user)
    guide = Guide.objects.get(key="studiehandledning")
    path = reverse("admin:studyguide_guide_change", args=[guide.pk])

    assert client.post(path, guide_fields(guide, "yi", "ייִדיש")).status_code == 302

    added = GuideText.objects.get(language="yi")
    assert (added.title, added.native_read_on) == ("ייִדיש", None)
    link = re.search(
        r'<a href="/studiehandledning/sprak/yi/"[^>]*>[^<]*</a>', text_of(client, GUIDE)
    )
    assert link[0].endswith('lang="yi" hreflang="yi" dir="rtl">ייִדיש</a>')


def guide_fields(guide, language, title):
    """The admin's form with one text more than there is."""
    texts = list(guide.texts.all())
    fields = {
        "audience": guide.audience,
        "texts-TOTAL_FORMS": len(texts) + 1,
        "texts-INITIAL_FORMS": len(texts),
    }
    for number, row in enumerate(texts):
        words = {"id": row.pk, "guide": guide.pk, "language": row.language, "title": row.title}
        words |= {"lead": row.lead, "body": row.body}
        fields |= {f"texts-{number}-{name}": value for name, value in words.items()}
    added = {"guide": guide.pk, "language": language, "title": title, "lead": "", "body": ""}
    return fields | {f"texts-{len(texts)}-{name}": value for name, value in added.items()}


@pytest.mark.parametrize(
    ("language", "name", "direction"),
    [
        ("se", "davvisámegiella", "ltr"),
        ("smj", "julevsámegiella", "ltr"),
        ("sma", "åarjelsaemien gïele", "ltr"),
        ("fit", "meänkieli", "ltr"),
        ("rom", "romani chib", "ltr"),
        ("yi", "ייִדיש", "rtl"),
    ],
)
def test_each_minority_language_has_its_page(client, small, language, name, direction):
    said_in(language, title="Titel", lead="Ingress", body="Text")

    page = text_of(client, f"{GUIDE}sprak/{language}/")

    assert f'<div lang="{language}" dir="{direction}">\n    <h1>Titel</h1>' in page
    assert f'lang="{language}" dir="{direction}" aria-current="page">{name}</span>' in page
    assert f'href="{CHAPTER_1}"' in page
    assert "Ska läsas av någon med språket som modersmål" in page


def test_a_landing_text_that_was_read_has_no_mark(client, small):
    said_in("se", native_read_on=READ_ON)

    assert "Ska läsas av" not in text_of(client, f"{GUIDE}sprak/se/")


def test_languages_are_offered_where_there_is_a_text_and_only_there(client, small):
    assert "more-languages" not in text_of(client, GUIDE)

    said_in("fi")
    said_in("sma")
    said_in("se")

    offered = re.findall(r'href="/studiehandledning/sprak/(\w+)/"', text_of(client, GUIDE))
    assert offered == ["se", "sma"]


@pytest.mark.parametrize("language", ["yi", "sv", "fi", "en", "xx"])
def test_a_language_without_a_landing_text_has_no_page(client, small, language):
    said_in("fi")

    assert client.get(f"{GUIDE}sprak/{language}/").status_code == 404


def test_the_easy_landing_page_leads_to_the_easy_gatherings(client, own):
    page = text_of(client, f"{GUIDE}sprak/sv-x-lattlast/")

    links = re.findall(r'<h3><a href="([^"]*)">([^<]*)', page)
    assert links[1] == (f"{GUIDE}traff-2/lattlast/", "Så delas pengarna ut")
    assert 'href="/studiehandledning/sprak/sv-x-lattlast/"' in text_of(client, GUIDE)


def test_markup_in_a_landing_text_is_shown_as_text(client, small):
    said_in("se", title="<b>X</b>", body="<script>x</script>")

    page = text_of(client, f"{GUIDE}sprak/se/")

    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "<b>X</b>" not in page
