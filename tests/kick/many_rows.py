"""So many rows of everything that the pages show, for what they cost (CATALOGUE R15)."""

from datetime import timedelta
from itertools import pairwise

from django.utils import timezone

from consultations.models import (
    Addressee,
    Contribution,
    EarlierRound,
    Invitation,
    InvitationStatus,
    Meeting,
    MeetingStatus,
    MeetingText,
    Need,
    Reply,
    Seat,
    Section,
    SectionText,
    Statement,
    Verdict,
)
from organisations.models import (
    ArtForm,
    Double,
    ImportBatch,
    Letter,
    Merge,
    Municipality,
    Organisation,
    OrganisationStatus,
    Outreach,
    Representative,
    Tip,
    User,
)
from studyguide.models import (
    Chapter,
    Guide,
    Passage,
    PassageText,
    Question,
    QuestionText,
    Term,
    TermText,
)
from tests.plan_factories import ConsultationFactory, PlanVersionFactory


def fill(meeting, number):
    """So many of everything that a list shows."""
    place = Municipality.objects.get(code="0680")
    now = timezone.now()
    organisations = Organisation.objects.bulk_create(
        Organisation(
            name=f"Laget {n}",
            slug=f"laget-{n}",
            municipality=place,
            email=f"laget{n}@forening.example",
            status=OrganisationStatus.LISTED,
            listed_publicly=True,
        )
        for n in range(1, number + 1)
    )
    Double.objects.bulk_create(
        Double(first=first, second=second, score=90, reasons=["same_words"])
        for first, second in pairwise(organisations)
    )
    Merge.objects.bulk_create(
        # As if each had been undone: the pages of the others need them as they are.
        Merge(survivor=first, absorbed=second, undone_at=now)
        for first, second in pairwise(organisations)
    )
    link = Organisation.art_forms.through
    art_form = ArtForm.objects.first()
    link.objects.bulk_create(
        link(organisation=row, artform=art_form) for row in organisations[: number // 2]
    )
    users = User.objects.bulk_create(
        User(email=f"person{n}@laget.example", password="!") for n in range(number)
    )
    Representative.objects.bulk_create(
        Representative(user=user, organisation=row)
        for user, row in zip(users, organisations, strict=True)
    )
    letters = Letter.objects.bulk_create(
        Letter(
            purpose="invitation",
            recipient=row.email,
            about=f"meeting:{meeting.uuid}",
            occasion="invitation",
            region=place.region,
            subject="Inbjudan",
        )
        for row in organisations
    )
    half = number // 2
    invitations = Invitation.objects.bulk_create(
        Invitation(
            meeting=meeting,
            organisation=row,
            letter=letter,
            status=InvitationStatus.ISSUED,
            issued_at=now,
        )
        for row, letter in zip(organisations[:half], letters[:half], strict=True)
    )
    replies = Reply.objects.bulk_create(
        Reply(
            meeting=meeting,
            organisation=row,
            speaker="organisation",
            comes=True,
            way="link",
            confirmed_at=now,
        )
        for row in organisations[:half]
    )
    Need.objects.bulk_create(Need(reply=reply, kind="hearing_loop") for reply in replies)
    Seat.objects.bulk_create(
        Seat(meeting=meeting, reply=reply, status="confirmed", number=n)
        for n, reply in enumerate(replies, 1)
    )
    many = Meeting.objects.bulk_create(
        Meeting(
            region=place.region,
            municipality=place,
            slug=f"mote-{n}",
            organiser="ika",
            kind="start",
            starts_at=meeting.starts_at if n % 2 else now - (meeting.starts_at - now),
            ends_at=meeting.ends_at
            if n % 2
            else now - (meeting.starts_at - now) + (meeting.ends_at - meeting.starts_at),
            venue="Kulturhuset",
            seats_total=40,
            registration_closes_at=meeting.starts_at,
            status=MeetingStatus.PUBLISHED,
        )
        for n in range(number)
    )
    MeetingText.objects.bulk_create(
        MeetingText(meeting=row, language="sv", title="Startmöte", purpose="Vi ses.")
        for row in many
    )
    Outreach.objects.bulk_create(
        Outreach(
            organisation=row,
            region=place.region,
            channel="call",
            result="no_answer",
            next_step="Ring igen",
            next_on=timezone.localdate(),
            purge_on=timezone.localdate() + timedelta(days=730),
        )
        for row in organisations
    )
    Tip.objects.bulk_create(
        Tip(name=f"Tips {n}", municipality=place, region=place.region) for n in range(number)
    )
    ImportBatch.objects.bulk_create(
        ImportBatch(region=place.region, municipality=place, file_name=f"{n}.csv", source="K")
        for n in range(number)
    )
    return invitations[0]


def fill_guide(number):
    guide = Guide.objects.create(key="studiehandledning", audience="associations")
    guide.texts.create(language="sv", title="Handledning")
    chapter = Chapter.objects.create(guide=guide, key="traff-1", position=1)
    chapter.texts.create(language="sv", title="Träff")
    passages = Passage.objects.bulk_create(
        Passage(
            chapter=chapter, key=f"del-{n}", kind="discussion" if n == 1 else "reading", position=n
        )
        for n in range(number)
    )
    PassageText.objects.bulk_create(
        PassageText(passage=row, language="sv", heading="Del", body=f"Om [[ord {n}]].")
        for n, row in enumerate(passages)
    )
    questions = Question.objects.bulk_create(
        Question(chapter=chapter, key=f"fraga-{n}", position=n) for n in range(number)
    )
    QuestionText.objects.bulk_create(
        QuestionText(question=row, language="sv", heading="Vad?") for row in questions
    )
    terms = Term.objects.bulk_create(Term(key=f"ord-{n}") for n in range(number))
    TermText.objects.bulk_create(
        TermText(term=row, language="sv", word=f"ord {n}", definition="Något.")
        for n, row in enumerate(terms)
    )


def fill_plan(number):
    """A plan that so many have answered, in a chapter that has more parts the more there are."""
    now = timezone.now()
    earlier = PlanVersionFactory(chapters=1, out=True)
    earlier.supersede()
    version = PlanVersionFactory(plan=earlier.plan, chapters=2)
    chapter = version.sections.first()
    sections = Section.objects.bulk_create(
        Section(version=version, parent=chapter, key=f"del-{n}", position=n, level=2)
        for n in range(10, 10 + number // 5)
    )
    version.sections.filter(key="avsnitt-2").update(position=5000)
    SectionText.objects.bulk_create(
        SectionText(section=row, language="sv", heading="Del", body="Här.") for row in sections
    )
    version.send_out(by=None)
    consultation = ConsultationFactory(version=version, slug="fragan", questions=1)
    statements = Statement.objects.bulk_create(
        Statement(
            consultation=consultation,
            sender="organisation",
            organisation=row,
            status="submitted",
            number=n,
            submitted_at=now,
            frozen={},
        )
        for n, row in enumerate(Organisation.objects.filter(name__startswith="Laget"), 1)
    )
    places = [chapter, earlier.sections.first(), *sections]
    contributions = Contribution.objects.bulk_create(
        Contribution(
            statement=row, position=n, section=section, body="Mer kultur.", released_at=now
        )
        for at, row in enumerate(statements)
        for n, section in enumerate([*places[:2], places[2 + at % len(sections)]], 1)
    )
    Verdict.objects.bulk_create(
        Verdict(contribution=row, outcome="follows", reason="Ja.", published_at=now)
        for row in contributions
    )
    return version


def fill_list(meeting):
    """A list of invited that nothing has been sent to."""
    rows = Organisation.objects.filter(name__startswith="Laget")
    return Invitation.objects.bulk_create(
        Invitation(meeting=meeting, organisation=row) for row in rows
    )[0]


def fill_earlier(region):
    """Who was asked before: one of all that there are, so that the others are new voices."""
    earlier = EarlierRound.objects.create(
        region=region,
        title="Förra planen",
        closed_on="2017-09-10",
        source="Diariet",
        committed_at=timezone.now(),
    )
    rows = Organisation.objects.filter(name__startswith="Laget").order_by("pk")
    Addressee.objects.bulk_create(
        Addressee(
            round=earlier,
            number=number,
            name=row.name,
            organisation=row if number == 1 else None,
            is_invited=True,
        )
        for number, row in enumerate(rows, 1)
    )
    return earlier
