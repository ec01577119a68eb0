"""The documents of a meeting."""

import uuid

from consultations.models import MeetingDocument
from kick.lib.tally import count_anew


def save_document(*, meeting, document=None, key=None, **words):
    """Write a new one, or change `document`. The same key again is the same document."""
    count_anew(meeting.tally)
    if document:
        for name, value in words.items():
            setattr(document, name, value)
        document.save()
        return document
    defaults = {"meeting": meeting, **words}
    return MeetingDocument.objects.get_or_create(key=key or uuid.uuid4(), defaults=defaults)[0]


def remove_document(*, meeting, pk):
    """Take it away; the same again changes nothing."""
    meeting.documents.filter(pk=pk).delete()
    count_anew(meeting.tally)
