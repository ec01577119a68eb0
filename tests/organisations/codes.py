"""What the account pages send by mail, as a person reads it."""

import re

from django.core import mail
from django.urls import reverse

from organisations.actions import sealed_mail
from organisations.models import SealedMail


def ask_for_code(client, email):
    return client.post(reverse("account_login"), {"login": email})


def work_off():
    """What the worker does with the waiting mails."""
    for sealed in SealedMail.objects.order_by("pk"):
        sealed_mail.send_sealed_mail(sealed_mail_id=sealed.pk)


def mailed_code():
    work_off()
    return re.search(r"\d{4}-\d{4}", mail.outbox[-1].body)[0]
