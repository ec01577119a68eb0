import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from organisations.models import User
from tests.factories import UserFactory
from tests.organisations.codes import mailed_code, work_off

pytestmark = pytest.mark.django_db

PAGE = reverse("account_email")
CODE = reverse("account_email_verification_sent")


@pytest.fixture
def anna(client):
    user = UserFactory(email="anna@exempel.se")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.force_login(user)
    return user


def ask_for(client, address):
    return client.post(PAGE, {"email": address, "action_add": ""})


def type_code(client):
    return client.post(CODE, {"code": mailed_code(), "action": "verify"}, follow=True)


def addresses(user):
    return list(user.emailaddress_set.values_list("email", "verified", "primary"))


def test_new_address_takes_the_old_ones_place_when_its_code_is_typed(client, anna):
    assert ask_for(client, "anna@nytt.example").url == CODE
    anna.refresh_from_db()
    assert anna.email == "anna@exempel.se"

    type_code(client)

    anna.refresh_from_db()
    assert anna.email == "anna@nytt.example"
    assert addresses(anna) == [("anna@nytt.example", True, True)]


def test_old_address_is_told_and_not_which_one_is_new(client, anna):
    ask_for(client, "anna@nytt.example")
    type_code(client)
    work_off()

    assert [letter.to for letter in mail.outbox] == [["anna@nytt.example"], ["anna@exempel.se"]]
    assert "annan e-postadress" in mail.outbox[-1].body
    assert "nytt.example" not in mail.outbox[-1].body


def test_codes_go_to_the_new_address_from_then_on(client, anna):
    ask_for(client, "anna@nytt.example")
    type_code(client)
    client.logout()

    client.post(reverse("account_login"), {"login": "anna@nytt.example"})
    code = mailed_code()
    assert mail.outbox[-1].to == ["anna@nytt.example"]
    page = reverse("account_confirm_login_code")
    client.post(page, {"code": code, "action": "verify"})

    assert client.session["_auth_user_id"] == str(anna.pk)


def test_nothing_changes_without_the_code(client, anna):
    ask_for(client, "anna@nytt.example")
    client.post(CODE, {"code": "0000-0000", "action": "verify"})

    assert addresses(anna) == [("anna@exempel.se", True, True)]


@pytest.mark.parametrize("has_row", [True, False], ids=["has signed in", "made in the admin"])
def test_address_of_another_account_stays_with_it(client, anna, has_row):
    other = UserFactory(email="kansliet@exempel.se")
    if has_row:
        EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
    ask_for(client, other.email)

    response = type_code(client)

    assert response.status_code == 200
    assert addresses(anna) == [("anna@exempel.se", True, True)]
    assert User.objects.get(email="kansliet@exempel.se") == other


def test_page_offers_one_thing_to_do(client, anna):
    page = client.get(PAGE).content.decode()

    assert "anna@exempel.se" in page
    assert page.partition("<main")[2].partition("</main>")[0].count("<button") == 1
