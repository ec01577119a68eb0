"""Writing a statement together, sending it to a colleague, returning it: what the actions do and refuse."""

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.actions import drafts
from consultations.actions.drafts import stamp_of
from consultations.actions.statements import (
    AnswersAlready,
    NeedsColleague,
    NothingSaid,
    NotSignatory,
    NotTakingStatements,
    hand_in,
    recall,
    say_one_thing,
)
from consultations.models import Consultation, Contribution, Sender, Statement
from organisations.actions.purging import purge
from organisations.models import Letter, Purpose, Region, Representative, Role, Task
from tests.factories import AssignmentFactory, OrganisationFactory, UserFactory
from tests.plan_factories import ConsultationFactory, ContributionFactory, StatementFactory

pytestmark = pytest.mark.django_db


def representative(organisation, task=Task.DRAFTER, **user):
    user = UserFactory(**user)
    Representative.objects.create(user=user, organisation=organisation, task=task).approve()
    return user


def section_of(statement):
    return statement.consultation.version.sections.get()


def write(statement, by, **words):
    words = {"kind": "comment", "body": "Fler replokaler.", **words}
    return drafts.write_point(statement=statement, by=by, section=section_of(statement), **words)


@pytest.fixture
def draft():
    return StatementFactory()


@pytest.fixture
def drafter(draft):
    return representative(draft.organisation, name="Anna Berg")


@pytest.fixture
def signatory(draft):
    return representative(draft.organisation, Task.SIGNATORY, name="Bo Ås")


def test_an_association_begins_one_statement_however_many_press():
    consultation, organisation = ConsultationFactory(), OrganisationFactory()
    first, second = representative(organisation), representative(organisation)

    begun = [
        drafts.begin(consultation=consultation, organisation=organisation, by=by)
        for by in [first, second, first]
    ]

    assert {statement.pk for statement in begun} == {Statement.objects.get().pk}


def test_only_who_represents_it_begins_for_an_association():
    consultation, organisation = ConsultationFactory(), OrganisationFactory()
    officer = AssignmentFactory(role=Role.REGION_OFFICER, region=consultation.region).user
    lead = AssignmentFactory(region=None).user
    for user in [officer, lead]:
        Representative.objects.create(user=user, organisation=organisation).approve()

    for user in [UserFactory(), officer, lead]:
        with pytest.raises(drafts.NotRepresentative):
            drafts.begin(consultation=consultation, organisation=organisation, by=user)


def test_nothing_begins_before_it_opens():
    with pytest.raises(NotTakingStatements):
        drafts.begin(consultation=ConsultationFactory(announced=True), by=UserFactory())


def test_no_officer_or_project_lead_sees_a_draft_of_an_association_she_represents(draft, drafter):
    region = draft.consultation.region
    for about in [{"role": Role.REGION_OFFICER, "region": region}, {"region": None}]:
        user = AssignmentFactory(**about).user
        Representative.objects.create(
            user=user, organisation=draft.organisation, task=Task.SIGNATORY
        ).approve()
        assert not Statement.objects.written_by(user).exists()
        assert not Statement.objects.signed_by(user).exists()
    assert Statement.objects.written_by(drafter).get() == draft


def test_a_point_is_written_once_and_changed_in_its_place(draft, drafter):
    first = write(draft, drafter)
    again = write(draft, drafter)
    changed = write(draft, drafter, body="Annat.", point=first.pk, stamp=stamp_of(first))

    assert (first, changed) == (again, first)
    assert Contribution.objects.get().body == "Annat."
    assert draft.changed_by == drafter


def test_who_writes_at_the_same_time_gets_both_texts(draft, drafter, signatory):
    point = write(draft, drafter)
    seen = stamp_of(point)
    write(draft, drafter, body="Annas ord.", point=point.pk, stamp=seen)

    with pytest.raises(drafts.WrittenMeanwhile) as meanwhile:
        write(draft, signatory, body="Bos ord.", point=point.pk, stamp=seen)
    with pytest.raises(drafts.WrittenMeanwhile):
        drafts.take_away_point(statement=draft, by=signatory, point=point.pk, stamp=seen)

    assert meanwhile.value.point.body == "Annas ord."
    assert Contribution.objects.get().body == "Annas ord."


