"""The questions lead to the reader's own region's plan, and every link leads to a place that is there."""

import re

import pytest
from django.core.management import call_command

from consultations.actions import plans
from consultations.models import PlanVersion
from consultations.plan_parts import is_called
from studyguide.models import Chapter, Goal, Question
from studyguide.plan_headings import GOALS
from studyguide.plan_links import plan_of
from tests.guide import our_guide
from tests.kick.test_demo import demo  # noqa: F401
from tests.photograph import once

pytestmark = pytest.mark.django_db

PAGE = "/studiehandledning/traff-1/"


@pytest.fixture
def plan(demo):  # noqa: F811
    once(load, "")
    return plan_of("jonkoping")


def load():
    our_guide()
    call_command("load_demo")


def links_in(page):
    found = re.findall(r'<div class="in-plan.*?</div>', page, re.DOTALL)
    return [re.findall(r'<a href="([^"]+)"', words) for words in found]


def test_without_a_region_the_page_offers_those_with_a_plan(client, plan):
    page = client.get(PAGE).content.decode()

    form = re.search(r'<form class="choose-region.*?</form>', page, re.DOTALL)[0]
    assert re.findall(r'<option value="(\w+)"', form) == ["jonkoping"]
    assert links_in(page) == []


def test_every_link_to_the_plan_leads_to_a_place_that_is_there(client, plan):
    page = client.get(f"{PAGE}?region=jonkoping").content.decode()

    links = links_in(page)
    # One line for each of the five questions, and one for the exercise.
    assert len(links) == 6
    followed = {url for line in links for url in line}
    assert any("#" in url for url in followed)
    for url in followed:
        path, _hash, fragment = url.partition("#")
        told = client.get(path)
        assert told.status_code == 200, url
        assert not fragment or f'id="{fragment}"' in told.content.decode(), url


def test_a_question_leads_to_what_it_is_about(plan):
    question = Question.objects.get(key="vilka-ar-med")

    links = plan.about(question)

    assert "4 Barn och unga" in [link.title for link in links]
    assert all(link.plan_part in question.plan_parts or fits_a_goal(link) for link in links)
    assert any(link.plan_part in question.plan_parts for link in links)


def fits_a_goal(link):
    question = Question.objects.get(key="vilka-ar-med")
    return any(is_called(link.title, GOALS[goal]) for goal in question.goals)


def test_what_the_region_has_said_of_a_section_decides(client, plan):
    Question.objects.filter(key="vem-gor-vad").update(plan_parts=["economy"], goals=[])
    question = Question.objects.get(key="vem-gor-vad")
    assert not plan.about(question)
    version = PlanVersion.objects.standing().get()
    children = next(row for row in version.sections.all() if row.heading == "Barn och unga")

    plans.set_parts(version=version, parts={children.key: "economy"})

    assert [link.title for link in plan_of("jonkoping").about(question)] == ["4 Barn och unga"]


def test_what_no_heading_tells_leads_to_the_contents(client, plan):
    Question.objects.filter(key="vem-gor-vad").update(plan_parts=["economy"], goals=[])

    page = client.get(f"{PAGE}?region=jonkoping").content.decode()

    question = page[page.index('id="fraga-vem-gor-vad"') :]
    assert links_in(question)[0] == [plan.url]


def test_every_goal_has_its_words():
    assert set(GOALS) == set(Goal)


def test_the_region_goes_along_to_the_other_gatherings_and_the_leaders_page(client, plan):
    Chapter.objects.get(key="traff-2").passages.create(
        key="nytt", kind="reading", position=1
    ).texts.create(language="sv", heading="Nytt", body="Nytt.")

    page = client.get(f"{PAGE}?region=jonkoping&ledarstod=ja").content.decode()
    assert '<input type="hidden" name="ledarstod" value="ja">' in page
    assert 'href="/studiehandledning/traff-2/?region=jonkoping&amp;ledarstod=ja"' in page


@pytest.mark.parametrize("region", ["", "kronoberg", "finns-inte", "<b>", "\0"])
def test_a_region_without_a_plan_is_no_region(client, plan, region):
    page = client.get(PAGE, {"region": region}).content.decode()

    assert links_in(page) == []


def test_what_has_been_replaced_is_nobodys_plan(plan):
    PlanVersion.objects.update(status="superseded")

    assert plan_of("jonkoping") is None
