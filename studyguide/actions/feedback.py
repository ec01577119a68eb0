"""Did this passage or question help? What somebody answers who is not asked who she is."""

from django.utils import timezone

from studyguide.models import Feedback


def give_feedback(*, key, words, is_useful):
    """Keep the answer about these words, of a passage or a question; a second press with the same key
    changes it and adds none."""
    place = Feedback.place_of(words)
    row, _is_new = Feedback.objects.update_or_create(
        uuid=Feedback.uuid_of(key, place["question"] or place["passage"]),
        defaults=place
        | {
            "language": words.language,
            "wording": words.carried_hash(),
            "is_useful": is_useful,
            "given_on": timezone.localdate(),
        },
    )
    return row


def say_why(*, row, words):
    """Keep her word about it, in place of what she said before."""
    Feedback.objects.filter(pk=row.pk).update(words=words)
