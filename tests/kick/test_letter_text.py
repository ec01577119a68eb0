"""The text of a letter as HTML: what becomes a button."""

from kick.lib.letter_text import Paragraph, Piece, paragraphs

OWN = "https://kick.example"
URLS = [f"{OWN}/cirkel/min/aB-_9/"]


def made(body):
    return paragraphs(body, URLS, own=OWN)


def test_a_label_and_a_link_are_a_button():
    assert made("Till er cirkel: ‹personlig länk›") == [
        Paragraph(label="Till er cirkel", url=URLS[0])
    ]


def test_a_way_on_behind_the_link_goes_along():
    heading, button = made("Vad saknas?\nTill frågan: ‹personlig länk›samtal/traff-1/vad/#blev")

    assert heading.pieces == (Piece("Vad saknas?"),)
    assert button == Paragraph(label="Till frågan", url=f"{URLS[0]}samtal/traff-1/vad/#blev")


def test_a_sentence_with_a_way_on_stays_a_sentence():
    words = "Vill ni inte vara med? Ta bort oss ur registret, med ett tryck och utan konto: "

    [paragraph] = made(f"{words}‹personlig länk›bort/")

    assert paragraph.pieces == (Piece(words), Piece(f"{URLS[0]}bort/", f"{URLS[0]}bort/"))
