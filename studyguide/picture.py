"""The code's matrix and the six principles of one consultation, ready to be drawn."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from consultations.models import PRINCIPLES, STEPS, Evaluation, Meeting
from studyguide.models import DecisionStep, Level

LEVELS = [level for level in Level if level]
# From one square to the next, and the scale of the profile, in the units of their drawings.
SQUARE = 106
SCALE_FROM, SCALE_STEP = 10, 60


@dataclass(frozen=True)
class Column:
    """One step of the decision; `level` is None where nobody has said anything."""

    step: str
    label: str
    level: Level | None
    words: str

    @property
    def is_filled(self):
        return self.level is not None

    @property
    def level_words(self):
        return self.level.label if self.is_filled else _("Not filled in")

    @property
    def cells(self):
        """(x, whether civil society was let in as far as that) of the four squares."""
        reached = self.level or Level.NONE
        return [((level - 1) * SQUARE, level <= reached) for level in LEVELS]


def matrix_of(consultation):
    """All six steps in order."""
    rows = {row.step: row for row in consultation.participation.all()}
    return [
        Column(
            step.value,
            step.label,
            Level(rows[step].level) if step in rows else None,
            rows[step].words if step in rows else "",
        )
        for step in DecisionStep
    ]


@dataclass(frozen=True)
class Line:
    """One principle: the officials' own mark beside the participants' mean, each None when missing."""

    principle: str
    name: str
    question: str
    mark: int | None
    words: str
    mean: float | None
    answers: int

    @property
    def mark_words(self):
        return f"{self.mark} – {STEPS[self.mark]}" if self.mark else _("Not filled in")

    @property
    def mean_words(self):
        if self.mean is None:
            return _("Fewer than five answers")
        return _("%(mean)s, mean of %(number)d answers") % {
            "mean": number_format(self.mean, 1),
            "number": self.answers,
        }

    @property
    def mark_x(self):
        return SCALE_FROM + (self.mark - 1) * SCALE_STEP if self.mark else None

    @property
    def mean_x(self):
        return None if self.mean is None else round(SCALE_FROM + (self.mean - 1) * SCALE_STEP)


def meetings_about(consultation):
    """Held and open to be read about, whose notes were taken for the consultation."""
    found = Meeting.objects.taking_place().past().filter(minutes__consultation=consultation)
    return found.with_parts().by_time()


def means_of(meetings):
    """{principle: (mean, answers)} over the meetings, of what each of them shows.

    A meeting where fewer than five have answered a principle is not counted in: else its mean would
    follow from the whole and from what the other meetings show.
    """
    sums = {}
    for meeting in meetings:
        for principle, (mean, number) in (
            Evaluation.objects.filter(meeting=meeting).results().items()
        ):
            total, known = sums.get(principle, (0, 0))
            sums[principle] = (total + mean * number, known + number)
    return {
        principle: (round(total / known, 1), known) for principle, (total, known) in sums.items()
    }


def profile_of(consultation):
    """All six principles in order."""
    own = {row.principle: row for row in consultation.principle_views.all()}
    means = means_of(meetings_about(consultation))
    lines = []
    for principle, (name, question) in PRINCIPLES.items():
        mean, answers = means.get(principle, (None, 0))
        row = own.get(principle)
        lines.append(
            Line(
                principle,
                str(name),
                str(question),
                row.mark if row else None,
                row.words if row else "",
                mean,
                answers,
            )
        )
    return lines
