import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from organisations.models import (
    Letter,
    Municipality,
    Organisation,
    OrganisationStatus,
    Purpose,
    Region,
    Representative,
    Role,
)
from tests.factories import AssignmentFactory, OrganisationFactory, UserFactory
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db

LIST = "/admin/organisations/organisation/"
ADD = f"{LIST}add/"


@pytest.fixture
def lead(client):
    """A project lead in Jönköping who has signed in with both factors."""
    user = AssignmentFactory().user
    sign_in(client, user)
    return user


def page_of(organisation):
    return reverse("admin:organisations_organisation_change", args=[organisation.pk])


def in_kronoberg(**more):
    return OrganisationFactory(municipality=Municipality.objects.get(code="0780"), **more)


def fields(**changed):
    return {
        "name": "Kören",
        "kind": "association",
        "municipality": "0680",
        "source": "Kommunens lista",
        "contact_language": "sv",
        "listed_publicly": "unknown",
        "representatives-TOTAL_FORMS": "0",
        "representatives-INITIAL_FORMS": "0",
        **changed,
    }


def rows(response):
    return list(response.context["cl"].result_list)


def test_list_shows_the_leads_own_region(client, lead):
    ours = OrganisationFactory(reported=True)
    in_kronoberg()

    assert rows(client.get(LIST)) == [ours]


def test_list_finds_and_narrows(client, lead):
    sought = OrganisationFactory(name="Bäckaby hembygdsförening", email="")
    refused = OrganisationFactory(name="Spelmanslaget", municipality_id="0685")
    refused.mark_email_refused()
    refused.confirm(how="phone")

    assert rows(client.get(LIST, {"q": "hembydsforening"})) == [sought]
    assert rows(client.get(LIST, {"epost": "nej"})) == [sought]
    assert rows(client.get(LIST, {"epost": "studs"})) == [refused]
    assert rows(client.get(LIST, {"kommun": "0685"})) == [refused]
    assert rows(client.get(LIST, {"bekraftad": "ja"})) == [refused]
    assert rows(client.get(LIST, {"status__exact": "reported"})) == []


def test_list_keeps_lookups_to_itself(client, lead):
    OrganisationFactory()

    for query in ["email__startswith=a", "representatives__user__email=a", "org_number__gt=1"]:
        assert client.get(f"{LIST}?{query}").status_code in {302, 400}


def test_list_costs_the_same_with_ten_and_a_thousand_rows(client, lead):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return len(queries)

    OrganisationFactory.create_batch(10)
    few = cost()
    place = Municipality.objects.get(code="0680")
    more = (OrganisationFactory.build(municipality=place, slug=f"o-{n}") for n in range(1000))
    Organisation.objects.bulk_create(more)
    response = client.get(LIST)

    assert cost() == few == 7
    assert response.context["cl"].result_count == 1001


def test_what_is_foreign_is_missing(client, lead):
    foreign = in_kronoberg()

    for address in [page_of(foreign), f"{LIST}{foreign.pk}/history/", f"{LIST}999999/change/"]:
        assert client.get(address).status_code == 404
    assert client.post(page_of(foreign), fields()).status_code == 404
    client.post(LIST, {"action": "reject", "_selected_action": [foreign.pk]})
    foreign.refresh_from_db()
    assert foreign.status == OrganisationStatus.LISTED


def test_nothing_is_deleted_here(client, lead):
    ours = OrganisationFactory()

    answer = client.post(f"{LIST}{ours.pk}/delete/", {"post": "yes"})

    assert answer.status_code == 403
    assert Organisation.objects.exists()


@pytest.mark.parametrize("role", [Role.REGION_OFFICER, Role.REGISTRAR])
def test_other_staff_have_no_admin(client, role):
    sign_in(client, AssignmentFactory(role=role).user)

    assert client.get(LIST).status_code != 200


def test_states_move_by_their_verbs_only(client, lead):
    reported, dormant = OrganisationFactory(reported=True), OrganisationFactory(status="dormant")
    chosen = [reported.pk, dormant.pk]

    client.post(page_of(reported), fields(status="merged"))
    reported.refresh_from_db()
    by_form = reported.status
    client.post(LIST, {"action": "approve", "_selected_action": chosen}, follow=True)
    answer = client.post(LIST, {"action": "reject", "_selected_action": chosen}, follow=True)
    reported.refresh_from_db()

    assert by_form == OrganisationStatus.REPORTED
    assert reported.status == OrganisationStatus.LISTED
    assert [message.level_tag for message in answer.context["messages"]] == ["warning"]


