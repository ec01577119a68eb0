"""The method tool worked through for a consultation."""

import html
import re

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from consultations.actions import minutes
from kick.lib.dates import short_day_text
from organisations.models import Region, Role
from studyguide.actions import method as actions
from studyguide.checklists import items_of
from studyguide.models import (
    ChecklistMark,
    Level,
    MethodWork,
    Participation,
    PassageText,
    PrincipleView,
)
from studyguide.picture import matrix_of, profile_of
from tests.factories import AssignmentFactory, ConsultationFactory
from tests.guide import our_guide
from tests.note_factories import EvaluationFactory, HeldMeetingFactory
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation():
    our_guide()
    return ConsultationFactory()


@pytest.fixture
def officer(client, consultation):
    user = AssignmentFactory(role=Role.REGION_OFFICER, region=consultation.region).user
    sign_in(client, user)
    return user


def base(consultation):
    return f"/region/samrad/{consultation.uuid}/metodverktyg/"


def public(consultation):
    return f"{consultation.get_absolute_url()}medverkan/"


def drawn(client, path):
    """The fields of the page's form as a browser would send them back."""
    form = client.get(path).context["form"]
    data = {}
    for bound in form:
        value = bound.value()
        shown = "" if value in (None, False) else str(value)
        if bound.widget_type != "checkbox" or value:
            data[bound.html_name] = "on" if bound.widget_type == "checkbox" else shown
        if bound.field.show_hidden_initial:
            data[bound.html_initial_name] = str(value) if value is not None else ""
    return data


def test_an_item_is_given_to_somebody_and_ticked_off(client, consultation, officer):
    path = f"{base(consultation)}checklista/forberedelse/"
    given = {"tid-who": "Registratorn", "tid-due_on": "2026-12-01", "syfte-is_done": "on"}

    response = client.post(path, drawn(client, path) | given)

    assert response.status_code == 302
    marks = {mark.item: mark for mark in ChecklistMark.objects.all()}
    assert marks.keys() == {"tid", "syfte"}
    assert (marks["tid"].who, str(marks["tid"].due_on)) == ("Registratorn", "2026-12-01")
    assert (marks["tid"].is_done, marks["syfte"].is_done) == (False, True)
    assert marks["syfte"].done_by == officer
    assert "1 av 12 klara" in client.get(base(consultation)).content.decode()


def folds_of(html):
    """Of each item: whether its fields are unfolded, and what its lid says beside the item's own words."""
    found = re.findall(
        r'<details class="tick-more[^"]*"( open)?>\s*<summary>(.*?)<span class="visually', html
    )
    return [(bool(is_open), strip_tags(lid)) for is_open, lid in found]


def test_an_item_is_one_line_that_says_who_and_when(client, consultation, officer):
    day = timezone.localdate() + timezone.timedelta(days=9)
    given = {"who": "Registratorn", "due_on": day}
    actions.tick_off(consultation=consultation, marks={"forra-svaren": given}, by=officer)

    page = client.get(f"{base(consultation)}checklista/forberedelse/").content.decode()

    told = f"Registratorn, {short_day_text(day)}"
    assert folds_of(page) == [(False, told), *[(False, "Vem och när")] * 11]
    assert "0 av 12 klara" in page


def test_what_is_saved_is_told_on_the_list_itself(client, consultation, officer):
    path = f"{base(consultation)}checklista/forberedelse/"

    response = client.post(path, drawn(client, path) | {"syfte-is_done": "on"}, follow=True)

    assert response.redirect_chain == [(path, 302)]
    assert "1 av 12 klara" in response.content.decode()


def test_what_was_to_be_done_yesterday_is_told(client, consultation, officer):
    yesterday = timezone.localdate() - timezone.timedelta(days=1)
    marks = {
        "forra-svaren": {"due_on": yesterday},
        "vad-det-blev": {"due_on": yesterday, "is_done": True},
        "andra-planer": {"due_on": timezone.localdate()},
    }
    actions.tick_off(consultation=consultation, marks=marks, by=officer)

    folds = folds_of(client.get(f"{base(consultation)}checklista/forberedelse/").content.decode())

    assert ["Dagen har passerat" in lid for _is_open, lid in folds[:4]] == [True, *[False] * 3]


def test_the_work_tells_how_many_days_have_passed_and_leads_to_what_fills_each_picture(
    client, consultation, officer
):
    yesterday = timezone.localdate() - timezone.timedelta(days=1)
    marks = {item: {"due_on": yesterday} for item in ("forra-svaren", "syfte", "ingen-punkt")}
    actions.tick_off(consultation=consultation, marks=marks, by=officer)

    page = client.get(base(consultation)).content.decode()

    assert re.findall(r"Dagen har passerat för (\w+) punkt", page) == ["2"]
    order = ["Sex steg, fyra nivåer", "matrisen/", "De sex principerna", "principerna/"]
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    client.post(f"{base(consultation)}publicera/")
    assert "matrisen/" not in client.get(public(consultation)).content.decode()


