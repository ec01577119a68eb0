"""Letters as mails: what is stored becomes text, HTML and calendar file, links included."""

from email.mime.text import MIMEText

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from kick.lib import letter_text, links, sealing
from kick.lib.hues import hues
from organisations.models import Purpose

ENCLOSED_PURPOSE = "letter-enclosed"


def seal_enclosed(words):
    return sealing.seal(ENCLOSED_PURPOSE, words.encode())


def _enclosed(letter):
    return sealing.unseal(ENCLOSED_PURPOSE, letter.sealed).decode() if letter.sealed else ""


def letter(letter):
    """The mail of a stored letter, made anew at every attempt: only here do the secrets exist."""
    parts = letter_text.enclose(letter.body, _enclosed(letter))
    urls = [links.url_for(*reference) for reference in letter.links]
    # Easy-to-read Swedish is Swedish to a program that reads aloud.
    language = "sv" if letter.language.startswith("sv") else letter.language
    mail = EmailMultiAlternatives(
        letter.subject,
        "".join(letter_text.fill(words, urls) if ours else words for words, ours in parts),
        settings.DEFAULT_FROM_EMAIL,
        [letter.recipient],
        reply_to=[settings.REPLY_TO_EMAIL],
        headers={
            "Message-ID": letter.message_id,
            "Auto-Submitted": "auto-generated",
            "Content-Language": language,
            **_list_headers(letter, urls),
        },
    )
    words = {
        "subject": letter.subject,
        "paragraphs": [
            paragraph
            for words, ours in parts
            for paragraph in letter_text.paragraphs(
                words, urls if ours else [], own=settings.SITE_URL
            )
        ],
        "region_name": letter.region.name if letter.region else "",
        "hue": hues()[letter.region.code] if letter.region else "",
        "lang": language,
    }
    with translation.override(letter.language):
        mail.attach_alternative(render_to_string("emails/letter.html", words), "text/html")
    if letter.calendar:
        mail.attach(_calendar(letter.calendar))
    return mail


# Sent to many who have not asked for them.
TO_MANY = {Purpose.INVITATION, Purpose.REMINDER}


