"""Every string is translated, every placeholder kept, and no English is left on a page or in a letter."""

import functools
import logging
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation.template import templatize

from consultations import emails as meeting_letters
from consultations.actions import changes
from consultations.models import MeetingNotice
from organisations import emails as register_letters
from organisations.actions import people
from organisations.models import Letter, Representative, Task
from tests.factories import (
    InvitationFactory,
    MeetingFactory,
    OrganisationFactory,
    ReplyFactory,
    SeatFactory,
    UserFactory,
)
from tests.kick import cast as the_cast
from tests.kick import matrix

CHECKOUT = Path(settings.BASE_DIR)
APPS = ["kick", "organisations", "consultations", "studyguide"]
CATALOGUES = sorted(CHECKOUT.glob("locale/**/*.po"))
TRANSLATED = ["sv", "fi"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
TAG = re.compile(r"</?(\w+)|href=\"[^\"]*\"")
# Words that an English sentence can hardly do without, and no Swedish or Finnish one has.
ENGLISH = re.compile(
    r"\b(the|you|your|this|that|with|and|please|or|we|it|of|are|been|not|from)\b", re.IGNORECASE
)


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    logging.disable(logging.ERROR)
    with django_db_blocker.unblock(), transaction.atomic():
        yield the_cast.assemble()
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


@functools.cache
def catalogue(language):
    return polib.pofile(str(CHECKOUT / "locale" / language / "LC_MESSAGES" / "django.po"))


def test_every_string_of_the_sources_is_translated(tmp_path):
    for folder in [*APPS, "templates", "locale", "bin"]:
        shutil.copytree(
            CHECKOUT / folder,
            tmp_path / folder,
            ignore=shutil.ignore_patterns("__pycache__", "*.mo", "content"),
        )
    shutil.copy(CHECKOUT / "manage.py", tmp_path)

    messages = subprocess.run(
        [sys.executable, tmp_path / "bin" / "messages"], capture_output=True, text=True, check=False
    )

    assert messages.stdout.splitlines() == [
        f"{language}: 0 to translate" for language in TRANSLATED
    ]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(CHECKOUT)))
def test_a_catalogue_compiles_and_keeps_every_placeholder(path, tmp_path):
    command = ["msgfmt", "--check-format", "--check-domain", "-o", tmp_path / "django.mo", path]
    subprocess.run(command, check=True)

    entries = polib.pofile(str(path))
    assert [entry.msgid for entry in entries if entry.fuzzy] == []
    assert [entry.msgid for entry in entries if not keeps_placeholders(entry)] == []


def keeps_placeholders(entry):
    if not entry.msgid_plural:
        return parts(entry.msgstr) == parts(entry.msgid)
    # "One person" needs no figure.
    one, many = entry.msgstr_plural[0], entry.msgstr_plural[1]
    return parts(many) == parts(entry.msgid_plural) and parts(one) <= parts(entry.msgid_plural)


def parts(text):
    tags = {match.group(0) for match in TAG.finditer(text)}
    return set(PLACEHOLDER.findall(text)) | tags


def test_a_string_has_one_plural_everywhere():
    # The catalogue has room for one: the other place would be answered with the wrong words.
    plurals = {}
    for path in CHECKOUT.glob("templates/**/*.*"):
        code = templatize(path.read_text(), origin=str(path))
        for one, many in re.findall(r"ngettext\(u?('.*?'|\".*?\"), u?('.*?'|\".*?\"),", code):
            plurals.setdefault(one, set()).add(many)

    assert plurals
    assert {one: many for one, many in plurals.items() if len(many) > 1} == {}


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.django_db
def test_no_page_has_english_on_it(cast, language):
    english = whole_strings(language)
    seen, found = 0, {}
    for row in matrix.ROWS:
        if language != "sv" and row.is_admin:
            continue
        role = next((role for role in PREFERRED if role in row.who.here), "lead")
        for method in ["get"] if row.is_admin else ["get", "post"]:
            with the_cast.undone():
                client = cast.client(role)
                client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
                response = getattr(client, method)(path_of(row, cast), {"something": "1"})
            if not response.get("Content-Type", "").startswith("text/html") or not response.content:
                continue
            seen += 1
            text = Words(language).read(response.content.decode())
            if left := left_in_english(text, english):
                found[row.name, method] = left

    assert found == {}
    assert seen > 50


@pytest.mark.django_db
def test_finnish_says_that_nobody_has_read_it_and_swedish_does_not(client):
    unread = "Käännöstä ei ole vielä tarkistanut"

    swedish = client.get(reverse("about")).content.decode()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fi"
    finnish = client.get(reverse("about")).content.decode()

    assert [swedish.count(unread), finnish.count(unread)] == [0, 1]


# Whoever has most to see comes first.
PREFERRED = ["lead", "representative", "link_holder", "anonymous", "superuser", *the_cast.ROLES]


def path_of(row, cast):
    return reverse(row.name, args=row.arguments(cast.here))