def test_what_is_typed_stays_unfolded_when_a_day_is_wrong(client, consultation, officer):
    path = f"{base(consultation)}checklista/forberedelse/"
    given = {"forra-svaren-due_on": "0026-12-01", "andra-planer-who": "Eva", "syfte-is_done": "on"}

    page = client.post(path, drawn(client, path) | given).content.decode()

    assert [number for number, (is_open, _lid) in enumerate(folds_of(page)) if is_open] == [0, 2]
    [first, *_others] = items_of(checklist_text("forberedelse"))
    assert f"Årtalet vid ”{first.words.rstrip('.')}”" in html.unescape(page)


def checklist_text(chapter):
    return PassageText.objects.get(
        passage__kind="checklist", passage__chapter__key=chapter, language="sv"
    ).body


def test_on_paper_every_item_has_lines_to_write_on(client, consultation, officer):
    actions.tick_off(consultation=consultation, marks={"tid": {"who": "Eva"}}, by=officer)

    page = client.get(f"{base(consultation)}checklista/forberedelse/").content.decode()

    lines = [strip_tags(row) for row in re.findall(r'<p class="tick-lines">(.*?)</p>', page)]
    assert len(lines) == 12
    assert lines.count("Vem: Eva När: ") == 1


def test_what_a_colleague_has_written_meanwhile_stays(client, consultation, officer):
    path = f"{base(consultation)}checklista/forberedelse/"
    mine = drawn(client, path) | {"tid-who": "Eva"}
    actions.tick_off(
        consultation=consultation,
        marks={"tid": {"is_done": True}, "syfte": {"who": "Ove"}},
        by=officer,
    )

    client.post(path, mine)

    marks = {mark.item: (mark.who, mark.is_done) for mark in ChecklistMark.objects.all()}
    assert marks == {"tid": ("Eva", True), "syfte": ("Ove", False)}


def test_what_was_done_first_keeps_its_day_and_can_be_opened_again(consultation, officer):
    first = timezone.now()
    for at in (first, first + timezone.timedelta(days=1)):
        actions.tick_off(
            consultation=consultation, marks={"tid": {"is_done": True}}, by=officer, at=at
        )
    assert ChecklistMark.objects.get().done_at == first

    actions.tick_off(consultation=consultation, marks={"tid": {"is_done": False}}, by=officer)

    assert (ChecklistMark.objects.get().done_at, ChecklistMark.objects.get().done_by) == (
        None,
        None,
    )


def test_a_wrong_day_is_told_and_nothing_typed_is_lost(client, consultation, officer):
    path = f"{base(consultation)}checklista/forberedelse/"

    response = client.post(path, {"tid-who": "Eva", "tid-due_on": "0026-12-01"})

    assert response.status_code == 422
    assert "ser inte rätt ut. Kontrollera det." in response.content.decode()
    assert 'value="Eva"' in response.content.decode()
    assert not ChecklistMark.objects.exists()


def test_a_checklist_that_is_not_there_is_missing(client, consultation, officer):
    assert client.get(f"{base(consultation)}checklista/traff-1/").status_code == 404


def test_the_matrix_is_filled_in_step_by_step(client, consultation, officer):
    path = f"{base(consultation)}matrisen/"
    filled = {"drafting-choice": "2", "drafting-words": "Tre möten.", "agenda-choice": "0"}

    client.post(path, drawn(client, path) | filled)

    rows = Participation.objects.values_list("step", "level", "words")
    assert set(rows) == {("drafting", 2, "Tre möten."), ("agenda", 0, "")}
    client.post(path, drawn(client, path) | {"agenda-choice": ""})
    assert [row.step for row in Participation.objects.all()] == ["drafting"]


def test_words_without_a_level_are_refused(client, consultation, officer):
    response = client.post(f"{base(consultation)}matrisen/", {"agenda-words": "Möte"})

    assert response.status_code == 422
    assert "Dagordning: Välj hur långt de släpptes in" in response.content.decode()
    assert not Participation.objects.exists()


def test_the_picture_has_a_square_for_each_level_reached(consultation):
    Participation.objects.create(consultation=consultation, step="drafting", level=Level.DIALOGUE)
    Participation.objects.create(consultation=consultation, step="agenda", level=Level.NONE)

    columns = {column.step: column for column in matrix_of(consultation)}

    assert [is_reached for _x, is_reached in columns["drafting"].cells] == [True] * 3 + [False]
    assert columns["agenda"].is_filled
    assert not any(is_reached for _x, is_reached in columns["agenda"].cells)
    assert not columns["decision"].is_filled
    assert list(columns) == [
        "agenda",
        "drafting",
        "decision",
        "implementation",
        "monitoring",
        "reformulation",
    ]


def test_the_principles_are_judged_on_the_participants_scale(client, consultation, officer):
    path = f"{base(consultation)}principerna/"

    client.post(path, drawn(client, path) | {"dialogue-choice": "3", "dialogue-words": "Nästan."})
    refused = client.post(path, drawn(client, path) | {"quality-choice": "5"})

    assert refused.status_code == 422
    view = PrincipleView.objects.get()
    assert (view.principle, view.mark, view.words) == ("dialogue", 3, "Nästan.")