def test_a_point_that_a_colleague_took_away_is_written_anew(draft, drafter, signatory):
    point = write(draft, drafter)
    seen = stamp_of(point)
    drafts.take_away_point(statement=draft, by=drafter, point=point.pk, stamp=seen)
    drafts.take_away_point(statement=draft, by=drafter, point=point.pk, stamp=seen)

    write(draft, signatory, body="Bos ord.", point=point.pk, stamp=seen)

    assert Contribution.objects.get().body == "Bos ord."


def test_nobody_writes_while_a_colleague_reads(draft, drafter, signatory):
    point = write(draft, drafter)
    drafts.send_for_signature(statement=draft, by=drafter, to=[signatory])

    for change in [
        lambda: write(draft, drafter, body="Nytt."),
        lambda: drafts.take_away_point(
            statement=draft, by=drafter, point=point.pk, stamp=stamp_of(point)
        ),
        lambda: drafts.say_who_stands_behind(statement=draft, by=drafter, backing="board"),
        lambda: drafts.delete_draft(statement=draft, by=drafter),
    ]:
        with pytest.raises(drafts.NotWritable):
            change()
    drafts.take_back(statement=draft, by=drafter)
    write(draft, drafter, body="Nytt.")


def test_a_stranger_writes_nothing(draft):
    with pytest.raises(drafts.NotWritable):
        write(draft, UserFactory())


def test_the_colleague_gets_a_letter_without_a_word_of_it(draft, drafter, signatory):
    write(draft, drafter, body="Fler replokaler.")

    drafts.send_for_signature(statement=draft, by=drafter, to=[signatory])
    drafts.send_for_signature(statement=draft, by=drafter, to=[signatory])

    letter = Letter.objects.get()
    assert (letter.purpose, letter.recipient) == (Purpose.SIGNATURE, signatory.email)
    assert f"/yttrande/{draft.uuid}/granska/" in letter.body
    assert "replokaler" not in letter.body + letter.subject
    # A project lead's list shows her region's letters; that the association writes is its own.
    assert letter.region is None


def test_it_is_sent_only_to_another_who_signs(draft, drafter, signatory):
    write(draft, drafter)
    other = representative(OrganisationFactory(), Task.SIGNATORY)

    for by, to in [
        (drafter, [drafter]),
        (signatory, [signatory]),
        (drafter, [other]),
        (drafter, []),
    ]:
        with pytest.raises(drafts.NoColleague):
            drafts.send_for_signature(statement=draft, by=by, to=to)


def test_an_empty_statement_is_not_sent(draft, drafter, signatory):
    with pytest.raises(NothingSaid):
        drafts.send_for_signature(statement=draft, by=drafter, to=[signatory])


def test_it_is_returned_with_a_reason_and_sent_again(draft, drafter, signatory):
    write(draft, drafter)
    drafts.send_for_signature(statement=draft, by=drafter, to=[signatory])

    with pytest.raises(NotSignatory):
        drafts.return_to_drafter(statement=draft, by=drafter, because="Nej.")
    for _ in range(2):
        drafts.return_to_drafter(statement=draft, by=signatory, because="Skriv om bussarna.")

    letter = Letter.objects.get(purpose=Purpose.RETURNED)
    assert letter.recipient == drafter.email
    assert "bussarna" not in letter.body
    assert draft.returned_because == "Skriv om bussarna."
    write(draft, drafter, body="Och bussarna.")
    drafts.send_for_signature(statement=draft, by=drafter, to=[signatory])
    assert Letter.objects.filter(purpose=Purpose.SIGNATURE).count() == 2
    assert hand_in(statement=draft, by=signatory).is_submitted


def test_where_two_must_sign_what_was_rewritten_is_sent_anew(draft, drafter, signatory):
    draft.organisation.two_must_sign = True
    draft.organisation.save()
    write(draft, drafter)
    drafts.send_for_signature(statement=draft, by=drafter, to=[signatory])
    drafts.take_back(statement=draft, by=signatory)
    write(draft, signatory, body="Mina ord.")

    with pytest.raises(NeedsColleague):
        hand_in(statement=draft, by=signatory)


def test_points_are_numbered_as_the_plan_is_read(draft, drafter, signatory):
    drafts.write_point(statement=draft, by=drafter, kind="comment", body="Om hela planen.")
    write(draft, drafter, body="Om avsnittet.")

    hand_in(statement=draft, by=signatory)

    assert [point["body"] for point in draft.frozen["contributions"]] == [
        "Om avsnittet.",
        "Om hela planen.",
    ]
    assert [point["number"] for point in draft.frozen["contributions"]] == [1, 2]


