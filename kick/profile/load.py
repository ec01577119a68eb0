"""The big database on which Kick is measured: much of everything, and nobody in it exists."""

from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Q

from consultations.models import (
    Consultation,
    ConsultationText,
    Contribution,
    Invitation,
    Meeting,
    MeetingText,
    Need,
    Plan,
    PlanVersion,
    Reply,
    Seat,
    Section,
    SectionText,
    Statement,
    StatementStatus,
    Verdict,
)
from kick.lib.copying import copy_rows
from kick.profile import meetings, people, plans, register
from organisations.models import (
    ArtForm,
    Assignment,
    Letter,
    Minority,
    Municipality,
    Organisation,
    Region,
    User,
)

# The study guide stays: it is what the people of a circle read, and no row of a profile.
OURS = ["organisations", "consultations"]
REFERENCE = {Region, Municipality, ArtForm, Minority}
# Everything that is made up ends so, and no address that reaches anybody does (RFC 2606).
NOBODY = ".example"
# What only a database in use can hold: one such row, and it is not touched.
REAL = [
    (Organisation, ~Q(source=register.SOURCE)),
    (User, ~Q(email__endswith=people.DOMAIN)),
    (Meeting, ~Q(contact_email__endswith=people.DOMAIN)),
    (Reply, ~Q(email="") & ~Q(email__endswith=NOBODY)),
    (Letter, ~Q(recipient__endswith=NOBODY)),
    (Plan, ~Q(case_number=plans.CASE)),
    (Consultation, ~Q(version__plan__case_number=plans.CASE)),
    (Statement, ~Q(status=StatementStatus.SUBMITTED)),
]


class HoldsRealData(Exception):
    """There is something in the database that make_profile has not made."""

    def __init__(self, model):
        super().__init__(model._meta.label)


def refuse_real_data():
    """Raises HoldsRealData unless the database is empty or holds an earlier profile only."""
    for model, is_real in REAL:
        if model.objects.filter(is_real).exists():
            raise HoldsRealData(model)


def make_profile(sizes, *, say=lambda text: None):
    """Empty the database of an earlier profile and fill it, all or nothing.

    History is not written: it would double the time, and nobody did what it would tell.
    Raises HoldsRealData.
    """
    with transaction.atomic():
        _take_time()
        _lock()
        refuse_real_data()
        _empty()
        call_command("load_reference")
        for model, rows in _parts(sizes):
            _without_history(model, rows, say)
    _settle()


def _parts(sizes):
    yield User, people.users(sizes)
    yield EmailAddress, people.addresses(sizes)
    yield Assignment, people.assignments(sizes)
    yield Organisation, register.organisations(sizes)
    yield Organisation.art_forms.through, register.art_form_links(sizes)
    yield Meeting, meetings.meetings(sizes)
    yield MeetingText, meetings.texts(sizes)
    yield Letter, meetings.letters(sizes)
    yield Invitation, meetings.invitations(sizes)
    yield Reply, meetings.replies(sizes)
    yield Seat, meetings.seats(sizes)
    yield Need, meetings.needs(sizes)
    yield Plan, plans.plans(sizes)
    yield PlanVersion, plans.versions(sizes)
    yield Section, plans.sections(sizes)
    yield SectionText, plans.section_texts(sizes)
    yield Consultation, plans.consultations(sizes)
    yield ConsultationText, plans.consultation_texts(sizes)
    yield Statement, plans.statements(sizes)
    yield Contribution, plans.contributions(sizes)
    yield Verdict, plans.verdicts(sizes)


def _take_time():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")


def _lock():
    """Nobody writes a row that we have not seen between the look and the emptying."""
    with connection.cursor() as cursor:
        for model, _is_real in REAL:
            cursor.execute(f'LOCK TABLE "{model._meta.db_table}" IN EXCLUSIVE MODE')


def _empty():
    tables = [
        connection.ops.quote_name(model._meta.db_table)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in OURS and model not in REFERENCE and model._meta.managed
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")


def _without_history(model, rows, say):
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        number = copy_rows(model, rows)
        # What is checked at the end of the transaction would keep the table from being altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    say(f"{number:>8} {model._meta.verbose_name_plural}")


def _settle():
    """The planner knows what there is, and readers need not clean up after the load."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
