"""A plan that has been asked about twice, what was said about it and what the region answered."""

import uuid
from datetime import timedelta

from consultations.models import (
    Backing,
    Consultation,
    ConsultationKind,
    ConsultationStatus,
    ConsultationText,
    Contribution,
    ContributionKind,
    Outcome,
    Plan,
    PlanVersion,
    Section,
    SectionText,
    Sender,
    Statement,
    StatementStatus,
    Verdict,
    VersionStatus,
)
from kick.profile import words
from kick.profile.people import PERSONS
from kick.profile.register import BIG
from kick.profile.sizes import made_up_uuid
from organisations.models import Region, Role

# Known by it as made up.
CASE = "PROFIL-1"
PLAN, VERSION, CLOSED, OPEN = 1, 1, 1, 2
CHAPTERS, PARTS = 8, 5
POINTS = 10
# Of ten contributions: so many stand in the consultation that is closed, and are answered.
CLOSED_OF_TEN, ANSWERED_OF_TEN = 8, 9
OFFICER = next(pk for pk, person in enumerate(PERSONS, 1) if person[2] == Role.REGION_OFFICER)


def plans(sizes):
    yield Plan(
        pk=PLAN,
        region=Region.objects.get(slug=BIG),
        first_year=sizes.day.year + 1,
        last_year=sizes.day.year + 4,
        case_number=CASE,
        created_at=sizes.moment(days=-200),
    )


def versions(sizes):
    yield PlanVersion(
        pk=VERSION,
        plan_id=PLAN,
        number=1,
        status=VersionStatus.OUT,
        created_at=sizes.moment(days=-200),
        published_at=sizes.moment(days=-180),
        published_by_id=OFFICER,
    )


def sections(sizes):
    """Chapters with their parts: 1, 1.1, 1.2 …"""
    pk = 0
    for chapter in range(1, CHAPTERS + 1):
        pk += 1
        chapter_pk = pk
        yield _section(pk, f"kapitel-{chapter}", f"{chapter}", level=1, parent=None)
        for part in range(1, PARTS + 1):
            pk += 1
            yield _section(
                pk, f"del-{chapter}-{part}", f"{chapter}.{part}", level=2, parent=chapter_pk
            )


def _section(pk, key, number, *, level, parent):
    return Section(
        pk=pk,
        version_id=VERSION,
        parent_id=parent,
        key=key,
        position=pk,
        level=level,
        number=number,
        page=str(pk),
    )


def section_texts(sizes):
    chance = sizes.chance("sections")
    for pk in range(1, CHAPTERS * (PARTS + 1) + 1):
        yield SectionText(
            pk=pk,
            section_id=pk,
            language="sv",
            heading=chance.choice(words.SECTION_HEADINGS),
            body="\n\n".join(chance.choices(words.SECTION_BODIES, k=3)),
        )


def consultations(sizes):
    region = Region.objects.get(slug=BIG)
    for pk, opens, closes, status in [
        (CLOSED, -170, -60, ConsultationStatus.ANSWERED),
        (OPEN, -30, 30, ConsultationStatus.PUBLISHED),
    ]:
        yield Consultation(
            pk=pk,
            uuid=made_up_uuid(sizes.chance(f"consultation {pk}")),
            region=region,
            version_id=VERSION,
            slug=f"kulturplan-{pk}",
            kind=ConsultationKind.REMISS,
            opens_at=sizes.moment(days=opens),
            closes_at=sizes.moment(days=closes),
            answer_by=sizes.day + timedelta(days=closes + 60),
            status=status,
            created_at=sizes.moment(days=opens - 10),
            last_number=sum(1 for _pk, consultation in _statements(sizes) if consultation == pk),
        )


def consultation_texts(sizes):
    for pk in (CLOSED, OPEN):
        yield ConsultationText(
            pk=pk,
            consultation_id=pk,
            language="sv",
            title=f"Remiss om kulturplanen, omgång {pk}",
            purpose=words.MEETING_PURPOSE,
            can_change=words.MEETING_INFLUENCE,
        )


def _statements(sizes):
    """(id, consultation): one association says ten things."""
    number = -(-sizes.contributions // POINTS)
    for place in range(number):
        yield place + 1, CLOSED if place % 10 < CLOSED_OF_TEN else OPEN


def statements(sizes):
    chance = sizes.chance("statements")
    arrived = {CLOSED: 0, OPEN: 0}
    for pk, consultation in _statements(sizes):
        arrived[consultation] += 1
        at = sizes.moment(days=-chance.randint(61, 160) if consultation == CLOSED else -5)
        is_known = pk <= sizes.organisations
        yield Statement(
            pk=pk,
            uuid=made_up_uuid(chance),
            consultation_id=consultation,
            sender=Sender.ORGANISATION if is_known else Sender.NAMELESS,
            organisation_id=pk if is_known else None,
            backing=Backing.BOARD if is_known else "",
            status=StatementStatus.SUBMITTED,
            created_at=at,
            changed_at=at,
            number=arrived[consultation],
            submitted_at=at,
            frozen={"number": arrived[consultation]},
            fingerprint=uuid.UUID(int=pk).hex * 2,
        )


def contributions(sizes):
    chance = sizes.chance("contributions")
    kinds = [ContributionKind.COMMENT, ContributionKind.SUPPORT, ContributionKind.OBJECTION]
    for pk in range(1, sizes.contributions + 1):
        section = chance.randint(1, CHAPTERS * (PARTS + 1))
        is_wording = pk % 7 == 0
        yield Contribution(
            pk=pk,
            statement_id=(pk - 1) // POINTS + 1,
            position=(pk - 1) % POINTS + 1,
            section_id=None if pk % 11 == 0 else section,
            kind=ContributionKind.WORDING if is_wording else chance.choice(kinds),
            body=chance.choice(words.CONTRIBUTIONS),
            wording=chance.choice(words.SECTION_BODIES) if is_wording else "",
            created_at=sizes.moment(days=-61),
            released_at=None if pk % 20 == 0 else sizes.moment(days=-50),
            released_by_id=None if pk % 20 == 0 else OFFICER,
        )


def verdicts(sizes):
    closed = {pk for pk, consultation in _statements(sizes) if consultation == CLOSED}
    outcomes = list(Outcome)
    for pk in range(1, sizes.contributions + 1):
        if (pk - 1) // POINTS + 1 in closed and pk % 10 < ANSWERED_OF_TEN:
            yield Verdict(
                pk=pk,
                contribution_id=pk,
                outcome=outcomes[pk % len(outcomes)],
                reason=words.REASONS[pk % len(words.REASONS)],
                decided_at=sizes.moment(days=-20),
                decided_by_id=OFFICER,
                published_at=sizes.moment(days=-10),
            )
