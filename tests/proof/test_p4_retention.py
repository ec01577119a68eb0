"""CATALOGUE P4: time is moved past each limit, the worker's jobs run, and what is left is counted.

A person's marks are searched for in every row of every table: queue, history, letters and sessions.
"""

import asyncio
import uuid
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from consultations import jobs as meeting_jobs
from consultations.actions import corrections, minutes, notes, replies
from consultations.models import Consultation, Doorway, NoteTable, Speaker
from kick.lib.queue import enqueue
from kick.management.commands.work import tidy
from organisations import jobs
from organisations.actions import personal, registration
from organisations.models import (
    ExportRecord,
    Letter,
    LetterStatus,
    Region,
    Representative,
    SealedMail,
    User,
)
from tests.factories import AssignmentFactory, MeetingFactory, OrganisationFactory, UserFactory
from tests.kick.person import rows_with
from tests.note_factories import EvaluationFactory
from tests.organisations.lists import csv_list, opened
from tests.plan_factories import StatementFactory

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
# A meeting by the factory is a month from now and lasts two hours.
AFTER_MEETING = 30 * DAY + timedelta(hours=2)


def purge():
    """Every periodic job that the worker has."""
    for job in (
        jobs.purge_sealed_mail,
        jobs.look_after_letters,
        jobs.purge,
        meeting_jobs.release_holds,
    ):
        job(timestamp=0)


def register():
    values = {
        "name": "Kvarglömda visklubben",
        "municipality": "0685",
        "email": "kvarglomd@klubben.example",
        "phone": "+46701234567",
    }
    registration.register_organisation(uuid=uuid.uuid4(), values=values)
    return ["kvarglömda", "kvarglomd@", "701234567"]


def begin_to_register():
    Client().post("/anmal/", {"name": "Halvklara visklubben", "municipality": "0680"})
    return [Session.objects.get().session_key]


def sign_up_to_kick():
    Client().post("/konto/nytt/", {"email": "aldrig@exempel.se"})
    return ["aldrig@exempel.se"]


def ask_for_code():
    User.objects.create_user("kodad@exempel.se")
    Client().post("/konto/logga-in/", {"login": "kodad@exempel.se"})
    return [str(SealedMail.objects.get().uuid)]


def stay_away():
    user = User.objects.create_user("borta@exempel.se", name="Bortovarande Person")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    user.name = "Bortovarande Persson"
    user.save()
    Client().force_login(user)
    return ["borta@exempel.se", "bortovarande"]


def come_to_a_meeting():
    reply = replies.sign_up(
        meeting=MeetingFactory(),
        speaker=Speaker.SELF,
        email="gast@exempel.se",
        names=["Gästande Person"],
        needs=["hearing_loop"],
        word="Jag kommer med en gästande hund.",
    )
    replies.confirm(doorway=Doorway.opened_by(reply.token))
    Letter.objects.update(status=LetterStatus.SENT)
    return ["gast@exempel.se", "gästande"]


def need_something():
    come_to_a_meeting()
    return ["hearing_loop"]


def end_a_representation():
    user = User.objects.create_user("slutat@exempel.se")
    organisation = OrganisationFactory()
    # The row holds no words, so it is known by an odd moment.
    row = Representative.objects.create(
        user=user, organisation=organisation, requested_at="2026-02-03T04:05:06.789Z"
    )
    row.approve(by=None)
    row.end()
    user.last_login = timezone.now() + 729 * DAY
    user.save()
    return [":05:06.789"]


def do_something_in_the_admin():
    LogEntry.objects.create(
        user=UserFactory(last_login=timezone.now() + 300 * DAY),
        object_repr="Loggad Person",
        action_flag=CHANGE,
    )
    return ["loggad person"]


def answered_request():
    asked = personal.ask(kind="extract", email="begar@exempel.se")
    asked.refuse(by=None, reason="Ingen sådan.")
    return ["begar@exempel.se"]


def take_a_list_out():
    region = Region.objects.get(code="06")
    ExportRecord.objects.create(what="uttagenlista", region=region, format="csv", rows=1)
    return ["uttagenlista"]


def begin_a_draft():
    statement = StatementFactory(of_a_person=True, person_name="Utkastande Person")
    consultation = statement.consultation
    Consultation.objects.filter(pk=consultation.pk).update(
        opens_at=timezone.now() - DAY, closes_at=timezone.now()
    )
    return ["utkastande person"]


def letter():
    Letter.objects.create(
        purpose="invitation",
        recipient="brev@exempel.se",
        about="meeting:1",
        occasion="invitation",
        subject="Inbjudan",
        body="Hemlighetsfull text.",
        status=LetterStatus.SENT,
    )
    return ["brev@exempel.se"]


def text_of_a_letter():
    letter()
    return ["hemlighetsfull"]


def open_a_list():
    opened(csv_list(["Ouppläst spelmanslag", "802002-8711", "Habo", "lag@upplast.example"]))
    return ["ouppläst", "lag@upplast"]


