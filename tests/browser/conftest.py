"""Chromium against the whole of Kick. What a browser complains of fails the test that made it complain."""

import os
import pickle
from functools import partial
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from playwright.sync_api import sync_playwright

from kick.lib.surroundings import collect_static
from tests.browser import steps
from tests.browser.live_site import LiveSite
from tests.browser.pictures import Pictures
from tests.browser.world import World
from tests.chromium import find_chromium
from tests.emptying import fill_with_reference
from tests.photograph import Photograph
from tests.sign_in import sign_in
from tests.worker import until

HERE = os.path.dirname(__file__)
PHONE, DESK = 360, 1280
AHEAD = "status = 'doing' OR status = 'todo' AND scheduled_at IS NULL"


# pytest-xdist reads the groups in the same hook, and before us when only this folder is asked for.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Every second in a group of pytest-xdist: two processes, each with one site and one browser."""
    ours = [item for item in items if str(item.path).startswith(HERE)]
    for number, item in enumerate(ours):
        item.add_marker(pytest.mark.browser)
        item.add_marker(pytest.mark.xdist_group(f"browser {number % 2 + 1}"))


@pytest.fixture(scope="package")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    collect_static()
    with django_db_blocker.unblock():
        live = LiveSite(tmp_path_factory.mktemp("site"))
    live.start()
    yield live
    live.stop()
    # The tests of other folders may come after these, which leave an empty database.
    with django_db_blocker.unblock():
        fill_with_reference()


@pytest.fixture(scope="package")
def browser():
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's loop runs in this thread, so Django takes every query for a slip.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        chromium = os.environ.get("CHROMIUM") or find_chromium()
        assert chromium, "no Chromium; `make test` installs one"
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()
        # Under a loop Django has a connection of its own, which nobody else would give back.
        connection.close()


@pytest.fixture
def ground(site, browser, transactional_db):
    """The live site on a database with nothing but reference data."""
    fill_with_reference()
    begin_anew(site)
    yield site
    # Emptying the tables waits for whoever writes in them.
    until(lambda: count_of_jobs("status = 'doing'") == 0, seconds=10)
    begin_anew(site)


@pytest.fixture
def world(ground, album):
    """The county of tests/browser/world.py; made once by each process, then brought back."""
    if "rows" in album:
        album["rows"].bring_back()
        world = pickle.loads(album["world"])
    else:
        world = World()
        # What making it has put in the queue belongs to it.
        until(lambda: count_of_jobs(AHEAD) == 0, seconds=30)
        album.update(rows=Photograph(), world=pickle.dumps(world))
    world.comes_with_the_first_factor = partial(
        steps.give_the_first_factor, site=ground, address=world.lead.email
    )
    return world


@pytest.fixture(scope="session")
def album():
    return {}


def begin_anew(site):
    cache.clear()
    site.sink.mails.clear()
    with connection.cursor() as cursor:
        # The worker goes on, so its own row must stay.
        cursor.execute("DELETE FROM procrastinate_jobs")


def count_of_jobs(condition):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM procrastinate_jobs WHERE {condition}")
        return cursor.fetchone()[0]


@pytest.fixture
def complaints():
    """What browsers said that they should have had no reason to say."""
    found = []
    yield found
    assert found == []


@pytest.fixture
def visit(browser, ground, complaints, pictures):
    """`visit()` is somebody's own browser with an empty page, on a phone unless told otherwise."""
    contexts = []

    def visit(*, width=PHONE, user=None, has_second_factor=True, **about):
        context = browser.new_context(
            base_url=ground.url,
            viewport={"width": width, "height": 800},
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
            reduced_motion="reduce",
            **about,
        )
        context.set_default_timeout(10_000)
        listen(context, ground.url, complaints)
        if user:
            context.add_cookies([session_of(user, ground.url, has_second_factor)])
        contexts.append(context)
        return context.new_page()

    yield visit
    for number, context in enumerate(contexts, 1):
        # Where a test that failed came to a halt.
        pictures.take(context.pages[-1], f"sist-{number}")
        context.close()


def session_of(user, url, has_second_factor):
    """The cookie of somebody who has signed in with all that is asked of them, or has just begun."""
    client = Client()
    if has_second_factor:
        sign_in(client, user)
    else:
        client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


def listen(context, own, complaints):
    """CATALOGUE P9: no violation of the policy, nothing fetched from elsewhere; and never a 500."""
    host = urlsplit(own).netloc

    def hear(message):
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(f"{message.page.url}: {message.text}")

    def see(request):
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.netloc != host:
            complaints.append(f"asked {request.url}")

    def judge(response):
        if response.status >= 500:
            complaints.append(f"{response.status} from {response.url}")

    context.on("console", hear)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("request", see)
    context.on("response", judge)


@pytest.fixture
def pictures():
    """`pictures.take(page, "inbjudan")` keeps what a step looks like, when SCREENSHOTS names a folder."""
    return Pictures(os.environ.get("SCREENSHOTS"))