def about(consultation, answers, **steps):
    """A meeting held about the consultation, with so many answers."""
    meeting = HeldMeetingFactory()
    minutes.point_at(meeting=meeting, consultation=consultation)
    EvaluationFactory.create_batch(answers, meeting=meeting, **steps)
    return meeting


def test_the_participants_mean_stands_beside_the_officials_mark(consultation):
    PrincipleView.objects.create(consultation=consultation, principle="dialogue", mark=4)
    about(consultation, 5, dialogue=2)
    about(consultation, 15, dialogue=4)

    line = next(row for row in profile_of(consultation) if row.principle == "dialogue")

    assert (line.mark, line.mean, line.answers) == (4, 3.5, 20)


def test_a_meeting_with_few_answers_is_not_in_the_mean(consultation):
    """Else four answers would follow from the whole and from what the other meeting shows."""
    about(consultation, 5, dialogue=4)
    about(consultation, 4, dialogue=1)
    HeldMeetingFactory()

    line = next(row for row in profile_of(consultation) if row.principle == "dialogue")

    assert (line.mean, line.answers) == (4.0, 5)


def test_four_answers_are_not_told(client, consultation, officer):
    about(consultation, 4, dialogue=1)

    assert all(line.mean is None for line in profile_of(consultation))
    assert "Färre än fem svar" in client.get(base(consultation)).content.decode()


def test_the_region_decides_when_everybody_sees_it(client, consultation, officer):
    Participation.objects.create(
        consultation=consultation, step="drafting", level=2, words="Tre möten i länet."
    )
    client.post(f"{base(consultation)}publicera/")
    first = MethodWork.objects.get().published_at
    client.post(f"{base(consultation)}publicera/")
    client.logout()

    page = client.get(public(consultation)).content.decode()

    assert MethodWork.objects.get().published_at == first
    assert "Tre möten i länet." in page
    assert public(consultation) in client.get(consultation.get_absolute_url()).content.decode()


def test_what_is_not_published_is_missing_and_not_linked(client, consultation, officer):
    client.post(f"{base(consultation)}publicera/")
    assert client.get(public(consultation)).status_code == 200
    client.post(f"{base(consultation)}dolj/")
    assert "Inte publicerat" in client.get(public(consultation)).content.decode()
    client.logout()

    assert client.get(public(consultation)).status_code == 404
    assert "medverkan/" not in client.get(consultation.get_absolute_url()).content.decode()


def test_a_checklist_never_leaves_the_desk(client, consultation, officer):
    actions.tick_off(
        consultation=consultation, marks={"tid": {"who": "Registrator Eva"}}, by=officer
    )
    client.post(f"{base(consultation)}publicera/")
    assert (
        "Registrator Eva"
        in client.get(f"{base(consultation)}checklista/forberedelse/").content.decode()
    )

    assert "Registrator Eva" not in client.get(public(consultation)).content.decode()


def test_an_empty_picture_is_not_drawn_on_the_desk_and_offered_to_nobody(
    client, consultation, officer
):
    def told():
        page = client.get(base(consultation)).content.decode()
        words = ["Inte ifyllt än. Bilden visar", "Inte ifyllt än. Bilden lägger"]
        return [words in page for words in [*words, 'class="figure let-in"', "publicera/"]]

    assert told() == [True, True, False, False]

    actions.let_in(consultation=consultation, rows={"agenda": (1, "")})

    assert told() == [False, True, True, True]


def test_a_draft_consultation_publishes_nothing(client, consultation, officer):
    draft = ConsultationFactory(draft=True)

    client.post(f"{base(draft)}publicera/")

    assert not MethodWork.objects.filter(published_at__isnull=False).exists()


@pytest.mark.parametrize(
    "path", ["", "matrisen/", "principerna/", "checklista/planering/", "mall/utvardering/"]
)
def test_other_regions_and_ideell_kulturallians_see_nothing(client, consultation, path):
    elsewhere = Region.objects.get(slug="kronoberg")
    strangers = [
        AssignmentFactory(role=Role.REGION_OFFICER, region=elsewhere).user,
        AssignmentFactory(region=consultation.region).user,
        AssignmentFactory(region=None).user,
    ]
    for user in strangers:
        sign_in(client, user)

        assert client.get(base(consultation) + path).status_code == 404


def test_the_desk_and_the_check_lead_to_the_tool(client, consultation, officer):
    desk = client.get(f"/region/samrad/{consultation.uuid}/").content.decode()
    meeting = HeldMeetingFactory(status="draft")
    check = client.get(f"/region/moten/{meeting.uuid}/kollen/").content.decode()

    assert f'href="{base(consultation)}"' in desk
    assert 'href="/metodverktyg/planering/#samradskollen"' in check


def test_deleting_a_draft_takes_the_work_with_it(client, consultation, officer):
    draft = ConsultationFactory(draft=True)
    actions.let_in(consultation=draft, rows={"agenda": (1, "")})
    actions.tick_off(consultation=draft, marks={"tid": {"who": "Eva"}}, by=officer)

    draft.delete()

    assert not Participation.objects.exists()
    assert not ChecklistMark.objects.exists()
