"""What docs/words.md calls by one word has no other in the catalogues."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

OTHER_WORDS = {
    "sv": r"\b(online|digital[at]? (möte|plats|delta))",
    "fi": r"verkossa osallist|osallist\w+ verkossa",
}


@pytest.mark.parametrize("language", OTHER_WORDS)
def test_one_takes_part_on_a_distance_by_one_word(language):
    path = Path(settings.BASE_DIR) / "locale" / language / "LC_MESSAGES" / "django.po"
    catalogue = polib.pofile(str(path))

    said = {
        words
        for entry in catalogue
        if not entry.obsolete
        for words in [entry.msgstr, *entry.msgstr_plural.values()]
    }

    assert len(said) > 1000
    assert not [words for words in said if re.search(OTHER_WORDS[language], words, re.IGNORECASE)]
