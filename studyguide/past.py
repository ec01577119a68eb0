"""A chapter as it was worded at a moment, told by the history of its rows.

A circle that began on one wording goes on with it: what it answers was asked in those words. Nothing is
stored for it; history keeps every wording of every row, and what was taken away.
"""

from studyguide.changes import as_of
from studyguide.models import (
    ChapterText,
    Passage,
    PassageKind,
    PassageText,
    Question,
    QuestionText,
    Term,
    TermText,
    TextLanguage,
)
from studyguide.reading import Reading


def reading_at(chapter, moment, language, *, with_leader=False):
    """The chapter (a row of the model) as a Reading of that moment; None when it had no words then."""
    title = chosen(as_of(ChapterText, moment, chapter=chapter), language)
    if not title:
        return None
    (words,) = title
    words.chapter = chapter
    reading = PastReading([words], moment=moment, language=language, with_leader=with_leader)
    return reading if reading.chapters[0].sections else None


class PastReading(Reading):
    def __init__(self, chapters, *, moment, **options):
        self.moment = moment
        super().__init__(chapters, **options)

    def passages(self, chapters, *, with_leader):
        rows = self.words_of(Passage, PassageText, chapter__in=chapters)
        return [row for row in rows if with_leader or row.passage.kind != PassageKind.LEADER]

    def questions(self, chapters):
        return self.words_of(Question, QuestionText, chapter__in=chapters)

    def words_of(self, noun, texts, **where):
        """The words of the nouns in the reader's language, in the order that they had."""
        nouns = {row.pk: row for row in as_of(noun, self.moment, **where)}
        name = f"{texts.noun}_id"
        rows = as_of(texts, self.moment, **{f"{name}__in": nouns})
        for row in rows:
            setattr(row, texts.noun, nouns[getattr(row, name)])
        rows = chosen(rows, self.language, only=self.language == TextLanguage.EASY)
        return sorted(rows, key=lambda row: place_of(getattr(row, texts.noun)))

    def term_rows(self):
        terms = {row.pk: row for row in as_of(Term, self.moment)}
        rows = as_of(TermText, self.moment, language__in=[self.language, TextLanguage.SWEDISH])
        for row in rows:
            row.term = terms[row.term_id]
        # As in a dictionary, where å, ä and ö come last and in that order.
        return sorted(rows, key=lambda row: row.word.lower().translate(AFTER_Z))


AFTER_Z = str.maketrans("åäö", "{|}")


def place_of(noun):
    return noun.chapter_id, noun.position, noun.key


def chosen(rows, language, *, only=False):
    """One row for each noun: in the language, else in Swedish; with `only` none but the language's."""
    wanted = [language] if only else [language, TextLanguage.SWEDISH]
    found = {}
    for row in sorted(
        (row for row in rows if row.language in wanted), key=lambda row: wanted.index(row.language)
    ):
        found.setdefault(getattr(row, f"{row.noun}_id"), row)
    return list(found.values())
