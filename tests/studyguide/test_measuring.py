import pytest
from django.core.management import CommandError, call_command

from studyguide import manuscript, measuring
from tests.studyguide.sources import CHAPTER, chapter, write

SOURCES = "\n# källor kallor: Källor\n\n- Förordningen om allting som förekommer.\n"


def sheet(folder, text):
    sheets = manuscript.read(chapter(folder, text))
    return next(sheet for sheet in sheets if sheet.key == "traff-1")


def test_what_is_read_aloud_is_measured_and_lists_of_sources_are_not(tmp_path):
    found = measuring.of_sheet(sheet(tmp_path, CHAPTER + SOURCES))

    # "Om ett ord." – five words of the reading, three of the question, three of its text, and
    # three for the leader.
    assert (found.words, found.long_words, found.sentences) == (3 + 5 + 3 + 3 + 3, 1, 5)


def test_terms_that_no_swedish_chapter_marks_are_named(tmp_path):
    sheets = manuscript.read(chapter(tmp_path, CHAPTER.replace("[[region]]", "region")))

    assert measuring.unused_terms(sheets) == ["region"]


def test_the_command_tells_length_and_hardness(tmp_path, capsys):
    call_command("measure_guide", folder=write(tmp_path))

    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in lines[:2]] == [
        ["sv/studiehandledning/om.md", "4", "27.0"],
        ["sv/studiehandledning/traff-1.md", "17", "9.3"],
    ]
    assert lines[2:] == ["sv: 2 ord förklarade.", "Står inte i något kapitel: –"]


def test_the_command_tells_what_is_wrong(tmp_path):
    with pytest.raises(CommandError, match=r"traff-1\.md:1: "):
        call_command("measure_guide", folder=chapter(tmp_path, "Ingenting.\n"))
