"""Did it help? One answer however often it is pressed, and nothing of who gave it."""

import re
import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from kick.lib import traps
from studyguide.actions.loading import load_guide
from studyguide.models import Feedback, Passage, PassageText, Question
from tests.studyguide.sources import chapter, write

pytestmark = pytest.mark.django_db

PAGE = "/studiehandledning/traff-1/"
PRESS = f"{PAGE}svar/"
KEY = "0b7f6f0e-52c5-4a7e-9a0e-3a4f5f2c9d11"


@pytest.fixture(autouse=True)
def small(tmp_path):
    cache.clear()
    load_guide(write(tmp_path))


def pressed(*, age=60, **fields):
    return {"key": KEY, "drawn": traps.stamp(time.time() - age), "yes": "stort-ord"} | fields


BUTTON = re.compile(r'<button form="helped" name="(yes|no)" value="(\S+)">')
ALL_KINDS = """---
ordning: 1
titel: Vad är kultur?
---
# sammanfattning kort: I korthet

Kort.

# syfte syftet: Syfte

Syfte.

# läs stort-ord: Ett stort ord

Läs.

# inledning runt-bordet: En runda

Berätta.

# samtal samtalet: Samtal

Samtala.

# fråga finns-har: Vad finns här?

# uppgift kartan: En karta

Rita.

# källor kallorna: Källor

Härifrån.
"""


def test_what_is_read_done_and_asked_has_two_buttons_and_the_page_one_form(client, tmp_path):
    load_guide(chapter(tmp_path, ALL_KINDS))
    page = client.get(PAGE).content.decode()

    asked = ["stort-ord", "runt-bordet", "fraga-finns-har", "kartan"]
    assert BUTTON.findall(page) == [(word, key) for key in asked for word in ("yes", "no")]
    assert page.count('id="helped"') == 1


def test_what_is_said_of_a_question_is_the_questions(client):
    question = Question.objects.get(key="finns-har")
    other = question.chapter.questions.create(key="finns-mer", position=2)
    other.texts.create(language="sv", heading="Vad finns mer?")
    for key in ["finns-har", "finns-mer", "finns-har"]:
        page = client.post(PRESS, pressed(yes="", no=f"fraga-{key}"), follow=True)

    rows = Feedback.objects.order_by("question__key")
    assert [(row.passage.key, row.question.key, row.is_useful) for row in rows] == [
        ("samtalet", "finns-har", False),
        ("samtalet", "finns-mer", False),
    ]
    words = question.texts.get(language="sv")
    assert rows[0].wording == words.carried_hash()
    html = page.content.decode()
    assert 'href="/studiehandledning/traff-1/#fraga-finns-har"' in html
    assert "Du sa att frågan inte hjälpte." in html


def test_an_answer_is_kept_once_however_often_it_is_pressed(client):
    for _press in range(3):
        response = client.post(PRESS, pressed())

    row = Feedback.objects.get()
    words = PassageText.objects.get(passage__key="stort-ord")
    assert response.url == f"/studiehandledning/svar/{row.uuid}/"
    assert (row.passage, row.language, row.is_useful) == (words.passage, "sv", True)
    assert (row.wording, row.given_on, row.words) == (
        words.carried_hash(),
        timezone.localdate(),
        "",
    )


def test_who_thinks_otherwise_presses_the_other_button(client):
    client.post(PRESS, pressed())
    client.post(PRESS, pressed(yes="", no="stort-ord"))

    assert not Feedback.objects.get().is_useful


def test_another_reader_is_another_answer(client):
    client.post(PRESS, pressed())
    client.post(PRESS, pressed(key="1b7f6f0e-52c5-4a7e-9a0e-3a4f5f2c9d11"))

    assert Feedback.objects.count() == 2


def test_a_word_may_be_said_about_why(client):
    page = client.post(PRESS, pressed(), follow=True)
    address = page.request["PATH_INFO"]
    assert 'href="/studiehandledning/traff-1/#stort-ord"' in page.content.decode()

    assert client.post(address, {"words": "x" * 301}).status_code == 422
    assert client.post(address, {"words": "Ring 19811218-9876"}).status_code == 422
    for _press in range(2):
        assert client.post(address, {"words": "För långt."}).url == "/studiehandledning/svar/tack/"

    assert Feedback.objects.get().words == "För långt."


def test_the_day_after_nobody_changes_it(client):
    address = client.post(PRESS, pressed()).url
    Feedback.objects.update(given_on=timezone.localdate() - timedelta(days=1))

    assert client.get(address).status_code == 404
    assert client.post(address, {"words": "x"}).status_code == 404


def test_a_program_is_thanked_and_forgotten(client):
    response = client.post(PRESS, pressed(subject="Cheap pills"))

    assert response.url == "/studiehandledning/svar/tack/"
    assert not Feedback.objects.exists()


@pytest.mark.parametrize(("age", "drawn"), [(1, None), (200_000, None), (60, "12:forged")])
def test_what_nobody_can_have_read_is_asked_again(client, age, drawn):
    fields = pressed(age=age) | ({"drawn": drawn} if drawn else {})
    response = client.post(PRESS, fields)

    assert response.status_code == 422
    assert 'name="yes" value="stort-ord"' in response.content.decode()
    assert not Feedback.objects.exists()


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"yes": ""}, 422),
        ({"no": "stort-ord"}, 422),
        ({"key": "x"}, 422),
        ({"yes": "<script>"}, 422),
        ({"yes": "finns-inte"}, 404),
        ({"yes": "fraga-finns-inte"}, 404),
        # Of no kind that is asked about.
        ({"yes": "stod"}, 404),
    ],
)
def test_what_no_button_sends_is_refused(client, fields, status):
    assert client.post(PRESS, pressed(**fields)).status_code == status
    assert not Feedback.objects.exists()


def test_forty_an_hour_from_one_address(client):
    for number in range(41):
        key = f"{number:08}-52c5-4a7e-9a0e-3a4f5f2c9d11"
        response = client.post(PRESS, pressed(key=key))

    assert response.status_code == 429
    assert Feedback.objects.count() == 40


def test_sums_begin_with_what_helped_least():
    first = Passage.objects.get(key="stort-ord")
    second = Passage.objects.get(key="samtalet")
    for number, (passage, is_useful) in enumerate(
        [(first, True), (first, True), (first, False), (second, False), (second, False)]
    ):
        Feedback.objects.create(
            uuid=f"{number:08}-52c5-4a7e-9a0e-3a4f5f2c9d11",
            passage=passage,
            language="sv",
            wording="x",
            is_useful=is_useful,
        )

    question = Question.objects.get(key="finns-har")
    about_question = Feedback.objects.filter(passage=second).order_by("pk").first()
    Feedback.objects.filter(pk=about_question.pk).update(question=question)

    told = Feedback.objects.by_passage()

    sums = [(row["passage"], row["question"], row["helped"], row["missed"]) for row in told]
    assert sums == [
        (second.pk, question.pk, 0, 1),
        (second.pk, None, 0, 1),
        (first.pk, None, 2, 1),
    ]


def test_what_is_old_is_let_go_of():
    moment = timezone.now()
    for number, age in enumerate([0, 10]):
        Feedback.objects.create(
            uuid=f"{number:08}-52c5-4a7e-9a0e-3a4f5f2c9d11",
            passage=Passage.objects.get(key="stort-ord"),
            language="sv",
            is_useful=True,
            given_on=timezone.localdate(moment) - timedelta(days=age),
        )

    assert Feedback.objects.given_before(moment - timedelta(days=5)).count() == 1
