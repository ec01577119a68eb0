"""Cases that regions write for each other."""

import uuid

import pytest

from organisations.models import Region, Role, WrongMove
from studyguide.actions import method as actions
from studyguide.models import CASE_MOVES, Case, CaseStatus
from tests.factories import AssignmentFactory
from tests.method_factories import CaseFactory
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db

NEW = "/region/metodverktyg/exempel/nytt/"
WORDS = {
    "title": "Samråd i replokalen",
    "what_we_did": "Vi åkte dit.",
    "how_it_went": "Bra.",
    "advice": "",
}
STATES = {
    CaseStatus.DRAFT: {},
    CaseStatus.PUBLISHED: {"published": True},
    CaseStatus.WITHDRAWN: {"published": True, "status": CaseStatus.WITHDRAWN},
}


@pytest.fixture
def officer(client):
    user = AssignmentFactory(role=Role.REGION_OFFICER).user
    sign_in(client, user)
    return user


def test_every_status_is_in_the_table_and_moves_as_it_says():
    assert CASE_MOVES.keys() == set(CaseStatus)
    for status in CaseStatus:
        for verb, target in [("publish", CaseStatus.PUBLISHED), ("withdraw", CaseStatus.WITHDRAWN)]:
            case = CaseFactory(**STATES[status])
            if target in CASE_MOVES[status]:
                getattr(case, verb)()
                assert Case.objects.get(pk=case.pk).status == target
            else:
                with pytest.raises(WrongMove):
                    getattr(case, verb)()


def test_a_case_is_a_draft_until_it_is_published_for_everybody(client, officer):
    client.post(NEW, WORDS | {"key": str(uuid.uuid4())})
    case = Case.objects.get()
    client.logout()
    assert client.get(case.get_absolute_url()).status_code == 404
    sign_in(client, officer)

    client.post(f"/region/metodverktyg/exempel/{case.uuid}/publicera/")
    client.logout()

    assert "Samråd i replokalen" in client.get("/metodverktyg/exempel/").content.decode()
    assert "Vi åkte dit." in client.get(case.get_absolute_url()).content.decode()


def test_a_case_taken_back_is_the_regions_own_again(client, officer):
    case = CaseFactory(published=True, what_we_did="Vi åkte till <b>replokalen</b>.")
    page = client.get(case.get_absolute_url()).content.decode()
    assert "&lt;b&gt;replokalen" in page

    client.post(f"/region/metodverktyg/exempel/{case.uuid}/dra-tillbaka/")

    assert "replokalen" in client.get(case.get_absolute_url()).content.decode()
    client.logout()
    assert client.get(case.get_absolute_url()).status_code == 404
    assert case.title not in client.get("/metodverktyg/exempel/").content.decode()


@pytest.mark.parametrize("state", [STATES[CaseStatus.DRAFT], STATES[CaseStatus.WITHDRAWN]])
def test_no_account_of_ideell_kulturallians_reads_what_is_not_published(client, state):
    case = CaseFactory(**state)
    lead = AssignmentFactory(region=case.region).user
    AssignmentFactory(user=lead, region=case.region, role=Role.REGION_OFFICER)
    national = AssignmentFactory(region=None).user
    elsewhere = AssignmentFactory(
        role=Role.REGION_OFFICER, region=Region.objects.get(slug="kronoberg")
    ).user

    for user in (lead, national, elsewhere):
        assert not Case.objects.visible_to(user).exists()
        sign_in(client, user)
        assert client.get(case.get_absolute_url()).status_code == 404


def test_the_same_form_twice_is_one_case(client, officer):
    form = WORDS | {"key": str(uuid.uuid4())}

    answers = [client.post(NEW, form).url for _press in range(2)]

    assert len(set(answers)) == 1
    assert Case.objects.count() == 1


def test_a_key_of_another_regions_case_writes_nothing(officer):
    case = CaseFactory(region=Region.objects.get(slug="kronoberg"))
    here = Region.objects.get(slug="jonkoping")

    with pytest.raises(actions.TakenKey):
        actions.write_case(key=case.uuid, region=here, by=officer, words=WORDS)

    assert Case.objects.get().title == case.title


def test_missing_words_are_told_and_what_was_typed_stays(client, officer):
    response = client.post(NEW, WORDS | {"how_it_went": ""})

    assert response.status_code == 422
    assert "Vi åkte dit." in response.content.decode()
    assert not Case.objects.exists()


def test_the_words_can_be_changed(client, officer):
    case = CaseFactory()

    client.post(f"/region/metodverktyg/exempel/{case.uuid}/", WORDS | {"title": "Nytt namn"})

    case.refresh_from_db()
    assert (case.title, case.status) == ("Nytt namn", CaseStatus.DRAFT)


def test_who_has_two_regions_chooses_one(client, officer):
    kronoberg = Region.objects.get(slug="kronoberg")
    AssignmentFactory(user=officer, role=Role.REGION_OFFICER, region=kronoberg)

    refused = client.post(NEW, WORDS)
    client.post(NEW, WORDS | {"region": kronoberg.pk})
    client.post(NEW, WORDS | {"region": Region.objects.get(slug="uppsala").pk})

    assert refused.status_code == 422
    assert [case.region for case in Case.objects.all()] == [kronoberg]


def test_who_was_signed_out_while_writing_finds_her_words_again(client, officer):
    client.logout()
    response = client.post(NEW, WORDS | {"what_we_did": "Vi åkte dit en torsdag."})
    assert response.url.startswith("/konto/logga-in/")
    sign_in(client, officer)

    page = client.get(NEW).content.decode()

    assert "Vi åkte dit en torsdag.</textarea>" in page
    assert not Case.objects.exists()
