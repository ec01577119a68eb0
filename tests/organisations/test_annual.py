from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from kick.lib import links
from organisations.actions import addresses, annual
from organisations.models import (
    AnnualCheck,
    AnnualLetter,
    ConfirmedHow,
    Kind,
    Letter,
    Organisation,
    OrganisationStatus,
    Purpose,
    Region,
)
from tests.factories import OrganisationFactory
from tests.kick import tables

pytestmark = pytest.mark.django_db
MARCH = datetime(2027, 3, 10, 9, 40, tzinfo=UTC)


@pytest.fixture(autouse=True)
def jonkoping():
    region = Region.objects.get(slug="jonkoping")
    Region.objects.filter(pk=region.pk).update(asks_annually=True)
    return region


def asked():
    return set(AnnualCheck.objects.values_list("organisation__name", "year"))


def test_each_is_asked_in_the_month_of_its_annual_meeting_and_once():
    OrganisationFactory(
        name="Mars", confirmed_at=datetime(2026, 4, 1, tzinfo=UTC), confirmed_how="link"
    )
    OrganisationFactory(name="Egen februari", annual_month=2)
    OrganisationFactory(name="Egen maj", annual_month=5)
    OrganisationFactory(
        name="Nyss bekräftad", confirmed_at=MARCH - timedelta(days=90), confirmed_how="link"
    )
    OrganisationFactory(name="Utan adress", email="")
    OrganisationFactory(name="Studsar", email_refused_at=MARCH)
    OrganisationFactory(name="Anmäld", reported=True)
    OrganisationFactory(name="Vilande", status=OrganisationStatus.DORMANT)
    OrganisationFactory(name="Biblioteket", kind=Kind.INSTITUTION)
    OrganisationFactory(name="I Växjö", municipality_id="0780")

    numbers = [annual.ask_due(at=MARCH) for _ in range(3)]

    assert asked() == {("Mars", 2027), ("Egen februari", 2027)}
    assert numbers == [2, 0, 0]
    assert Letter.objects.filter(purpose=Purpose.ANNUAL).count() == 2
    assert annual.ask_due(at=MARCH.replace(month=4)) == 0
    assert annual.ask_due(at=MARCH.replace(month=5)) == 1
    assert annual.ask_due(at=MARCH.replace(year=2028)) == 2 + 1  # and "Nyss bekräftad"


def test_a_late_worker_asks_for_the_month_before_also_over_new_year():
    OrganisationFactory(annual_month=12)

    annual.ask_due(at=datetime(2027, 1, 4, 9, tzinfo=UTC))

    assert AnnualCheck.objects.get().year == 2026


def test_a_region_that_has_not_said_so_asks_nobody(jonkoping):
    OrganisationFactory()
    Region.objects.filter(pk=jonkoping.pk).update(asks_annually=False)

    assert annual.ask_due(at=MARCH) == 0


def test_the_database_keeps_a_second_question_of_the_year_out():
    row = OrganisationFactory()
    annual.ask_due(at=MARCH)

    with pytest.raises(IntegrityError):
        AnnualCheck.objects.create(organisation=row, year=2027)


def test_a_batch_that_is_cut_off_leaves_neither_question_nor_letter(monkeypatch):
    for _ in range(3):
        OrganisationFactory()
    monkeypatch.setattr(annual, "AT_A_TIME", 2)
    posted = annual.post_letters

    def killed(letters):
        posted(letters)
        if len(letters) == 1:
            raise SystemExit

    monkeypatch.setattr(annual, "post_letters", killed)
    with pytest.raises(SystemExit):
        annual.ask_due(at=MARCH)
    assert (AnnualCheck.objects.count(), Letter.objects.count()) == (2, 2)

    monkeypatch.setattr(annual, "post_letters", posted)
    annual.ask_due(at=MARCH)

    assert (AnnualCheck.objects.count(), Letter.objects.count()) == (3, 3)


