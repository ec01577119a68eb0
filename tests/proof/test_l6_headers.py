"""CATALOGUE L6: no break of line, and nothing that reads as one, gets from a field into a header."""

import re

import pytest
from django.core.cache import cache
from django.db import connection, models

from organisations.actions import letters, sealed_mail
from organisations.models import Letter, LetterStatus, SealedMail
from tests.kick import cast as the_cast
from tests.kick import found, seeded
from tests.kick.test_house_bad_input import cast, forms

__all__ = ["cast", "forms"]
pytestmark = [pytest.mark.proof, pytest.mark.django_db]

BREAKS = [
    "\r",
    "\n",
    "\r\n",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x85",
    "\u2028",
    "\u2029",
    "\r\n ",
    "\r\n\r\n",
]
INJECTED = [f"Orrspelen{gap}Bcc: ond@ond.example{gap}X-Ond: 1" for gap in BREAKS]
INJECTED += [
    "=?utf-8?q?Orrspelen=0D=0ABcc:_ond@ond.example?=",
    "=?utf-8?b?T3JyDQpCY2M6IG9uZEBvbmQuZXhhbXBsZQ==?=",
    "Orrspelen%0d%0aBcc:%20ond@ond.example",
]
ADDRESSES = ["ny@forening.example{}Bcc: ond@ond.example", "ny@forening.example,{}ond@ond.example"]
# Texts of several lines in short columns, which go into no header.
SEVERAL_LINES = {"cancelled_because", "studyguide_feedback.words"}
# In one line of ours none of these has a place.
CONTROL = "[\\x01-\\x1f\\x7f\\u0085\\u2028\\u2029]"
HEADERS = {
    "content-type", "mime-version", "subject", "from", "to", "reply-to", "date", "message-id",
    "auto-submitted", "content-language", "list-unsubscribe", "list-unsubscribe-post",
    "content-transfer-encoding",
}  # fmt: skip


def lines_with_controls():
    """Fields of one line, of any row, that hold what breaks a line."""
    fields = [
        (model._meta.db_table, field.column)
        for model, field in seeded.text_fields()
        if isinstance(field, models.CharField)
        and not {field.name, f"{model._meta.db_table}.{field.column}"} & SEVERAL_LINES
    ]
    ask = " UNION ALL ".join(
        f'SELECT \'{table}.{column}\' FROM "{table}" WHERE "{column}" ~ %s'
        for table, column in fields
    )
    with connection.cursor() as cursor:
        cursor.execute(ask, [CONTROL] * len(fields))
        return [name for (name,) in cursor.fetchall()]


def filled(form, text):
    words = found.filled(form, text)
    for name, box in form.fields.items():
        if box.kind == "email":
            gap = text.removeprefix("Orrspelen").partition("Bcc")[0]
            words[name] = [ADDRESSES[len(text) % 2].format(gap)]
    return words


def test_l6_no_form_takes_a_break_into_a_line(cast, forms, smtp_sink, figure):
    typed = [form for form in forms if form.method == "post" and typed_in(form)]
    wrong, sent = [], 0
    for form in typed:
        for text in INJECTED:
            with the_cast.undone():
                cache.clear()
                response = found.client_for(cast, form).post(form.path, filled(form, text))
                sent += 1
                wrong += [(str(form), response.status_code)] * (response.status_code >= 500)
                if response.status_code == 302:
                    wrong += [(str(form), ascii(text), name) for name in lines_with_controls()]
                    send_what_waits()

    heads = [head_of(mail.raw) for mail in smtp_sink.mails]
    injected = [head for head in heads if not is_plain(head)]
    injected += [mail for mail in smtp_sink.mails if "ond@ond.example" in mail.recipients]
    figure(
        "L6", f"{len(typed)} forms, {sent} bodies with a break in every field: {len(wrong)} taken"
    )
    figure(
        "L6", f"{len(heads)} mails came of them: {len(injected)} with foreign headers or readers"
    )
    assert len(heads) > 0
    assert wrong[:10] == []
    assert injected == []


def typed_in(form):
    return [name for name, box in form.fields.items() if box.is_typed]


def send_what_waits():
    for pk in Letter.objects.queued().values_list("pk", flat=True):
        letters.send_letter(letter_id=pk)
    for pk in SealedMail.objects.values_list("pk", flat=True):
        sealed_mail.send_sealed_mail(sealed_mail_id=pk)


def head_of(raw):
    return raw.replace(b"\r\n", b"\n").partition(b"\n\n")[0].decode()


def is_plain(head):
    names = [line.partition(":")[0].lower() for line in re.sub(r"\n[ \t]", " ", head).split("\n")]
    return len(names) == len(set(names)) and set(names) <= HEADERS


def test_l6_what_stands_in_the_database_all_the_same_is_neutral_on_the_wire(
    cast, smtp_sink, figure
):
    refused, pk = 0, cast.here.pk("letter")
    recipient = Letter.objects.get(pk=pk).recipient
    for text in INJECTED:
        with the_cast.undone():
            Letter.objects.update(status=LetterStatus.QUEUED, subject=text, body=text)
            letters.send_letter(letter_id=pk)
            refused += Letter.objects.get(pk=pk).status == LetterStatus.FAILED

    heads = [head_of(mail.raw) for mail in smtp_sink.mails]
    broken = [head for head in heads if not is_plain(head)]
    foreign = [mail for mail in smtp_sink.mails if mail.recipients != [recipient]]
    figure("L6", f"{len(INJECTED)} subjects with a break in the database: {refused} not sent,")
    figure(
        "L6", f"{len(heads)} arrived: {len(broken)} with foreign headers, {len(foreign)} readers"
    )
    assert refused + len(heads) == len(INJECTED)
    assert (broken, foreign) == ([], [])
