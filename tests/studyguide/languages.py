"""A small guide with words in English and Finnish, and our own, and how a page of them is read."""

import datetime as dt

import pytest
from django.conf import settings

from studyguide.actions.loading import load_guide
from studyguide.models import Guide
from tests.guide import our_guide
from tests.studyguide.sources import CHAPTER, write

GUIDE, CHAPTER_1 = "/studiehandledning/", "/studiehandledning/traff-1/"
MARK = '<p lang="sv">Ska läsas av någon med språket som modersmål.</p>'
READ_ON = dt.date(2026, 9, 1)
SUMMED_UP = CHAPTER.replace(
    "# läs stort", "# sammanfattning kort: Kort\n\nOm ett ord.\n\n# läs stort"
)
ENGLISH = "---\ntitel: What is culture?\n---\n# sammanfattning kort: In short\n\nAbout a word.\n"
FINNISH = (
    "---\ntitel: Mitä on kulttuuri?\n---\n# läs stort-ord: Iso sana\n\nEnsin [[neuvonpito]].\n"
)
WORDS = "# ord samrad: neuvonpito\nKuunnellaan ensin.\n"
SV, EN, FI = [f"{code}__studiehandledning__traff-1" for code in ("sv", "en", "fi")]


@pytest.fixture
def source(tmp_path):
    """The guide of sources.py with a summary in English and a passage and a word in Finnish."""
    return write(tmp_path, **{SV: SUMMED_UP, EN: ENGLISH, FI: FINNISH}, fi__ordlista=WORDS)


@pytest.fixture
def small(source):
    load_guide(source)
    return source


@pytest.fixture
def own():
    our_guide()


def text_of(client, path, language="sv"):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def said_in(language, **words):
    guide = Guide.objects.get(key="studiehandledning")
    return guide.texts.create(language=language, **{"title": "X", **words})
