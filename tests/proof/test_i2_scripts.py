"""CATALOGUE I2: in every text of every row stands a program, and no page runs it."""

import io
import time
from functools import partial
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from pypdf import PdfReader

from organisations import emails
from organisations.models import Letter
from tests.kick import cast as the_cast
from tests.kick import found, seeded
from tests.kick.payloads import PAYLOADS, groups_of, text_of
from tests.kick.test_house_bad_input import cast, forms
from tests.proof.look import Looker

__all__ = ["cast", "forms"]
pytestmark = [pytest.mark.proof, pytest.mark.browser, pytest.mark.django_db]

# A field of two hundred characters has had them all by then.
ROUNDS = len(groups_of(200))
# What a paper can do when it is opened or a link in it is pressed.
ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/Rendition"}


def answers(cast, number):
    """(address, role, response, content): all roles at first, then of each page the one that sees most."""
    pages = list(found.pages(cast, found.FEW))
    last = {url: (url, role, first) for url, role, first in pages}
    for url, role, first in pages if number == 0 else last.values():
        with the_cast.undone():
            cache.clear()
            client = found.client_for(cast, found.Form("", url, url, role, first))
            response = client.get(url)
            yield url, role, response, response.getvalue()


def test_i2_the_harness_sees_what_runs():
    """A control: unescaped, nearly every payload that is markup by itself is seen."""
    markup = [payload for payload in PAYLOADS if payload.startswith("<")]
    with Looker() as looker:
        seen = [payload for payload in markup if looker.at(f"<p>{payload}</p>")]
        clean = looker.at("<p>&lt;k7&gt;</p><a href='https://x.se/'>k7</a>")

    assert len(seen) > len(markup) * 0.7
    assert clean == []


def test_i2_nothing_that_is_stored_runs(cast, figure):
    started, views, fields, wrong, papers = time.monotonic(), set(), set(), [], 0
    with Looker() as looker:
        for number in range(ROUNDS):
            with the_cast.undone():
                fields |= seeded.seed(partial(text_of, turn=number))[0]
                for url, role, response, content in answers(cast, number):
                    kind = response.headers["Content-Type"]
                    views.add((url, role))
                    wrong += [(url, role, response.status_code)] * (response.status_code >= 500)
                    if "html" in kind:
                        wrong += [(url, role, hit) for hit in looker.at(content.decode())]
                    elif "pdf" in kind:
                        papers += 1
                        wrong += [(url, role, hit) for hit in acts_in(content)]
                wrong += [("mail", hit) for html in mails() for hit in looker.at(html)]
        dialogs = looker.dialogs

    seconds = time.monotonic() - started
    figure("I2", f"{len(PAYLOADS)} payloads, {len(fields)} fields, {len(views)} pages × roles,")
    figure(
        "I2", f"{ROUNDS} rounds, {papers} PDFs: {len(wrong) + len(dialogs)} ran; {seconds:.0f} s"
    )
    assert wrong[:20] == []
    assert dialogs == []


def acts_in(content):
    """What the paper would do that was typed by somebody, and what it read from this machine."""
    paper = PdfReader(io.BytesIO(content))
    names = (paper.trailer["/Root"].get("/Names") or {}).keys()
    acts = [name for name in names if name in ACTIONS]
    for page in paper.pages:
        for note in page.get("/Annots") or []:
            action = note.get_object().get("/A") or {}
            target = str(action.get("/URI", ""))
            is_foul = action.get("/S") in ACTIONS or target.lower().startswith(
                ("java", "data", "vb")
            )
            acts += [target or action.get("/S")] if is_foul else []
        acts += ["/etc/passwd"] if "root:x" in page.extract_text() else []
    return acts


def mails():
    for letter in Letter.objects.all():
        yield emails.letter(letter).alternatives[0].content


def test_i2_nothing_that_is_typed_runs(cast, forms, figure):
    wrong, sent = [], 0
    with Looker() as looker:
        for form in forms:
            for text in groups_of(2000):
                with the_cast.undone():
                    cache.clear()
                    response = send(cast, form, text)
                    sent += 1
                    content = response.getvalue()
                    if "html" in response.headers.get("Content-Type", ""):
                        wrong += [(str(form), hit) for hit in looker.at(content.decode())]
        dialogs = looker.dialogs

    figure("I2", f"{len(forms)} forms, {sent} times with all payloads: {len(wrong)} ran")
    assert wrong[:20] == []
    assert dialogs == []


def send(cast, form, text):
    client = found.client_for(cast, form)
    fields = found.filled(form, text) | {
        name: [text] for name, box in form.fields.items() if box.kind in {"email", "hidden"}
    }
    if form.method == "get":
        return client.get(f"{form.path}?{urlencode(fields, doseq=True)}")
    return client.post(form.path, fields)
