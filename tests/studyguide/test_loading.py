import pytest
from django.core.management import CommandError, call_command

from studyguide.actions import load_guide
from studyguide.manuscript import Flawed
from studyguide.models import (
    Chapter,
    Passage,
    PassageKind,
    PassageText,
    Question,
    QuestionText,
    Term,
    TermText,
)
from tests.kick import tables
from tests.studyguide.sources import CHAPTER, GLOSSARY, chapter, write

pytestmark = pytest.mark.django_db

FILE = "Räkna till tio."
FOR_OFFICIALS = {PassageKind.CHECKLIST, PassageKind.TEMPLATE, PassageKind.ASSOCIATION}


def leader_text():
    return PassageText.objects.get(passage__key="stod", language="sv")


def edit(words, **changed):
    for name, value in changed.items():
        setattr(words, name, value)
    words.save()


def test_a_source_becomes_chapters_passages_questions_and_terms(tmp_path):
    report = load_guide(write(tmp_path))

    passages = Passage.objects.values_list("chapter__key", "key", "kind")
    assert list(passages) == [
        ("traff-1", "stort-ord", PassageKind.READING),
        ("traff-1", "samtalet", PassageKind.DISCUSSION),
        ("traff-1", "stod", PassageKind.LEADER),
    ]
    question = Question.objects.get()
    assert (question.goals, question.plan_parts) == (["participation", "heritage"], ["conditions"])
    assert Chapter.objects.get(key="traff-2").texts.get().title == "En ny modell"
    assert TermText.objects.get(word="samråd").forms == ["samrådet", "samråden"]
    assert (report.added, report.changed, report.conflicts) == (18, 0, [])


def test_the_same_source_again_changes_nothing(tmp_path):
    load_guide(write(tmp_path))
    before = tables.hashes()

    report = load_guide(tmp_path)

    assert tables.changed(before, tables.hashes()) == []
    assert (report.added, report.changed, report.unchanged) == (0, 0, 18)


def test_a_changed_file_changes_the_row_and_nothing_else(tmp_path):
    load_guide(write(tmp_path))
    key = leader_text().pk

    report = load_guide(chapter(tmp_path, CHAPTER.replace(FILE, "Räkna till tjugo.")))

    assert (leader_text().pk, leader_text().body) == (key, "Räkna till tjugo.")
    assert (report.changed, report.unchanged) == (1, 17)


def test_what_was_edited_stays_while_the_file_is_as_it_was(tmp_path):
    load_guide(write(tmp_path))
    edit(leader_text(), body="Andas.")

    report = load_guide(tmp_path)

    assert leader_text().body == "Andas."
    assert (report.kept, report.conflicts) == (1, [])


def test_what_both_have_changed_is_a_conflict_and_stays(tmp_path):
    load_guide(write(tmp_path))
    edit(leader_text(), body="Andas.")

    report = load_guide(chapter(tmp_path, CHAPTER.replace(FILE, "Räkna till tjugo.")))

    assert leader_text().body == "Andas."
    assert len(report.conflicts) == 1
    assert "Till ledaren (sv)" in report.conflicts[0]


def test_the_file_has_its_way_when_told_so(tmp_path):
    load_guide(write(tmp_path))
    edit(leader_text(), body="Andas.")

    report = load_guide(tmp_path, overwrite=True)

    assert leader_text().body == FILE
    assert (report.changed, report.conflicts) == (1, [])


def test_what_somebody_added_in_the_admin_is_left_alone(tmp_path):
    load_guide(write(tmp_path))
    term = Term.objects.create(key="remiss")
    own = TermText.objects.create(term=term, language="sv", word="remiss", definition="Ut på svar.")

    load_guide(tmp_path, overwrite=True)

    assert TermText.objects.get(pk=own.pk).definition == "Ut på svar."


def test_a_question_that_is_taken_out_loses_its_words_and_keeps_its_key(tmp_path):
    load_guide(write(tmp_path))
    question = Question.objects.get()
    start, end = CHAPTER.index("# fråga"), CHAPTER.index("# ledarstöd")

    report = load_guide(chapter(tmp_path, CHAPTER[:start] + CHAPTER[end:]))

    assert report.emptied == 1
    assert list(QuestionText.objects.all()) == []
    assert Question.objects.get() == question


def test_another_language_gives_words_to_what_is_there(tmp_path):
    easy = "---\ntitel: Kultur\n---\n# läs stort-ord: Ett ord\n\nLätt.\n"

    load_guide(write(tmp_path, **{"sv-x-lattlast__studiehandledning__traff-1": easy}))

    passage = Passage.objects.get(key="stort-ord")
    assert list(passage.texts.values_list("language", "body")) == [
        ("sv", "Först [[samrådet]], sedan [[samråd]] igen."),
        ("sv-x-lattlast", "Lätt."),
    ]


@pytest.mark.parametrize(
    ("name", "line"), [("studiehandledning__traff-1", 4), ("studiehandledning__traff-9", 1)]
)
def test_another_language_cannot_add_what_is_not_there_in_swedish(tmp_path, name, line):
    finnish = "---\ntitel: Kulttuuri\n---\n# läs ny: Uusi\n\nTeksti.\n"
    write(tmp_path, **{f"fi__{name}": finnish})

    with pytest.raises(Flawed) as refusal:
        load_guide(tmp_path)

    assert refusal.value.flaws[0].startswith(f"fi/{name.replace('__', '/')}.md:{line}: ")
    assert Passage.objects.count() == 0


def test_the_command_tells_what_is_wrong_and_writes_nothing(tmp_path):
    folder = write(tmp_path, sv__ordlista=GLOSSARY.replace("# ord samrad", "# ord Samråd"))

    with pytest.raises(CommandError, match=r"sv/ordlista\.md:1: "):
        call_command("load_guide", folder=folder)

    assert Term.objects.count() == 0


def test_the_command_names_conflicts(tmp_path, capsys):
    call_command("load_guide", folder=write(tmp_path), verbosity=0)
    edit(leader_text(), body="Andas.")
    chapter(tmp_path, CHAPTER.replace(FILE, "Räkna till tjugo."))

    call_command("load_guide", folder=tmp_path)

    said = capsys.readouterr()
    assert "Till ledaren (sv)" in said.err
    assert said.out.startswith("0 nya, 0 ändrade")


def test_our_own_guide_is_loaded_whole():
    call_command("load_guide", verbosity=0)

    chapters = Chapter.objects.filter(guide__key="studiehandledning")
    assert [chapter.key for chapter in chapters] == [f"traff-{number}" for number in range(1, 6)]
    written = PassageText.objects.filter(language="sv")
    kinds = set(written.values_list("passage__kind", flat=True))
    assert kinds >= set(PassageKind) - FOR_OFFICIALS
    assert TermText.objects.filter(language="sv").count() >= 60