@functools.cache
def whole_strings(language):
    """Msgids that may not stand on a page as they are; a name that is the same is no mistake."""
    texts = set()
    for entry in catalogue(language):
        pairs = [(entry.msgid, entry.msgstr)]
        if entry.msgid_plural:
            pairs = [(entry.msgid, entry.msgstr_plural[0]), (entry.msgid_plural, "")]
        texts |= {msgid for msgid, msgstr in pairs if msgid.casefold() != msgstr.casefold()}
    # What is Swedish or Finnish too.
    return texts - {entry.msgstr for entry in catalogue(language)}


def left_in_english(texts, english):
    return [text for text in texts if text in english or ENGLISH.search(text)]


class Words(HTMLParser):
    """What people see or hear of a page, but what says of itself that it is in another language."""

    SPOKEN = {"alt", "title", "placeholder", "aria-label", "content"}
    SILENT = {"script", "style", "code", "kbd", "pre"}
    VOID = {"meta", "link", "input", "img", "br", "hr", "path", "circle", "rect", "use", "line"}

    def __init__(self, language):
        super().__init__()
        self.language, self.texts, self.open = language, [], []

    def read(self, html):
        self.feed(html)
        return [" ".join(text.split()) for text in self.texts if text.strip()]

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        is_ours = (
            (not self.open or self.open[-1][1])
            and tag not in self.SILENT
            and attributes.get("lang", self.language) == self.language
        )
        if tag not in self.VOID:
            self.open.append((tag, is_ours))
        spoken = self.SPOKEN - ({"content"} if attributes.get("name") != "description" else set())
        if is_ours:
            self.texts += [attributes[name] for name in spoken if attributes.get(name)]
            if tag == "input" and attributes.get("type") in {"submit", "button"}:
                self.texts.append(attributes.get("value") or "")

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not self.open or self.open[-1][1]:
            self.texts.append(data)


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.django_db
def test_no_letter_has_english_in_it(language):
    english = whole_strings(language)

    found = {}
    for letter in letters_in(language):
        texts = [letter["subject"], *letter["body"].splitlines()]
        if left := left_in_english(texts, english):
            found[letter["occasion"]] = left

    assert found == {}


def letters_in(language):
    meeting = MeetingFactory(online_url="https://mote.example/rum")
    one, other = (
        OrganisationFactory(contact_language=language, source=source)
        for source in ["Jönköpings kommun", ""]
    )
    invitations = [InvitationFactory(meeting=meeting, organisation=each) for each in (one, other)]
    yes, queued, no = (
        ReplyFactory(meeting=meeting, organisation=each, language=language, comes=comes)
        for each, comes in [(one, True), (other, True), (OrganisationFactory(), False)]
    )
    seats = [SeatFactory(reply=yes), SeatFactory(reply=yes)]
    SeatFactory(reply=queued, status="waiting", number=None, waiting_since=timezone.now())
    cancelled = MeetingFactory(cancelled=True)
    person = UserFactory(language=language)
    asked = Representative.objects.create(user=person, organisation=one, task=Task.DRAFTER)

    write = meeting_letters
    yield write.invitation(meeting=meeting, invitations=invitations[:1], sender=None)
    yield write.invitation(meeting=meeting, invitations=invitations[1:], sender=None)
    yield write.invitation(meeting=meeting, invitations=invitations, sender=None)
    yield write.reminder(meeting=meeting, invitations=invitations, number=1)
    for reply in [yes, queued, no]:
        yield write.reply_received(reply=reply)
    yield write.reply_to_confirm(reply=yes)
    yield write.seat_came_free(reply=yes, seats=seats[:1])
    yield write.seat_came_free(reply=yes, seats=seats)
    yield write.hold_ended(reply=yes)
    gone = InvitationFactory(meeting=cancelled, organisation=one)
    yield write.meeting_cancelled(meeting=cancelled, rows=[gone])
    lines = changes.lines_between(
        changes.told_facts(meeting), changes.told_facts(cancelled) | {"place": "Folkets hus"}
    )
    notice = MeetingNotice(meeting=meeting, kind="changed", lines=lines)
    yield write.meeting_changed(notice=notice, rows=[yes], lines=lines)
    yield write.meeting_changed(notice=notice, rows=invitations, lines=lines)
    yield write.save_the_date(meeting=meeting, organisations=[one], sender=None)
    yield write.save_the_date(meeting=meeting, organisations=[one, other], sender=None)
    yield register_letters.registration_to_confirm(organisation=one)
    yield register_letters.link_to_organisation(organisation=one, day="2026-12-08")
    yield register_letters.representation_requested(representative=asked)

    lead = UserFactory(superuser=True)
    people.approve_representative(representative=asked, by=lead)
    people.end_representative(representative=asked, by=lead)
    refused = Representative.objects.create(user=person, organisation=other, task=Task.DRAFTER)
    people.decline_representative(representative=refused, by=lead)
    yield from Letter.objects.values("occasion", "subject", "body")


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize(
    "path", sorted(CHECKOUT.glob("templates/account/email/*.*")), ids=lambda p: p.name
)
def test_no_mail_about_an_account_has_english_in_it(path, language):
    with translation.override(language):
        text = render_to_string(
            f"account/email/{path.name}",
            {"code": "ABC-DEF", "signup_url": "/", "user": "a@b.example"},
        )

    texts = Words(language).read(text) if path.suffix == ".html" else text.splitlines()
    assert left_in_english(texts, whole_strings(language)) == []