def ask_one(**words):
    row = OrganisationFactory(listed_publicly=True, **words)
    annual.ask_due(at=MARCH)
    return row


def test_silence_leads_to_one_reminder_then_to_a_word_and_never_to_deletion(settings, client):
    row = ask_one(confirmed_at=datetime(2025, 6, 1, tzinfo=UTC), confirmed_how="link")
    days = timedelta(days=settings.ANNUAL_REMINDER_DAYS)

    early = annual.remind_silent(at=MARCH + days)
    late = [annual.remind_silent(at=MARCH + days + timedelta(hours=n)) for n in (1, 2)]
    row.refresh_from_db()
    before = row.silent_at
    annual.remind_silent(at=MARCH + 2 * days + timedelta(hours=2))
    row.refresh_from_db()

    assert (early, late, before) == (0, [1, 0], None)
    assert row.silent_at is not None and row.status == OrganisationStatus.LISTED
    assert Letter.objects.filter(purpose=Purpose.ANNUAL).count() == 2
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Inte bekräftad sedan juni 2025" in page


def test_who_has_answered_in_whatever_way_is_not_reminded(settings):
    row = ask_one()
    row.confirm(how=ConfirmedHow.PHONE, at=MARCH + timedelta(days=1))
    bounced = OrganisationFactory()
    annual.ask_due(at=MARCH)
    bounced.mark_email_refused()

    assert annual.remind_silent(at=MARCH + timedelta(days=60)) == 0


def test_one_press_confirms_and_takes_the_silence_away(client):
    row = ask_one(silent_at=MARCH)
    address = reverse("organisations:registration_confirm", args=[row.token])

    page = client.get(address)
    first, second = (client.post(address, {"listed_publicly": "yes"}) for _ in range(2))
    row.refresh_from_db()

    assert "Allt stämmer" in page.content.decode()
    assert first.status_code == second.status_code == 302
    assert (row.silent_at, row.confirmed_how) == (None, ConfirmedHow.LINK)
    assert "Bekräftad i" in client.get(row.get_absolute_url()).content.decode()


def test_the_letters_links_read_change_nothing(client):
    row = ask_one()
    confirm = reverse("organisations:registration_confirm", args=[row.token])
    before = tables.hashes()

    for address in (confirm, f"{confirm}andra/", f"{confirm}ta-bort/"):
        for method in (client.get, client.head, client.options):
            method(address)

    assert tables.changed(before, tables.hashes()) == []


def corrected(row, **changed):
    return {
        "name": row.name,
        "kind": "association",
        "email": row.email,
        "phone": "036-10 20 30",
        "contact_language": "sv",
        "listed_publicly": "yes",
        "art_forms": ["kor"],
        **changed,
    }


def test_the_holder_corrects_without_an_account_and_a_new_address_is_a_proposal(client):
    row = ask_one()
    old = row.email
    address = reverse("organisations:registration_correct", args=[row.token])

    wrong = client.post(address, corrected(row, email="inte en adress"))
    saved = client.post(address, corrected(row, email="ny@koren.example", annual_month="2"))
    row.refresh_from_db()

    assert (wrong.status_code, saved.status_code) == (422, 302)
    assert wrong.context["form"]["phone"].value() == "036-10 20 30"
    assert (row.email, row.proposed_email, row.annual_month) == (old, "ny@koren.example", 2)
    assert row.phone_text and row.confirmed_how == ConfirmedHow.LINK
    assert [form.code for form in row.art_forms.all()] == ["kor"]


def test_what_only_its_own_people_say_is_not_asked_by_link(client):
    row = ask_one()
    row.two_must_sign = row.shows_minorities = True
    row.save()
    address = reverse("organisations:registration_correct", args=[row.token])

    sent = corrected(row, minorities=["romer"], two_must_sign="", shows_minorities="")
    client.post(address, sent)
    row.refresh_from_db()

    assert (row.two_must_sign, row.shows_minorities) == (True, True)
    assert not row.minorities.exists()


