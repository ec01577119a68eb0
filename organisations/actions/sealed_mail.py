"""Mails that carry a sign-in code: encrypted while they wait, gone when they are sent.

They are no letters (DESIGN §3): no row of theirs can be read in admin, history, logs or a job's
arguments, and after ten minutes, when the code is dead, nothing is left to send.
"""

import json
import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone

from kick.lib import sealing, smtp
from kick.lib.queue import enqueue
from organisations.models import SealedMail

LIFETIME = timedelta(minutes=10)
PURPOSE = "sealed-mail"

logger = logging.getLogger(__name__)


@transaction.atomic
def seal_mail(*, message, at=None):
    """Keep the EmailMultiAlternatives encrypted for ten minutes, and enqueue the job that sends it.

    The job's only argument is the row's id. Rows that nobody fetched in time go at the same call.
    """
    now = at or timezone.now()
    SealedMail.objects.expired(at=now).delete()
    [recipient] = message.to
    html = [part.content for part in message.alternatives if part.mimetype == "text/html"]
    content = {
        "to": recipient,
        "from": message.from_email,
        "subject": message.subject,
        "text": message.body,
        "html": html[0] if html else "",
    }
    mail = SealedMail.objects.create(
        sealed=sealing.seal(PURPOSE, json.dumps(content).encode()), expires_at=now + LIFETIME
    )
    enqueue("organisations.jobs.send_sealed_mail", sealed_mail_id=mail.pk)
    return mail


def send_sealed_mail(*, sealed_mail_id, at=None):
    """Send it and delete it; too old, it is deleted unsent. Nothing happens when it is gone already.

    Raises smtp.NotNow when the server or the way there fails for the moment: the row stays. What
    the server refuses for good goes too, since the code is of no use elsewhere.
    """
    mail = SealedMail.objects.filter(pk=sealed_mail_id).first()
    if mail is None:
        return
    if mail.expires_at <= (at or timezone.now()):
        logger.warning("sealed mail %s was too old and is deleted unsent", mail.uuid)
    else:
        try:
            smtp.deliver(_message(mail))
        except smtp.Refused as refusal:
            logger.warning("sealed mail %s was refused with %s", mail.uuid, refusal.code)
    mail.delete()


def purge_sealed_mail(*, at=None):
    """Delete what no job came for; how many there were."""
    deleted, _by_model = SealedMail.objects.expired(at=at).delete()
    return deleted


def _message(mail):
    content = json.loads(sealing.unseal(PURPOSE, mail.sealed))
    # The same Message-ID at every attempt, so that a repeated mail is known as one.
    message = EmailMultiAlternatives(
        content["subject"],
        content["text"],
        content["from"],
        [content["to"]],
        reply_to=[settings.REPLY_TO_EMAIL],
        headers={
            "Message-ID": f"<{mail.uuid}@{settings.SITE_HOST}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    if content["html"]:
        message.attach_alternative(content["html"], "text/html")
    return message
