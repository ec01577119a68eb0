import re

import pytest

from consultations.actions import invitations, meetings, replies
from consultations.models import Doorway, Invitation, Reply, Speaker
from organisations import emails
from organisations.actions import people, representation
from organisations.actions.letters import post_letter, send_letter
from organisations.models import Letter, Organisation, Task
from tests.consultations.told import write_letters
from tests.factories import AssignmentFactory, MeetingFactory, OrganisationFactory, UserFactory

pytestmark = [pytest.mark.proof, pytest.mark.django_db]

LINK = re.compile(r"http://localhost:8000/(?:i|anmal/bekrafta)/([\w-]{43})/")


def associations(number):
    """Associations; every tenth shares its address with the one before."""
    made = []
    for n in range(number):
        changed = {"email": made[-1].email} if n % 10 == 9 else {}
        made.append(OrganisationFactory(name=f"Spelmanslaget nummer {n:03} i skogen", **changed))
    return made


def write_every_kind(organisations):
    lead = AssignmentFactory(user__name="Maja Lind").user
    meeting = MeetingFactory(seats_total=60)
    invitations.choose(meeting=meeting, organisations=organisations)
    invitations.send(meeting=meeting, expected=len(organisations), by=lead)
    send_all()
    for invitation in meeting.invitations.all()[:40]:
        doorway = Doorway.opened_by(invitation.token)
        replies.answer(doorway=doorway, comes=True)
        names = [f"Deltagare {invitation.pk} A", f"Deltagare {invitation.pk} B"]
        replies.fill_in(doorway=doorway, names=names, needs=[], wants_alliance=True)
    invitations.remind(meeting=meeting)
    for number in range(10):
        replies.sign_up(
            meeting=meeting,
            speaker=Speaker.SELF,
            organisation=None,
            email=f"ensam{number}@exempel.se",
            names=[f"Ensam Person {number}"],
            needs=[],
            wants_alliance=False,
            language="sv",
        )
    for invitation in meeting.invitations.all()[:5]:
        replies.answer(doorway=Doorway.opened_by(invitation.token), comes=False)
    for number, organisation in enumerate(organisations[:10]):
        post_letter(**emails.registration_to_confirm(organisation=organisation))
        post_letter(**emails.link_to_organisation(organisation=organisation, day="2026-12-08"))
        representative = representation.request_representation(
            user=UserFactory(name=f"Ombud {number}"), organisation=organisation, task=Task.DRAFTER
        )
        decide = people.approve_representative if number % 2 else people.decline_representative
        decide(representative=representative, by=lead)
    # What still waits when the meeting is cancelled never goes.
    send_all()
    meetings.cancel_meeting(meeting=meeting, because="Lokalen brann.")
    write_letters()
    send_all()


def send_all():
    for letter in Letter.objects.queued():
        send_letter(letter_id=letter.pk)


def test_l7_each_mail_has_one_recipient_and_only_that_persons_links(smtp_sink, figure):
    organisations = associations(100)

    write_every_kind(organisations)

    letters = {letter.message_id: letter for letter in Letter.objects.all()}
    whose = {}
    for row in [*Invitation.objects.select_related("organisation"), *Organisation.objects.all()]:
        owner = row.organisation if isinstance(row, Invitation) else row
        whose[row.token] = owner.email
    whose |= {row.token: row.address for row in Reply.objects.select_related("organisation")}
    addresses = set(whose.values())
    names = {organisation.name: organisation.email for organisation in organisations}
    foreign, links = [], 0
    for mail in smtp_sink.mails:
        letter = letters.pop(mail.message_id)
        [recipient] = mail.recipients
        assert recipient == letter.recipient == mail.message["To"]
        assert mail.message["Cc"] is mail.message["Bcc"] is None
        words = f"{mail.message['Subject']}\n{mail.text}\n{mail.html}"
        for token in LINK.findall(words):
            links += 1
            if whose.get(token) != recipient:
                foreign.append((letter.purpose, "link"))
        others = addresses - {recipient}
        foreign += [(letter.purpose, "address") for other in others if other in words]
        if "@exempel.se" not in recipient:
            foreign += [
                (letter.purpose, "name")
                for name, address in names.items()
                if name in words and address != recipient
            ]
    assert letters == {}
    assert foreign == []
    assert links > len(smtp_sink.mails)
    purposes = sorted({letter.purpose for letter in Letter.objects.all()})
    figure(
        "L7",
        f"{len(smtp_sink.mails)} mails of {len(purposes)} purposes ({', '.join(purposes)}), {links} links:"
        " 1 recipient each, 0 foreign links, addresses or names",
    )
