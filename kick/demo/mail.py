"""The mails of a demo, as Django's file backend wrote them: one file per connection, a rule between mails."""

import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

RULE = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class Mail:
    name: str
    number: int
    message: EmailMessage

    @property
    def sent_at(self):
        return parsedate_to_datetime(self.message["Date"])

    @property
    def subject(self):
        return self.message["Subject"]

    @property
    def sender(self):
        return self.message["From"]

    @property
    def recipient(self):
        return self.message["To"]

    @property
    def text(self):
        part = self.message.get_body(("plain",))
        return part.get_content() if part else ""

    @property
    def html(self):
        part = self.message.get_body(("html",))
        return part.get_content() if part else ""

    @property
    def files(self):
        """Attachments, and a calendar file that stands among the alternatives."""
        wanted = [part for part in self.message.walk() if part.get_filename()]
        calendars = [
            part for part in self.message.walk() if part.get_content_type() == "text/calendar"
        ]
        return wanted or calendars[:1]


def sent_mails():
    """All of them, the newest first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    mails = [mail for path in folder.glob("*.log") for mail in _in_file(path)]
    return sorted(mails, key=lambda mail: (mail.sent_at, mail.name, mail.number), reverse=True)


def find_mail(name, number):
    """None when there is no such mail; the name is looked up among the files, never opened as it is."""
    return next((mail for mail in sent_mails() if (mail.name, mail.number) == (name, number)), None)


def _in_file(path):
    parts = path.read_bytes().split(RULE)
    for number, part in enumerate(part for part in parts if part.strip()):
        message = email.message_from_bytes(part, policy=email.policy.default)
        # A mail that is being written lacks its end, and perhaps its head.
        if message["Date"]:
            yield Mail(path.stem, number, message)
