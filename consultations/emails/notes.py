"""The letters after a meeting. None of them holds a word of what was said there."""

from django.utils.translation import gettext as _

from consultations.emails.meeting_letter import meeting_letter
from kick.lib import dates
from organisations.models import Purpose


def table_link(*, table):
    """To one who comes and takes the notes at a table."""
    meeting, reply = table.meeting, table.reply
    return meeting_letter(
        "consultations/emails/table_link.txt",
        purpose=Purpose.NOTES,
        recipient=reply.address,
        occasion=f"table:{table.pk}",
        meeting=meeting,
        rows=[table],
        language=reply.language,
        subject=lambda: (
            _("You take the notes on %(day)s") % {"day": dates.short_day_text(meeting.starts_at)}
        ),
        table=table,
    )


def is_this_right(*, asking, until):
    meeting, receiver = asking.meeting, asking.receiver
    return meeting_letter(
        "consultations/emails/is_this_right.txt",
        purpose=Purpose.NOTES,
        recipient=receiver.address,
        occasion="asking",
        meeting=meeting,
        rows=[asking],
        language=receiver.language,
        subject=lambda: (
            _("Is this right? The notes from %(day)s")
            % {"day": dates.short_day_text(meeting.starts_at)}
        ),
        until=until,
    )


def what_did_you_think(*, card):
    meeting, receiver = card.meeting, card.receiver
    return meeting_letter(
        "consultations/emails/what_did_you_think.txt",
        purpose=Purpose.EVALUATION,
        recipient=receiver.address,
        occasion="evaluation",
        meeting=meeting,
        rows=[card],
        language=receiver.language,
        subject=lambda: (
            _("What did you think of the meeting on %(day)s?")
            % {"day": dates.short_day_text(meeting.starts_at)}
        ),
    )
