"""CATALOGUE P3: fifty people need an interpreter into a language that nobody else has ever heard of.

It is looked for in every page that any role may read, in every file that can be taken out, in all
that was logged, and in every row of every table: history, letters, the queue and sessions too.
"""

import io
import logging
import zipfile

import pytest
from pypdf import PdfReader

from consultations.actions import replies
from consultations.models import Doorway, Meeting, Speaker
from tests.kick import cast as the_cast
from tests.kick import matrix
from tests.kick.cast import undone
from tests.kick.person import rows_with
from tests.kick.test_house_urls import cells

CANARY, PERSONS = "kanarieska", 50
# Counts by language for those who run the meeting, on the page and on the sheet that they print.
MAY_TELL = {"consultations:desk_needs", "consultations:desk_needs_print"}


def needing(meeting, number):
    for n in range(number):
        reply = replies.sign_up(
            meeting=meeting,
            speaker=Speaker.SELF,
            email=f"kanarie{n}@exempel.se",
            names=[f"Kanarie Fågel {n}"],
            needs=["interpreter"],
            interpreter=CANARY,
        )
        replies.confirm(doorway=Doorway.opened_by(reply.token))


def text_of(response):
    """What can be read in a page or a file, unpacked."""
    content = b"".join(response) if response.streaming else response.content
    if content[:4] == b"%PDF":
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if content[:2] == b"PK":
        packed = zipfile.ZipFile(io.BytesIO(content))
        content = b" ".join(packed.read(name) for name in packed.namelist())
    return content.decode(errors="replace")


def telling(cast, rows):
    """({url name: roles} of what tells the canary, {url name} of what names a person beside it, read)."""
    found, named, number = {}, set(), 0
    for row in rows:
        for role, where, method, url in cells(cast, row):
            if where != "here" or row.answer(role, where, method) != 200:
                continue
            with undone():
                text = text_of(getattr(cast.client(role), method)(url))
            number += 1
            if CANARY in text:
                found.setdefault(row.name, set()).add(role)
                named |= {row.name} if "Kanarie Fågel" in text else set()
    return found, named, number


def crawl(rows, caplog, persons):
    caplog.set_level(logging.INFO)
    cast = the_cast.assemble()
    needing(Meeting.objects.get(uuid=cast.here.meeting_id), persons)
    found, named, number = telling(cast, rows)
    return found, named, number, rows_with([CANARY])


@pytest.mark.django_db
def test_the_canary_is_seen_where_it_may_be_and_nowhere_else(caplog):
    rows = [row for row in matrix.ROWS if "meeting" in row.name or "needs" in row.name]

    found, named, _number, tables = crawl(rows, caplog, persons=2)

    assert (set(found), named, set(tables)) == (MAY_TELL, set(), {"consultations_need"})
    assert CANARY not in caplog.text


@pytest.mark.proof
@pytest.mark.django_db
def test_p3_the_canary_in_everything_there_is(caplog, figure):
    found, named, number, tables = crawl(matrix.ROWS, caplog, PERSONS)

    roles = sorted(set().union(*found.values()))
    figure(
        "P3",
        f"{PERSONS} persons' need in {number} pages and files of {len(matrix.ROWS)} urls: told as a"
        f" count by {len(found)} ({', '.join(sorted(found))}) to {', '.join(roles)}, beside a name"
        f" by {len(named)}; rows of tables {tables}; in the log {caplog.text.count(CANARY)}",
    )
    assert (set(found), named) == (MAY_TELL, set())
    assert not set(roles) & matrix.STRANGERS
    assert tables == {"consultations_need": PERSONS}
    assert CANARY not in caplog.text
