"""What an association sends about itself."""

import re
from functools import partial

from django.utils import timezone

from organisations.actions import sealed_mail
from organisations.models import (
    AnnualCheck,
    AnnualLetter,
    ListReturn,
    Representative,
    RepresentativeStatus,
    SealedMail,
)
from tests.factories import OrganisationFactory, UserFactory
from tests.proof.double_submit.press import browser, lead

FACTS = {
    "kind": "association",
    "email": "ny@forening.example",
    "contact_language": "sv",
    "listed_publicly": "yes",
}


def started():
    client = browser()
    client.post("/anmal/", {"name": "Nya spelmanslaget", "municipality": "0680"})
    return client


def tell():
    fields = {"what": "Knappen går inte att nå.", "key": "00000000-0000-4000-8000-000000000001"}
    return browser(), "/tillganglighet/", fields


def start():
    return browser(), "/anmal/", {"name": "Nya spelmanslaget", "municipality": "0680"}


def facts():
    return started(), "/anmal/uppgifter/", FACTS


def check():
    client = started()
    client.post("/anmal/uppgifter/", FACTS)
    return client, "/anmal/kontrollera/", {"key": client.session["registration"]["key"]}


def claim():
    return browser(), f"/anmal/det-ar-vi/{OrganisationFactory().uuid}/", {}


def confirm_registration():
    token = OrganisationFactory(reported=True).token
    return browser(), f"/anmal/bekrafta/{token}/", {"listed_publicly": "yes"}


def leave_by_link():
    return browser(), f"/anmal/bekrafta/{OrganisationFactory().token}/ta-bort/", {}


def represent():
    address = f"/anmal/foretrada/{OrganisationFactory().uuid}/"
    said = {"task": "drafter", "shown_by": "website", "evidence": "koren.example/styrelsen"}
    return browser(UserFactory()), address, said


def ask_for_code():
    address = f"/anmal/foretrada/{OrganisationFactory().uuid}/"
    return browser(UserFactory()), address, {"task": "drafter", "shown_by": "address"}


def represented():
    row = Representative.objects.create(
        user=UserFactory(),
        organisation=OrganisationFactory(public=True),
        status=RepresentativeStatus.APPROVED,
        decided_at=timezone.now(),
    )
    return browser(row.user), row.organisation


def end_representation():
    client, organisation = represented()
    return client, f"/anmal/foretrada/{organisation.uuid}/sluta/", {}


def type_code():
    organisation, client = OrganisationFactory(), browser(UserFactory())
    address = f"/anmal/foretrada/{organisation.uuid}/"
    client.post(address, {"task": "drafter", "shown_by": "address"})
    [mail] = SealedMail.objects.all()
    code = re.search(r"\d{4}-\d{4}", sealed_mail._message(mail).body)[0]
    return client, f"{address}kod/", {"code": code}


def correct_by_link():
    token = OrganisationFactory(public=True).token
    return browser(), f"/anmal/bekrafta/{token}/andra/", {**FACTS, "name": "Nytt namn"}


def invite_colleague():
    client, organisation = represented()
    address = f"{organisation.get_absolute_url()}kollegor/"
    return client, address, {"email": "ny@exempel.se", "task": "drafter"}


def admit_colleague():
    client, organisation = represented()
    claim = Representative.objects.create(user=UserFactory(), organisation=organisation)
    return client, f"{organisation.get_absolute_url()}kollegor/{claim.pk}/slapp-in/", {}


def take_back_colleague():
    client, organisation = represented()
    invited = organisation.colleague_invitations.create(
        email="ny@exempel.se", invited_by=organisation.representatives.get().user
    )
    return client, f"{organisation.get_absolute_url()}kollegor/{invited.pk}/ta-tillbaka/", {}


def decide_claim():
    claim = Representative.objects.create(user=UserFactory(), organisation=OrganisationFactory())
    said = {"decision": "approve", "reason": "Protokollet visar det."}
    return lead(), f"/region/ansprak/{claim.pk}/", said


def write_call(**said):
    return lead(), f"/region/ringa/{OrganisationFactory().uuid}/", said


def give_list_back():
    OrganisationFactory(source="Kommunen", received_on="2026-03-01")
    return lead(), "/region/aterlamna/", {"which": "0680:Kommunen"}


def withdraw_list_link():
    made = ListReturn.objects.create(municipality_id="0680", source="Kommunen")
    return lead(), f"/region/aterlamna/{made.uuid}/ny-lank/", {}


def confirm_several():
    letter = AnnualLetter.objects.create()
    row = OrganisationFactory()
    AnnualCheck.objects.create(organisation=row, year=2026, letter=letter)
    return browser(), f"/anmal/stammer/{letter.token}/", {"organisation": str(row.uuid)}


def edit_organisation():
    client, organisation = represented()
    return client, f"{organisation.get_absolute_url()}andra/", {**FACTS, "name": "Nytt namn"}


def remove_organisation():
    client, organisation = represented()
    return client, f"{organisation.get_absolute_url()}ta-bort/", {}


def ask_to_be_erased():
    return browser(UserFactory()), "/mitt/uppgifter/radera/", {}


FORMS = {
    "organisations:my_data_erase": [ask_to_be_erased],
    "accessibility": [tell],
    "organisations:registration_start": [start],
    "organisations:registration_facts": [facts],
    "organisations:registration_check": [check],
    "organisations:registration_claim": [claim],
    "organisations:registration_confirm": [confirm_registration],
    "organisations:registration_remove": [leave_by_link],
    "organisations:annual_confirm": [confirm_several],
    "organisations:representation_request": [represent, ask_for_code],
    "organisations:representation_code": [type_code],
    "organisations:registration_correct": [correct_by_link],
    "organisations:organisation_colleagues": [invite_colleague],
    "organisations:colleague_admit": [admit_colleague],
    "organisations:colleague_take_back": [take_back_colleague],
    "organisations:desk_claim": [decide_claim],
    "organisations:desk_call": [
        partial(write_call, said="right"),
        partial(write_call, said="address", email="ny@koren.example"),
        partial(write_call, said="dissolved"),
    ],
    "organisations:desk_returns": [give_list_back],
    "organisations:desk_return_withdraw": [withdraw_list_link],
    "organisations:representation_end": [end_representation],
    "organisations:organisation_edit": [edit_organisation],
    "organisations:organisation_remove": [remove_organisation],
}
