"""The plan as anybody reads it: which words stand there, and what is said beside them."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations import reading
from consultations.models import Consultation, Contribution, Publishing
from organisations.models import Region, Role
from tests.factories import AssignmentFactory, OrganisationFactory, UserFactory
from tests.plan_factories import (
    ConsultationFactory,
    ContributionFactory,
    PlanFactory,
    PlanVersionFactory,
    SectionFactory,
    StatementFactory,
    VerdictFactory,
)
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db

CURRENT = "/jonkoping/kulturplan/"


@pytest.fixture
def consultation():
    """Open, on a plan of two chapters of which the first has a part."""
    version = PlanVersionFactory()
    chapter = SectionFactory(
        version=version, position=1, key="rum", number="1", words=("Rum", "Vi har *rum*.")
    )
    SectionFactory(version=version, position=2, key="hus", number="1.1", parent=chapter)
    SectionFactory(version=version, position=3, key="barn", number="2", words=("Barn", "Gör."))
    version.send_out(by=None)
    return ConsultationFactory(version=version)


def say(consultation, body="Mer replokaler.", key="rum", sender=None, **about):
    """Released, unless told otherwise."""
    sender = {"organisation": OrganisationFactory(), "submitted": True} | (sender or {})
    return ContributionFactory(
        statement=StatementFactory(consultation=consultation, **sender),
        section=consultation.version.sections.get(key=key),
        body=body,
        **({"released": True} | about),
    )


def page_of(client, path=CURRENT):
    response = client.get(path)
    assert response.status_code == 200
    return response


def said_in(client, path=CURRENT):
    """{key: (number, voices, earlier voices)} of the sections in sight."""
    return {
        passage.section.key: (
            passage.said.count,
            [voice.shown_body for voice in passage.said.voices],
            [voice.shown_body for voice in passage.said.earlier],
        )
        for passage in page_of(client, path).context["passages"]
    }


def voices_in(client, consultation, key="rum"):
    version = consultation.version
    return f"{version.get_absolute_url()}{key}/sagt/{key}/"


def officer(slug="jonkoping"):
    region = Region.objects.get(slug=slug)
    return AssignmentFactory(role=Role.REGION_OFFICER, region=region).user


def test_plan_opens_at_the_first_chapter_of_the_newest_published_version(client, consultation):
    old = PlanFactory(first_year=2020)
    PlanVersionFactory(plan=old, chapters=1, adopted=True)
    PlanVersionFactory(plan=consultation.version.plan, chapters=3)

    page = page_of(client)

    assert page.context["version"] == consultation.version
    assert [it.section.key for it in page.context["passages"]] == ["rum", "hus"]
    assert [chapter.key for chapter in page.context["chapters"]] == ["rum", "barn"]
    assert page.context["next"].key == "barn"
    assert "Vi har <em>rum</em>." in page.content.decode()
    assert "Gör." not in page.content.decode()


def test_region_without_a_plan_says_so(client):
    PlanVersionFactory(chapters=1)

    page = page_of(client)

    assert "Regionen har inte publicerat något utkast än." in page.content.decode()


def test_chapter_has_its_neighbours_and_marks_itself(client, consultation):
    page = page_of(client, f"{consultation.version.get_absolute_url()}barn/")

    assert page.context["previous"].key == "rum"
    assert page.context["next"] is None
    link = f'href="{consultation.version.get_absolute_url()}barn/" lang="sv" aria-current="true"'
    assert link in page.content.decode()


def test_chapter_that_there_is_not_is_missing(client, consultation):
    base = consultation.version.get_absolute_url()

    for path in ["finns-inte/", "hus/", "rum/sagt/barn/", "rum/sagt/finns-inte/"]:
        assert client.get(base + path).status_code == 404
    assert client.get("/jonkoping/kulturplan/99999999999999/1/").status_code == 404
    assert client.get(f"/kronoberg/kulturplan/{consultation.version.plan_id}/1/").status_code == 404


def test_whole_plan_is_one_page(client, consultation):
    page = page_of(client, f"{consultation.version.get_absolute_url()}hela/").content.decode()

    assert page.index("Vi har <em>rum</em>.") < page.index("Länet behöver lokaler.")
    assert page.index("Länet behöver lokaler.") < page.index("Gör.")


def test_draft_is_read_by_the_regions_officers_only(client, consultation):
    draft = PlanVersionFactory(plan=consultation.version.plan, chapters=1)
    paths = [draft.get_absolute_url() + end for end in ["", "hela/", "avsnitt-1/"]]
    others = [officer("kronoberg"), AssignmentFactory().user, UserFactory(superuser=True)]

    for user in others:
        other = Client()
        sign_in(other, user)
        assert [other.get(path).status_code for path in paths] == [404] * 3
        assert list(page_of(other).context["versions"]) == [consultation.version]
    sign_in(client, officer())

    assert "Bara regionens handläggare ser den här versionen." in (
        page_of(client, paths[0]).content.decode()
    )
    assert page_of(client).context["version"] == consultation.version
    assert list(page_of(client).context["versions"]) == [draft, consultation.version]


def test_what_is_said_stands_beside_its_section(client, consultation):
    say(consultation, "Ett.")
    say(consultation, "Två.", key="hus")
    say(consultation, "Tre.", key="barn")

    assert said_in(client) == {"rum": (1, ["Ett."], []), "hus": (1, ["Två."], [])}


def test_each_sender_counts_once_and_only_some_are_quoted(client, consultation):
    first = say(consultation, "Ett.")
    ContributionFactory(statement=first.statement, section=first.section, body="Ä.", released=True)
    for word in ["Två.", "Tre.", "Fyra."]:
        say(consultation, word)

    number, voices, earlier = said_in(client)["rum"]

    assert number == 4
    assert voices == ["Ett.", "Ä."][: reading.VOICES_SHOWN]
    assert earlier == []
    page = page_of(client).content.decode()
    assert "4 föreningar har sagt något här" in page
    assert "Visa alla 4" in page


def test_those_who_wrote_something_stand_before_a_bare_support(client, consultation):
    say(consultation, "", kind="support")
    say(consultation, "Ord.")

    assert said_in(client)["rum"] == (2, ["Ord.", ""], [])


def test_nothing_to_add_is_nobodys_voice(client, consultation):
    say(consultation, "", kind="nothing")

    assert said_in(client)["rum"] == (0, [], [])


def test_persons_are_not_called_associations(client, consultation):
    say(consultation)
    nameless = {"organisation": None, "sender": "nameless"}
    say(consultation, sender=nameless)

    page = page_of(client).content.decode()

    assert "2 har sagt något här" in page
    assert "Utan namn" in page


HIDDEN = {
    "not handed in": {"sender": {"submitted": False}},
    "waiting for a signature": {"sender": {"submitted": False, "awaiting": True}},
    "not released": {"released": False},
}


@pytest.mark.parametrize("why", HIDDEN)
def test_what_is_not_released_is_nowhere(client, consultation, why):
    say(consultation, "Hemligt.", **HIDDEN[why])

    assert_nowhere(client, consultation)


def test_what_is_recalled_is_nowhere(client, consultation):
    say(consultation, "Hemligt.").statement.recall(by=None)

    assert_nowhere(client, consultation)


def test_what_is_held_back_is_nowhere(client, consultation):
    say(consultation, "Hemligt.").hold_back()

    assert_nowhere(client, consultation)


def test_what_is_shown_after_the_last_day_is_nowhere_before(client, consultation):
    Consultation.objects.update(publishing=Publishing.AFTER_CLOSE)
    say(consultation, "Hemligt.")

    assert_nowhere(client, consultation)
    Consultation.objects.update(closes_at=timezone.now())
    assert said_in(client)["rum"] == (1, ["Hemligt."], [])


def assert_nowhere(client, consultation):
    assert said_in(client) == {"rum": (0, [], []), "hus": (0, [], [])}
    page = page_of(client, voices_in(client, consultation))
    assert list(page.context["page"].object_list) == []
    assert "Hemligt" not in page.content.decode() + page_of(client).content.decode()


def test_what_was_taken_out_before_release_is_nowhere(client, consultation):
    said = say(consultation, "Ring 070-000 00 01.", released=False)
    said.release(by=None, body="Ring […].")

    for path in [CURRENT, voices_in(client, consultation)]:
        page = page_of(client, path).content.decode()
        assert "Ring […]." in page
        assert "070-000" not in page


def test_answer_of_the_region_shows_when_it_is_published(client, consultation):
    verdict = VerdictFactory(contribution=say(consultation), reason="Vi skriver in det.")
    paths = [CURRENT, voices_in(client, consultation)]

    assert ["Vi skriver in det." in page_of(client, path).content.decode() for path in paths] == [
        False,
        False,
    ]
    verdict.published_at = timezone.now()
    verdict.save()
    for path in paths:
        assert "Vi skriver in det." in page_of(client, path).content.decode()


def test_what_was_said_of_an_earlier_wording_stands_apart(client, consultation):
    say(consultation, "Om det gamla.")
    old = consultation.version
    new = PlanVersionFactory(plan=old.plan)
    SectionFactory(version=new, position=1, key="rum", number="1", words=("Rum", "Nytt."))
    old.supersede()
    new.send_out(by=None)
    later = ConsultationFactory(version=new)
    say(later, "Om det nya.")

    assert said_in(client) == {"rum": (1, ["Om det nya."], ["Om det gamla."])}
    page = page_of(client).content.decode()
    assert "Om en tidigare version (1)" in page
    assert f'href="{old.get_absolute_url()}rum/"' in page
    # Whoever reads the old wording sees what was said of it, and that there is a newer one.
    assert said_in(client, old.get_absolute_url())["rum"] == (1, ["Om det gamla."], [])
    assert page_of(client, old.get_absolute_url()).context["newer"] == new
    shown = page_of(client, voices_in(client, later)).context["page"].object_list
    assert [voice.shown_body for voice in shown] == ["Om det nya.", "Om det gamla."]


def test_what_was_said_of_another_plan_is_not_mixed_in(client, consultation):
    say(consultation, "Om den här.")
    other = PlanVersionFactory(plan__first_year=2020)
    SectionFactory(version=other, position=1, key="rum")
    other.send_out(by=None)
    say(ConsultationFactory(version=other), "Om den andra.")

    assert said_in(client)["rum"] == (1, ["Om den här."], [])


def test_all_that_is_said_has_pages(client, consultation):
    for number in range(21):
        say(consultation, f"Röst {number}.")
    path = voices_in(client, consultation)

    assert len(page_of(client, path).context["page"].object_list) == 20
    [last] = page_of(client, f"{path}?page=2").context["page"].object_list
    assert last.shown_body == "Röst 20."
    assert client.get(f"{path}?page=3").status_code == 404


def test_markup_that_somebody_wrote_is_shown_as_text(client, consultation):
    say(consultation, "<script>alert(1)</script>")

    for path in [CURRENT, voices_in(client, consultation)]:
        page = page_of(client, path).content.decode()
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page


def test_swedish_words_say_so_on_a_page_in_finnish(client, consultation):
    client.cookies["kick-language"] = "fi"
    say(consultation)

    page = page_of(client)

    assert page.headers["Content-Language"] == "fi"
    assert '<div class="prose" lang="sv">' in page.content.decode()
    assert '<blockquote lang="sv">' in page.content.decode()


def test_reading_sets_no_cookie_but_the_forms_own(consultation):
    say(consultation)
    base = consultation.version.get_absolute_url()

    for path in [CURRENT, base, f"{base}rum/", f"{base}hela/", f"{base}rum/sagt/rum/"]:
        stranger = Client()
        page_of(stranger, path)
        assert set(stranger.cookies) <= {"kick-csrf"}, path


def test_names_of_the_pages():
    assert reverse("consultations:plan_detail", args=["jonkoping"]) == CURRENT
    assert not Contribution.objects.exists()
