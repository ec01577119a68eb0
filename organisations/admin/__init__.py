"""Importing the modules registers what they hold."""

from organisations.admin import letters, people

__all__ = ["letters", "people"]
