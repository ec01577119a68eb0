"""A statement as its writers go through it: the plan's sections, the questions, and the whole."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from kick.lib.personal_hints import hints_in


@dataclass
class Place:
    """Something to say something about, with what has been said; `level` sets it in as in the plan."""

    title: str
    url: str
    points: list = field(default_factory=list)
    level: int = 1
    section: object = None
    question: object = None
    language: str = ""


def places(statement):
    """Every place in reading order; three queries however long the plan is."""
    about = {}
    for point in statement.contributions.order_by("position", "pk"):
        about.setdefault((point.section_id, point.question_id), []).append(point)
    return [
        *[
            _of_section(statement, row, about.get((row.pk, None), []))
            for row in sections(statement)
        ],
        *[
            _of_question(statement, row, about.get((None, row.pk), []))
            for row in questions(statement)
        ],
        Place(
            title=_("About the plan as a whole")
            if statement.consultation.version_id
            else _("More"),
            url=reverse("consultations:statement_whole", args=[statement.uuid]),
            points=about.get((None, None), []),
        ),
    ]


def sections(statement):
    version = statement.consultation.version
    return version.sections.in_order().with_texts() if version else []


def questions(statement):
    return statement.consultation.questions.prefetch_related("texts")


def _of_section(statement, section, points):
    return Place(
        title=section.title,
        url=reverse("consultations:statement_section", args=[statement.uuid, section.key]),
        points=points,
        level=section.level,
        section=section,
        language=section.text.language,
    )


def _of_question(statement, question, points):
    return Place(
        title=str(question.title),
        url=reverse("consultations:statement_question", args=[statement.uuid, question.position]),
        points=points,
        question=question,
        language=question.text.language,
    )


def hints(rows):
    """(place, what stands there) of what may be somebody's own in texts that all may come to read."""
    return [(title, hint) for title, *texts in rows for text in texts for hint in hints_in(text)]