def note_in_a_closed_meeting():
    """A note and minutes that stay, and what somebody said of the note."""
    meeting = MeetingFactory(admission="closed")
    there, begun = AssignmentFactory().user, meeting.starts_at
    notes.add_host(meeting=meeting, user=there, by=there)
    table = NoteTable.objects.create(meeting=meeting, name="Bord 1")
    note = notes.write_note(table=table, key=uuid.uuid4(), body="Viskat ord.", may_leave=False)
    minutes.write_minutes(
        meeting=meeting,
        body="Viskat protokoll.",
        may_leave=False,
        stamp=minutes.stamp_of("", False),
        by=there,
    )
    minutes.ask_if_right(meeting=meeting, until=begun + 14 * DAY, at=begun)
    corrections.correct(
        meeting=meeting, key=uuid.uuid4(), note=note, comment="Viskat tillägg.", at=begun
    )
    return ["viskat"]


def evaluate_a_meeting():
    EvaluationFactory(meeting=MeetingFactory(), word="Utvärderande ord.")
    return ["utvärderande ord"]


# How it comes about, and how long from then on it is kept.
LIMITS = {
    "an unconfirmed registration": (register, 7 * DAY),
    "a registration that was begun": (begin_to_register, 14 * DAY),
    "an account never confirmed": (sign_up_to_kick, 7 * DAY),
    "a sign-in code": (ask_for_code, 10 * MINUTE),
    "an account not used": (stay_away, 730 * DAY),
    "names and words at a meeting": (come_to_a_meeting, AFTER_MEETING + 730 * DAY),
    "what stays in a closed meeting": (note_in_a_closed_meeting, AFTER_MEETING + 90 * DAY),
    "words of an evaluation": (evaluate_a_meeting, AFTER_MEETING + 365 * DAY),
    "needs at a meeting": (need_something, AFTER_MEETING + 7 * DAY),
    "the text of a letter": (text_of_a_letter, 90 * DAY),
    "that a letter was sent": (letter, 365 * DAY),
    "a list that nobody wrote": (open_a_list, 30 * DAY),
    "an ended representation": (end_a_representation, 730 * DAY),
    "what was done in the admin": (do_something_in_the_admin, 365 * DAY),
    "a person's request": (answered_request, 730 * DAY),
    "that a list was taken out": (take_a_list_out, 365 * DAY),
    "a draft never handed in": (begin_a_draft, 365 * DAY),
}


def kept_and_left(make, limit, time_machine):
    """The rows with the person's marks shortly before the limit and shortly after it."""
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    marks = make()
    time_machine.move_to(start + limit - MINUTE, tick=False)
    purge()
    before = rows_with(marks)
    time_machine.move_to(start + limit + MINUTE, tick=False)
    purge()
    return before, rows_with(marks)


@pytest.mark.django_db
@pytest.mark.parametrize("name", LIMITS)
def test_nothing_is_left_past_its_limit(name, time_machine):
    before, left = kept_and_left(*LIMITS[name], time_machine)

    assert before
    assert left == {}


@pytest.mark.proof
@pytest.mark.django_db
@pytest.mark.parametrize("name", LIMITS)
def test_p4_what_is_left_past_a_limit(name, time_machine, figure):
    make, limit = LIMITS[name]
    before, left = kept_and_left(make, limit, time_machine)

    figure(
        "P4",
        f"{name}: {sum(before.values())} rows in {len(before)} tables before the limit,"
        f" {sum(left.values())} after",
    )
    assert left == {}


def test_a_failed_job_is_gone_after_a_week(committed):
    make_failed_jobs()

    tidy_up()

    assert [job.args["organisation_id"] for job in ProcrastinateJob.objects.all()] == [2]


@pytest.mark.proof
def test_p4_failed_jobs(committed, figure):
    make_failed_jobs()
    before = ProcrastinateJob.objects.count()

    tidy_up()

    figure(
        "P4",
        f"failed jobs, a week old and new: {before} rows, then {ProcrastinateJob.objects.count()}",
    )
    assert ProcrastinateJob.objects.count() == 1


def make_failed_jobs():
    """One failed eight days ago and one just now; the queue goes by the database's clock."""
    for number in (1, 2):
        enqueue("organisations.jobs.post_link", organisation_id=number)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
        cursor.execute(
            "UPDATE procrastinate_events SET at = at - interval '8 days' WHERE job_id IN"
            " (SELECT id FROM procrastinate_jobs WHERE args ->> 'organisation_id' = '1')"
        )


def tidy_up():
    async def run():
        worker_app = app.with_connector(app.connector.get_worker_connector())
        async with worker_app.open_async():
            await tidy(worker_app)

    asyncio.run(run())


@pytest.mark.django_db
def test_a_confirmed_organisation_stays(time_machine):
    organisation = OrganisationFactory()
    time_machine.move_to(timezone.now() + 3650 * DAY, tick=False)

    purge()

    assert rows_with([organisation.name])
