"""WCAG 2.2 AA as far as a machine can tell, and no sideways scrolling, on every page and state."""

import os
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import URLPattern, get_resolver, resolve

from tests.browser import (
    account_states,
    admin_states,
    after_states,
    alliance_states,
    answering_states,
    circle_more_states,
    circle_states,
    coverage_states,
    door_states,
    guide_states,
    inventory_states,
    inviting_states,
    language_states,
    merged_states,
    method_states,
    outreach_states,
    page_states,
    plan_desk_states,
    planning_states,
    privacy_states,
    proposal_states,
    statement_states,
)
from tests.browser.axe import NARROWEST, overflow, violations
from tests.browser.conftest import DESK
from tests.browser.pictures import Pictures
from tests.factories import AssignmentFactory

ALL_STATES = [
    page_states.open_pages,
    page_states.study_guide,
    guide_states.guide_states,
    page_states.reading,
    page_states.registration,
    page_states.answering,
    account_states.account,
    account_states.second_factor,
    page_states.desk,
    after_states.after_meetings,
    outreach_states.outreach,
    answering_states.reading_desk,
    coverage_states.coverage,
    plan_desk_states.plan_desk,
    planning_states.planned,
    method_states.method_tool,
    statement_states.statements,
    inventory_states.claiming,
    inventory_states.still_right,
    inventory_states.inventory_desk,
    merged_states.merged,
    alliance_states.alliance_states,
    inviting_states.inviting_states,
    door_states.around_a_meeting,
    admin_states.admin,
    privacy_states.privacy_pages,
    admin_states.doubles,
    admin_states.admin_of_the_guide,
    circle_states.circles,
    guide_states.admin_of_the_guide,
    proposal_states.proposals,
    language_states.guide_languages,
    circle_more_states.looking_back,
]
NOT_PAGES = (
    page_states.NOT_PAGES
    | account_states.NOT_PAGES
    | answering_states.NOT_PAGES
    | inventory_states.NOT_PAGES
    | plan_desk_states.NOT_PAGES
    | statement_states.NOT_PAGES
    | privacy_states.NOT_PAGES
    | alliance_states.NOT_PAGES
    | inviting_states.NOT_PAGES
    | after_states.NOT_PAGES
    | door_states.NOT_PAGES
    | method_states.NOT_PAGES
    | circle_states.NOT_PAGES
    | guide_states.NOT_PAGES
    | proposal_states.NOT_PAGES
    | circle_more_states.NOT_PAGES
)
# What is done in one of these is seen in the next.
FOLLOW_ON_EACH_OTHER = [account_states.second_factor]
ERROR_PAGES = ["400", "403", "403_csrf", "404", "429", "500", "503"]


# What Django's admin writes itself: the first column of rows inside a page has no heading, and the
# box that filters a list of choices has its hint on a span.
DJANGOS_OWN = ("empty-table-header", "aria-prohibited-attr")


def look_through(visit, states, world, record_property, *, width=NARROWEST):
    """Everything that is wrong with the states, each looked at by the person it is for."""
    pages, wrong, pictures = {}, [], Pictures(os.environ.get("SCREENSHOTS"))
    for state in states:
        if state.who not in pages:
            user = getattr(world, state.who) if state.who else None
            is_new = state.who == "newcomer"
            pages[state.who] = visit(width=width, user=user, has_second_factor=not is_new)
        page = pages[state.who]
        answer = page.goto(state.path)
        where = f"{state.name} {state.path} {width}"
        if answer.status != state.status:
            wrong.append(f"{where}: {answer.status}")
        if state.do:
            state.do(page)
            where += f" then {page.url}"
        if shown(page) != state.name:
            wrong.append(f"{where}: this is {shown(page)}")
        pictures.take(page, state.name.rpartition(":")[2])
        found = violations(page)
        if state.name == "admin":
            found = [one for one in found if not one.startswith(DJANGOS_OWN)]
        wrong += [f"{where}: {one}" for one in found]
        if wider := overflow(page):
            wrong.append(f"{where}: {wider} px wider than 320")
    record_property("axe page states", len(states))
    return wrong


def shown(page):
    """The url name of what is open, so that no sign-in page is taken for the page behind it."""
    match = resolve(urlsplit(page.url).path)
    return "admin" if match.app_name == "admin" else match.view_name


def listed(wrong):
    """Once each, however many pages have it in common."""
    return "\n".join(dict.fromkeys(wrong))


def test_every_page_is_looked_at(world):
    """A page that is new to the url table has a line among the states, or is said to be none."""
    looked_at = {state.name for states in ALL_STATES for state in states(world)}
    tables = get_resolver().url_patterns
    assert set(names_of(tables)) - looked_at - NOT_PAGES == set()


def names_of(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"
        elif pattern.namespace != "admin":
            inside = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names_of(pattern.url_patterns, inside)


def test_pages_with_nothing_to_show(visit, ground, record_property):
    class Nothing:
        lead = AssignmentFactory().user

    states = page_states.with_nothing() + page_states.with_nothing_behind()
    wrong = look_through(visit, states, Nothing, record_property)
    assert not wrong, listed(wrong)


def of_each_page(states):
    """The first in which something is done, or the first that is only opened: what a whole suite has
    time for. All of them are looked through by `make proof ROW=U1`."""
    first = {}
    for state in sorted(states, key=lambda state: not state.do):
        first.setdefault(state.name, state)
    return [state for state in states if first[state.name] is state]


each_part = pytest.mark.parametrize("states", ALL_STATES, ids=lambda states: states.__name__)


@each_part
def test_pages(visit, world, record_property, states):
    found = states(world)
    if states not in FOLLOW_ON_EACH_OTHER:
        found = of_each_page(found)
    wrong = look_through(visit, found, world, record_property)
    assert not wrong, listed(wrong)


@pytest.mark.proof
@each_part
def test_u1_pages_in_every_state(visit, world, record_property, states):
    wrong = look_through(visit, states(world), world, record_property)
    assert not wrong, listed(wrong)


def test_wide_pages(visit, world, record_property):
    """What is laid out in another way where there is room."""
    states = page_states.open_pages(world)[:1] + page_states.desk(world)[3:4]
    states += admin_states.admin(world)[:1] + page_states.wide_ones(world)
    wrong = look_through(visit, states, world, record_property, width=DESK)
    assert not wrong, listed(wrong)


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_error_pages(visit, ground, record_property, name):
    """As the browser gets them from the site, style and all."""
    page = visit()
    request = RequestFactory().get("/fel/")
    request.user = AnonymousUser()
    html = render_to_string(f"{name}.html", request=request)
    page.route("**/fel/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto("/fel/")
    record_property("axe page states", 1)
    assert [*violations(page), overflow(page)] == [0]
