"""A plan with two drafts, a consultation that has been answered, and one that is open now."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from consultations.actions.statements import fingerprint_of, frozen_copy
from consultations.models import (
    Backing,
    Consultation,
    ConsultationKind,
    ConsultationText,
    Contribution,
    Plan,
    PlanVersion,
    Question,
    QuestionText,
    Section,
    SectionText,
    Sender,
    Statement,
    Verdict,
)
from consultations.plan_parts import part_of
from kick.demo import data, plan_text, voices
from organisations.models import Region, Representative, Task


def load_plan(users, organisations):
    """Two versions of one plan and what was said about each, as if months had passed."""
    officer = users[data.OFFICER.email]
    region = Region.objects.get(slug="jonkoping")
    own = represented_by(users[data.VOLUNTEER.email])
    here = [row for row in organisations if row.municipality.region.code == "06"]
    speakers = [row for row in here if row != own]
    case = {"region": region, "case_number": "RJL 2026/0000"}
    plan = Plan.objects.create(first_year=2028, last_year=2031, created_by=officer, **case)
    first = write_version(plan, 1, officer, is_first=True, days_ago=200)
    samrad = ask(first, voices.SAMRAD, "utgangspunkter", case, opens=-195, closes=-135, by=-60)
    first.supersede()
    second = write_version(plan, 2, officer, days_ago=21)
    answered_by_the_region(samrad, second, speakers, officer)
    remiss = ask(second, voices.REMISS, "kulturplan-2028", case, opens=-20, closes=53, by=120)
    put_questions(remiss)
    for name, points in voices.OPEN:
        say(remiss, speakers, name, points, days_ago=9)
    Contribution.objects.in_consultation(remiss).update(
        released_at=timezone.now() - timedelta(days=2), released_by=officer
    )
    for name, points in voices.UNREAD:
        say(remiss, speakers, name, points, days_ago=1)
    wait_for_signature(remiss, own, users)


def represented_by(user):
    return user.representations.approved().select_related("organisation").first().organisation


def write_version(plan, number, officer, *, is_first=False, days_ago):
    version = PlanVersion.objects.create(plan=plan, number=number)
    parents = {}
    for position, (key, place, heading, body) in enumerate(plan_text.SECTIONS, 1):
        if is_first:
            if key in plan_text.NOT_IN_THE_FIRST:
                continue
            body = plan_text.FIRST_DRAFT.get(key, body)
        section = Section.objects.create(
            version=version,
            parent=parents.get(place.rpartition(".")[0]),
            key=key,
            position=position,
            level=place.count(".") + 1,
            number=place,
            plan_part=part_of(heading),
        )
        parents[place] = section
        SectionText.objects.create(section=section, language="sv", heading=heading, body=body)
    version.send_out(by=officer, at=timezone.now() - timedelta(days=days_ago))
    return version


def ask(version, words, slug, about, *, opens, closes, by):
    """Days from now, from the first minute of the first day to the last of the last."""
    today = timezone.localdate()
    consultation = Consultation.objects.create(
        version=version,
        slug=slug,
        kind=ConsultationKind.REMISS if version.number > 1 else ConsultationKind.SAMRAD,
        opens_at=moment(today + timedelta(days=opens), time(0, 0)),
        closes_at=moment(today + timedelta(days=closes), time(23, 59)),
        answer_by=today + timedelta(days=by),
        **about,
    )
    ConsultationText.objects.create(consultation=consultation, language="sv", **words)
    consultation.publish()
    return consultation


def moment(day, clock):
    return timezone.make_aware(datetime.combine(day, clock))


def put_questions(consultation):
    for position, wording in enumerate(voices.QUESTIONS, 1):
        question = Question.objects.create(consultation=consultation, position=position)
        QuestionText.objects.create(question=question, language="sv", wording=wording)


def answered_by_the_region(consultation, changed, speakers, officer):
    at = timezone.now() - timedelta(days=60)
    for name, points in voices.ANSWERED:
        spoken = say(consultation, speakers, name, [point[:4] for point in points], days_ago=150)
        for contribution, (*_, outcome, reason, key) in zip(spoken, points, strict=True):
            contribution.release(by=officer, body=contribution.body, wording=contribution.wording)
            Verdict.objects.create(
                contribution=contribution,
                outcome=outcome,
                reason=reason,
                section=changed.sections.filter(key=key).first(),
                decided_at=at,
                decided_by=officer,
                published_at=at,
            )
    consultation.answer()


def say(consultation, speakers, name, points, *, days_ago):
    """A statement as it came in, without any letter: an association, a person or nobody by name."""
    organisation = next((row for row in speakers if name and row.name.endswith(name)), None)
    at = timezone.now() - timedelta(days=days_ago)
    statement = Statement.objects.create(
        consultation=consultation,
        organisation=organisation,
        backing=Backing.BOARD if organisation else "",
        created_at=at,
        **sender(organisation, name),
    )
    spoken = write_points(statement, points)
    number = consultation.next_number()
    frozen = frozen_copy(statement, number=number, at=at, signed_name=name)
    statement.submit(
        by=None,
        number=number,
        frozen=frozen,
        fingerprint=fingerprint_of(frozen),
        is_late=False,
        at=at,
    )
    return spoken


def sender(organisation, name):
    if organisation:
        return {"sender": Sender.ORGANISATION}
    if name:
        return {"sender": Sender.PERSON, "person_name": name, "shows_name": True}
    return {"sender": Sender.NAMELESS}


def write_points(statement, points):
    """Each on a section, by its key, or on a question, by its number."""
    consultation = statement.consultation
    sections = {section.key: section for section in consultation.version.sections.all()}
    questions = {str(question.position): question for question in consultation.questions.all()}
    return [
        Contribution.objects.create(
            statement=statement,
            position=position,
            section=sections.get(place),
            question=questions.get(place),
            kind=kind,
            body=body,
            wording=wording,
        )
        for position, (place, kind, body, wording) in enumerate(points, 1)
    ]


def wait_for_signature(consultation, own, users):
    """What the volunteer has written stands with the one who signs for her association."""
    drafter, signatory = users[data.VOLUNTEER.email], users[data.SIGNATORY.email]
    Representative.objects.create(user=signatory, organisation=own, task=Task.SIGNATORY).approve()
    statement = Statement.objects.create(
        consultation=consultation,
        sender=Sender.ORGANISATION,
        organisation=own,
        backing=Backing.BOARD,
        changed_by=drafter,
    )
    write_points(statement, voices.WAITING)
    statement.send_for_signature(by=drafter)