def test_adding_keeps_a_wrong_check_digit_but_no_personal_number(client, lead):
    wrong_digit = client.post(ADD, fields(org_number="802534-9624"))
    personal = client.post(ADD, fields(name="Andra", org_number="811218-9876"))

    assert wrong_digit.status_code == 302
    assert Organisation.objects.get().org_number == "8025349624"
    assert list(personal.context["adminform"].form.errors) == ["org_number"]
    assert "811218-9876" not in personal.content.decode()


def test_adding_is_for_the_leads_own_region(client, lead):
    foreign_parent = in_kronoberg()

    answer = client.post(ADD, fields(municipality="0780", parent=foreign_parent.pk))

    assert sorted(answer.context["adminform"].form.errors) == ["municipality", "parent"]
    assert not Organisation.objects.in_region(Region.objects.get(slug="jonkoping")).exists()


def test_the_list_to_choose_a_parent_from_is_the_leads_own(client, lead):
    ours = OrganisationFactory(name="Distriktet")
    in_kronoberg(name="Distriktet")

    answer = client.get(LIST, {"q": "distrikt", "_popup": "1", "_to_field": "id"})

    assert list(answer.context["cl"].result_list) == [ours]


def test_a_new_address_is_tried_again(client, lead):
    ours = OrganisationFactory(email="gammal@koren.example")
    ours.mark_email_refused()

    client.post(page_of(ours), fields(email="ny@koren.example"))
    ours.refresh_from_db()

    assert (ours.email, ours.email_refused_at) == ("ny@koren.example", None)


def test_start_page_says_what_waits(client, lead):
    empty = client.get("/admin/").content.decode()
    OrganisationFactory(reported=True)
    in_kronoberg(reported=True)
    Representative.objects.create(user=UserFactory(), organisation=OrganisationFactory())
    Letter.objects.create(
        purpose=Purpose.INVITATION,
        recipient="a@forening.example",
        about="meeting:1",
        occasion="invitation",
        region=Region.objects.get(slug="jonkoping"),
        subject="Inbjudan",
        body="Hej",
        status="failed",
        queued_at=timezone.now(),
    )

    answer = client.get("/admin/")

    assert "status__exact" not in empty
    assert [task["words"][0] for task in answer.context["today"]] == ["1", "1", "1"]
    for task in answer.context["today"]:
        words = client.get(task["url"]).context
        found = words["cl"].result_count if "cl" in words else words["page"].paginator.count
        assert found == 1


def test_history_shows_who_changed_what(client, lead):
    ours = OrganisationFactory(name="Gamla kören")
    client.post(page_of(ours), fields(name="Nya kören"))

    page = client.get(f"{LIST}{ours.pk}/history/").content.decode()

    assert "Gamla kören" in page and "Nya kören" in page
    assert str(lead) in page


def test_raw_jobs_are_in_nobodys_admin():
    labels = {model._meta.app_label for model in admin.site._registry}

    assert "organisations" in labels
    assert "procrastinate" not in labels


def test_reported_organisation_is_taken_in_where_it_is_read(client, lead):
    reported, listed = OrganisationFactory(reported=True), OrganisationFactory()

    pages = [client.get(page_of(row)).text for row in (reported, listed)]
    answer = client.post(page_of(reported), fields(name="Rätt namn", _approve="1"))

    reported.refresh_from_db()
    assert ['name="_approve"' in page for page in pages] == [True, False]
    assert answer.status_code == 302
    assert (reported.name, reported.status) == ("Rätt namn", OrganisationStatus.LISTED)


def test_two_who_decide_about_the_same_are_told(client, lead):
    listed = OrganisationFactory()

    answer = client.post(page_of(listed), fields(_reject="1"), follow=True)

    listed.refresh_from_db()
    assert listed.status == OrganisationStatus.LISTED
    assert [message.level_tag for message in answer.context["messages"]] == ["warning"]


def test_error_is_said_once_in_the_title(client, lead):
    page = client.post(ADD, {}).text

    assert page.count("<title>Fel: ") == 1
    assert "Fel: Fel:" not in page
