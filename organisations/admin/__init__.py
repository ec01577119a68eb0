"""Importing the modules registers what they hold."""

from organisations.admin import doubles, imports, letters, organisations, oversight, people

__all__ = ["doubles", "imports", "letters", "organisations", "oversight", "people"]
