"""CATALOGUE L1 and L7: a mail scanner opens every link there is, and nothing comes of it."""

import os
from functools import partial

import pytest
from playwright.sync_api import sync_playwright

from consultations.models import Handover, Invitation, Reply, Statement
from kick.lib import links
from kick.lib.links import spaced_code
from organisations.models import Organisation, Purpose, User
from studyguide.models import CircleMember
from tests.kick import tables
from tests.proof.played import kinds, play, urls_in
from tests.server import Server

SCANNERS = [
    "Mozilla/5.0 (compatible; Microsoft Defender SafeLinks)",
    "Barracuda Sentinel (EE)",
    "Mozilla/5.0 Proofpoint URL Defense",
]
# The first word of every link that a letter has, and that opens something.
LINKS = {"i", "plats", "anmal", "kvitto", "bord", "ratt", "utvardering", "cirkel"}
METHODS = ["GET", "HEAD", "OPTIONS"]
# Letters that share their purpose with others; each of them has links of its own.
SAID = {"seat_offered", "seat_taken_over", "seat_given_back", "seats", "hold", "table", "asking"}


def personal_links(mails):
    """Path of every personal link in the mails, whatever it opens."""
    begins = tuple({path.partition("{}")[0] for path in links.PATHS.values()})
    paths = {path for mail in mails.values() for path in urls_in(mail)}
    return {
        path for path in paths if path.startswith(begins) and not path.startswith(links.TRIAL_PATH)
    }


def opened(server, paths):
    """What each link answers somebody who has just got it."""
    return {path: server.get(path)[0] for path in paths}


def scan(server, mails, times):
    """The statuses that a scanner without cookies sees; how many requests it made."""
    paths = {path for mail in mails.values() for path in urls_in(mail)}
    calls = [
        partial(server.ask, method, path, headers={"User-Agent": agent})
        for path in sorted(paths)
        for agent in SCANNERS[:times]
        for method in METHODS
    ]
    return [call()[0] for call in calls], len(paths)


@pytest.mark.parametrize(
    "times", [pytest.param(1, id="once"), pytest.param(3, id="thrice", marks=pytest.mark.proof)]
)
def test_l1_a_scanner_changes_nothing(committed, tmp_path, request, times):
    mails = play()
    paths = personal_links(mails)
    with Server(tmp_path) as server:
        fresh = opened(server, paths)
        before = tables.hashes()
        statuses, number = scan(server, mails, times)
        after = tables.hashes()
        assert opened(server, paths) == fresh

    assert {letter.purpose for letter in mails} == set(Purpose.values)
    assert {occasion for _purpose, occasion in kinds(mails)} >= SAID
    assert tables.changed(before, after) == []
    assert {status for status in statuses if status >= 500} == set()
    working = [path for path in paths if fresh[path] == 200]
    assert {path.split("/")[1] for path in working} >= LINKS
    if times == 3:
        figure = request.getfixturevalue("figure")
        figure(
            "L1",
            f"{len(mails)} mails of {len(kinds(mails))} kinds, {number} addresses,"
            f" {len(statuses)} requests: tables changed 0, {len(working)} links still work",
        )


@pytest.mark.browser
@pytest.mark.proof
def test_l1_a_scanner_with_javascript_changes_nothing(committed, tmp_path, figure):
    mails = play()
    paths = sorted({path for mail in mails.values() for path in urls_in(mail)})
    with Server(tmp_path) as server:
        before = tables.hashes()
        visit(server, paths)
        after = tables.hashes()

    assert tables.changed(before, after) == []
    figure("L1", f"Chromium with JavaScript on {len(paths)} addresses: tables changed 0")


def visit(server, paths):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        for path in paths:
            page = browser.new_page()
            if path.endswith(".ics"):
                continue
            page.goto(server.address + path, wait_until="networkidle")
            page.close()
        browser.close()


def marks():
    """Every secret and every address that there is, with the addresses that alone may read it."""
    invitations = Invitation.objects.select_related("organisation")
    organisations = Organisation.objects.exclude(email="")
    whose = {}
    for row in invitations:
        whose |= dict.fromkeys([row.token, row.code, spaced_code(row.code)], row.organisation.email)
    whose |= {row.token: row.email for row in organisations}
    whose |= {row.token: row.address for row in Reply.objects.select_related("organisation")}
    whose |= {row.token: row.email for row in Handover.objects.all()}
    whose |= {row.token: row.email for row in CircleMember.objects.with_address()}
    addresses = {*whose.values(), *User.objects.values_list("email", flat=True)}
    whose = {mark: {owner.lower()} for mark, owner in whose.items()}
    for row in Statement.objects.select_related("organisation", "submitted_by"):
        # The receipt goes to the organisation's address and to whoever handed in.
        behind = {row.email, row.organisation.email, getattr(row.submitted_by, "email", "")}
        whose |= dict.fromkeys([row.token, row.code, spaced_code(row.code)], behind)
    return whose | {address: {address.lower()} for address in addresses}


def words_of(mail):
    """All that the reader gets: heading lines, both texts, and the calendar as it is when unpacked."""
    parts = [mail.body, *(part.content for part in mail.alternatives)]
    parts += [part.get_payload(decode=True).decode() for part in mail.attachments]
    heads = [f"{name}: {value}" for name, value in mail.message().items()]
    return "\n".join([*heads, *parts])


def foreign_marks(mails):
    """(purpose, mark) of everything in a mail that is another's; how many were looked for."""
    whose = marks()
    foreign = []
    for letter, mail in mails.items():
        words, reader = words_of(mail), letter.recipient.lower()
        theirs = [mark for mark, owners in whose.items() if reader not in owners]
        foreign += [(letter.purpose, mark) for mark in theirs if mark in words]
    return foreign, len(whose)


@pytest.mark.django_db
def test_l7_each_mail_has_one_reader_and_only_her_secrets():
    mails = play()

    foreign, looked_for = foreign_marks(mails)

    assert foreign == []
    assert [mail.recipients() for mail in mails.values()] == [[row.recipient] for row in mails]
    assert (len(mails) > 15, looked_for > 30) == (True, True)


@pytest.mark.django_db
def test_l7_a_foreign_mark_would_be_found():
    mails = play()
    letter, mail = next(iter(mails.items()))
    theirs = next(mark for mark, owners in marks().items() if letter.recipient not in owners)
    mail.body += theirs

    assert (letter.purpose, theirs) in foreign_marks(mails)[0]


@pytest.mark.proof
@pytest.mark.django_db
def test_l7_figures(figure):
    mails = play()
    foreign, looked_for = foreign_marks(mails)

    figure(
        "L7",
        f"{len(mails)} mails of {len(kinds(mails))} kinds, 1 recipient each, searched for"
        f" {looked_for} tokens, short codes and addresses: {len(foreign)} foreign",
    )
    assert foreign == []
