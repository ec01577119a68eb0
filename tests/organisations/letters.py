"""A letter of no particular kind, for the tests of queue and mail."""

from uuid import uuid4

from procrastinate.contrib.django.models import ProcrastinateJob

from organisations.actions.letters import send_letter
from organisations.models import Purpose


def words(**changed):
    return {
        "purpose": Purpose.INVITATION,
        "recipient": "info@forening.example",
        "about": "meeting:1",
        "occasion": "invitation",
        "subject": "Inbjudan: Startmöte",
        "body": "Hej!\n\nVälkomna till Kulturhuset.\n\nSvara på inbjudan: ‹personlig länk›\n",
        "links": [["invitation", str(uuid4()), 1]],
        **changed,
    }


def jobs():
    return ProcrastinateJob.objects.filter(task_name="organisations.jobs.send_letter")


def sent_mail(letter, sink):
    send_letter(letter_id=letter.pk)
    [mail] = sink.mails
    return mail
