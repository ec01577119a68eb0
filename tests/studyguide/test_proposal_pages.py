"""From note to plan, as the circle, the drafter and the members meet it."""

import html

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consultations.actions import statements
from consultations.models import Contribution, Statement
from organisations.models import Letter, Task
from studyguide.models import Note, Proposal, ProposalOffer, Question
from tests.circle_factories import (
    CircleMemberFactory,
    CircleNoteFactory,
    CircleOrganisationFactory,
    led_circle,
)
from tests.factories import AssignmentFactory, UserFactory
from tests.guide import our_guide
from tests.plan_factories import ConsultationFactory, PlanVersionFactory, SectionFactory
from tests.proposal_factories import (
    ProposalFactory,
    ProposalOfferFactory,
    answered,
    handed_in,
    speaks_for,
)
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db
BODY = "- Det saknas replokaler.\n- Sista bussen går 21.10."


@pytest.fixture
def led(client):
    """A circle with a note, whose leader is signed in."""
    our_guide()
    circle, user = led_circle()
    question = Question.objects.filter(chapter__key="traff-1").order_by("position").first()
    client.note = CircleNoteFactory(circle=circle, question=question, body=BODY, version=4)
    client.circle, client.user = circle, user
    client.base = f"/cirkel/{circle.uuid}/"
    client.lift = f"{client.base}forslag/{question.chapter.key}/{question.key}/"
    sign_in(client, user)
    return client