def _list_headers(letter, urls):
    """What lets a mail program say "no more" with one press (RFC 8058, RFC 2919)."""
    if letter.purpose not in TO_MANY or not urls:
        return {}
    return {
        "List-Id": f"<{letter.about.replace(':', '-')}.{settings.SITE_HOST}>",
        "List-Unsubscribe": f"<{urls[0]}inga-fler/>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _calendar(stored):
    method = next(
        (line[7:].strip() for line in stored.splitlines() if line.startswith("METHOD:")), "PUBLISH"
    )
    # RFC 5545 3.1: lines end in CRLF, also where the database or a form has taken the CR.
    part = MIMEText("\r\n".join(stored.splitlines()) + "\r\n", "calendar", "utf-8")
    part.set_param("method", method)
    part.add_header("Content-Disposition", "attachment", filename="kick.ics")
    return part


def registration_to_confirm(*, organisation):
    """To whoever has registered an association: the link that confirms it."""
    return _about(
        "registration_to_confirm",
        organisation,
        purpose=Purpose.REGISTRATION,
        recipient=organisation.email,
        occasion="registration",
        subject=lambda: _("Confirm that you have registered %(name)s"),
        links=[organisation.link_reference],
    )


def link_to_organisation(*, organisation, day):
    """The personal link, to the registered address, when somebody has said that it is theirs."""
    return _about(
        "link_to_organisation",
        organisation,
        purpose=Purpose.REGISTRATION,
        recipient=organisation.email,
        occasion=f"link:{day}",
        subject=lambda: _("Your personal link for %(name)s"),
        links=[organisation.link_reference],
    )


def annual_question(*, organisation, year):
    """Once a year: is what the register shows still right?"""
    return _annual("annual_question", organisation, occasion=f"{year}")


def annual_reminder(*, organisation, year):
    """Once more, and never again that year."""
    return _annual("annual_reminder", organisation, occasion=f"{year}:reminder")


def _annual(name, organisation, *, occasion):
    return _about(
        name,
        organisation,
        purpose=Purpose.ANNUAL,
        recipient=organisation.email,
        occasion=occasion,
        subject=lambda: _("Are the facts about %(name)s still right?"),
        links=[organisation.link_reference],
    )


def annual_question_to_many(*, organisations, letter, year):
    """The same about all associations with one address."""
    return _annual_to_many("annual_question_many", organisations, letter, occasion=f"{year}")


def annual_reminder_to_many(*, organisations, letter, year):
    """Once more, and never again that year."""
    return _annual_to_many(
        "annual_reminder_many", organisations, letter, occasion=f"{year}:reminder"
    )


def _annual_to_many(name, organisations, letter, *, occasion):
    first = organisations[0]
    number = len(organisations)
    return _about(
        name,
        first,
        purpose=Purpose.ANNUAL,
        recipient=first.email,
        occasion=occasion,
        subject=lambda: (
            _("Are the facts about your %(number)s associations still right?") % {"number": number}
        ),
        links=[letter.link_reference],
        organisations=organisations,
        sources=list(dict.fromkeys(row.source for row in organisations if row.source)),
    )


def colleague_invited(*, invitation):
    """To somebody whom a colleague has invited: sign in with this address."""
    return _about(
        "colleague_invited",
        invitation.organisation,
        purpose=Purpose.REPRESENTATIVE,
        recipient=invitation.email,
        occasion=f"colleague:{invitation.pk}",
        subject=lambda: _("Do you want to represent %(name)s in Kick?"),
    )


def representation_requested(*, representative):
    """To the person: that it is being looked at, and the quicker way."""
    return _to_person("representation_requested", representative, f"requested:{representative.pk}")


def claim_disputed(*, representative):
    """To whoever claims it: somebody else does too, and the project lead decides."""
    return _to_person("claim_disputed", representative, f"disputed:{representative.pk}")


def claimed_by_another(*, colleague, claim):
    """To whoever represents it: somebody else says that she does; nothing changes till it is decided."""
    return _to_person("claimed_by_another", colleague, f"claimed:{claim.pk}")


def claim_decided(*, colleague, claim):
    """To whoever represents it: what became of the other's claim, and why."""
    return _to_person("claim_decided", colleague, f"decided:{claim.pk}", claim=claim)


def colleague_joined(*, colleague, newcomer):
    """To whoever represents it: somebody has come in by the registered address."""
    return _to_person("colleague_joined", colleague, f"joined:{newcomer.pk}")


def _to_person(name, representative, occasion, **words):
    return _about(
        name,
        representative.organisation,
        purpose=Purpose.REPRESENTATIVE,
        recipient=representative.user.email,
        occasion=occasion,
        language=representative.user.language,
        subject=lambda: _("About representing %(name)s in Kick"),
        **words,
    )


def membership_decided(*, member):
    """To an organisation that has applied to an alliance: the board's answer and its reason."""
    organisation = member.organisation
    with translation.override(organisation.contact_language):
        body = render_to_string(
            "organisations/emails/membership_decided.txt",
            {"member": member, "alliance": member.alliance, "site_url": settings.SITE_URL},
        )
        subject = _("Your application to %(name)s") % {"name": member.alliance.name}
    return {
        "purpose": Purpose.ALLIANCE,
        "recipient": organisation.email,
        "about": f"alliance:{member.alliance.uuid}",
        "occasion": f"decided:{member.pk}:{member.since:%Y%m%d%H%M%S%f}",
        "region": organisation.municipality.region,
        "language": organisation.contact_language,
        "subject": subject,
        "body": body,
    }


def alliance_letter(*, alliance, organisation, subject, words, key, by):
    """From an alliance to one that takes part in it.

    What it says is between them, so it is stored sealed and no project lead reads it.
    """
    with translation.override(organisation.contact_language):
        body = render_to_string(
            "organisations/emails/alliance_letter.txt",
            {
                "alliance": alliance,
                "by": by,
                "enclosed": letter_text.ENCLOSED,
                "site_url": settings.SITE_URL,
            },
        )
    return {
        "purpose": Purpose.ALLIANCE,
        "recipient": organisation.email,
        "about": f"alliance:{alliance.uuid}",
        "occasion": f"letter:{key}",
        "region": organisation.municipality.region,
        "language": organisation.contact_language,
        "subject": f"{alliance.name}: {subject}",
        "body": body,
        "enclosed": words,
    }


def _about(
    name, organisation, *, purpose, recipient, occasion, subject, language="", links=(), **more
):
    """What `post_letter` wants, for a letter that is about an organisation."""
    language = language or organisation.contact_language
    with translation.override(language):
        words = {"organisation": organisation, "site_url": settings.SITE_URL, **more}
        return {
            "purpose": purpose,
            "recipient": recipient,
            "about": f"organisation:{organisation.uuid}",
            "occasion": occasion,
            "region": organisation.municipality.region,
            "language": language,
            "subject": subject() % {"name": organisation.name},
            "body": render_to_string(f"organisations/emails/{name}.txt", words),
            "links": links,
        }
