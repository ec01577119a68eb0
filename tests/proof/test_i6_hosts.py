"""CATALOGUE I6: whoever names another host gets nothing, and letters name none but ours."""

import re

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse

from organisations import emails
from organisations.actions import sealed_mail
from organisations.models import Letter, SealedMail
from tests.kick import cast as the_cast
from tests.kick import found, matrix
from tests.kick.test_house_bad_input import cast, forms

__all__ = ["cast", "forms"]
pytestmark = [pytest.mark.proof, pytest.mark.django_db]

ELSEWHERE = "ond.example"
FORGED = [
    ELSEWHERE,
    f"{ELSEWHERE}:443",
    f"localhost.{ELSEWHERE}",
    f"localhost:8000@{ELSEWHERE}",
    f"localhost,{ELSEWHERE}",
    f"localhost {ELSEWHERE}",
    f"{ELSEWHERE}#localhost",
    "[::1",
    "",
]
BESIDE = [
    "x-forwarded-host",
    "x-host",
    "x-forwarded-server",
    "x-original-host",
    "x-original-url",
    "x-rewrite-url",
    "forwarded",
]
URL = re.compile(r"https?://[^\s\"'<>)]+")
# Where the HTML of a mail names a standard, not a place to go to.
STANDARDS = ("http://www.w3.org/",)


def test_i6_another_host_is_refused_everywhere(cast, figure):
    asked, answered = 0, []
    for row in matrix.ROWS:
        url = reverse(row.name, args=row.arguments(cast.here))
        for number, host in enumerate(FORGED[:8]):
            with the_cast.undone():
                method = ("get", "post")[number % 2]
                response = getattr(cast.client("lead"), method)(url, headers={"host": host})
            asked += 1
            if response.status_code != 400 or ELSEWHERE in response.content.decode():
                answered.append((row.name, host, response.status_code))

    figure("I6", f"{asked} requests with a forged Host: {len(answered)} answered")
    assert answered == []


def test_i6_what_stands_beside_the_host_counts_for_nothing(cast, forms, figure):
    """Each form is sent as somebody would fill it in, and every mail that comes of it is read."""
    forged = dict.fromkeys(BESIDE, ELSEWHERE) | {"forwarded": f"host={ELSEWHERE};proto=https"}
    named, taken = [], 0
    with the_cast.undone():
        for form in forms:
            client = found.client_for(cast, form)
            for response in (
                client.get(form.page, headers=forged),
                client.post(form.path, found.filled(form), headers=forged),
            ):
                told = f"{response.headers.get('Location', '')} {response.headers}"
                body = response.getvalue().decode(errors="replace")
                named += [str(form)] if ELSEWHERE in told + body else []
                taken += response.status_code == 302
        links, mails = links_in_mails()

    figure("I6", f"{len(forms)} forms sent with {len(BESIDE)} forged headers: {len(named)} name it")
    figure("I6", f"{mails} mails came of it, {len(links)} links, all to SITE_URL")
    assert named == []
    assert taken > 20
    assert mails > 5
    assert [link for link in links if not link.startswith(settings.SITE_URL)] == []


def links_in_mails():
    for sealed in SealedMail.objects.order_by("pk"):
        sealed_mail.send_sealed_mail(sealed_mail_id=sealed.pk)
    messages = mail.outbox + [emails.letter(letter) for letter in Letter.objects.all()]
    texts = [
        text
        for message in messages
        for text in [message.body, *(part.content for part in message.alternatives)]
    ]
    links = [link for text in texts for link in URL.findall(text)]
    return [link for link in links if not link.startswith(STANDARDS)], len(messages)
