import time

import pytest

from kick.lib import text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Åsa   hembygds-\tförening \n", "Åsa hembygds- förening"),
        ("A\u030asa Va\u0308xjo\u0308", "Åsa Växjö"),
        ("Kul\u200btur\u00a0\u2028för\x0balla", "Kultur för alla"),
        ("\u202egnp.exe\u202c \x00\ud800ok", "gnp.exe ok"),
        ("\u200b \u200b", ""),
        ("Kör 👨\u200d👩\u200d👧", "Kör 👨\u200d👩\u200d👧"),
        ("Kör\u200d\u200dsång", "Körsång"),
        ("a \u200b b", "a b"),
        ("ייִדיש", "ייִדיש"),
    ],
)
def test_a_line_is_cleaned(typed, kept):
    assert text.clean_line(typed) == kept
    assert text.clean_line(kept) == kept


def test_a_text_keeps_its_paragraphs_and_indents():
    typed = "\r\n\r\nEtt \r\n\r\n\r\n\r\n  - två\u200b\rtre\x0cfyra\u2028fem\x00\n\n"

    kept = text.clean_text(typed)

    assert kept == "Ett\n\n  - två\ntre\nfyra\nfem"
    assert text.clean_text(kept) == kept


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Håbo hembygdsförening", "habo-hembygdsforening"),
        ("Café Ü & Øst/Æ – 2026!", "cafe-u-ost-ae-2026"),
        ("Sámi Searvi Ájtte Giŋga", "sami-searvi-ajtte-ginga"),
        ("ÅÄÖ", "aao"),
        ("ייִדיש", ""),
        ("--", ""),
    ],
)
def test_a_slug_has_no_diacritics(name, slug):
    assert text.slugify_swedish(name) == slug


def test_folding_takes_accents_but_never_swedish_letters():
    assert text.fold("Linné MÜLLER Ájtte Åäö ÅÄÖ") == "linne muller ajtte åäö åäö"
    assert text.fold("A\u030a") == "å"
    assert text.fold("Håbo") != text.fold("Habo")
    assert len(text.FOLD_FROM) == len(text.FOLD_TO)


def test_a_megabyte_is_cleaned_in_linear_time():
    start = time.process_time()

    for piece in ["å", " ", "\n", "\u200d", "\u0301", "a\u200d"]:
        typed = piece * 100_000
        for change in [text.clean_text, text.clean_line, text.fold, text.slugify_swedish]:
            change(typed)

    assert time.process_time() - start < 3


def test_a_dash_parts_words_in_an_address():
    assert text.slugify_swedish("Kulturplan 2027–2030") == "kulturplan-2027-2030"
