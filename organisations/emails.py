"""Letters as mails: what is stored becomes text, HTML and calendar file, links included."""

from email.mime.text import MIMEText

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from kick.lib import letter_text, links


def letter(letter):
    """The mail of a stored letter, made anew at every attempt: only here do the secrets exist."""
    urls = [links.url_for(*reference) for reference in letter.links]
    # Easy-to-read Swedish is Swedish to a program that reads aloud.
    language = "sv" if letter.language.startswith("sv") else letter.language
    mail = EmailMultiAlternatives(
        letter.subject,
        letter_text.fill(letter.body, urls),
        settings.DEFAULT_FROM_EMAIL,
        [letter.recipient],
        reply_to=[settings.REPLY_TO_EMAIL],
        headers={
            "Message-ID": letter.message_id,
            "Auto-Submitted": "auto-generated",
            "Content-Language": language,
        },
    )
    words = {
        "subject": letter.subject,
        "paragraphs": letter_text.paragraphs(letter.body, urls, own=settings.SITE_URL),
        "region_name": letter.region.name if letter.region else "",
        "lang": language,
    }
    with translation.override(letter.language):
        mail.attach_alternative(render_to_string("emails/letter.html", words), "text/html")
    if letter.calendar:
        mail.attach(_calendar(letter.calendar))
    return mail


def _calendar(stored):
    method = next(
        (line[7:].strip() for line in stored.splitlines() if line.startswith("METHOD:")), "PUBLISH"
    )
    # RFC 5545 3.1: lines end in CRLF, also where the database or a form has taken the CR.
    part = MIMEText("\r\n".join(stored.splitlines()) + "\r\n", "calendar", "utf-8")
    part.set_param("method", method)
    part.add_header("Content-Disposition", "attachment", filename="kick.ics")
    return part
