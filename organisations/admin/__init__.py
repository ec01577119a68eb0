"""Importing the modules registers what they hold."""

from organisations.admin import imports, letters, organisations, oversight, people

__all__ = ["imports", "letters", "organisations", "oversight", "people"]
