"""How every letter about a meeting is written: in its reader's language, with links of her own."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation


def meeting_letter(
    template,
    *,
    purpose,
    recipient,
    occasion,
    meeting,
    rows,
    language,
    subject,
    calendar="",
    **words,
):
    """What `post_letter` wants, and nothing is sent. `rows` are what the letter links to; `subject`, and
    those of `words` that can be called, are said in the reader's language."""
    with translation.override(language):
        # A meeting keeps the text it was first read in; a letter may be in another language.
        meeting.speak_anew()
        # What is written in the reader's language is called here, where it is the active one.
        words = {name: said() if callable(said) else said for name, said in words.items()}
        body = render_to_string(
            template, {"meeting": meeting, "site_url": settings.SITE_URL, **words}
        )
        letter = {
            "purpose": purpose,
            "recipient": recipient,
            "about": f"meeting:{meeting.uuid}",
            "occasion": occasion,
            "region": meeting.region,
            "language": language,
            "subject": subject(),
            "body": body.strip() + "\n",
            "links": [row.link_reference for row in rows],
            "calendar": calendar,
        }
    meeting.speak_anew()
    return letter
