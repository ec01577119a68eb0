"""The pages on which a statement is written, signed and handed in, as their users meet them."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from consultations.actions import drafts
from consultations.models import Contribution, Statement
from organisations.models import Representative, Task
from tests.factories import AssignmentFactory, OrganisationFactory, UserFactory
from tests.plan_factories import (
    ConsultationFactory,
    ContributionFactory,
    StatementFactory,
    VerdictFactory,
)
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


def browser(user=None):
    client = Client()
    if user:
        sign_in(client, user)
    return client


def speaker(organisation, task=Task.SIGNATORY, **user):
    user = UserFactory(**{"name": "Anna Berg", **user})
    Representative.objects.create(user=user, organisation=organisation, task=task).approve()
    return user


def start(consultation):
    return f"/jonkoping/samrad/{consultation.slug}/svara/"


def page(statement, rest=""):
    return f"/yttrande/{statement.uuid}/{rest}"


def html(response, status=200):
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def consultation():
    return ConsultationFactory(questions=1)


@pytest.fixture
def draft(consultation):
    return StatementFactory(consultation=consultation)


@pytest.fixture
def anna(draft):
    return speaker(draft.organisation)


def key(statement):
    return statement.consultation.version.sections.get().key


def write(client, statement, do="spara", **words):
    words = {"kind": "comment", "body": "Fler replokaler.", "do": do, **words}
    return client.post(page(statement, f"avsnitt/{key(statement)}/"), words)


def test_whoever_has_no_account_is_sent_to_sign_in_and_back(consultation):
    response = browser().post(start(consultation), {"som": "jag"})

    assert response.url.startswith("/konto/logga-in/?next=/jonkoping/samrad/")
    assert "%3Fsom%3Dforening" in html(browser().get(start(consultation)))


def test_the_address_of_the_association_leads_to_representing_it(consultation):
    organisation = OrganisationFactory(public=True, email="info@kor.example")
    user = UserFactory(email="info@kor.example")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client = browser(user)
    way = f"/anmal/foretrada/{organisation.uuid}/?next={start(consultation)}"
    assert way in html(client.get(start(consultation)))

    response = client.post(way, {"task": "signatory"})

    assert response.url == start(consultation)
    response = client.post(start(consultation), {"som": str(organisation.uuid)})
    assert response.url == page(Statement.objects.get())


def test_a_draft_that_has_begun_is_gone_on_with(draft, anna):
    client = browser(anna)

    response = client.get(f"{start(draft.consultation)}?som=forening")
    again = client.post(start(draft.consultation), {"som": str(draft.organisation.uuid)})

    assert response.url == again.url == page(draft)


def test_an_answer_is_begun_only_for_ones_own(consultation, anna):
    other = OrganisationFactory()

    response = browser(anna).post(start(consultation), {"som": str(other.uuid)})

    assert response.url == start(consultation)
    assert not Statement.objects.of_organisation(other).exists()


@pytest.mark.parametrize("kind", ["announced", "closed"])
def test_the_start_says_when_it_can_be_answered(kind):
    consultation = ConsultationFactory(**{kind: True})

    shown = html(browser().get(start(consultation)))

    assert ("/en-sak/" in shown) is (kind == "closed")


def test_staff_are_told_why_they_cannot_write_for_an_association(consultation):
    lead = AssignmentFactory().user
    Representative.objects.create(user=lead, organisation=OrganisationFactory()).approve()

    assert 'name="som" value="jag"' in html(browser(lead).get(start(consultation)))
    assert not Statement.objects.exists()


def test_a_point_is_saved_and_shown_again(draft, anna):
    client = browser(anna)

    response = write(client, draft, body="Fler replokaler.")
    point = Contribution.objects.get()
    shown = html(client.get(response.url))

    assert response.url.endswith(f"/avsnitt/{key(draft)}/?punkt={point.pk}")
    assert "Fler replokaler.</textarea>" in shown
    assert f'name="point" value="{point.pk}"' in shown


def test_save_and_next_goes_on_and_an_empty_box_saves_nothing(draft, anna):
    client = browser(anna)

    assert write(client, draft, do="nasta").url == page(draft, "fraga/1/")
    empty = {"kind": "comment", "body": " ", "do": "nasta"}
    assert client.post(page(draft, "fraga/1/"), empty).url == page(draft, "helheten/")
    assert client.post(page(draft, "helheten/"), empty).url == page(draft)
    assert Contribution.objects.count() == 1


def test_support_needs_no_words_and_a_wording_needs_one(draft, anna):
    client = browser(anna)

    assert write(client, draft, kind="support", body="").status_code == 302
    assert write(client, draft, kind="wording", body="Så här.").status_code == 422
    assert write(client, draft, kind="objection", body="").status_code == 422
    assert write(client, draft, kind="nothing", body="Ändå något.").status_code == 422
    assert write(client, draft, kind="annat").status_code == 422
    assert Contribution.objects.get().kind == "support"


def test_a_personal_number_is_covered_and_not_kept(draft, anna):
    shown = html(write(browser(anna), draft, body="Jag, 640823-3234, vill."), 422)

    assert "640823-****" in shown
    assert "3234" not in shown
    assert not Contribution.objects.exists()


def test_both_texts_stand_on_the_page_when_two_write_at_once(draft, anna):
    client, bo = browser(anna), browser(speaker(draft.organisation, name="Bo Ås"))
    write(client, draft)
    point = Contribution.objects.get()
    seen = {"point": point.pk, "stamp": drafts.stamp_of(point)}
    write(client, draft, body="Annas nya ord.", **seen)

    shown = html(write(bo, draft, body="Bos ord.", **seen), 409)
    assert "Annas nya ord." in shown
    assert "Bos ord.</textarea>" in shown

    point.refresh_from_db()
    assert f'value="{drafts.stamp_of(point)}"' in shown
    write(bo, draft, body="Båda.", point=point.pk, stamp=drafts.stamp_of(point))
    assert Contribution.objects.get().body == "Båda."


def test_a_point_is_taken_away(draft, anna):
    client = browser(anna)
    write(client, draft)
    point = Contribution.objects.get()

    write(client, draft, do="ta-bort", point=point.pk, stamp="annat")
    assert Contribution.objects.exists()
    write(client, draft, do="ta-bort", point=point.pk, stamp=drafts.stamp_of(point))
    assert not Contribution.objects.exists()


def test_what_is_typed_while_a_colleague_reads_is_not_lost(draft, anna):
    client = browser(anna)
    write(client, draft)
    drafts.send_for_signature(statement=draft, by=anna, to=[speaker(draft.organisation)])

    shown = html(write(client, draft, body="Ett tillägg."), 422)

    assert "Ett tillägg." in shown
    assert Contribution.objects.get().body == "Fler replokaler."


def test_a_drafter_sends_and_the_signatory_returns_and_hands_in(draft):
    drafter = speaker(draft.organisation, Task.DRAFTER, name="Anna Berg")
    signatory = speaker(draft.organisation, name="Bo Ås")
    anna, bo = browser(drafter), browser(signatory)
    write(anna, draft)
    assert "lamna-in" not in html(anna.get(page(draft, "granska/")))

    anna.post(page(draft, "skicka/"), {"to": [signatory.pk]})
    assert "skicka-tillbaka" not in html(anna.get(page(draft, "granska/")))
    html(bo.post(page(draft, "skicka-tillbaka/"), {"because": ""}), 422)
    bo.post(page(draft, "skicka-tillbaka/"), {"because": "Skriv om bussarna."})
    assert "Skriv om bussarna." in html(anna.get(page(draft)))

    anna.post(page(draft, "skicka/"), {"to": [signatory.pk]})
    anna.post(page(draft, "lamna-in/"))
    draft.refresh_from_db()
    assert draft.is_awaiting
    bo.post(page(draft, "lamna-in/"))

    draft.refresh_from_db()
    assert (draft.number, draft.submitted_by) == (1, signatory)
    assert draft.frozen["signed_by"] == "Bo Ås"
    assert f"/kvitto/{draft.token}/" in html(anna.get(page(draft)))


def test_one_who_signs_alone_hands_in_at_once(draft, anna):
    client = browser(anna)
    write(client, draft)

    client.post(page(draft, "lamna-in/"))
    client.post(page(draft, "lamna-in/"))

    draft.refresh_from_db()
    assert draft.number == 1


def test_where_two_must_sign_the_page_says_so(draft, anna):
    draft.organisation.two_must_sign = True
    draft.organisation.save()
    client = browser(anna)
    write(client, draft)

    shown = html(client.get(page(draft, "granska/")))

    assert "lamna-in" not in shown
    # Nobody else signs yet, so the page tells how a colleague comes to.
    assert f"/anmal/foretrada/{draft.organisation.uuid}/" in shown
    client.post(page(draft, "lamna-in/"))
    draft.refresh_from_db()
    assert draft.is_draft


def test_several_who_share_a_mailbox_say_who_it_is(draft):
    shared = speaker(draft.organisation, name="", email=draft.organisation.email.lower())
    client = browser(shared)
    write(client, draft)

    html(client.post(page(draft, "lamna-in/"), {"signed_name": ""}), 422)
    client.post(page(draft, "lamna-in/"), {"signed_name": "Karin Ek"})

    draft.refresh_from_db()
    assert draft.frozen["signed_by"] == "Karin Ek"


def test_a_person_decides_whether_her_name_is_shown(consultation):
    user = UserFactory(name="Anna Berg")
    client = browser(user)
    client.post(start(consultation), {"som": "jag"})
    statement = Statement.objects.get()
    client.post(
        page(statement, "helheten/"), {"kind": "comment", "body": "Mer dans.", "do": "spara"}
    )

    client.post(page(statement, "lamna-in/"), {"signed_name": "Anna B"})

    statement.refresh_from_db()
    assert (statement.person_name, statement.shows_name) == ("Anna B", False)
    assert statement.frozen["sender_name"] == "Anna B"
    assert client.get(page(statement, "bakom/")).status_code == 404


def test_what_may_be_somebodys_own_is_pointed_out_with_its_place(draft, anna):
    client = browser(anna)
    write(client, draft, body="Ring 070-174 06 05.")

    shown = html(client.get(page(draft, "granska/")))

    assert "070-174 06 05 (" in shown
    assert "lamna-in" in shown


def test_who_stands_behind_is_said_and_shown(draft, anna):
    client = browser(anna)

    for wrong in [{"x": ""}, {"backing": "other"}, {"backing": "board", "backed_on": "2999-01-01"}]:
        assert client.post(page(draft, "bakom/"), wrong).status_code == 422
    client.post(page(draft, "bakom/"), {"backing": "board", "backed_on": "2026-11-02"})

    draft.refresh_from_db()
    assert (draft.backing, str(draft.backed_on)) == ("board", "2026-11-02")


def test_a_recall_says_that_it_has_arrived_and_lets_a_new_one_begin(draft, anna):
    client = browser(anna)
    write(client, draft)
    client.post(page(draft, "lamna-in/"))
    assert page(draft, "aterta/") in html(client.get(page(draft)))

    client.post(page(draft, "aterta/"))
    response = client.post(start(draft.consultation), {"som": str(draft.organisation.uuid)})

    draft.refresh_from_db()
    assert draft.is_recalled
    assert response.url != page(draft)
    assert html(browser().get(f"/kvitto/{draft.token}/"))


def test_a_draft_is_deleted_but_not_what_was_handed_in(draft, anna):
    client = browser(anna)
    write(client, draft)

    assert client.post(page(draft, "ta-bort/")).url == "/mitt/"
    assert not Statement.objects.exists()


def test_when_the_region_has_answered_what_is_written_is_still_there(draft, anna):
    write(browser(anna), draft)
    draft.consultation.answer()

    shown = html(browser(anna).get(page(draft, "granska/")))

    assert "Fler replokaler." in shown
    assert "lamna-in" not in shown
    browser(anna).post(page(draft, "lamna-in/"))
    draft.refresh_from_db()
    assert draft.is_draft


def test_the_receipt_tells_what_became_of_each_point():
    statement = StatementFactory(submitted=True, organisation__name="Viskören")
    shown = ContributionFactory(statement=statement, body="Fler replokaler.", released=True)
    hidden = ContributionFactory(statement=statement, body="Färre möten.")
    VerdictFactory(contribution=shown, published=True, reason="Replokalerna är med.")
    VerdictFactory(contribution=hidden, reason="Inte bestämt än.")

    told = html(browser().get(f"/kvitto/{statement.token}/"))

    for words in ["Viskören", "Fler replokaler.", "Färre möten.", "Replokalerna är med."]:
        assert words in told
    assert "Inte bestämt än." not in told


def test_the_receipt_opens_by_its_code_ten_times_in_ten_minutes():
    statement = StatementFactory(submitted=True)
    client = browser()

    typed = f" {statement.code[:5].lower()} - {statement.code[5:]}"
    assert client.post("/kvitto/", {"code": typed}).url == f"/kvitto/{statement.token}/"
    tries = [client.post("/kvitto/", {"code": "C7KM4-PXTR3"}).status_code for _ in range(10)]
    assert tries == [422] * 9 + [429]


def test_a_draft_has_no_receipt(draft):
    assert browser().get(f"/kvitto/{draft.token}/").status_code == 404
    assert browser().post("/kvitto/", {"code": draft.code}).status_code == 422


def test_who_was_signed_out_while_writing_finds_the_text_again(draft, anna):
    client = browser(anna)
    address = page(draft, f"avsnitt/{key(draft)}/")
    client.logout()

    response = write(client, draft, body="En timmes arbete.")
    assert response.url == f"/konto/logga-in/?next={address}"
    client.force_login(anna)

    assert "En timmes arbete.</textarea>" in html(client.get(address))
    assert "En timmes arbete." not in html(client.get(address))
    assert not Contribution.objects.exists()


def test_kept_words_come_back_to_nobody_else(draft, anna):
    client = browser()
    write(client, draft, body="En timmes arbete.")
    client.force_login(UserFactory())

    response = client.get(page(draft, f"avsnitt/{key(draft)}/"))
    assert response.status_code == 404
