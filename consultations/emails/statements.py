"""Letters about statements. What somebody has written is never in a letter's stored text."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from kick.lib import letter_text
from organisations.models import Purpose


def letters_of_receipt(*, statement):
    """The receipt to everybody behind the statement, one an address, and the registry's copy."""
    addresses = {address.lower(): address for address in _own_addresses(statement)}
    letters = [_receipt(statement, address) for address in addresses.values()]
    if statement.consultation.region.registry_email:
        letters.append(_copy_to_registry(statement))
    return letters


def statement_to_sign(*, statement, user):
    """To one who signs for the association: that something waits, and where. Of no region, so that
    no project lead's list of letters shows that the association writes."""
    return _letter(
        "consultations/emails/statement_to_sign.txt",
        purpose=Purpose.SIGNATURE,
        recipient=user.email,
        statement=statement,
        language=user.language,
        occasion=f"sent:{statement.sent_at:%Y%m%d%H%M%S%f}",
        subject=lambda: _("An answer waits for your signature"),
        region=None,
    )


def statement_returned(*, statement):
    """To who sent it for signature; the reason stands on the page only."""
    return _letter(
        "consultations/emails/statement_returned.txt",
        purpose=Purpose.RETURNED,
        recipient=statement.sent_by.email,
        statement=statement,
        language=statement.sent_by.language,
        occasion=f"returned:{statement.returned_at:%Y%m%d%H%M%S%f}",
        subject=lambda: _("The answer came back to you"),
        region=None,
    )


def letters_of_recall(*, statement):
    """The registry keeps what came, and is told that the sender has recalled it."""
    if not statement.consultation.region.registry_email:
        return []
    letter = _letter(
        "consultations/emails/statement_recalled.txt",
        purpose=Purpose.REGISTRY,
        recipient=statement.consultation.region.registry_email,
        statement=statement,
        language="sv",
        occasion="recalled",
        subject=lambda: _registry_subject(statement, _("Recalled:")),
    )
    return [letter]


def _registry_subject(statement, before=""):
    words = _("%(case)s statement %(number)d: %(title)s") % {
        "case": statement.consultation.case_number,
        "number": statement.number,
        "title": statement.consultation.title,
    }
    return f"{before} {words.strip()}".strip()


def _own_addresses(statement):
    organisation, signatory = statement.organisation, statement.submitted_by
    if organisation and organisation.takes_mail:
        yield organisation.email
    if signatory:
        yield signatory.email
    if statement.email:
        yield statement.email


def _receipt(statement, address):
    return _letter(
        "consultations/emails/statement_receipt.txt",
        purpose=Purpose.RECEIPT,
        recipient=address,
        statement=statement,
        language=statement.language,
        subject=lambda: (
            _("Receipt %(number)d: %(title)s")
            % {"number": statement.number, "title": statement.consultation.title}
        ),
        links=[statement.link_reference],
    )


def _copy_to_registry(statement):
    """In Swedish, since that is what the registry works in; the statement is in its own language."""
    return _letter(
        "consultations/emails/statement_registry.txt",
        purpose=Purpose.REGISTRY,
        recipient=statement.consultation.region.registry_email,
        statement=statement,
        language="sv",
        subject=lambda: _registry_subject(statement),
        enclosed=lambda: render_to_string(
            "consultations/emails/statement_copy.txt", {"statement": statement}
        ),
    )


def letters_of_verdicts(*, consultation):
    """One letter to each address behind each statement, with the region's answer to every point."""
    statements = consultation.statements.answered_in_full()
    for statement in statements.select_related(
        "organisation", "submitted_by", "consultation__region"
    ):
        addresses = {address.lower(): address for address in _own_addresses(statement)}
        for address in addresses.values():
            yield _verdicts(statement, address)


def _verdicts(statement, address):
    return _letter(
        "consultations/emails/verdicts.txt",
        purpose=Purpose.VERDICTS,
        recipient=address,
        statement=statement,
        language=statement.language,
        subject=lambda: (
            _("The region has answered you: %(title)s") % {"title": statement.consultation.title}
        ),
        links=[statement.link_reference],
        enclosed=lambda: render_to_string(
            "consultations/emails/verdicts_points.txt",
            {"points": statement.contributions.with_parts(), "statement": statement},
        ),
    )


def _letter(
    template, *, purpose, recipient, statement, language, subject, enclosed=None, links=(), **more
):
    """`more` replaces the occasion, which else is the purpose, or the region."""
    consultation = statement.consultation
    with translation.override(language):
        consultation.forget_text()
        words = {
            "statement": statement,
            "consultation": consultation,
            "enclosed": letter_text.ENCLOSED,
            "site_url": settings.SITE_URL,
        }
        letter = {
            "purpose": purpose,
            "recipient": recipient,
            "about": f"statement:{statement.uuid}",
            "occasion": purpose.value,
            "region": consultation.region,
            "language": language,
            "subject": subject(),
            "body": render_to_string(template, words).strip() + "\n",
            "links": list(links),
            "enclosed": enclosed() if enclosed else "",
            **more,
        }
    consultation.forget_text()
    return letter
