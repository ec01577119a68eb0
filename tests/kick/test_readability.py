import pytest

from kick.lib.readability import measured, plain_blocks


def counts(text):
    found = measured(text)
    return found.words, found.long_words, found.sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi ses. Ta med kaffe!", (5, 0, 2)),
        ("Kommunen svarar snart.", (3, 1, 1)),
        ("Regeln står i 7 kap. 2 § och gäller er.", (7, 0, 1)),
        ("”Kom hit.” Det sa hon.", (5, 0, 2)),
        ("Det står i förordningen (2010:2012, 7 §).", (4, 1, 1)),
        ("- Ring Åsa\n- Sätt på kaffet", (5, 0, 2)),
        ("En rad\nsom går vidare.", (5, 0, 1)),
        ("Läs mer på www.kulturradet.se.", (3, 0, 1)),
        ("Läs regionblekinge.se/kultur-fritid i kväll.", (3, 0, 1)),
        ("EU-pengar till [[kulturplanen]]", (3, 2, 1)),
        ("**Fet** och *kursiv* och `kod`.", (5, 0, 1)),
        ("", (0, 0, 0)),
    ],
)
def test_words_long_words_and_sentences_are_counted(text, expected):
    assert counts(text) == expected


def test_tables_headings_and_rules_are_not_read():
    text = "## Rubrik\n\n| Tid | Vad |\n|---|---|\n| 18 | Kaffe |\n\n---\n\nDet här läses."

    assert plain_blocks(text) == ["Det här läses."]


def test_lix_is_sentence_length_and_the_share_of_long_words():
    # Four words to a sentence, and one word in eight is long.
    assert measured("Vi ses på fredag. Vi dricker kaffe ihop.").lix == 4 + 100 / 8


def test_an_empty_text_is_not_hard():
    assert measured("").lix == 0
