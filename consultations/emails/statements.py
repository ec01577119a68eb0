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
        subject=lambda: (
            _("%(case)s statement %(number)d: %(title)s")
            % {
                "case": statement.consultation.case_number,
                "number": statement.number,
                "title": statement.consultation.title,
            }
        ).strip(),
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


def _letter(template, *, purpose, recipient, statement, language, subject, enclosed=None, links=()):
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
        }
    consultation.forget_text()
    return letter
