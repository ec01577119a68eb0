"""The rules of the consultation check as a table: what each says, why, from where, and how to mend it.

The method tool of Kick names the questions (domain: hindrances for volunteers in SOU 2016:13, the
checklist of minoritet.se, the report "Samråd på vems villkor?"). The limits are nobody's rule: they
come from practice and stand in settings.MEETING_CHECK. Raise VERSION when a rule judges otherwise;
what was kept before then keeps its words.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

VERSION = 2
GOOD, THINK, WARNING = "good", "think", "warning"
LEVELS = {GOOD: _("Good"), THINK: _("Think about it"), WARNING: _("Warning")}
# The step where whom to invite is chosen has a page of its own.
INVITED = "inbjudna"

PRACTICE = _("from practice")
HOLIDAYS = _("from practice; the holidays are those of the acts 1989:253 and 1977:480")
HINDRANCES = _("SOU 2016:13, on what hinders associations")
CHECKLIST = _("the checklist of minoritet.se")
REPORT = _("the report ”Samråd på vems villkor?”, 2014")


@dataclass(frozen=True)
class Proposal:
    """`to` is a step, or "boka-datumet" or "serie"."""

    words: object
    to: str


@dataclass(frozen=True)
class Rule:
    key: str
    title: object
    says: dict
    reason: object
    source: object
    mend: object
    step: str
    proposals: tuple = ()


RULES = (
    Rule(
        "notice",
        _("Time to plan"),
        {
            GOOD: _(
                "Those who are invited have %(days)d days to plan. %(good)d weeks or more is good."
            ),
            THINK: _(
                "Those who are invited have %(days)d days to plan. %(good)d weeks would be good."
            ),
            WARNING: _(
                "Those who are invited have only %(days)d days to plan. Less than %(short)d weeks is short."
            ),
        },
        _("A board meets about once a month, and volunteers have planned their evenings."),
        PRACTICE,
        _("Choose a later day."),
        "tid-och-plats",
        (
            Proposal(_("Send a short letter today to save the date"), "boka-datumet"),
            Proposal(_("Offer seats online"), "platser"),
            Proposal(_("Hold it once more, on a second day"), "serie"),
        ),
    ),
    Rule(
        "hour",
        _("Evening or weekend"),
        {
            GOOD: _("The meeting is in the evening or at a weekend."),
            THINK: "",
            WARNING: _("The meeting is in the daytime on a weekday."),
        },
        _("Daytime meetings shut out those who are at work: most who speak for associations."),
        HINDRANCES,
        _("Choose an evening from %(hour)d o'clock, or a weekend."),
        "tid-och-plats",
        (Proposal(_("Hold it once more, in the evening"), "serie"),),
    ),
    Rule(
        "holiday",
        _("No holiday"),
        {
            GOOD: "",
            THINK: "",
            WARNING: _("The day is %(name)s."),
        },
        _("On a holiday most are with their families or away, and the buses are few."),
        HOLIDAYS,
        _("Choose an ordinary day."),
        "tid-och-plats",
        (Proposal(_("Hold it once more, on a second day"), "serie"),),
    ),
    Rule(
        "purpose",
        _("Purpose and influence"),
        {
            GOOD: _("It is said why we meet and what can be influenced."),
            THINK: _("It is said why we meet, but not what can be influenced."),
            WARNING: _("It is not said why we meet."),
        },
        _(
            "Who knows what is open, and what is decided already, comes prepared and is not let down."
        ),
        CHECKLIST,
        _("Write why you meet, what is open and what is decided."),
        "syfte",
    ),
    Rule(
        "material",
        _("Questions and material in time"),
        {
            GOOD: _("The questions and what to read are out at least %(days)d days before."),
            THINK: _(
                "There are questions or something to read, but no day at least %(days)d days before when"
                " they are out."
            ),
            WARNING: _("No questions are sent ahead, and nothing to read."),
        },
        _("An association is heard when its members have talked the questions over first."),
        CHECKLIST,
        _("Write the questions, and the day when everything is out."),
        "fragor",
    ),
    Rule(
        "place",
        _("To get there"),
        {
            GOOD: _("One can come by bus or train, or take part online."),
            THINK: _("It is not said that one can come by bus or train, or take part online."),
            WARNING: "",
        },
        _("Not everybody drives, and the last bus goes early in the country."),
        HINDRANCES,
        _(
            "Say how one gets there and back without a car, or make it possible to take part online."
        ),
        "tillganglighet",
    ),
    Rule(
        "access",
        _("To get in"),
        {
            GOOD: _(
                "It is said what the place offers whoever needs a level floor, a loop or rest."
            ),
            THINK: _(
                "Something is said about getting in, but nothing is ticked of what the place offers."
            ),
            WARNING: _("Nothing is said about how one gets into the place."),
        },
        _("Who does not know that there is a ramp or a loop stays at home."),
        PRACTICE,
        _("Tick what the place offers."),
        "tillganglighet",
    ),
    Rule(
        "language",
        _("Languages"),
        {
            GOOD: _("Another language than Swedish is offered."),
            THINK: _("Only Swedish is offered, and no interpreter."),
            WARNING: _("Only Swedish is offered, though the meeting is with a national minority."),
        },
        _(
            "National minorities have a right to a structured dialogue in which they can be understood."
        ),
        _("the minorities act, 2009:724, 5 §"),
        _("Offer an interpreter, or say that you book one for whoever asks."),
        "sprak",
    ),
    Rule(
        "travel",
        _("The journey"),
        {
            GOOD: _("The journey is paid for those who come."),
            THINK: _("It is not said that the journey is paid for."),
            WARNING: "",
        },
        _("Volunteers pay for the journey themselves, and lose income when they leave work."),
        HINDRANCES,
        _("Pay for the journey, and say how."),
        "resor",
    ),
    Rule(
        "left_out",
        _("Whom the list leaves out"),
        {
            GOOD: _(
                "The list has associations of every municipality and art form in the register."
            ),
            THINK: _("Nobody is invited of: %(names)s."),
            WARNING: _("Nobody is on the list of invited yet."),
        },
        _("Who is not asked cannot answer, and new groups have been the hardest to reach."),
        REPORT,
        _("Choose more whom to invite."),
        INVITED,
    ),
    Rule(
        "feedback",
        _("To hear what became of it"),
        {
            GOOD: _("A day is promised for telling what became of it, within %(days)d days."),
            THINK: _(
                "The day for telling what became of it is more than %(days)d days after the meeting."
            ),
            WARNING: _("No day is promised for telling what became of it."),
        },
        _("Associations that never hear what came of it do not come again."),
        REPORT,
        _("Promise a day."),
        "syfte",
    ),
)
