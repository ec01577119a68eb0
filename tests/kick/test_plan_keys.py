from dataclasses import replace

from kick.lib.plan_keys import with_keys
from kick.lib.plan_text import Piece, read

BODY = "Länet behöver fler lokaler där föreningar kan öva, spela och mötas på kvällar och helger."
KNOWN = [
    Piece("Rum för kultur", "Länet ska ha scener.", number="1", key="rum-for-kultur"),
    Piece("Samlingslokaler", BODY, level=2, number="1.1", key="samlingslokaler"),
    Piece("Läsning", "Biblioteken är öppna.", number="2", key="lasning"),
]


def keys(pieces, known=KNOWN):
    return [piece.key for piece in with_keys([replace(p, key="") for p in pieces], known)]


def test_a_new_section_gets_the_slug_of_its_heading():
    assert keys(read("# Rum för kultur\n# Rum för kultur\n# 日本"), known=[]) == [
        "rum-for-kultur",
        "rum-for-kultur-2",
        "avsnitt",
    ]


def test_a_section_that_is_moved_keeps_its_key():
    assert keys([KNOWN[2], KNOWN[0], KNOWN[1]]) == ["lasning", "rum-for-kultur", "samlingslokaler"]


def test_a_section_with_a_new_text_keeps_its_key():
    assert keys([replace(KNOWN[0], body="Helt andra ord står här nu.")]) == ["rum-for-kultur"]


def test_a_section_with_a_new_heading_and_much_the_same_text_keeps_its_key():
    renamed = replace(KNOWN[1], heading="Lokaler att samlas i", body=f"{BODY} Och året om.")

    assert keys([renamed]) == ["samlingslokaler"]


def test_a_section_about_something_else_gets_a_key_that_none_has_had():
    other = Piece("Film och rörlig bild", "Barn och unga gör egen film i hela länet.", number="3")

    assert keys([other]) == ["film-och-rorlig-bild"]
    assert keys([replace(other, heading="Läsning!", body="Film.", number="")], KNOWN) == [
        "lasning-2"
    ]


def test_the_key_after_the_heading_wins():
    explicit = Piece("Helt nytt", "Andra ord.", key="lasning")

    found = with_keys([explicit, replace(KNOWN[2], key="")], KNOWN)

    assert [piece.key for piece in found] == ["lasning", "lasning-2"]


def test_two_with_the_same_heading_are_told_apart_by_their_text():
    known = [
        Piece("Bakgrund", "Biblioteken lånar ut böcker i hela länet.", key="bakgrund"),
        Piece("Bakgrund", "Scenerna står tomma på sommaren i kommunerna.", key="bakgrund-2"),
    ]
    changed = [
        Piece("Bakgrund", "Scenerna står tomma på sommaren i de flesta kommunerna."),
        Piece("Bakgrund", "Biblioteken lånar ut många böcker i hela länet."),
    ]

    assert keys(changed, known) == ["bakgrund-2", "bakgrund"]


def test_two_with_the_same_heading_and_no_text_stay_in_order():
    known = [Piece("Mål", key="mal"), Piece("Mål", key="mal-2")]

    assert keys(known, known) == ["mal", "mal-2"]


def test_four_hundred_changed_sections_are_told_apart():
    known = [Piece(f"Avsnitt {n}", f"{BODY} Nummer {n}.", key=f"a-{n}") for n in range(400)]
    changed = [replace(piece, heading=f"{piece.heading}, ny", key="") for piece in known]

    assert keys(changed, known) == [piece.key for piece in known]
