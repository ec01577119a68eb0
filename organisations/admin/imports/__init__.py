"""Lists come in here: uploaded, columns chosen, looked through, decided, written, taken back."""

from organisations.admin.imports.desk import ImportBatchAdmin
from organisations.admin.imports.words import ActivityWordAdmin

__all__ = ["ActivityWordAdmin", "ImportBatchAdmin"]
