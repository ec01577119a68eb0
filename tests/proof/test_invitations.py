"""What it takes to invite five thousand: to queue, to send, to print; and to press send twice."""

import resource
import threading
import time
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from consultations.actions import invitations, printing
from consultations.models import Invitation
from kick.lib.links import spaced_code
from organisations.models import (
    Letter,
    Municipality,
    Organisation,
    OrganisationStatus,
    Purpose,
)
from tests.bench.processes import children
from tests.factories import AssignmentFactory, InvitationFactory, MeetingFactory
from tests.proof.played import play
from tests.sign_in import sign_in
from tests.worker import until

pytestmark = pytest.mark.proof
MANY = 5000
MARKS = ["List-Unsubscribe", "List-Unsubscribe-Post", "List-Id"]


def pss(pid):
    """Bytes that the process and its children hold, shared ones by their share."""
    pids = [pid, *children(pid)]
    return sum(_pss(one) for one in pids)


def _pss(pid):
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))


def listed(*, on_paper=False, number=MANY):
    """That many associations on the list, each with an address of its own."""
    place = Municipality.objects.get(code="0680")
    postal = {"street": "Brahegatan 38", "postcode": "563 32", "city": "Gränna"}
    organisations = Organisation.objects.bulk_create(
        [
            Organisation(
                name=f"Exempelbygdens spelmanslag {n:04}",
                slug=f"spelmanslag-{n:04}",
                municipality=place,
                status=OrganisationStatus.LISTED,
                email="" if on_paper else f"info{n}@forening.example",
                source="Jönköpings kommun",
                received_on="2026-11-03",
                **(postal if on_paper else {}),
            )
            for n in range(number)
        ],
        batch_size=1000,
    )
    return organisations


def test_bench_five_thousand_invitations(worker, smtp_sink, figure):
    meeting, lead = MeetingFactory(), AssignmentFactory().user
    organisations = listed()
    start = time.perf_counter()
    invitations.choose(meeting=meeting, organisations=organisations, by=lead)
    chosen = time.perf_counter() - start
    mark = invitations.mark_of(meeting)

    start = time.perf_counter()
    letters, papers = invitations.send(meeting=meeting, expected=MANY, mark=mark, by=lead)
    queued = time.perf_counter() - start

    assert (letters, papers) == (MANY, 0)
    start, most = time.perf_counter(), 0
    worker.start()
    while len(smtp_sink.mails) < MANY and time.perf_counter() - start < 400:
        most = max(most, pss(worker.process.pid))
        time.sleep(1)
    seconds = time.perf_counter() - start
    assert until(lambda: not Letter.objects.queued().exists(), seconds=30)
    assert len({mail.recipients[0] for mail in smtp_sink.mails}) == MANY
    assert queued <= 10
    figure(
        "R5",
        f"{MANY} invitations: put on the list in {chosen:.1f} s, queued in {queued:.1f} s, sent to"
        f" the local SMTP sink in {seconds:.0f} s, {MANY / seconds:.0f} a second,"
        f" worker's memory (PSS) at most {most >> 20} MB",
    )


def test_u10_five_thousand_letters_on_paper(db, figure):
    meeting, lead = MeetingFactory(), AssignmentFactory().user
    invitations.choose(meeting=meeting, organisations=listed(on_paper=True), by=lead)
    invitations.send(meeting=meeting, expected=MANY, by=lead)
    run = printing.order_print(meeting=meeting, by=lead)
    small = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()

    printing.make_print(run_id=run.pk)

    seconds = time.perf_counter() - start
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - small
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    content = b"".join(
        bytes(piece) for piece in run.pieces.order_by("number").values_list("content", flat=True)
    )
    reader = PdfReader(BytesIO(content))
    assert len(reader.pages) == MANY
    last = meeting.invitations.by_organisation().last()
    assert spaced_code(last.code) in reader.pages[-1].extract_text()
    figure(
        "U10",
        f"{MANY} paper letters as one PDF to print: {seconds:.0f} s, {len(content) / 2**20:.0f} MB,"
        f" the children's peak {peak >> 10} MB, the worker +{grown >> 10} MB",
    )


