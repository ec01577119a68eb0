"""CATALOGUE A5: whose session it is, what its cookie may do, and when it ends."""

import os

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import sync_playwright

from tests.factories import AssignmentFactory, UserFactory
from tests.proof.test_a2_a3_codes import CODE, LOGIN, mailed_code
from tests.proof.wire import Secured, Wired
from tests.sign_in import sign_in

pytestmark = [pytest.mark.proof, pytest.mark.django_db]
LOGOUT = "/konto/logga-ut/"


def come_in(visitor, email):
    visitor.post(LOGIN, {"login": email})
    return visitor.post(CODE, {"code": mailed_code()})


def test_a5_a_session_that_was_there_before_is_not_the_one_after(committed, tmp_path, figure):
    UserFactory(email="anna@exempel.se", name="Anna Berg")
    given = Client()
    given.session.save()
    with Secured(tmp_path) as server:
        names = [given.session.session_key, "a" * 32, "../../etc/passwd"]
        kept = []
        for name in names:
            visitor = server.visitor()
            visitor.cookies["__Host-kick"] = name
            come_in(visitor, "anna@exempel.se")
            after = visitor.cookies["__Host-kick"]
            thief = server.visitor()
            thief.cookies["__Host-kick"] = name
            kept += [after] if after == name or "Anna" in thief.get("/mitt/").text else []
            assert "Anna" in visitor.get("/mitt/").text
            visitor.post(LOGOUT)
            stale = visitor.again()
            stale.cookies["__Host-kick"] = after
            kept += [after] if stale.get("/mitt/").status == 200 else []

    figure("A5", f"{len(names)} session ids given beforehand or used after signing out: 0 work")
    assert kept == []
    assert not Session.objects.filter(session_key__in=names[1:]).exists()


def test_a5_cookies_can_be_read_by_no_script_and_sent_in_the_clear_by_nobody(
    committed, tmp_path, figure
):
    UserFactory(email="anna@exempel.se")
    with Secured(tmp_path) as server:
        visitor = server.visitor()
        answers = [
            visitor.get(LOGIN),
            visitor.post(LOGIN, {"login": "anna@exempel.se"}),
            visitor.post(CODE, {"code": mailed_code()}),
            visitor.post("/sprak/", {"language": "fi", "next": "/"}),
            visitor.post(LOGOUT),
            server.visitor().post("/anmal/", {"name": "Nya laget", "municipality": "0680"}),
        ]
        plain = server.visitor(X_Forwarded_Proto="http").get("/")
    lines = [line for answer in answers for line in answer.cookies.values() if '=""' not in line]

    names = {line.partition("=")[0] for line in lines}
    figure("A5", f"{len(lines)} cookies set, {', '.join(sorted(names))}: all as they must be")
    assert names == {"__Host-kick", "__Host-kick-csrf", "kick-language", "messages"}
    for line in lines:
        marks = {mark.strip() for mark in line.split(";")[1:]}
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= marks, line
        assert "domain" not in line.lower()
    assert (plain.status, plain.location) == (301, f"{server.origin}/")


@pytest.mark.browser
def test_a5_the_back_button_shows_nothing_after_signing_out(committed, tmp_path, figure):
    user = AssignmentFactory(user__name="Anna Berg").user
    client = Client()
    sign_in(client, user)
    with Wired(tmp_path) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        context = browser.new_context(base_url=server.address)
        context.add_cookies(
            [{"name": "kick", "value": client.cookies["kick"].value, "url": server.address}]
        )
        page, seen = context.new_page(), []
        for path in ("/mitt/", "/region/", "/admin/organisations/user/"):
            page.goto(path)
            seen.append("Anna Berg" in page.content())
        page.goto(LOGOUT)
        page.locator("main form button").click()
        page.wait_for_url(lambda url: LOGOUT not in url)
        left = []
        for _ in range(5):
            page.go_back()
            left.append("Anna Berg" in page.content())
        browser.close()

    figure("A5", f"5 steps back after signing out: {sum(left)} show who it was")
    assert any(seen)
    assert not any(left)
