"""Two entries of the register had both answered one meeting before they were merged.

No answer is deleted and no seat taken back: somebody has been promised it. One association has one
answer all the same, and the later one counts. Nothing is stored of this, so that it ends with an undo.
"""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from organisations.models import Organisation

ONE_FOR_BOTH = Coalesce("organisation__merged_into", "organisation")


@dataclass(frozen=True)
class Standing:
    """What an answer is worth beside the others of the same association."""

    organisation: Organisation
    counts: bool


def standings_at(meeting):
    """{reply key: Standing} for the answers of associations that have more than one at the meeting."""
    absorbed = meeting.replies.filter(organisation__merged_into__isnull=False)
    # Asked for first: at most meetings there is none, and the thousands are not looked through.
    speakers = list(absorbed.values_list("organisation__merged_into", flat=True))
    if not speakers:
        return {}
    both = Q(organisation__in=speakers) | Q(organisation__merged_into__in=speakers)
    rows = meeting.replies.filter(both).annotate(speaks=ONE_FOR_BOTH)
    latest_first = rows.order_by("-changed_at", "-pk").values_list("pk", "speaks")
    by_speaker = {}
    for key, speaker in latest_first:
        by_speaker.setdefault(speaker, []).append(key)
    speakers = Organisation.objects.in_bulk(by_speaker)
    return {
        key: Standing(speakers[speaker], counts=place == 0)
        for speaker, keys in by_speaker.items()
        if len(keys) > 1
        for place, key in enumerate(keys)
    }


def count_associations(replies):
    """How many associations gave the answers, of which two may be one by now."""
    return replies.aggregate(number=Count(ONE_FOR_BOTH, distinct=True))["number"]
