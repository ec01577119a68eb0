"""No letter goes to many before the documents on personal data are ticked off (DESIGN §4, 12)."""

from django.db import transaction
from django.utils.translation import gettext as _

from kick.lib import privacy_documents
from organisations.models import DocumentApproval


class NotApproved(Exception):
    """Some documents are not approved as they read now. Its text is for the person who wanted to send."""

    def __init__(self, documents):
        super().__init__()
        self.documents = documents

    def __str__(self):
        return _(
            "Nothing is sent. These documents on personal data must be approved first: %(titles)s."
            " Whoever leads the whole country does it in the back office, under “Approved documents”."
        ) % {"titles": ", ".join(str(one.title) for one in self.documents)}


class NotYours(Exception):
    """Only who leads the whole country answers for the documents."""


class HasChanged(Exception):
    """The document is not the one that was read."""


def insist_on_approval():
    """Raises NotApproved."""
    if documents := privacy_documents.missing(DocumentApproval.objects.fingerprints()):
        raise NotApproved(documents)


@transaction.atomic
def approve(*, document, fingerprint, by):
    """Note that the document holds as it reads; the same again changes nothing. `document` is its key.

    Raises NotYours, HasChanged.
    """
    if not by.leads_everywhere:
        raise NotYours
    known = privacy_documents.BY_KEY.get(document)
    if known is None or known.fingerprint != fingerprint:
        raise HasChanged
    DocumentApproval.objects.get_or_create(
        document=document, fingerprint=fingerprint, defaults={"approved_by": by}
    )
