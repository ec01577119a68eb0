import pytest

from consultations.models import PlanPart
from studyguide import manuscript
from studyguide.models import Goal
from tests.studyguide.sources import CHAPTER, GLOSSARY, chapter, write

FRONT = "---\nordning: 1\ntitel: T\n---\n"
CHAPTER_FLAWS = {
    "no front matter": ("# läs a: A\n\nText.\n", 1),
    "front matter that goes on": ("---\nordning: 1\ntitel: T\n", 3),
    "unknown line in front": ("---\nordning: 1\ntitel: T\ntitle: T\n---\n", 4),
    "no title": ("---\nordning: 1\n---\n", 1),
    "no place": ("---\ntitel: T\n---\n", 1),
    "a place that is no number": ("---\nordning: ett\ntitel: T\n---\n", 1),
    "text before the first heading": (f"{FRONT}\nText.\n", 6),
    "heading without a key": (f"{FRONT}# läs: A\n", 5),
    "key with other letters": (f"{FRONT}# läs första: A\n", 5),
    "unknown kind": (f"{FRONT}# las a: A\n\nText.\n", 5),
    "heading without words": (f"{FRONT}# läs a:\n\nText.\n", 5),
    "nothing under a heading": (f"{FRONT}# läs a: A\n\n# läs b: B\n\nText.\n", 5),
    "the same key twice": (f"{FRONT}# läs a: A\n\nText.\n\n# uppgift a: B\n\nText.\n", 9),
    "unknown goal": (f"{FRONT}# samtal s: S\n\n# fråga f: F?\nmål: kvalitet, annat\n", 8),
    "questions without a place": (f"{FRONT}# läs a: A\n\nText.\n\n# fråga f: F?\n", 9),
    "a word that is not explained": (f"{FRONT}# läs a: A\n\nText.\nOm [[remiss]].\n", 8),
}


def test_a_chapter_is_read_with_what_is_noted_under_its_headings(tmp_path):
    sheets = {sheet.path: sheet for sheet in manuscript.read(chapter(tmp_path))}

    sheet = sheets["sv/studiehandledning/traff-1.md"]
    assert sheet.front == {
        "ordning": "1",
        "titel": "Vad är kultur?",
        "ingress": "Om ett ord.",
    }
    assert [(piece.kind, piece.key, piece.heading) for piece in sheet.pieces] == [
        ("läs", "stort-ord", "Ett stort ord"),
        ("samtal", "samtalet", "Samtal"),
        ("fråga", "finns-har", "Vad finns här?"),
        ("ledarstöd", "stod", "Till ledaren"),
    ]
    assert sheet.pieces[2].notes == {
        "mål": [Goal.PARTICIPATION, Goal.HERITAGE],
        "plandel": [PlanPart.CONDITIONS],
    }
    assert sheet.pieces[2].body == "Börja med [[region]]."
    assert sheets["sv/ordlista.md"].pieces[0].notes == {"former": ["samrådet", "samråden"]}


@pytest.mark.parametrize("name", CHAPTER_FLAWS)
def test_what_is_wrong_is_told_with_file_and_line(tmp_path, name):
    text, line = CHAPTER_FLAWS[name]

    with pytest.raises(manuscript.Flawed) as refusal:
        manuscript.read(chapter(tmp_path, text))

    places = [flaw.split(": ")[0] for flaw in refusal.value.flaws]
    assert places == [f"sv/studiehandledning/traff-1.md:{line}"]


def test_everything_that_is_wrong_is_told_at_once(tmp_path):
    folder = write(
        tmp_path,
        **{
            "sv__ordlista": f"{GLOSSARY}\n# ord samrad: samråd\nIgen.\n",
            "sv__studiehandledning__traff-1": CHAPTER.replace("titel", "rubrik"),
            "sv__vilse": "# läs a: A\n",
            "xx__ordlista": GLOSSARY,
        },
    )

    with pytest.raises(manuscript.Flawed) as refusal:
        manuscript.read(folder)

    assert sorted(flaw.split(": ")[0] for flaw in refusal.value.flaws) == [
        "sv/ordlista.md:8",
        "sv/studiehandledning/traff-1.md:1",
        "sv/studiehandledning/traff-1.md:3",
        "sv/vilse.md:1",
        "xx/ordlista.md:1",
    ]


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = chapter(tmp_path) / "sv/studiehandledning/traff-1.md"
    path.write_bytes(CHAPTER.encode("latin-1"))

    with pytest.raises(manuscript.Flawed, match=r"traff-1\.md:1: .*UTF-8"):
        manuscript.read(tmp_path)


def test_easy_swedish_may_use_the_words_that_are_explained_in_swedish(tmp_path):
    easy = "---\ntitel: Kultur\n---\n# läs stort-ord: Ett ord\n\nOm [[samrådet]].\n"

    write(tmp_path, **{"sv-x-lattlast__studiehandledning__traff-1": easy})

    assert [sheet.language for sheet in manuscript.read(tmp_path)] == [*["sv"] * 4, "sv-x-lattlast"]
