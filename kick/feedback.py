"""What somebody tells us about the website, as a letter to where we read and answer."""

import hashlib
from email.utils import parseaddr
from uuid import uuid4

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from kick.lib.letter_text import ENCLOSED
from organisations.actions.letters import post_letter
from organisations.models import Purpose


def contact_address():
    """Where a person reads and answers: without the name that stands before it in a mail's header."""
    return parseaddr(settings.REPLY_TO_EMAIL)[1]


def tell_of_obstacle(*, what, email="", key=None):
    """Queue one letter about it, however often the same is told with the same key.

    The words and the address may tell of a disability: they are stored sealed, until it is sent.
    """
    with translation.override(settings.LANGUAGE_CODE):
        to_answer = _("To answer: %(address)s") % {"address": email or _("no address was left")}
        enclosed = f"{what}\n\n{to_answer}"
        return post_letter(
            purpose=Purpose.WEBSITE,
            recipient=contact_address(),
            about="page:accessibility",
            occasion=hashlib.sha256(f"{key or uuid4()} {enclosed}".encode()).hexdigest()[:32],
            language=settings.LANGUAGE_CODE,
            subject=_("Something on the website does not work for somebody"),
            body=render_to_string("kick/emails/obstacle.txt", {"enclosed": ENCLOSED}),
            enclosed=enclosed,
        )
