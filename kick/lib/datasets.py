"""The sets of data that we keep: what for, on what legal ground, whose they are and how long.

The record of processing (GDPR art. 30) in docs/privacy/ is written from here, and so is what the
letters and pages tell people. Every model names its set in `privacy = fields(dataset=…)`.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

IKA = _("Ideell kulturallians")
REGION = _("The region that asks")
ORGANISER = _("Whoever calls the meeting: Ideell kulturallians, the region, or both together")


@dataclass(frozen=True)
class Dataset:
    """`people` are whom it tells of, `receivers` who gets it; `is_personal` is false when nobody is told of."""

    key: str
    name: str | Promise
    purpose: str | Promise
    ground: str | Promise
    controller: str | Promise
    people: str | Promise
    receivers: str | Promise
    kept: str | Promise
    is_personal: bool = True


NOBODY = _("Nobody")
OPEN = _("Everybody: it is published")

DATASETS = [
    Dataset(
        key="register",
        name=_("The register of associations"),
        purpose=_("To know which cultural associations there are, reach them and invite them."),
        ground=_("Legitimate interest (art. 6.1 f). What is shown of contacts: consent (6.1 a)."),
        controller=IKA,
        people=_("Persons whose address or telephone an association gives as its own"),
        receivers=_("Everybody, what the association has chosen to show; the region, the same"),
        kept=_("As long as the association is active. On request, the addresses go at once."),
    ),
    Dataset(
        key="imports",
        name=_("Lists from municipalities"),
        purpose=_(
            "To take associations into the register and be able to say where data came from."
        ),
        ground=_("Legitimate interest (art. 6.1 f)"),
        controller=IKA,
        people=_("Contacts in lists from municipalities"),
        receivers=NOBODY,
        kept=_("The rows 30 days, the note of which list it was 24 months."),
    ),
    Dataset(
        key="accounts",
        name=_("Accounts and roles"),
        purpose=_("To let people sign in, and to know who may speak for whom."),
        ground=_("Legitimate interest (art. 6.1 f)"),
        controller=IKA,
        people=_("Those who sign in: association people, project leads and officers"),
        receivers=NOBODY,
        kept=_("Until the person asks, or has not signed in for 24 months."),
    ),
    Dataset(
        key="letters",
        name=_("Letters"),
        purpose=_("To send invitations, receipts and answers, and to show that they were sent."),
        ground=_("Legitimate interest (art. 6.1 f)"),
        controller=IKA,
        people=_("Those who get mail from Kick"),
        receivers=_("The mail server's operator, as processor"),
        kept=_("The text 90 days, that it was sent 12 months."),
    ),
    Dataset(
        key="meetings",
        name=_("Invitations and answers to meetings"),
        purpose=_("To invite to meetings, share out the seats and know who came."),
        ground=_("Legitimate interest (art. 6.1 f); for a region, public interest (6.1 e)"),
        controller=ORGANISER,
        people=_("Those who say that they come, and the contacts of a meeting"),
        receivers=_("Whoever arranges the meeting"),
        kept=_("Names 24 months after the meeting, then counts only."),
    ),
    Dataset(
        key="needs",
        name=_("Needs at a meeting"),
        purpose=_("To arrange interpreters, hearing loops and food."),
        ground=_("Explicit consent (art. 9.2 a), since a need may tell of health"),
        controller=ORGANISER,
        people=_("Those who come to a meeting and say what they need"),
        receivers=_("Whoever arranges the meeting; the kitchen gets counts"),
        kept=_("Seven days after the meeting."),
    ),
    Dataset(
        key="notes",
        name=_("Notes and minutes from meetings"),
        purpose=_("To remember what was said, let those who were there correct it, and use it."),
        ground=_("Legitimate interest (art. 6.1 f); for a region, public interest (6.1 e)"),
        controller=ORGANISER,
        people=_("Those who are named or can be recognised in what was noted"),
        receivers=_("Those who were there; everybody, what they have approved and let out"),
        kept=_(
            "What is released as long as the meeting. What stays in a closed meeting 90 days, corrections too; other notes 24 months."
        ),
    ),
    Dataset(
        key="evaluations",
        name=_("Evaluations of meetings"),
        purpose=_("To know whether a meeting was a good one, and make the next one better."),
        ground=_("Legitimate interest (art. 6.1 f); for a region, public interest (6.1 e)"),
        controller=ORGANISER,
        people=_("Nobody by name; somebody may be recognised by what she writes"),
        receivers=_("Whoever arranges the meeting; everybody, means of five answers or more"),
        kept=_("The words 12 months after the meeting. Who has been asked 90 days."),
    ),
    Dataset(
        key="statements",
        name=_("Statements and the region's answers"),
        purpose=_("To hear associations and persons about the culture plan, and to answer them."),
        ground=_("Public interest (art. 6.1 e; dataskyddslagen 3 kap. 3 §)"),
        controller=REGION,
        people=_("Those who write, sign or are named in a statement"),
        receivers=_("The region; everybody, what has been looked through and released"),
        kept=_("A draft 12 months; what was handed in as the region decides (public document)."),
    ),
    Dataset(
        key="plans",
        name=_("Culture plans and consultations"),
        purpose=_("To show the plan, what is asked and what became of it."),
        ground=_("Public interest (art. 6.1 e)"),
        controller=REGION,
        people=NOBODY,
        receivers=OPEN,
        kept=_("As long as somebody asks what was said about the plan."),
        is_personal=False,
    ),
    Dataset(
        key="alliances",
        name=_("Regional cultural alliances"),
        purpose=_("To help associations form an alliance, and show who is in it and on its board."),
        ground=_("Legitimate interest (art. 6.1 f)"),
        controller=_("Ideell kulturallians until it is formed, then the alliance"),
        people=_("Persons on an alliance's board and those who found it"),
        receivers=_("Everybody, what the alliance shows; its members"),
        kept=_("Names 24 months after the period has ended."),
    ),
    Dataset(
        key="outreach",
        name=_("The log of calls, visits and tips"),
        purpose=_("To reach associations that nobody has reached, and remember what was agreed."),
        ground=_("Legitimate interest (art. 6.1 f)"),
        controller=IKA,
        people=_("Persons named in a note, and the project lead who wrote it"),
        receivers=NOBODY,
        kept=_("A note 24 months; a tip 12 months after it was decided."),
    ),
    Dataset(
        key="guide",
        name=_("The study guide"),
        purpose=_("To help groups get ready."),
        ground=_("None needed: nothing about persons"),
        controller=IKA,
        people=NOBODY,
        receivers=OPEN,
        kept=_("As long as somebody reads it."),
        is_personal=False,
    ),
    Dataset(
        key="method",
        name=_("Work with the method tool"),
        purpose=_("To prepare consultations well, learn from them and try the tool together."),
        ground=_(
            "Public interest (art. 6.1 e); for Ideell kulturallians, legitimate interest (6.1 f)"
        ),
        controller=REGION,
        people=_("Officers who are named in a checklist"),
        receivers=_(
            "The region; everybody, what it has published; the funder, what was said of the tool"
        ),
        kept=_(
            "Names 24 months after the consultation's last day, the rest with the consultation."
        ),
    ),
    Dataset(
        key="circles",
        name=_("Study circles and conversation groups"),
        purpose=_("To plan a circle, keep its attendance and remember what the group said."),
        ground=_("Legitimate interest (art. 6.1 f)"),
        controller=IKA,
        people=_("Those who lead a circle or are in it, and those who are named in its notes"),
        receivers=_("The circle's leader and members; the study federation, by the leader's lists"),
        kept=_("24 months after the last gathering; addresses 12 months."),
    ),
    Dataset(
        key="guide_feedback",
        name=_("Whether the study guide helped"),
        purpose=_("To write the passages that help least anew."),
        ground=_("None needed: nothing is asked about persons"),
        controller=IKA,
        people=NOBODY,
        receivers=NOBODY,
        kept=_("24 months."),
        is_personal=False,
    ),
    Dataset(
        key="reference",
        name=_("Regions, municipalities and lists of words"),
        purpose=_("To sort and name things in the same way everywhere."),
        ground=_("Legitimate interest (art. 6.1 f), for a region's contact"),
        controller=IKA,
        people=_("A region's contact"),
        receivers=OPEN,
        kept=_("As long as the region takes part; the contact is changed when the person leaves."),
    ),
    Dataset(
        key="oversight",
        name=_("Requests, approvals and proofs"),
        purpose=_("To answer people's requests and to show that the rules are kept."),
        ground=_("Legal obligation (art. 6.1 c, with art. 5.2, 12 and 30)"),
        controller=IKA,
        people=_(
            "Those who ask about their data; staff who took out a list or approved a document"
        ),
        receivers=_("The supervisory authority, if it asks"),
        kept=_("A request 24 months after the answer, other notes 12 months or as law says."),
    ),
    Dataset(
        key="operation",
        name=_("Running the service"),
        purpose=_("To keep the service up and safe: queue, sessions, history of changes."),
        ground=_("Legitimate interest (art. 6.1 f) and security (art. 32)"),
        controller=IKA,
        people=_("Those who use the website"),
        receivers=_("The server's operator, as processor"),
        kept=_("Sessions 14 days, jobs a week, history as long as the row it tells of."),
    ),
]
BY_KEY = {dataset.key: dataset for dataset in DATASETS}
