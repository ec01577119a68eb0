from consultations.actions import changes
from consultations.models import MeetingNotice


def write_letters():
    """What the worker does for each notice whose letters are to be written."""
    for notice in MeetingNotice.objects.being_written():
        changes.write_letters(notice_id=notice.pk)
