"""The consultation check: each rule at its limits, and what is kept of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from consultations.actions import invitations, meetings, save_the_date
from consultations.check_rules import GOOD, RULES, THINK, WARNING
from consultations.checking import JUDGES, findings, known_since, shortened
from consultations.models import CheckOccasion, Meeting, MeetingCheck, MeetingKind
from tests.consultations.checked import NOW, at, move, planned
from tests.factories import (
    AssignmentFactory,
    InvitationFactory,
    MeetingFactory,
    OrganisationFactory,
)
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


def level(rule, meeting, moment=NOW):
    return {finding.rule.key: finding.level for finding in findings(meeting, at=moment)}.get(rule)


def test_every_rule_has_its_judge_and_words_for_what_it_may_say():
    assert [rule.key for rule in RULES] == list(JUDGES)
    assert all(set(rule.says) == {GOOD, THINK, WARNING} for rule in RULES)


@pytest.mark.parametrize(
    ("days", "expected"),
    [(43, GOOD), (42, GOOD), (41, THINK), (21, THINK), (20, WARNING), (0, WARNING)],
)
def test_notice(days, expected):
    assert level("notice", planned(days)) == expected


def test_the_limits_are_settings(settings):
    settings.MEETING_CHECK = settings.MEETING_CHECK | {"good_days": 50, "short_days": 45}

    assert [level("notice", planned(days)) for days in (50, 49, 44)] == [GOOD, THINK, WARNING]


def test_short_notice_proposes_to_save_the_date_seats_online_and_a_second_day():
    found = next(row for row in findings(planned(20), at=NOW) if row.rule.key == "notice")

    assert [proposal.to for proposal in found.proposals] == ["boka-datumet", "platser", "serie"]


def test_longer_notice_proposes_nothing():
    found = next(row for row in findings(planned(21), at=NOW) if row.rule.key == "notice")

    assert found.proposals == ()


def test_a_saved_date_counts_as_notice_from_its_letter():
    meeting = planned(42)
    InvitationFactory(meeting=meeting)
    save_the_date.save_the_date(meeting=meeting, expected=1, by=None, at=NOW)

    later = NOW + timedelta(days=30)

    assert known_since(meeting, later) == NOW
    assert level("notice", meeting, later) == GOOD


def test_a_saved_date_of_another_day_does_not_count():
    meeting = planned(42)
    InvitationFactory(meeting=meeting)
    save_the_date.save_the_date(meeting=meeting, expected=1, by=None, at=NOW)
    move(meeting, at(49))

    assert known_since(Meeting.objects.get(), NOW + timedelta(days=1)) == NOW + timedelta(days=1)


def test_a_published_meeting_is_known_since_then_and_a_moved_one_since_it_was_told():
    meeting = planned(60)
    meetings.publish_meeting(meeting=meeting, at=NOW)
    week = NOW + timedelta(days=7)
    assert known_since(meeting, week) == NOW

    move(meeting, at(60, hour=19), week)
    assert known_since(Meeting.objects.get(), week + timedelta(days=1)) == NOW
    move(meeting, at(67), week)
    assert known_since(Meeting.objects.get(), week + timedelta(days=1)) == week


@pytest.mark.parametrize(
    ("days", "hour", "minute", "expected"),
    [
        (42, 17, 0, GOOD),
        (42, 16, 59, WARNING),
        (45, 16, 59, WARNING),
        (46, 10, 0, GOOD),
        (47, 10, 0, GOOD),
        (48, 10, 0, WARNING),
    ],
)
def test_evening_or_weekend(days, hour, minute, expected):
    assert level("hour", planned(days, hour, minute)) == expected


@pytest.mark.parametrize("kind", [MeetingKind.START, MeetingKind.MUNICIPALITIES])
def test_a_holiday_is_warned_of_by_name_and_its_hour_is_not_judged(kind):
    # 26 March 2027.
    meeting = planned(52, 10, kind=kind)

    (found,) = [found for found in findings(meeting, at=NOW) if found.rule.key == "holiday"]
    assert (found.level, level("hour", meeting)) == (WARNING, None)
    with translation.override("sv"):
        assert found.told == "Dagen är långfredagen."
        assert str(found.mend) == "Välj en vanlig dag."
    with translation.override("en"):
        assert found.told == "The day is Good Friday."


def test_an_eve_that_is_a_holiday_in_practice_is_no_good_weekend():
    # 27 March 2027, a Saturday.
    meeting = planned(53)

    assert (level("holiday", meeting), level("hour", meeting)) == (WARNING, None)


def test_an_ordinary_day_has_nothing_said_of_holidays():
    assert level("holiday", planned(42)) is None


def test_a_meeting_with_the_municipalities_may_be_in_the_daytime():
    meeting = planned(hour=10, kind=MeetingKind.MUNICIPALITIES)

    assert level("hour", meeting) is None
    assert level("left_out", meeting) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"purpose": "Höra er.", "influence": "Allt."}, GOOD),
        ({"purpose": "Höra er.", "influence": ""}, THINK),
        ({"purpose": "", "influence": "Allt."}, WARNING),
    ],
)
def test_purpose_and_influence(words, expected):
    assert level("purpose", planned(**words)) == expected


@pytest.mark.parametrize(("days", "expected"), [(28, GOOD), (29, THINK), (None, THINK)])
def test_questions_and_material_in_time(days, expected):
    out = days and (timezone.localtime(NOW) + timedelta(days=days)).date()

    assert level("material", planned(material="Läs planen.", material_on=out)) == expected


def test_neither_questions_nor_material():
    assert level("material", planned()) == WARNING


def test_a_question_alone_counts():
    meeting = planned()
    question = meeting.questions.create(position=1)
    question.texts.create(language="sv", wording="Vad saknas?")

    assert level("material", Meeting.objects.get()) == THINK


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"access": ["public_transport"]}, GOOD),
        ({"online_url": "https://video.example.org"}, GOOD),
        ({"seats_online": 5}, GOOD),
        ({"access": ["step_free"]}, THINK),
    ],
)
def test_to_get_there(facts, expected):
    assert level("place", planned(**facts)) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"access": ["hearing_loop"]}, GOOD),
        ({"access": ["public_transport"], "access_notes": "Ramp."}, THINK),
        ({"access": ["public_transport"]}, WARNING),
        ({}, WARNING),
    ],
)
def test_to_get_in(facts, expected):
    assert level("access", planned(**facts)) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"languages": ["sv", "fi"]}, GOOD),
        ({"interpreted": ["sgn"]}, GOOD),
        ({"interpreter_on_request": True}, GOOD),
        ({}, THINK),
        ({"kind": MeetingKind.MINORITY}, WARNING),
        ({"kind": MeetingKind.MINORITY, "languages": ["sv", "fi"]}, GOOD),
    ],
)
def test_languages(facts, expected):
    assert level("language", planned(**facts)) == expected


@pytest.mark.parametrize(("travel", "expected"), [("paid", GOOD), ("unpaid", THINK), ("", THINK)])
def test_the_journey(travel, expected):
    assert level("travel", planned(travel=travel)) == expected


@pytest.mark.parametrize(
    ("days", "expected"), [(42, GOOD), (132, GOOD), (133, THINK), (None, WARNING)]
)
def test_promised_feedback(days, expected):
    on = days and (timezone.localtime(NOW) + timedelta(days=days)).date()

    assert level("feedback", planned(feedback_on=on)) == expected


def test_nobody_on_the_list():
    assert level("left_out", planned()) == WARNING


def test_the_list_leaves_out_a_municipality():
    meeting = planned()
    here = OrganisationFactory.create_batch(6, municipality_id="0680")
    for organisation in here:
        InvitationFactory(meeting=meeting, organisation=organisation)
    assert level("left_out", meeting) == GOOD

    OrganisationFactory.create_batch(6, municipality_id="0687")

    found = next(row for row in findings(meeting, at=NOW) if row.rule.key == "left_out")
    assert (found.level, found.values["names"]) == (THINK, "Tranås")


def test_many_names_are_shortened():
    assert shortened(list("ABCDEFG")) == "A, B, C, D, E +2"
    assert shortened(list("ABCDE")) == "A, B, C, D, E"


def test_the_result_is_kept_when_published_and_shown_beside_the_meeting(client):
    meeting = planned(20)
    meetings.publish_meeting(meeting=meeting, at=NOW)

    check = MeetingCheck.objects.get()
    assert check.occasion == CheckOccasion.PUBLISHED
    kept = {finding["rule"]: finding["level"] for finding in check.findings}
    assert kept["notice"] == WARNING
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "De som bjuds in har bara 20 dagar på sig." in page


def test_what_is_kept_has_the_words_of_each_language():
    meeting = planned(20)
    meetings.publish_meeting(meeting=meeting, at=NOW)

    said = {}
    for language in ("sv", "fi", "en"):
        with translation.override(language):
            said[language] = MeetingCheck.objects.get().lines[0]["told"]
    assert len(set(said.values())) == 3
    assert said["en"].startswith("Those who are invited have only 20 days")


def test_a_change_keeps_the_old_result_and_shows_the_new(client):
    meeting = planned(63)
    meetings.publish_meeting(meeting=meeting, at=NOW)
    old = MeetingCheck.objects.get().findings

    move(meeting, at(63, hour=10))

    first, second = MeetingCheck.objects.order_by("pk")
    assert first.findings == old
    assert second.occasion == CheckOccasion.CHANGED
    assert {row["rule"]: row["level"] for row in second.findings}["hour"] == WARNING
    assert client.get(meeting.get_absolute_url()).context["checks"] == [second, first]


def test_a_change_that_alters_no_finding_keeps_nothing_new():
    meeting = planned(60)
    meetings.publish_meeting(meeting=meeting, at=NOW)

    move(meeting, at(60, hour=19))

    assert MeetingCheck.objects.count() == 1


def test_what_is_sent_is_kept_beside_what_was_published():
    meeting = planned(60)
    meetings.publish_meeting(meeting=meeting, at=NOW)
    InvitationFactory(meeting=meeting)

    invitations.send(meeting=meeting, expected=1, by=None, at=NOW)

    _first, second = MeetingCheck.objects.order_by("pk")
    assert second.occasion == CheckOccasion.SENT
    levels = {row["rule"]: row["level"] for row in second.findings}
    assert levels["left_out"] != WARNING


def test_nothing_is_forbidden():
    meeting = planned(1, hour=10, influence="")

    meetings.publish_meeting(meeting=meeting, at=NOW)

    assert Meeting.objects.get().is_published


def test_each_finding_cites_why_and_how_to_mend_it(client):
    sign_in(client, AssignmentFactory().user)
    meeting = MeetingFactory(draft=True)

    response = client.get(reverse("consultations:desk_meeting_check", args=[meeting.uuid]))

    for row in response.context["found"]:
        finding = row["finding"]
        assert str(finding.rule.source) in finding.reason
        assert finding.mend
        assert client.get(row["mend"]).status_code == 200
        for _words, url in row["proposals"]:
            assert client.get(url).status_code == 200
