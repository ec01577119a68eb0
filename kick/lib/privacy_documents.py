"""The documents that must hold before letters go to many: who answers for what data, and why.

They stand in docs/privacy/, drafts for a data-protection officer. A document is known by the SHA-256
of its text, so that one that is changed is approved anew.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Document:
    key: str
    title: str | Promise
    file_name: str

    @property
    def path(self) -> Path:
        return settings.BASE_DIR / "docs" / "privacy" / self.file_name

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def fingerprint(self) -> str:
        return _fingerprint(self.path)


DOCUMENTS = [
    Document("record", _("Record of processing"), "behandlingsregister.md"),
    Document("assessment", _("Impact assessment"), "konsekvensbedomning.md"),
    Document("processor", _("Processor agreement"), "personuppgiftsbitrade.md"),
    Document("joint", _("Joint-controller arrangement"), "gemensamt-ansvar.md"),
]
BY_KEY = {document.key: document for document in DOCUMENTS}


@cache
def _fingerprint(path: Path) -> str:
    """Read once: the files change with the release and no other way."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def missing(approved: set[tuple[str, str]]) -> list[Document]:
    """The documents that are not among the approved (key, fingerprint) as they read now."""
    return [one for one in DOCUMENTS if (one.key, one.fingerprint) not in approved]