def test_the_letter_holds_a_link_and_no_address(client):
    row = ask_one(phone="+46361020")
    letter = Letter.objects.get(purpose=Purpose.ANNUAL)

    assert letter.links == [row.link_reference]
    assert (letter.recipient, letter.occasion) == (row.email, "2027")
    assert row.email not in letter.body and row.phone not in letter.body
    assert Organisation.objects.with_token(row.token).get() == row
    assert timezone.is_aware(AnnualCheck.objects.get().asked_at)


def two_at_one_address():
    rows = [
        OrganisationFactory(name=name, email=email, source="Habos lista")
        for name, email in [("Bandet", "Post@Delad.example"), ("Kören", "post@delad.example")]
    ]
    OrganisationFactory(name="Ensam")
    annual.ask_due(at=MARCH)
    return rows


def test_an_address_gets_one_letter_that_lists_its_associations(client):
    rows = two_at_one_address()

    letters = Letter.objects.filter(purpose=Purpose.ANNUAL)
    shared = letters.get(recipient__iexact="post@delad.example")

    assert letters.count() == 2
    assert AnnualCheck.objects.count() == 3
    assert "- Bandet\n- Kören" in shared.body
    page = client.get(links.url_for(*shared.links[0]).removeprefix(settings.SITE_URL))
    assert [one.organisation for one in page.context["asked"]] == rows


def test_each_is_confirmed_on_the_one_page_and_what_is_shown_stays(client):
    band, choir = two_at_one_address()
    Organisation.objects.filter(pk=band.pk).update(listed_publicly=True, shows_phone=True)
    AnnualLetter.objects.update(asked_at=timezone.now() - timedelta(days=1))
    url = reverse("organisations:annual_confirm", args=[AnnualLetter.objects.get().token])

    for _ in range(2):
        assert client.post(url, {"organisation": str(band.uuid)})["Location"] == url

    band.refresh_from_db()
    choir.refresh_from_db()
    assert (band.confirmed_how, band.listed_publicly, band.shows_phone) == ("link", True, True)
    assert choir.confirmed_at is None
    client.post(url, {"organisation": "all"})
    choir.refresh_from_db()
    assert choir.confirmed_how == "link"
    assert "Allt är bekräftat" in client.get(url).content.decode()


def test_reminder_is_one_letter_too_and_only_about_the_silent(settings):
    rows = [OrganisationFactory(email="post@delad.example") for _ in range(3)]
    annual.ask_due(at=MARCH)
    rows[0].confirm(how="link", at=MARCH + timedelta(days=1))
    letter = AnnualLetter.objects.get()

    later = MARCH + timedelta(days=settings.ANNUAL_REMINDER_DAYS + 1)
    assert [annual.remind_silent(at=later) for _ in range(2)] == [2, 0]

    reminder = Letter.objects.get(occasion="2027:reminder")
    assert rows[0].name not in reminder.body.splitlines()
    assert rows[1].name in reminder.body and rows[2].name in reminder.body
    assert reminder.links == [letter.link_reference]


def test_association_that_gets_another_address_no_longer_stands_on_the_page(client):
    band, choir = two_at_one_address()
    band.change_email("egen@band.example")
    addresses.leave_old_address(organisation=band, old="Post@Delad.example")
    url = reverse("organisations:annual_confirm", args=[AnnualLetter.objects.get().token])

    assert [one.organisation for one in client.get(url).context["asked"]] == [choir]
    client.post(url, {"organisation": str(band.uuid)})

    band.refresh_from_db()
    assert band.confirmed_at is None


def test_address_is_not_split_where_the_worker_cuts(monkeypatch):
    monkeypatch.setattr(annual, "AT_A_TIME", 2)
    for email in ["a@x.example", "b@x.example", "b@x.example", "b@x.example", "c@x.example"]:
        OrganisationFactory(email=email)

    assert annual.ask_due(at=MARCH) == 5

    assert Letter.objects.filter(recipient="b@x.example").count() == 1
