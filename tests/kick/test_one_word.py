"""What docs/words.md calls by one word has no other in the catalogues."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

OTHER_WORDS = {
    ("distance", "sv"): r"\b(online|digital[at]? (möte|plats|delta))",
    ("distance", "fi"): r"verkossa osallist|osallist\w+ verkossa",
    ("oneself", "sv"): r"\bsom (mig|dig|sig|er) själva?\b",
    ("oneself", "fi"): r"\boma(na|nne) itse",
    ("officer", "sv"): r"tjänsteperson",
    ("officer", "fi"): r"virkahenkilö",
    ("consultation", "fi"): r"\bkuulemi(nen|s)",
    ("art form", "sv"): r"konst(form|art)",
    ("art form", "fi"): r"taidemuo|taiteenala",
}


@pytest.mark.parametrize(("thing", "language"), OTHER_WORDS)
def test_a_thing_has_one_word(thing, language):
    path = Path(settings.BASE_DIR) / "locale" / language / "LC_MESSAGES" / "django.po"
    catalogue = polib.pofile(str(path))

    said = {
        words
        for entry in catalogue
        if not entry.obsolete
        for words in [entry.msgstr, *entry.msgstr_plural.values()]
    }

    assert len(said) > 1000
    other = OTHER_WORDS[thing, language]
    assert not [words for words in said if re.search(other, words, re.IGNORECASE)]
