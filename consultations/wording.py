"""Own words of an invitation: what stands in braces becomes the association's name, the day and so on."""

import re

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.models import InvitationText, ReminderText
from kick.lib import dates

# As officials write them, with what they become.
PLACEHOLDERS = {
    "förening": gettext_lazy("the association's name"),
    "möte": gettext_lazy("the title of the meeting"),
    "dag": gettext_lazy("the day and the time"),
    "plats": gettext_lazy("place, street and municipality"),
    "svara senast": gettext_lazy("the last day to reply"),
    "platser": gettext_lazy("seats for each association"),
    "kontakt": gettext_lazy("who answers questions"),
}
MARK = re.compile(r"\{([^{}\n]*)\}")


class UnknownPlaceholders(Exception):
    """`words` are those that nobody knows, as they were written."""

    def __init__(self, words):
        super().__init__(", ".join(words))
        self.words = words


def insist_on_known(text):
    """Raises UnknownPlaceholders; a brace that opens and never closes is one too."""
    unknown = [f"{{{name}}}" for name in MARK.findall(text) if key_of(name) not in PLACEHOLDERS]
    unknown += re.findall(r"[{}]", MARK.sub("", text))
    if unknown:
        raise UnknownPlaceholders(list(dict.fromkeys(unknown)))


def key_of(name):
    return " ".join(name.split()).lower()


def fill(text, values):
    """Each once: what a name holds is never read as a placeholder. An unknown one stays as it stands."""
    return MARK.sub(lambda found: str(values.get(key_of(found[1]), found[0])), text)


def values_for(meeting, names):
    """What the placeholders become in a letter to these associations, in the active language."""
    where = [meeting.venue, meeting.street, meeting.municipality.name]
    contact = [meeting.contact_name, meeting.contact_email, meeting.contact_phone]
    return {
        "förening": get_text_list(list(names), _("and")),
        "möte": meeting.title,
        "dag": dates.span_text(meeting.starts_at, meeting.ends_at),
        "plats": ", ".join(filter(None, where)),
        "svara senast": dates.day_text(meeting.registration_closes_at),
        "platser": meeting.seats_per_organisation,
        "kontakt": ", ".join(filter(None, contact)),
    }


def own_words(meeting):
    """The meeting's own words by language; read once for all letters."""
    return {words.language: words for words in InvitationText.objects.filter(meeting=meeting)}


def reminder_words(meeting):
    """The own paragraph of the reminder by language; read once for all letters."""
    return {words.language: words.body for words in ReminderText.objects.filter(meeting=meeting)}


def words_in(found, language):
    """Of `own_words` or `reminder_words`: those of the language. Easy Swedish falls back to Swedish, no other language does:
    a Finnish letter of ours is better than a Swedish one of yours."""
    return found.get(language) or (found.get("sv") if language.startswith("sv") else None)