def test_a_draft_is_deleted_and_nothing_is_left(draft, drafter):
    write(draft, drafter)

    drafts.delete_draft(statement=draft, by=drafter)

    assert not Statement.objects.exists()
    assert not Contribution.objects.exists()


def test_what_is_handed_in_is_neither_deleted_nor_written_in():
    statement = ContributionFactory().statement
    user = representative(statement.organisation, Task.SIGNATORY)

    with pytest.raises(drafts.NotWritable):
        drafts.delete_draft(statement=statement, by=user)
    with pytest.raises(drafts.NotWritable):
        write(statement, user)
    with pytest.raises(drafts.NotWritable):
        drafts.take_back(statement=statement, by=user)


def test_the_registry_is_told_of_a_recall():
    Region.objects.filter(slug="jonkoping").update(registry_email="registrator@region.example")
    statement = ContributionFactory().statement
    statement = Statement.objects.get(pk=statement.pk)

    with pytest.raises(NotSignatory):
        recall(statement=statement, by=representative(statement.organisation))
    for _ in range(2):
        recall(statement=statement, by=representative(statement.organisation, Task.SIGNATORY))

    assert statement.is_recalled
    assert Letter.objects.get().recipient == "registrator@region.example"


def one_thing(**words):
    return say_one_thing(
        **{
            "uuid": "6f1f1a52-59f4-4d0a-8c3e-0d9a3f6a0000",
            "consultation": words.pop("consultation", None) or ConsultationFactory(),
            "sender": Sender.NAMELESS,
            "kind": "comment",
            "body": "Bussen går för tidigt.",
            **words,
        }
    )


def test_one_thing_is_said_once_without_a_name():
    consultation = ConsultationFactory()
    user = UserFactory(name="Anna Berg")

    said = [one_thing(consultation=consultation, by=user, name="Anna Berg") for _ in range(2)]

    assert said[0] == said[1] == Statement.objects.get()
    statement = Statement.objects.get()
    assert (statement.number, statement.person, statement.submitted_by) == (1, None, None)
    assert "Anna" not in str(statement.frozen)
    assert not Letter.objects.exists()
    assert Statement.objects.with_code(statement.code.lower()).get() == statement


def test_one_thing_as_oneself_has_a_receipt_by_mail():
    one_thing(sender=Sender.PERSON, name="Anna Berg", email="anna@privat.example")

    statement = Statement.objects.get()
    assert (statement.person_name, statement.public_name) == ("Anna Berg", "En person")
    assert Letter.objects.get().recipient == "anna@privat.example"


def test_one_thing_for_an_association_is_handed_in_by_who_signs_alone(draft, drafter, signatory):
    consultation = ConsultationFactory()
    about = {"consultation": consultation, "organisation": draft.organisation}

    kept = one_thing(sender=Sender.ORGANISATION, by=drafter, **about)
    assert kept.is_draft
    with pytest.raises(AnswersAlready) as refusal:
        one_thing(
            sender=Sender.ORGANISATION, by=signatory, uuid=draft.uuid.__class__(int=1), **about
        )
    assert refusal.value.statement == kept
    kept.delete()
    assert one_thing(sender=Sender.ORGANISATION, by=signatory, **about).is_submitted


def test_a_person_says_one_thing_in_one_statement():
    consultation, user = ConsultationFactory(), UserFactory(name="Anna")
    one_thing(consultation=consultation, sender=Sender.PERSON, by=user, name="Anna")

    with pytest.raises(AnswersAlready):
        one_thing(
            consultation=consultation,
            sender=Sender.PERSON,
            by=user,
            name="Anna",
            uuid="6f1f1a52-59f4-4d0a-8c3e-0d9a3f6a0001",
        )


def test_a_late_thing_is_marked():
    assert one_thing(consultation=ConsultationFactory(closed=True)).is_late
    assert timezone.now() > Statement.objects.get().consultation.closes_at


# The run forgets too what the clock of the database has dated.
@pytest.mark.real_time
def test_a_draft_is_forgotten_a_year_after_the_last_day():
    old, new = (StatementFactory(consultation=ConsultationFactory()) for _ in range(2))
    sent = StatementFactory(consultation=old.consultation, submitted=True)
    a_year_ago = timezone.now() - timedelta(days=366)
    Consultation.objects.filter(pk=old.consultation_id).update(
        opens_at=a_year_ago - timedelta(days=1), closes_at=a_year_ago
    )

    assert purge().counts == {"consultations.Statement:1": 1}
    assert set(Statement.objects.all()) == {new, sent}
