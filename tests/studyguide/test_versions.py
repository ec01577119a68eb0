"""A guide's versions, and what changed between them."""

import pytest

from studyguide import versions
from studyguide.actions.loading import load_guide
from studyguide.models import Guide, GuideVersion, PassageText
from studyguide.reading import METHOD_TOOL
from tests.studyguide.sources import write

pytestmark = pytest.mark.django_db

ABOUT = "---\ntitel: Verktyg\nläsare: tjänstemän\n---\nSå.\n"
CHAPTER = """---
ordning: 1
titel: Förberedelse
---
# läs ett: Ett

Först.

# läs tva: Två

Sedan.
"""


def load(folder, chapter=CHAPTER):
    files = {"sv__metodverktyg__om": ABOUT, "sv__metodverktyg__forberedelse": chapter}
    load_guide(write(folder, **files))


def tool():
    return Guide.objects.get(key=METHOD_TOOL)


def told(changes):
    return [(change.what, change.name, change.before, change.after) for change in changes]


def test_the_first_load_is_version_one_and_the_same_again_none(tmp_path):
    load(tmp_path)
    load(tmp_path)

    assert GuideVersion.objects.of_guide(METHOD_TOOL).count() == 1


def test_a_changed_text_makes_a_version_that_tells_of_it(tmp_path):
    load(tmp_path)
    load(tmp_path, CHAPTER.replace("Först.", "Allra först."))

    version = GuideVersion.objects.of_guide(METHOD_TOOL).newest_first().first()

    assert version.number == 2
    assert told(versions.changes_of(version)) == [
        ("changed", "Ett", "Ett\n\nFörst.", "Ett\n\nAllra först.")
    ]
    first = tool().versions.get(number=1)
    assert [what for what, *_rest in told(versions.changes_of(first))] == ["added"] * 4


def test_a_text_that_is_new_and_one_that_is_gone_are_told(tmp_path):
    load(tmp_path)
    load(tmp_path, CHAPTER.replace("# läs tva: Två\n\nSedan.", "# läs tre: Tre\n\nTill sist."))

    found = told(versions.changes_of(tool().versions.get(number=2)))

    assert sorted((what, name) for what, name, _before, _after in found) == [
        ("added", "Tre"),
        ("taken_away", "Två"),
    ]


def test_what_somebody_edits_is_in_the_next_version(tmp_path):
    load(tmp_path)
    text = PassageText.objects.get(passage__key="ett")
    text.body = "Rättat."
    text.save()
    assert [name for _what, name, *_rest in told(versions.changes(tool(), since=last()))] == ["Ett"]

    load(tmp_path)

    assert last().number == 2
    assert versions.changes(tool(), since=last()) == []


def last():
    return tool().versions.newest_first().first()


def test_a_text_changed_and_changed_back_is_no_change(tmp_path):
    load(tmp_path)
    text = PassageText.objects.get(passage__key="ett")
    for words in ("Annat.", "Först."):
        text.body = words
        text.save()

    load(tmp_path)

    assert last().number == 1


def test_another_guide_keeps_its_own_version(tmp_path):
    load(tmp_path)
    load(tmp_path, CHAPTER.replace("Först.", "Allra först."))

    assert Guide.objects.get(key="studiehandledning").versions.count() == 1


def test_the_page_tells_what_has_changed(client, tmp_path):
    load(tmp_path)
    load(tmp_path, CHAPTER.replace("Först.", "<b>Allra</b> först."))

    page = client.get("/metodverktyg/versioner/").content.decode()

    assert "Version 2" in page
    assert "&lt;b&gt;Allra&lt;/b&gt; först." in page
    assert "Den första, med 4 texter." in page
