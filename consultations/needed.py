"""What is needed at a meeting, in counts: the same on the desk's page and on the sheet for kitchen and
venue. Of whom they are is not read here at all."""

from collections import Counter

from django.utils.translation import gettext as _

from consultations.models import MEETING_LANGUAGES, NeedKind


def counted(needs):
    return [(str(NeedKind(kind).label), number) for kind, number in needs.counts()]


def counted_apart(needs):
    """What is not the kitchen's, in one query: for the venue, interpreters by language, to talk about."""
    kinds, languages = Counter(), Counter()
    for kind, language, number in needs.not_food().counts_by_language():
        kinds[kind] += number
        if language:
            languages[language] += number
    talk = kinds.pop(NeedKind.CONTACT_ME, 0)
    return {
        "venue": [(str(NeedKind(kind).label), number) for kind, number in sorted(kinds.items())],
        "interpreters": [
            (
                _("Interpreter: %(language)s") % {"language": MEETING_LANGUAGES.get(code, code)},
                number,
            )
            for code, number in sorted(languages.items())
        ],
        "talk": [(str(NeedKind.CONTACT_ME.label), talk)] if talk else [],
    }
