"""Drafts are invisible, both ways (DESIGN §4, 1): a marker is written, and everything is searched for it."""

import functools
import html
import io
import re
import zipfile

from django.db import connection
from django.urls import reverse
from pypdf import PdfReader

from consultations.actions import drafts
from consultations.models import (
    ConsultationText,
    Contribution,
    SectionText,
    Statement,
    Verdict,
)
from organisations import emails
from organisations.models import Letter, User
from tests.kick import matrix
from tests.kick.cast import ROLES, undone

OURS, THEIRS = "vqzhemligtutkast", "xwjopubliceratord"
# A search shows what was sought for, so half the word is sought and the whole is looked for.
HALF = 5
TAG = re.compile(r"<[^>]+>")
# The tables where each may stand; whoever writes them is who may read them.
HOMES = {
    OURS: {"consultations_statement", "consultations_contribution"},
    THEIRS: {
        "consultations_sectiontext",
        "consultations_consultationtext",
        "consultations_verdict",
    },
}


def write_markers(place):
    """An association's draft goes to a colleague and comes back; a region writes and publishes nothing."""
    statement = Statement.objects.get(uuid=place.statement)
    writer = User.objects.get(email=acting(place, "drafter"))
    signatory = User.objects.get(email=acting(place, "signatory"))
    Contribution.objects.filter(statement=statement).update(body=OURS, wording=OURS)
    drafts.say_who_stands_behind(
        statement=statement, by=writer, backing="other", backing_words=OURS
    )
    drafts.send_for_signature(statement=statement, by=writer, to=[signatory])
    drafts.return_to_drafter(statement=statement, by=signatory, because=OURS)
    draft = {"section__version__plan": place.plan, "section__version__number": place.draft_version}
    SectionText.objects.filter(**draft).update(heading=THEIRS, body=THEIRS)
    ConsultationText.objects.filter(consultation__uuid=place.draft_consultation_id).update(
        title=THEIRS, purpose=THEIRS, can_change=THEIRS
    )
    Verdict.objects.filter(contribution=place.released_contribution).update(reason=THEIRS)


def acting(place, task):
    from_place = Statement.objects.get(uuid=place.statement).organisation.representatives
    return from_place.approved().get(task=task).user.email


def tables_with(marker):
    """Names of the tables where a row holds the marker: history, jobs, letters and sessions among them."""
    names = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for name in names:
            query = f'SELECT EXISTS (SELECT 1 FROM "{name}" r WHERE r::text LIKE %s)'
            cursor.execute(query, [f"%{marker}%"])
            if cursor.fetchone()[0]:
                yield name


def mails_with(marker):
    """Letters that say it when they are sent, what was sealed put in."""
    for letter in Letter.objects.all():
        mail = emails.letter(letter)
        if marker in f"{mail.subject}{mail.body}{mail.alternatives}":
            yield letter.purpose


def pages_with(cast, marker, roles, rows=matrix.ROWS):
    """(role, url) of every page, file and search that shows it; how many were read is counted."""
    for role in roles:
        for row in rows:
            for url, method in addresses(cast, row, marker):
                with undone(method == "post"):
                    response = getattr(cast.client(role), method)(url)
                    text = text_of(response)
                yield (role, url) if marker in text else None


def leaks(marker, seen, *, homes, caplog):
    """(pages, tables, mails, log lines) in which it stands and should not; `seen` is of pages_with, and
    `homes` are the tables where it belongs."""
    return (
        [place for place in seen if place],
        set(tables_with(marker)) - homes,
        list(mails_with(marker)),
        [record for record in caplog.records if marker in record.getMessage()],
    )


def told(what, found, seen, roles):
    """The figure of such a search."""
    pages, tables, mails, logs = map(len, found)
    return (
        f"{what}: {pages} of {len(seen)} pages, files and searches of {len(roles)} roles;"
        f" {tables} tables, {mails} mails, {logs} log lines"
    )


def addresses(cast, row, marker):
    url = reverse(row.name, args=row.arguments(cast.here))
    yield url, "get"
    if row.name.endswith("_export"):
        yield url, "post"
        for format in ("xlsx", "json"):
            yield url.replace(".csv", f".{format}"), "post"
    elif row.name.endswith(("changelist", "_list", "_contributions", "_voices", "_find")):
        for name in ("q", "avsandare"):
            yield f"{url}?{name}={marker[:HALF]}", "get"


def text_of(response):
    """What a person can read of an answer: a page, a table, a document for Word or a PDF."""
    return _read(response.getvalue())


# The same file is handed out to many.
@functools.lru_cache(maxsize=64)
def _read(content):
    if content.startswith(b"%PDF"):
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = [name for name in package.namelist() if name.endswith(".xml")]
            # When it was made is said there, which is another moment each time.
            parts = [package.read(name) for name in names if not name.startswith("docProps/")]
        return html.unescape(TAG.sub(" ", b" ".join(parts).decode()))
    return content.decode(errors="replace")


def everybody_but(*roles):
    return [role for role in ROLES if role not in roles]
