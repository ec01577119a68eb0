"""What an association sends about itself."""

from django.utils import timezone

from organisations.models import Representative, RepresentativeStatus
from tests.factories import OrganisationFactory, UserFactory
from tests.proof.double_submit.press import browser

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
    return browser(UserFactory()), address, {"task": "drafter", "affirmed": "on", "is_ours": "on"}


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
    "organisations:representation_request": [represent],
    "organisations:representation_end": [end_representation],
    "organisations:organisation_edit": [edit_organisation],
    "organisations:organisation_remove": [remove_organisation],
}
