"""CATALOGUE P8: a hundred errors with a person's words in them, and nothing of it in logs and error pages."""

import time

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.utils.html import escape

from kick.lib.queue import enqueue
from organisations.actions.letters import send_again
from organisations.models import Letter, LetterStatus, Purpose, Region
from tests.factories import OrganisationFactory
from tests.kick import cast as the_cast
from tests.kick import found
from tests.kick.seeded import OURS
from tests.proof.wire import Visitor, Wired
from tests.worker import until

pytestmark = pytest.mark.proof

WORDS = "Hemligstämplad åsikt om kören"
NUMBER, OTHER_SPELLING = "800101-8129", "8001018129"
ADDRESS, NAME, PHONE = "gunborg.hemlig@privat.example", "Gunborg Hemligson", "070-123 45 67"


def marks(cast):
    """What must stand nowhere; phone and number in any of their spellings."""
    secrets = [cast.here.invitation, cast.here.reply, cast.here.organisation_link]
    return [WORDS, NUMBER, OTHER_SPELLING, ADDRESS, NAME, PHONE, "+46701234567", *secrets]


@pytest.fixture
def broken(committed):
    """`broken()`: from then on the database refuses every row of ours, and says which it was."""
    tables = [
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.app_label in OURS and model._meta.managed
    ]

    def break_it():
        run('ALTER TABLE "{}" ADD CONSTRAINT broken CHECK (false) NOT VALID', tables)

    yield break_it
    run('ALTER TABLE "{}" DROP CONSTRAINT IF EXISTS broken', tables)


def run(statement, tables):
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(statement.format(table))


def filled(form):
    """As a person would fill it in who gives all of herself away."""
    words = found.filled(form, WORDS)
    for name, box in form.fields.items():
        if "name" in name:
            words[name] = [NAME]
        if box.kind == "email" or name in {"login", "email"}:
            words[name] = [ADDRESS]
        if "phone" in name:
            words[name] = [PHONE]
    return words


def send_all(server, cast, forms):
    """The answers to every form, well filled in and with a personal number where it must not be."""
    for form in forms:
        visitor = Visitor(
            server,
            cookies={name: m.value for name, m in cast.client(form.role).cookies.items()},
        )
        for path, fields in form.first:
            visitor.post(path, fields)
        right, wrong = filled(form), filled(form)
        wrong |= {name: [NUMBER] for name, box in form.fields.items() if box.is_typed}
        for fields in (right, wrong, {**right, "csrfmiddlewaretoken": "a" * 32}):
            yield visitor.post(form.path, fields)
        cache.clear()


def test_p8_errors_say_nothing_of_anybody(broken, tmp_path, smtp_sink, worker, figure):
    started = time.monotonic()
    cast = the_cast.assemble()
    forms = [form for form in found.all_forms(cast) if form.method == "post"]
    jobs = failing_jobs()
    cache.clear()
    broken()
    # One that refuses everybody, and tells the address while it does.
    smtp_sink.at_rcpt["*"] = f"550 5.1.1 <{ADDRESS}>: {NAME} does not live here"
    worker.start()
    with Wired(tmp_path) as server:
        answers = list(send_all(server, cast, forms))
        visitor = server.visitor()
        answers += [
            visitor.get(f"/finns-inte/{ADDRESS}/?q={NUMBER}".replace(" ", "%20")),
            visitor.get(f"/i/{cast.here.invitation}/finns-inte/"),
            visitor.get(f"/anmal/bekrafta/{cast.here.organisation_link}/finns-inte/"),
            visitor.post(f"/i/{cast.here.invitation}/"),
        ]
        web = server.log_path.read_text()
    assert until(lambda: "CheckViolation" in worker.log, seconds=60)
    worker.stop()
    logs = web + worker.log

    errors = [answer for answer in answers if answer.status >= 400]
    crashes = [answer for answer in answers if answer.status == 500]
    pages = "".join(map(own_address_aside, errors))
    in_logs = [mark for mark in marks(cast) if mark in logs]
    in_pages = [mark for mark in marks(cast) if mark in pages]
    figure("P8", f"{len(errors)} errors, {len(crashes)} of them 500, {jobs} jobs of the worker")
    figure("P8", f"{len(logs):,} characters of logs: {len(in_logs)} hits")
    figure("P8", f"{len(pages):,} characters of error pages: {len(in_pages)} hits")
    figure("P8", f"{time.monotonic() - started:.0f} s")
    assert len(errors) >= 100
    assert len(crashes) >= 20
    assert "CheckViolation" in web
    assert (in_logs, in_pages) == ([], [])


def own_address_aside(answer):
    """The error page without the address that was asked for, to which the choice of language leads.

    A form that is shown again holds what was typed, for whoever typed it.
    """
    return "" if answer.status == 422 else answer.text.replace(escape(answer.path), "")


def failing_jobs():
    """Letters to somebody that the mail server refuses, and some that cannot be written at all."""
    region = Region.objects.get(slug="jonkoping")
    for number in range(3):
        letter = Letter.objects.create(
            purpose=Purpose.INVITATION,
            recipient=ADDRESS,
            about=f"meeting:{number}",
            occasion="invitation",
            region=region,
            subject=NAME,
            body=WORDS,
            status=LetterStatus.FAILED,
            answer_code=550,
        )
        send_again(letter=letter)
        organisation = OrganisationFactory(name=NAME, email=ADDRESS)
        enqueue("organisations.jobs.post_link", organisation_id=organisation.pk)
    return 6
