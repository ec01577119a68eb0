from organisations.admin.imports.pages import ImportBatchAdmin

__all__ = ["ImportBatchAdmin"]
