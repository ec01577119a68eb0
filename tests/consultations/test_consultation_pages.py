"""The consultation as anybody reads it, what has come in that may be read, and what became of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from consultations.models import Consultation, ConsultationStatus, Outcome, Publishing
from kick import figures
from organisations.models import Region, Role
from tests.factories import AssignmentFactory, OrganisationFactory, UserFactory
from tests.plan_factories import (
    ConsultationFactory,
    ContributionFactory,
    PlanVersionFactory,
    QuestionFactory,
    StatementFactory,
    VerdictFactory,
)
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db

LIST, BECAME = "/jonkoping/samrad/", "/jonkoping/vad-blev-det/"


@pytest.fixture
def consultation():
    version = PlanVersionFactory(chapters=2, out=True)
    return ConsultationFactory(version=version, slug="kulturplan", questions=2)


def say(consultation, body="Mer replokaler.", sender=None, **about):
    sender = {"organisation": OrganisationFactory(), "submitted": True} | (sender or {})
    statement = StatementFactory(consultation=consultation, **sender)
    return ContributionFactory(statement=statement, body=body, **({"released": True} | about))


def page_of(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response


def shown(client, path):
    return [voice.shown_body for voice in page_of(client, path).context["page"].object_list]


def voices(consultation, query=""):
    return f"{consultation.get_absolute_url()}synpunkter/{query}"


def test_consultations_stand_by_what_can_be_done(client, consultation):
    region = {"version": consultation.version}
    announced = ConsultationFactory(announced=True, **region)
    closed = ConsultationFactory(closed=True, **region)
    ConsultationFactory(draft=True, **region)
    ConsultationFactory(region=Region.objects.get(slug="kronoberg"))

    words = page_of(client, LIST).context

    assert list(words["open"]) == [consultation]
    assert list(words["announced"]) == [announced]
    assert list(words["past"].object_list) == [closed]


def test_region_that_asks_nothing_says_so(client):
    assert "Just nu är ingenting ute för synpunkter." in page_of(client, LIST).content.decode()
    assert "Inget är besvarat än." in page_of(client, BECAME).content.decode()


def test_consultation_says_what_when_and_how(client, consultation):
    page = page_of(client, consultation.get_absolute_url()).content.decode()

    for words in [
        "Vi vill veta vad ni saknar.",
        "Texten i varje avsnitt.",
        "Hur mycket pengar staten ger.",
        "Vad saknar ni i planen?",
        "RJL 2026/0000",
        "Svara för föreningen",
        "Bara en sak att säga",
    ]:
        assert words in page, words


def test_draft_is_seen_by_the_regions_officers_only(client, consultation):
    draft = ConsultationFactory(version=consultation.version, draft=True)
    paths = [draft.get_absolute_url(), voices(draft)]
    away = Region.objects.get(slug="kronoberg")
    for user in [
        AssignmentFactory(region=away, role=Role.REGION_OFFICER).user,
        AssignmentFactory().user,
        UserFactory(superuser=True),
    ]:
        other = Client()
        sign_in(other, user)
        assert [other.get(path).status_code for path in paths] == [404, 404]
    sign_in(client, AssignmentFactory(role=Role.REGION_OFFICER).user)

    page = page_of(client, paths[0]).content.decode()

    assert "Bara regionens handläggare ser det." in page
    assert "Svara för föreningen" not in page


def test_closed_one_says_what_happens_now(client, consultation):
    now = timezone.now()
    Consultation.objects.update(opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=1))

    page = page_of(client, consultation.get_absolute_url()).content.decode()

    here = page[page.index('aria-current="step"') :]
    assert here.startswith('aria-current="step"><strong>Regionen läser alla svar')
    assert "märks som sent" in page


def test_answered_one_leads_to_what_became(client, consultation):
    VerdictFactory(contribution=say(consultation), published=True)
    Consultation.objects.update(status=ConsultationStatus.ANSWERED)

    page = page_of(client, consultation.get_absolute_url()).content.decode()

    assert f'href="{BECAME}?samrad=kulturplan"' in page
    assert "Svara för föreningen" not in page


def test_what_is_said_is_counted_by_place(client, consultation):
    say(consultation)
    say(consultation)
    question = consultation.questions.get(position=2)
    say(consultation, section=None, question=question)
    say(consultation, section=None)

    words = page_of(client, consultation.get_absolute_url()).context

    assert [(key, number) for key, _title, _language, number in words["places"]] == [
        ("avsnitt-1", 2),
        ("fraga-2", 1),
        ("hela-planen", 1),
    ]
    assert (words["senders"].associations, words["senders"].others) == (4, 0)


def test_small_group_of_persons_is_not_counted_out(client, consultation):
    nobody = {"organisation": None, "sender": "nameless"}
    for _ in range(4):
        say(consultation, sender=nobody)
    path = consultation.get_absolute_url()

    assert "&lt; 5" in page_of(client, path).content.decode()
    say(consultation, sender=nobody)
    assert "<b>5</b> personer och grupper utan namn" in page_of(client, path).content.decode()


def test_what_is_not_public_is_neither_shown_nor_counted(client, consultation):
    say(consultation, "Hemligt.", sender={"submitted": False})
    say(consultation, "Hemligt.", released=False)
    say(consultation, "Hemligt.").statement.recall(by=None)
    say(consultation, "Hemligt.").hold_back()

    words = page_of(client, consultation.get_absolute_url()).context

    assert words["places"] == []
    assert (words["senders"].associations, words["senders"].others) == (0, 0)
    assert shown(client, voices(consultation)) == []


def test_what_is_shown_after_the_last_day_waits_for_it(client, consultation):
    Consultation.objects.update(publishing=Publishing.AFTER_CLOSE)
    say(consultation, "Hemligt.")

    assert page_of(client, consultation.get_absolute_url()).context["places"] == []
    assert shown(client, voices(consultation)) == []
    Consultation.objects.update(closes_at=timezone.now())
    assert shown(client, voices(consultation)) == ["Hemligt."]


def test_voices_stand_as_the_plan_is_read_and_can_be_narrowed(client, consultation):
    second = consultation.version.sections.get(key="avsnitt-2")
    question = consultation.questions.get(position=1)
    say(consultation, "Om allt.", section=None)
    say(consultation, "Svar.", section=None, question=question)
    say(consultation, "Nej.", section=second, kind="objection")
    say(consultation, "Ja.")

    assert shown(client, voices(consultation)) == ["Ja.", "Nej.", "Svar.", "Om allt."]
    for query, expected in [
        ("?avsnitt=avsnitt-2", ["Nej."]),
        ("?avsnitt=fraga-1", ["Svar."]),
        ("?avsnitt=hela-planen", ["Om allt."]),
        ("?slag=objection", ["Nej."]),
        ("?avsnitt=avsnitt-1&slag=objection", []),
        # What is not among the choices narrows nothing.
        ("?avsnitt=finns-inte&slag=statement__email", ["Ja.", "Nej.", "Svar.", "Om allt."]),
    ]:
        assert shown(client, voices(consultation, query)) == expected, query


def test_voices_of_another_consultation_are_not_mixed_in(client, consultation):
    say(consultation, "Här.")
    say(ConsultationFactory(version=consultation.version), "Där.")

    assert shown(client, voices(consultation)) == ["Här."]


def test_voices_have_pages_that_keep_what_was_chosen(client, consultation):
    for number in range(21):
        say(consultation, f"Röst {number}.")

    page = page_of(client, voices(consultation, "?avsnitt=avsnitt-1"))

    assert len(page.context["page"].object_list) == 20
    assert 'href="?avsnitt=avsnitt-1&amp;page=2"' in page.content.decode()
    assert client.get(voices(consultation, "?page=3")).status_code == 404


def test_what_became_shows_published_answers_only(client, consultation):
    VerdictFactory(contribution=say(consultation, "Ett."), reason="Inte än.")
    assert "Inte än." not in page_of(client, BECAME).content.decode()
    VerdictFactory(
        contribution=say(consultation, "Två."),
        reason="Det är ändrat.",
        section=consultation.version.sections.get(key="avsnitt-2"),
        published=True,
    )

    page = page_of(client, BECAME)

    assert [voice.shown_body for voice in page.context["page"].object_list] == ["Två."]
    assert "Det är ändrat." in page.content.decode()
    assert "Inte än." not in page.content.decode()
    changed = f'href="{consultation.version.get_absolute_url()}avsnitt-2/"'
    assert changed in page.content.decode()


def test_answer_goes_when_what_it_answers_is_held_back(client, consultation):
    said = say(consultation, "Hemligt.")
    VerdictFactory(contribution=said, reason="Vi svarade.", published=True)
    said.hold_back()

    page = page_of(client, BECAME).content.decode()

    assert "Hemligt." not in page
    assert "Vi svarade." not in page
    assert page_of(client, "/jonkoping/").context["shares"] == []


def test_figure_counts_each_outcome(client, consultation):
    for outcome in [Outcome.FOLLOWS, Outcome.FOLLOWS, Outcome.NOT_FOLLOWED, Outcome.OUTSIDE]:
        VerdictFactory(contribution=say(consultation), outcome=outcome, published=True)

    for path in [BECAME, "/jonkoping/"]:
        shares = page_of(client, path).context["shares"]
        assert [(share.outcome, share.number) for share in shares] == [
            ("follows", 2),
            ("in_part", 0),
            ("not_followed", 1),
            ("later", 0),
            ("outside", 1),
        ]
        assert [(share.start, share.length) for share in shares if share.number] == [
            (0, 50),
            (50, 25),
            (75, 25),
        ]


def test_answers_are_narrowed_within_their_consultation(client, consultation):
    earlier = ConsultationFactory(version=consultation.version, slug="tidigare", closed=True)
    VerdictFactory(contribution=say(earlier, "Förr."), outcome="later", published=True)
    VerdictFactory(contribution=say(consultation, "Ja."), outcome="follows", published=True)
    VerdictFactory(contribution=say(consultation, "Nej."), outcome="outside", published=True)

    assert shown(client, BECAME) == ["Ja.", "Nej."]
    assert shown(client, f"{BECAME}?besked=outside") == ["Nej."]
    assert shown(client, f"{BECAME}?samrad=tidigare") == ["Förr."]
    assert shown(client, f"{BECAME}?samrad=tidigare&besked=follows") == []
    assert shown(client, f"{BECAME}?samrad=finns-inte&besked=x") == ["Ja.", "Nej."]


def test_region_page_begins_with_what_can_be_answered(client, consultation):
    page = page_of(client, "/jonkoping/").content.decode()

    assert page.index("Förslag till kulturplan") < page.index("Så långt har vi kommit")
    assert 'href="/jonkoping/samrad/kulturplan/"' in page


def test_front_page_names_the_open_consultation(client, consultation):
    ConsultationFactory(region=Region.objects.get(slug="kronoberg"), closed=True)

    page = page_of(client, "/").content.decode()

    assert 'href="/jonkoping/samrad/kulturplan/"' in page
    assert "/kronoberg/samrad/" not in page


@pytest.mark.parametrize(
    ("change", "step"),
    [
        ({}, "draft"),
        ({"closes_at": timezone.now()}, "answers"),
        ({"status": "answered", "closes_at": timezone.now()}, "answers"),
    ],
    ids=["open", "closed", "answered"],
)
def test_way_of_the_plan_follows_the_consultation(consultation, change, step):
    Consultation.objects.update(**change)

    assert figures.plan_now(consultation.region).step == step


def test_way_of_the_plan_ends_when_it_is_decided(consultation):
    region = consultation.region
    consultation.version.adopt(by=None, on=timezone.localdate())

    assert figures.plan_now(region).step == "decided"
    assert figures.plan_now(Region.objects.get(slug="kronoberg")).step == ""


def test_reading_sets_no_cookie_but_the_forms_own(consultation):
    QuestionFactory(consultation=consultation)
    say(consultation)

    for path in [LIST, consultation.get_absolute_url(), voices(consultation), BECAME]:
        stranger = Client()
        page_of(stranger, path)
        assert set(stranger.cookies) <= {"kick-csrf"}, path
