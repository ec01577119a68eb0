"""One person who has left her name and address wherever the house can hold them."""

import re

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone

from consultations.models import Need, Sender, Speaker
from organisations.models import (
    ImportBatch,
    ImportRow,
    ImportSheet,
    Letter,
    LetterStatus,
    PersonRequest,
    Region,
    Representative,
    User,
)
from tests.circle_factories import (
    AttendanceFactory,
    CircleFactory,
    CircleMemberFactory,
    CircleNoteFactory,
    GatheringFactory,
)
from tests.factories import (
    InvitationFactory,
    MeetingFactory,
    OrganisationFactory,
    ReplyFactory,
    SeatFactory,
)
from tests.plan_factories import ContributionFactory, StatementFactory

ADDRESS, OLD_ADDRESS = "petra.prov@exempel.se", "petra.gammal@exempel.se"
NAME, OLD_NAME = "Petra Provsson", "Petra Provdotter"
MARKS = [ADDRESS, OLD_ADDRESS, NAME, OLD_NAME]


def a_whole_person():
    """The user; `their_statement` is an association's that she has handed in."""
    user = User.objects.create_user(OLD_ADDRESS, name=OLD_NAME)
    user.email, user.name = ADDRESS, NAME
    user.save()
    in_the_account(user)
    organisation = OrganisationFactory(email=ADDRESS)
    Representative.objects.create(user=user, organisation=organisation).approve()
    in_lists(organisation)
    at_meetings(organisation)
    in_statements(user, organisation)
    in_a_circle(user, organisation)
    Region.objects.filter(code="07").update(contact_email=ADDRESS, contact_name=NAME)
    PersonRequest.objects.create(kind="extract", email=ADDRESS)
    return user


def in_the_account(user):
    EmailAddress.objects.create(user=user, email=ADDRESS, verified=True, primary=True)
    Authenticator.objects.create(user=user, type="recovery_codes", data={})
    UserSession.objects.create(
        user=user, session_key="petras", ip="192.0.2.7", user_agent="Firefox", data={}
    )
    LogEntry.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(User),
        object_id=user.pk,
        object_repr=NAME,
        action_flag=CHANGE,
        change_message="",
    )


def in_lists(organisation):
    region = organisation.municipality.region
    batch = ImportBatch.objects.create(region=region, file_name="lista.csv", source="Kommunen")
    ImportSheet.objects.create(batch=batch, position=0, rows=[["Kören", NAME, ADDRESS]])
    ImportRow.objects.create(
        batch=batch, number=2, cells=["Kören", NAME, ADDRESS], values={"email": ADDRESS}, fate="new"
    )


def at_meetings(organisation):
    letter = Letter.objects.create(
        purpose="invitation",
        recipient=ADDRESS,
        subject="Inbjudan",
        body=f"Hej {NAME}",
        status=LetterStatus.SENT,
    )
    InvitationFactory(organisation=organisation, letter=letter)
    meeting = MeetingFactory(contact_email=ADDRESS, contact_name=NAME)
    reply = ReplyFactory(
        meeting=meeting,
        speaker=Speaker.SELF,
        organisation=None,
        email=ADDRESS,
        word=f"Hälsar {NAME}",
    )
    SeatFactory(reply=reply, name=NAME)
    Need.objects.create(reply=reply, kind="hearing_loop")


def in_a_circle(user, organisation):
    """She was at a gathering, and wrote last in the group's note; what the group says is nobody's."""
    circle = CircleFactory()
    member = CircleMemberFactory(
        circle=circle, name=NAME, email=ADDRESS, user=user, organisation=organisation
    )
    AttendanceFactory(gathering=GatheringFactory(circle=circle, held=True), member=member)
    CircleNoteFactory(circle=circle, changed_by=member)


def in_statements(user, organisation):
    theirs = StatementFactory(
        organisation=organisation, submitted=True, submitted_by=user, email=ADDRESS
    )
    ContributionFactory(statement=theirs)
    for submitted in (True, False):
        own = StatementFactory(
            sender=Sender.PERSON,
            organisation=None,
            person=user,
            person_name=NAME,
            shows_name=True,
            email=ADDRESS,
            submitted=submitted,
            **({"frozen": {"sender": NAME}} if submitted else {}),
        )
        ContributionFactory(statement=own, released_at=timezone.now() if submitted else None)
    user.their_statement = theirs


def rows_with(marks):
    """Table name to the number of rows in which a mark stands, of every table there is."""
    found, pattern = {}, "|".join(map(re.escape, marks))
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT count(*) FROM "{table}" row WHERE row::text ~* %s', [pattern])
            [number] = cursor.fetchone()
            found |= {table: number} if number else {}
    return found
