"""All letters on paper as one file to print: ordered at the desk, made by the worker, kept for a day."""

import tempfile
from pathlib import Path

from django.db import transaction

from consultations.models import Meeting, PrintedPiece, PrintRun
from consultations.papers import paper_parts, print_part
from kick.lib import pdf
from kick.lib.queue import enqueue

PIECE = 1 << 20


class NothingToPrint(Exception):
    """No invitation on paper with a whole address has been issued."""


@transaction.atomic
def order_print(*, meeting, by):
    """Have the worker make the file. One that is being made is not ordered twice; an older file goes.
    Returns the run. Raises NothingToPrint."""
    Meeting.objects.locked().get(pk=meeting.pk)
    under_way = meeting.print_runs.under_way().first()
    if under_way:
        return under_way
    number = meeting.invitations.issued().printable().count()
    if not number:
        raise NothingToPrint(meeting)
    meeting.print_runs.all().delete()
    run = PrintRun.objects.create(meeting=meeting, ordered_by=by, letters=number)
    enqueue("consultations.jobs.make_print", run_id=run.pk)
    return run


def make_print(*, run_id):
    """Make the parts, put them together and keep the file in pieces. A run that is finished, failed or
    gone is left alone; one whose worker was killed begins anew."""
    run = PrintRun.objects.filter(pk=run_id, finished_at=None, failed=False).first()
    if run is None:
        return
    try:
        with tempfile.TemporaryDirectory() as folder:
            keep(run, make_file(run, Path(folder)))
    except pdf.NotPrintable:
        run.fail()
        raise


def make_file(run, folder):
    meeting = Meeting.objects.with_parts().get(pk=run.meeting_id)
    paths, done = [], 0
    for number, (language, ids) in enumerate(paper_parts(meeting)):
        paths.append(folder / f"{number}.pdf")
        paths[-1].write_bytes(print_part(meeting, language, ids))
        done += len(ids)
        run.tell(done)
    if len(paths) == 1:
        return paths[0]
    pdf.joined(paths, folder / "all.pdf")
    return folder / "all.pdf"


@transaction.atomic
def keep(run, path):
    run.pieces.all().delete()
    with path.open("rb") as file:
        for number, content in enumerate(iter(lambda: file.read(PIECE), b"")):
            PrintedPiece.objects.create(run=run, number=number, content=content)
    run.finish()