def test_l10_two_officials_press_send_at_once(committed, figure):
    """Twenty rounds of two presses on the same list, each with her own connection."""
    letters = 0
    for _round in range(20):
        meeting = MeetingFactory()
        for _ in range(3):
            InvitationFactory(
                meeting=meeting, organisation__email=f"a{meeting.pk}@forening.example"
            )
        InvitationFactory(meeting=meeting)
        mark, results = invitations.mark_of(meeting), []

        def press(meeting=meeting, mark=mark, results=results):
            try:
                results.append(invitations.send(meeting=meeting, expected=4, mark=mark, by=None))
            except invitations.NothingToSend:
                results.append(None)
            finally:
                connection.close()

        presses = [threading.Thread(target=press) for _ in range(2)]
        for thread in presses:
            thread.start()
        for thread in presses:
            thread.join()

        assert sorted(results, key=str) == [(2, 0), None]
        sent = Letter.objects.filter(about=f"meeting:{meeting.uuid}")
        assert sorted(len(letter.links) for letter in sent) == [1, 3]
        letters += sent.count()
    figure("L10", f"two officials press send at once, 20 rounds: {letters} letters to 40 addresses")


def test_l8_figures(client, db, figure):
    """Every way to a list or a letter that was not looked at, at the desk."""
    sign_in(client, AssignmentFactory().user)
    refused = 0
    changes = {
        "one more": lambda meeting: InvitationFactory(meeting=meeting),
        "one for another": lambda meeting: (
            invitations.leave_out(invitation=meeting.invitations.first()),
            InvitationFactory(meeting=meeting),
        ),
        "another address": lambda meeting: Organisation.objects.filter(
            pk=meeting.invitations.first().organisation_id
        ).update(email="annan@forening.example"),
        "other words": lambda meeting: meeting.invitation_texts.create(
            language="sv", subject="Nytt", body="Nytt."
        ),
        "another day": lambda meeting: (
            type(meeting).objects.filter(pk=meeting.pk).update(calendar_sequence=7)
        ),
    }
    for change in changes.values():
        meeting = MeetingFactory()
        InvitationFactory.create_batch(3, meeting=meeting)
        seen = {"antal": "3", "lista": invitations.mark_of(meeting)}
        change(meeting)
        client.post(reverse("consultations:desk_send", args=[meeting.uuid]), seen)
        refused += not Invitation.objects.issued().filter(meeting=meeting).exists()
    assert refused == len(changes)
    figure(
        "L8", f"changed between look and send: {', '.join(changes)}: {refused} of {refused} refused"
    )


def test_l9_headers_by_kind_of_letter(db, client, figure):
    """Who gets many letters without having asked may say no in her mail program; a GET says nothing."""
    mails = play()
    listed_kinds, others = set(), set()
    for letter, mail in mails.items():
        message = mail.message()
        marks = {name for name in MARKS if message[name]}
        assert marks in (set(), set(MARKS))
        (listed_kinds if marks else others).add(letter.purpose)
    assert listed_kinds == {Purpose.INVITATION, Purpose.REMINDER}
    assert Purpose.REPLY in others
    code = EmailMultiAlternatives("Kod", "12345", "kick@example.org", ["p@exempel.se"])
    assert not any(code.message()[name] for name in MARKS)
    letter = next(row for row in mails if row.purpose == Purpose.INVITATION)
    path = urlsplit(mails[letter].message()["List-Unsubscribe"].strip("<>")).path
    invitation = Invitation.objects.get(uuid=letter.links[0][1])

    Client(enforce_csrf_checks=True).get(path)
    invitation.refresh_from_db()
    assert invitation.silenced_at is None
    answer = Client(enforce_csrf_checks=True).post(
        path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )

    invitation.refresh_from_db()
    assert (answer.status_code, invitation.silenced_at is None) == (200, False)
    figure(
        "L9",
        f"List-Unsubscribe and -Post on {', '.join(sorted(listed_kinds))}, on none of"
        f" {len(others)} other kinds; one POST without login or cookie stops reminders, GET nothing",
    )
