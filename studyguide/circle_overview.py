"""A circle as its pages show it: read once, with as many queries however much there is in it."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from studyguide import circle_rules
from studyguide.models import Attendance, ChapterText, Note, Question, TextLanguage, numbered


@dataclass(frozen=True)
class Step:
    """What there is to do: the words, the page, and what the button says."""

    title: str
    text: str
    where: str
    objects: tuple
    action: str


@dataclass(frozen=True)
class Talk:
    """A chapter of the guide as the group talks about it."""

    words: ChapterText
    questions: int
    answered: int
    url: str = ""

    @property
    def chapter(self):
        return self.words.chapter


class Overview:
    """`way` is how the reader comes to its pages; nothing links anywhere without one."""

    def __init__(self, circle, way=None, *, at=None):
        self.circle, self.way, self.at = circle, way, at or timezone.now()

    @cached_property
    def members(self):
        return list(self.circle.members.in_order().select_related("organisation"))

    @cached_property
    def leader(self):
        return next((row for row in self.members if row.is_leader), None)

    @cached_property
    def organisations(self):
        rows = self.circle.takers_part.with_organisations()
        return [row.organisation for row in rows]

    @cached_property
    def gatherings(self):
        """In order and numbered, each with `present`, `chapter_words`, and whether anybody is ticked."""
        rows = numbered(self.circle.gatherings.select_related("chapter"))
        present, ticked = {}, set()
        ticks = Attendance.objects.of_circle(self.circle)
        for gathering, member, was_there in ticks.values_list("gathering", "member", "present"):
            ticked.add(gathering)
            if was_there:
                present.setdefault(gathering, set()).add(member)
        for row in rows:
            row.circle = self.circle
            row.present = present.get(row.pk, set())
            row.is_ticked = row.pk in ticked
            row.chapter_words = self.words_of.get(row.chapter_id)
        return rows

    @cached_property
    def words_of(self):
        """{id of a chapter: its words, in the reader's language}"""
        rows = ChapterText.objects.filter(chapter__guide=self.circle.guide_id)
        rows = rows.read_in(reading_language(self.circle)).select_related("chapter")
        return {row.chapter_id: row for row in rows.in_order()}

    @cached_property
    def talks(self):
        """The chapters that have questions, with how many of them the group has written on."""
        written = Q(circle_notes__in=Note.objects.written().filter(circle=self.circle))
        counts = (
            Question.objects.filter(chapter__in=list(self.words_of))
            .values("chapter")
            .annotate(questions=Count("pk", distinct=True))
            .annotate(answered=Count("pk", filter=written, distinct=True))
            .order_by()
        )
        by_chapter = {row["chapter"]: row for row in counts}
        return [
            Talk(
                words,
                by_chapter[pk]["questions"],
                by_chapter[pk]["answered"],
                self.way.talk(words.chapter) if self.way else "",
            )
            for pk, words in self.words_of.items()
            if pk in by_chapter
        ]

    def talk_of(self, gathering):
        return next((row for row in self.talks if row.chapter.pk == gathering.chapter_id), None)

    @cached_property
    def proposals(self):
        """How many the group has: all, not offered, answered."""
        return self.circle.proposals.counts()

    @cached_property
    def warnings(self):
        return circle_rules.warnings(self.circle, members=self.members, gatherings=self.gatherings)

    @cached_property
    def following(self):
        """The next gathering: the one that is going on too."""
        coming = [row for row in self.gatherings if not row.is_missed and not self.is_over(row)]
        return coming[0] if coming else None

    @property
    def next_talk(self):
        return self.following and self.talk_of(self.following)

    def is_over(self, gathering):
        return gathering.is_past(at=self.at)

    @cached_property
    def unticked(self):
        """Over, and nobody has said who was there or that it was missed."""
        return [
            row
            for row in self.gatherings
            if row.starts_at <= self.at and not row.is_held and not row.is_missed
        ]

    @cached_property
    def untold(self):
        """The latest one held, when those with an address have had no mail after it."""
        held = [row for row in self.gatherings if row.is_held]
        mailed = any(row.email and not row.is_leader for row in self.members)
        return held[-1] if held and mailed and held[-1].told_at is None else None

    @property
    def study_hours(self):
        return sum(row.study_hours for row in self.gatherings if not row.is_missed)

    @property
    def is_over_with(self):
        return bool(self.gatherings) and self.following is None and not self.unticked

    @property
    def next_step(self):
        """The one thing that the leader does next."""
        uuid = self.circle.uuid
        if self.unticked:
            row = self.unticked[0]
            return Step(
                _("Who was there?"),
                row.when_text,
                "gathering_detail",
                (uuid, row.pk),
                _("Tick who was there"),
            )
        if not self.gatherings:
            return Step(
                _("When do you meet?"),
                _("Choose a first day, and you get a proposal for the rest."),
                "circle_plan",
                (uuid,),
                _("Plan the gatherings"),
            )
        if len(self.members) == 1:
            return Step(
                _("Who is in the circle?"),
                _("Hand out a link, or write down those who come."),
                "circle_members",
                (uuid,),
                _("Invite"),
            )
        if self.untold:
            row = self.untold
            return Step(
                _("Thank everybody for the gathering"),
                _("A mail with a link to the notes, and the next day."),
                "gathering_detail",
                (uuid, row.pk),
                _("Look at the mail"),
            )
        if self.following:
            row = self.following
            return Step(
                _("Next gathering: %(day)s") % {"day": row.when_text},
                row.chapter_words.title if row.chapter_words else "",
                "gathering_detail",
                (uuid, row.pk),
                _("Open the gathering"),
            )
        return None


def reading_language(circle):
    """A circle in easy Swedish reads that; every other reads in the language of the page."""
    return circle.language if circle.language == TextLanguage.EASY else get_language()
