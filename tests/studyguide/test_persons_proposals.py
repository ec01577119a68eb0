"""A circle of persons has a way to the region too, and a drafter who comes later finds what waits."""

import html

import pytest
from django.test import Client

from consultations.actions import statements
from consultations.models import Origin, Statement
from studyguide.actions import offers, proposals
from studyguide.models import Proposal, ProposalOffer, Question, Stage
from tests.circle_factories import CircleMemberFactory, CircleNoteFactory, led_circle
from tests.factories import OrganisationFactory, UserFactory
from tests.guide import our_guide
from tests.plan_factories import ConsultationFactory
from tests.proposal_factories import CircleOrganisationFactory, ProposalFactory, speaks_for
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db
BUS, ROOM = "Sista bussen går 21.10.", "Det saknas replokaler."


@pytest.fixture
def led(client):
    """A circle of persons that proposes two things, whose leader is signed in."""
    our_guide()
    client.circle, client.user = led_circle()
    question = Question.objects.filter(chapter__key="traff-1").order_by("position").first()
    note = CircleNoteFactory(circle=client.circle, question=question, body=f"{BUS}\n{ROOM}")
    client.consultation = ConsultationFactory()
    section = client.consultation.version.sections.first()
    ProposalFactory(note=note, body=BUS, section=section)
    ProposalFactory(note=note, body=ROOM, standing="differing", other_view="De finns, men låsta.")
    client.base = f"/cirkel/{client.circle.uuid}/forslag/"
    client.samrad = {"samrad": client.consultation.uuid}
    sign_in(client, client.user)
    return client


def page(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def test_all_of_it_becomes_a_draft_of_her_own_in_one_press(led):
    assert f'action="{led.base}sjalv/"' in page(led, led.base)

    for _press in range(2):
        sent = led.post(f"{led.base}sjalv/", led.samrad)

    statement = Statement.objects.get()
    assert (statement.person, sent.url) == (led.user, statement.get_absolute_url())
    first, second = statement.contributions.order_by("position")
    assert (first.body, first.section.key, first.origin) == (
        BUS,
        led.consultation.version.sections.first().key,
        Origin.CIRCLE,
    )
    assert second.body.startswith(ROOM)
    assert second.body.endswith("De finns, men låsta.")
    assert second.section is None
    assert [row.stage for row in ProposalOffer.objects.all()] == [Stage.TAKEN, Stage.TAKEN]


def test_nobody_is_told_of_associations_that_are_not_there(led):
    home = f"/cirkel/{led.circle.uuid}/"
    assert "inte erbjudna till era föreningar än" not in page(led, home)

    CircleOrganisationFactory(circle=led.circle, organisation=OrganisationFactory())

    assert "2 är inte erbjudna till era föreningar än." in page(led, home)


def test_what_she_has_changed_in_her_draft_stays(led):
    led.post(f"{led.base}sjalv/", led.samrad)
    point = Statement.objects.get().contributions.order_by("position").first()
    point.body = "Låt bussen gå senare."
    point.save()

    led.post(f"{led.base}sjalv/", led.samrad)

    bodies = Statement.objects.get().contributions.values_list("body", flat=True)
    assert sorted(body[:10] for body in bodies) == ["Det saknas", "Låt bussen"]


def test_the_others_see_it_when_it_is_handed_in_and_not_by_whom(led):
    other = CircleMemberFactory(circle=led.circle)
    own = f"/cirkel/min/{other.token}/forslag/"
    led.post(f"{led.base}sjalv/", led.samrad)
    assert "I utkastet till svaret" not in page(Client(), own)

    statements.hand_in(statement=Statement.objects.get(), by=led.user)

    seen = page(Client(), own)
    assert "En av er, för egen del" in seen
    assert led.user.name not in seen


def test_after_it_is_handed_in_nothing_more_is_put_in(led):
    led.post(f"{led.base}sjalv/", led.samrad)
    statements.hand_in(statement=Statement.objects.get(), by=led.user)
    ProposalFactory(note=led.circle.notes.get(), body="En sak till.")

    answer = led.post(f"{led.base}sjalv/", led.samrad, follow=True)

    assert "det som är inlämnat ändras inte" in html.unescape(answer.content.decode())
    assert Statement.objects.get().contributions.count() == 2


def test_without_a_consultation_it_waits_and_the_page_says_so(led):
    led.consultation.cancel()

    assert "Det finns inget samråd att svara på just nu." in page(led, led.base)
    led.post(f"{led.base}sjalv/", led.samrad)
    led.post(f"{led.base}sjalv/", {"samrad": "finns-inte"})

    assert not Statement.objects.exists()


def test_with_nothing_proposed_no_draft_is_begun(led):
    Proposal.objects.all().delete()

    assert led.post(f"{led.base}sjalv/", led.samrad).url == led.base
    assert not Statement.objects.exists()


def test_nobody_takes_another_circles_proposals(led):
    outsider = CircleMemberFactory(circle=led.circle)

    with pytest.raises(offers.NotOffered):
        offers.take_all_oneself(
            circle=led.circle,
            member=outsider,
            consultation=led.consultation,
            by=UserFactory(),
        )


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("kim@exempel.se", "Använd den e-postadress som du har i cirkeln"),
        ("", "Be först den som leder att skriva upp din e-postadress"),
    ],
)
def test_who_has_no_account_is_told_how_to_hand_in_as_herself(led, email, words):
    member = CircleMemberFactory(circle=led.circle, email=email)

    seen = page(Client(), f"/cirkel/min/{member.token}/forslag/")

    assert words in seen
    assert f'href="/konto/logga-in/?next={led.base}"' in seen
    # The page is reached by a link, which may be passed on.
    assert not email or email not in seen


def test_a_drafter_who_comes_later_finds_what_waits(led, client):
    ours = OrganisationFactory()
    CircleOrganisationFactory(circle=led.circle, organisation=ours)
    assert proposals.offer(circle=led.circle, by=led.user) == 2
    drafter = UserFactory()
    assert not ProposalOffer.objects.offered_to(drafter).exists()

    speaks_for(drafter, ours)

    assert ProposalOffer.objects.offered_to(drafter).waiting().count() == 2
    sign_in(client, drafter)
    assert f"/cirkel/till/{ours.uuid}/" in page(client, "/mitt/")
