"""What is sent while a statement is written, signed, handed in and recalled, and in one thing to say."""

from functools import partial

from consultations.actions import drafts
from consultations.forms.statement import new_key
from consultations.models import Sender
from organisations.models import Representative, Task
from tests.factories import OrganisationFactory, UserFactory
from tests.plan_factories import ConsultationFactory, ContributionFactory, StatementFactory
from tests.proof.double_submit.press import browser

POINT = {"kind": "comment", "body": "Fler replokaler.", "wording": "", "do": "nasta"}


def speaker(organisation, task=Task.SIGNATORY):
    user = UserFactory(name="Anna Berg")
    Representative.objects.create(user=user, organisation=organisation, task=task).approve()
    return user


def sent(rest, fields, *, points=1, **words):
    """Somebody who signs sends a form of a statement."""
    statement = StatementFactory(**words)
    for _ in range(points):
        ContributionFactory(statement=statement)
    user = speaker(statement.organisation)
    fields = fields(statement) if callable(fields) else fields
    return browser(user), f"/yttrande/{statement.uuid}/{rest}", fields


def begin():
    organisation, consultation = OrganisationFactory(), ConsultationFactory()
    address = f"/jonkoping/samrad/{consultation.slug}/svara/"
    return browser(speaker(organisation)), address, {"som": str(organisation.uuid)}


def begin_as_myself():
    address = f"/jonkoping/samrad/{ConsultationFactory().slug}/svara/"
    return browser(UserFactory()), address, {"som": "jag"}


def one_thing(**who):
    fields = {"about": "", "body": "Bussen går för tidigt.", "steg": "skicka", "key": new_key()}
    address = f"/jonkoping/samrad/{ConsultationFactory().slug}/en-sak/"
    return browser(), address, {**fields, **who}


def with_its_stamp(statement, **words):
    point = statement.contributions.get()
    return {**POINT, "point": point.pk, "stamp": drafts.stamp_of(point), **words}


def to_a_colleague(statement):
    return {"to": [speaker(statement.organisation).pk]}


def type_code():
    return browser(), "/kvitto/", {"code": StatementFactory(submitted=True).code}


section = partial(sent, "avsnitt/avsnitt-1/")
asked = partial(sent, "fraga/1/", POINT)


def question():
    return asked(consultation=ConsultationFactory(questions=1))


def hide_name():
    statement = StatementFactory(
        sender=Sender.PERSON,
        organisation=None,
        person_name="Anna Berg",
        shows_name=True,
        submitted=True,
    )
    return browser(), f"/kvitto/{statement.token}/namn/", {}


awaiting = {"awaiting": True, "sent_by": None}
FORMS = {
    "consultations:statement_start": [begin, begin_as_myself],
    "consultations:statement_quick": [
        partial(one_thing, who="nameless"),
        partial(one_thing, who="person", name="Anna Berg", email="anna@privat.example"),
    ],
    "consultations:statement_section": [
        partial(section, POINT, points=0),
        partial(section, partial(with_its_stamp, body="Annat.")),
        partial(section, partial(with_its_stamp, do="ta-bort")),
    ],
    "consultations:statement_question": [question],
    "consultations:statement_whole": [partial(sent, "helheten/", POINT)],
    "consultations:statement_backing": [partial(sent, "bakom/", {"backing": "board"})],
    "consultations:statement_delete": [partial(sent, "ta-bort/", {})],
    "consultations:statement_send": [partial(sent, "skicka/", to_a_colleague)],
    "consultations:statement_return": [
        partial(sent, "skicka-tillbaka/", {"because": "Skriv om bussarna."}, **awaiting)
    ],
    "consultations:statement_submit": [partial(sent, "lamna-in/", {}, **awaiting)],
    "consultations:statement_take_back": [partial(sent, "ta-tillbaka/", {}, **awaiting)],
    "consultations:statement_recall": [partial(sent, "aterta/", {}, submitted=True)],
    "consultations:receipt_enter": [type_code],
    "consultations:receipt_hide_name": [hide_name],
}
