"""The documents on personal data are approved for every test: else no letter goes to many."""

from kick.lib.privacy_documents import DOCUMENTS
from organisations.models import DocumentApproval


def approve_documents():
    for document in DOCUMENTS:
        DocumentApproval.objects.get_or_create(
            document=document.key, fingerprint=document.fingerprint
        )