def page(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status
    return html.unescape(response.content.decode())


def lift_words(number, line, **words):
    said = {"line": line, "section": "", "goal": "quality", "standing": "agreed", "other_view": ""}
    return {"rad": number} | {f"r{number}-{name}": value for name, value in (said | words).items()}


def by_link(circle):
    """The browser of a member who has no account."""
    client = Client()
    client.member = CircleMemberFactory(circle=circle)
    client.base = f"/cirkel/min/{client.member.token}/"
    return client


def test_lines_are_chosen_placed_and_written_down(led):
    version = ConsultationFactory().version
    talk = page(led, f"{led.base}samtal/{led.note.question.chapter.key}/")
    assert f'href="{led.lift}"' in talk
    pick = page(led, led.lift)
    assert "Sista bussen går 21.10." in pick

    form = page(led, f"{led.lift}?v=4&rad=1")

    assert "Sista bussen går 21.10." in form
    assert "Det saknas replokaler." not in form
    key = version.sections.get().key
    said = lift_words(1, "Sista bussen går 21.10.", section=key)
    for _press in range(2):
        sent = led.post(led.lift, said)
        assert sent.url == f"{led.base}forslag/"
    proposal = Proposal.objects.get()
    assert (proposal.body, proposal.section.key) == ("Sista bussen går 21.10.", key)
    assert proposal.lifted_by.user == led.user
    assert "Sista bussen går 21.10." in page(led, f"{led.base}forslag/")
    assert "Sista bussen" in page(led, f"{led.base}samtal/traff-1/")


def test_two_lines_have_a_form_each_and_nothing_typed_is_lost(led):
    said = lift_words(0, "Det saknas replokaler.")
    other = lift_words(1, "Sista bussen går 21.10.", standing="differing", goal="")
    both = said | other | {"rad": [0, 1]}

    refused = led.post(led.lift, both)

    assert refused.status_code == 422
    assert not Proposal.objects.exists()
    words = html.unescape(refused.content.decode())
    assert words.count('name="rad"') == 2
    assert "Skriv vad de andra säger" in words
    led.post(led.lift, both | {"r1-other_view": "Det går fler bussar.", "r1-goal": "children"})
    rows = Proposal.objects.order_by("pk").values_list("body", "standing", "other_view")
    assert list(rows) == [
        ("Det saknas replokaler.", "agreed", ""),
        ("Sista bussen går 21.10.", "differing", "Det går fler bussar."),
    ]


def test_when_somebody_has_written_meanwhile_one_chooses_again(led):
    Note.objects.update(body="Nytt\n" + BODY, version=5)

    assert "Välj minst en rad" in page(led, f"{led.lift}?v=4&rad=1")
    Note.objects.update(body="Nytt", version=6)
    refused = led.post(led.lift, lift_words(1, "Sista bussen går 21.10.", other_view=""))

    assert refused.status_code == 422
    assert "Någon har ändrat raden" in refused.content.decode()
    assert not Proposal.objects.exists()


def test_the_sections_that_fit_the_question_come_first(led):
    led.note.question.plan_parts = ["economy"]
    led.note.question.save()
    version = PlanVersionFactory(plan__region=led.circle.region)
    for heading, part in (("Scenkonst", "areas"), ("Ekonomi och bidrag", "economy"), ("Språk", "")):
        SectionFactory(version=version, words=(heading, ""), plan_part=part)
    version.send_out(by=None)

    form = page(led, f"{led.lift}?v=4&rad=0")

    places = [
        form.index(words) for words in ("Ekonomi och bidrag", "Resten av planen", "Scenkonst")
    ]
    assert places == sorted(places)


def test_a_member_lifts_by_her_own_link_and_whoever_leads_offers(led):
    drafter = UserFactory()
    ours = speaks_for(drafter)
    CircleOrganisationFactory(circle=led.circle, organisation=ours)
    own = by_link(led.circle)

    sent = own.post(
        f"{own.base}forslag/traff-1/{led.note.question.key}/",
        lift_words(0, "Det saknas replokaler."),
    )
    assert sent.url == f"{own.base}forslag/"
    seen = page(own, sent.url)
    assert "Den som leder cirkeln gör det" in seen
    assert "/sjalv/" not in seen
    assert own.post(f"{led.base}forslag/erbjud/").status_code == 302
    assert not ProposalOffer.objects.exists()

    led.post(f"{led.base}forslag/erbjud/")

    assert ProposalOffer.objects.get().organisation == ours
    assert [row.recipient for row in Letter.objects.all()] == [drafter.email]


def test_withdrawing_by_account_and_by_link(led):
    own = by_link(led.circle)
    first, second = (ProposalFactory(note=led.note, body=f"Rad {n}") for n in range(2))

    led.post(f"{led.base}forslag/{first.uuid}/ta-tillbaka/")
    own.post(f"{own.base}forslag/{second.uuid}/ta-tillbaka/")

    assert not Proposal.objects.live().exists()
    offered = ProposalFactory(note=led.note, offered=True)
    told = own.post(f"{own.base}forslag/{offered.uuid}/ta-tillbaka/", follow=True)
    assert "Det är redan erbjudet" in told.content.decode()
    other, _leader = led_circle()
    elsewhere = ProposalFactory(note=CircleNoteFactory(circle=other, question=led.note.question))
    assert own.post(f"{own.base}forslag/{elsewhere.uuid}/ta-tillbaka/").status_code == 404


def test_a_group_without_an_association_is_shown_the_other_ways(led):
    consultation = ConsultationFactory()
    proposal = ProposalFactory(note=led.note, body="Det saknas replokaler.")

    seen = page(led, f"{led.base}forslag/")

    assert "Ingen förening är med i cirkeln, så ni lämnar in som personer." in seen
    assert f"/jonkoping/samrad/{consultation.slug}/en-sak/" in seen
    assert f"{led.base}forslag/{proposal.uuid}/sjalv/" in seen
    led.post(f"{led.base}forslag/erbjud/")
    assert not ProposalOffer.objects.exists()


def test_a_drafter_finds_it_on_her_own_page_and_at_the_answer(client):
    drafter = UserFactory()
    offer = ProposalOfferFactory(to=drafter, proposal__note__body="Det saknas replokaler.")
    consultation = ConsultationFactory()
    sign_in(client, drafter)
    listed = f"/cirkel/till/{offer.organisation.uuid}/"
    take = f"/cirkel/erbjudet/{offer.uuid}/"
    assert "Från er studiecirkel: 1 förslag" in page(client, "/mitt/")
    assert f'href="{listed}"' in page(client, "/mitt/")
    assert f'href="{take}"' in page(client, listed)
    assert "Det saknas replokaler." in page(client, take)
    section = consultation.version.sections.get()
    said = {"about": f"s:{section.key}", "kind": "wording", "body": "Bygg."}
    assert client.post(take, said | {"wording": ""}).status_code == 422

    for _press in range(2):
        sent = client.post(take, said | {"wording": "Länet bygger replokaler."})
        assert sent.url == listed

    point = Contribution.objects.get()
    assert (point.wording, point.origin) == ("Länet bygger replokaler.", "circle")
    assert "I utkastet till svar" in page(client, listed)
    assert "Från er studiecirkel" not in page(client, "/mitt/")
    another = ProposalOfferFactory(organisation=offer.organisation)
    at_answer = page(client, point.statement.get_absolute_url())
    assert "Från er studiecirkel: 1 förslag" in at_answer
    client.post(f"/cirkel/erbjudet/{another.uuid}/avsta/")
    assert "Från er studiecirkel" not in page(client, point.statement.get_absolute_url())


def test_what_the_group_differs_about_goes_along_in_the_words_to_begin_from(client):
    drafter = UserFactory()
    offer = ProposalOfferFactory(
        to=drafter,
        proposal__standing="differing",
        proposal__other_view="De står tomma.",
    )
    ConsultationFactory()
    sign_in(client, drafter)

    form = page(client, f"/cirkel/erbjudet/{offer.uuid}/")

    box = form[form.index("<textarea") : form.index("</textarea>")]
    assert f"{offer.proposal.body}\n\nI vår cirkel tycker vi olika" in box
    assert "De står tomma." in box


def test_without_an_open_consultation_it_waits(client):
    drafter = UserFactory()
    offer = ProposalOfferFactory(to=drafter)
    sign_in(client, drafter)

    assert "inget samråd att svara på" in page(client, f"/cirkel/erbjudet/{offer.uuid}/")
    assert client.post(f"/cirkel/erbjudet/{offer.uuid}/", {"body": "Bygg."}).status_code == 200
    assert not Contribution.objects.exists()


def test_of_several_consultations_the_drafter_chooses(client):
    drafter = UserFactory()
    offer = ProposalOfferFactory(to=drafter)
    late, still_open = ConsultationFactory(closed=True), ConsultationFactory()
    sign_in(client, drafter)
    take = f"/cirkel/erbjudet/{offer.uuid}/"
    assert f"?samrad={late.uuid}" in page(client, take)

    client.post(f"{take}?samrad={late.uuid}", {"about": "", "kind": "comment", "body": "Bygg."})

    assert Statement.objects.get().consultation == late
    assert not still_open.statements.exists()


def test_while_a_colleague_reads_the_answer_the_page_says_so_and_keeps_the_words(client):
    drafter, signatory = UserFactory(), UserFactory()
    offer = ProposalOfferFactory(to=drafter)
    speaks_for(signatory, offer.organisation, task=Task.SIGNATORY)
    consultation = ConsultationFactory()
    sign_in(client, drafter)
    other = ProposalOfferFactory(organisation=offer.organisation)
    said = {"about": "", "kind": "comment", "body": "Bygg replokaler."}
    client.post(f"/cirkel/erbjudet/{other.uuid}/", said)
    statements.hand_in(statement=consultation.statements.get(), by=signatory)

    refused = client.post(f"/cirkel/erbjudet/{offer.uuid}/", said)

    assert refused.status_code == 422
    words = refused.content.decode()
    assert "Svaret är inlämnat" in words
    assert "Bygg replokaler." in words


def test_what_was_typed_is_there_after_signing_in_again(led):
    ConsultationFactory()
    proposal = ProposalFactory(note=led.note, body="Det saknas replokaler.")
    take = f"{led.base}forslag/{proposal.uuid}/sjalv/"
    led.logout()
    said = {"about": "", "kind": "comment", "body": "Skrivet länge."}
    assert "/konto/" in led.post(take, said).url
    sign_in(led, led.user)
    assert "Skrivet länge." in page(led, take)

    led.logout()
    led.post(led.lift, lift_words(1, "Sista bussen går 21.10.", other_view="De säger annat."))
    sign_in(led, led.user)
    kept = page(led, led.lift)

    assert "Sista bussen går 21.10." in kept
    assert "De säger annat." in kept
    assert "Det saknas replokaler." not in kept


def test_a_member_takes_it_along_as_herself(led):
    ConsultationFactory()
    proposal = ProposalFactory(note=led.note, body="Det saknas replokaler.")
    url = f"{led.base}forslag/{proposal.uuid}/sjalv/"
    assert "Det saknas replokaler." in page(led, url)

    sent = led.post(url, {"about": "", "kind": "comment", "body": "Det saknas replokaler."})

    statement = Statement.objects.get()
    assert statement.person == led.user
    assert sent.url == statement.get_absolute_url()
    assert statement.get_absolute_url() in page(led, url)


def test_the_regions_answer_stands_beside_the_question_where_it_began(client):
    offer, _consultation = answered()
    circle = offer.proposal.circle
    handed = handed_in(proposal__note__circle=circle, proposal__note__body="Något mer.")[0]
    own = by_link(circle)
    at_home = page(own, own.base)
    assert "Regionen har svarat på 1 av era förslag." in at_home

    seen = page(own, f"{own.base}forslag/")

    for words in (offer.proposal.body, "Bygg replokaler i varje kommun.", "Det skrivs in i 3.1."):
        assert words in seen
    assert offer.organisation.name in seen
    assert "Något mer." in seen
    assert handed.contribution.body in seen


@pytest.mark.parametrize("role", ["project_lead", "region_officer", "registrar"])
def test_whoever_works_for_the_region_or_the_alliance_finds_no_page(client, role):
    user = AssignmentFactory(role=role).user
    offer = ProposalOfferFactory(to=user)
    circle = offer.proposal.circle
    member = CircleMemberFactory(circle=circle, user=user)
    sign_in(client, user)
    own, base = f"/cirkel/min/{member.token}/forslag/", f"/cirkel/{circle.uuid}/forslag/"

    for url in (f"/cirkel/erbjudet/{offer.uuid}/", base, own):
        assert client.get(url).status_code == 404
    for url in ("erbjud/", f"{offer.proposal.uuid}/ta-tillbaka/"):
        assert client.post(f"{base}{url}").status_code == 404
    assert client.post(f"/cirkel/erbjudet/{offer.uuid}/avsta/").status_code == 404
    listed = page(client, f"/cirkel/till/{offer.organisation.uuid}/")
    assert offer.proposal.body not in listed
    assert "Från er studiecirkel:" not in page(client, "/mitt/")


def test_another_association_finds_nothing(client):
    offer = ProposalOfferFactory()
    stranger = UserFactory()
    speaks_for(stranger)
    sign_in(client, stranger)

    for url in (f"erbjudet/{offer.uuid}/", f"till/{offer.organisation.uuid}/"):
        assert client.get(f"/cirkel/{url}").status_code == 404


def test_pages_cost_the_same_with_one_and_three(client):
    offer, _consultation = answered()
    offer.proposal.section = offer.contribution.section
    offer.proposal.save()
    circle = offer.proposal.circle
    drafter = UserFactory()
    speaks_for(drafter, offer.organisation)
    own = by_link(circle)
    sign_in(client, drafter)

    def costs():
        with CaptureQueriesContext(connection) as circles:
            page(own, f"{own.base}forslag/")
        with CaptureQueriesContext(connection) as offers:
            page(client, f"/cirkel/till/{offer.organisation.uuid}/")
        return len(circles), len(offers)

    one = costs()
    for _ in range(2):
        more = ProposalOfferFactory(
            proposal=ProposalFactory(
                note__circle=circle, offered=True, section=offer.contribution.section
            ),
            organisation=offer.organisation,
        )
        more.take(offer.contribution)
    assert costs() == one
