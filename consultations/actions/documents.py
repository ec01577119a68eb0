"""The documents of a meeting."""

import uuid

from consultations.models import MeetingDocument


def save_document(*, meeting, document=None, key=None, **words):
    """Write a new one, or change `document`. The same key again is the same document."""
    if document:
        for name, value in words.items():
            setattr(document, name, value)
        document.save()
        return document
    defaults = {"meeting": meeting, **words}
    return MeetingDocument.objects.get_or_create(key=key or uuid.uuid4(), defaults=defaults)[0]
