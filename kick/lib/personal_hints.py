"""What in a free text may be somebody's own: shown to whoever is about to let others read it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kick.lib import personal

MAIL_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
# Seven to twelve digits from a zero or a plus on, in the groups that people write.
PHONE = re.compile(r"(?<![\w.])(?:\+\d{2}|0)(?:[ ()/-]{0,2}\d){6,11}(?![\w])")


@dataclass(frozen=True)
class Hint:
    """The words that were found, and what they look like."""

    words: str
    looks_like: str | Promise


def hints_in(text: str) -> list[Hint]:
    """Personal numbers, mail addresses and telephone numbers, in that order, each once."""
    return list(dict.fromkeys(_found(text)))


def _found(text: str) -> Iterator[Hint]:
    for words in personal.found_in(text):
        yield Hint(words, _("a personal number"))
    for match in MAIL_ADDRESS.finditer(text):
        yield Hint(match[0], _("an e-mail address"))
    without = personal.mask(text)
    for match in PHONE.finditer(without):
        yield Hint(match[0].strip(), _("a telephone number"))
