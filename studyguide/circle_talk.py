"""A chapter's questions with what one group says to each."""

import itertools
from dataclasses import dataclass, field

from django.utils.functional import cached_property

from studyguide.models import QuestionText
from studyguide.reading import rendered
from studyguide.threads import by_question, threads_of


@dataclass
class Asked:
    """A question in words, the group's note if there is one, and its neighbours."""

    number: int
    words: QuestionText
    note: object
    url: str
    lift_url: str = ""
    previous: "Asked | None" = None
    following: "Asked | None" = None
    threads: list = field(default_factory=list)

    @property
    def question(self):
        return self.words.question

    @property
    def is_answered(self):
        return bool(self.note and self.note.body)

    @property
    def html(self):
        """More to think about, without the glossary's links, which lead to another page."""
        return rendered(self.words.body, 3, ())


class Talked:
    def __init__(self, way, words, language):
        self.way, self.words, self.language = way, words, language

    @property
    def chapter(self):
        return self.words.chapter

    @property
    def url(self):
        return self.way.talk(self.chapter)

    @cached_property
    def rows(self):
        """As the guide asks."""
        texts = QuestionText.objects.of_chapters([self.chapter.pk])
        texts = texts.read_in(self.language).select_related("question__chapter")
        notes = self.way.circle.notes.on_chapter(self.chapter).with_wordings()
        notes = notes.select_related("changed_by")
        notes = {note.question_id: note for note in notes}
        rows = [
            Asked(
                number,
                row,
                notes.get(row.question_id),
                self.way.question(row.question),
                self.way.lift(row.question),
            )
            for number, row in enumerate(texts.in_order(), 1)
        ]
        threads = by_question(threads_of(self.way, questions=[row.question.pk for row in rows]))
        for row in rows:
            row.threads = threads.get(row.question.pk, [])
        for one, other in itertools.pairwise(rows):
            one.following, other.previous = other, one
        return rows

    def at(self, key):
        return next((row for row in self.rows if row.question.key == key), None)

    @property
    def answered(self):
        return sum(row.is_answered for row in self.rows)
