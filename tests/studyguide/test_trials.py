"""The regions try the method tool together."""

import csv
import io
import json
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from organisations.models import ExportRecord, Region, Role
from studyguide.models import GuideVersion, ToolTrial
from studyguide.reading import METHOD_TOOL
from tests.factories import AssignmentFactory, UserFactory
from tests.guide import our_guide
from tests.method_factories import ToolTrialFactory
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db

TRIALS = "/region/metodverktyg/prov/"
NEW = f"{TRIALS}nytt/"


@pytest.fixture
def kronoberg():
    return Region.objects.get(slug="kronoberg")


def facts(**changed):
    return {
        "key": str(uuid.uuid4()),
        "chapter": "planering",
        "part": "checklist",
        "used_on": timezone.localdate().isoformat(),
        "rating": "4",
        "words": "Vi glömde inte bussen.",
    } | changed


@pytest.mark.parametrize("role", [Role.REGION_OFFICER, Role.PROJECT_LEAD])
def test_a_trial_is_noted_with_the_version_that_was_tried(client, role):
    our_guide()
    sign_in(client, AssignmentFactory(role=role).user)

    response = client.post(NEW, facts())

    assert response.url == f"{TRIALS}jonkoping/"
    trial = ToolTrial.objects.get()
    assert (trial.chapter.key, trial.part, trial.rating) == ("planering", "checklist", 4)
    assert trial.version == GuideVersion.objects.of_guide(METHOD_TOOL).get()
    page = client.get(response.url).content.decode()
    assert "Vi glömde inte bussen." in page
    assert "Checklistan, Planering" in page


def test_the_same_form_twice_is_one_trial(client):
    our_guide()
    sign_in(client, AssignmentFactory(role=Role.REGION_OFFICER).user)
    form = facts()

    for _press in range(2):
        client.post(NEW, form)

    assert ToolTrial.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"words": ""},
        {"rating": "5"},
        {"part": "inget"},
        {"chapter": "traff-1"},
        {"used_on": (timezone.localdate() + timedelta(days=2)).isoformat()},
    ],
    ids=["words", "rating", "part", "chapter", "day"],
)
def test_what_cannot_be_is_refused(client, wrong):
    our_guide()
    sign_in(client, AssignmentFactory(role=Role.REGION_OFFICER).user)

    assert client.post(NEW, facts(**wrong)).status_code == 422
    assert not ToolTrial.objects.exists()


def test_all_who_test_read_what_all_regions_say(client, kronoberg):
    ToolTrialFactory(words="Vi saknade en rad om barn.")
    sign_in(client, AssignmentFactory(role=Role.REGION_OFFICER, region=kronoberg).user)

    page = client.get(TRIALS).content.decode()
    here = client.get(f"{TRIALS}jonkoping/").content.decode()

    assert "Vi saknade en rad om barn." in page
    assert "Vi saknade en rad om barn." in here
    assert "/andra/" not in here


def test_nobody_else_reads_them(client):
    ToolTrialFactory()
    registrar = AssignmentFactory(role=Role.REGISTRAR).user

    for user in (registrar, UserFactory()):
        assert not ToolTrial.objects.visible_to(user).exists()
        sign_in(client, user)
        paths = [TRIALS, NEW, f"{TRIALS}jonkoping/"]
        assert [client.get(path).status_code for path in paths] == [404] * 3


def test_only_ones_own_region_is_changed(client, kronoberg):
    our_guide()
    ours, theirs = ToolTrialFactory(), ToolTrialFactory(region=kronoberg)
    sign_in(client, AssignmentFactory(role=Role.REGION_OFFICER).user)

    client.post(f"{TRIALS}{ours.uuid}/andra/", facts(words="Nya ord."))
    refused = client.post(f"{TRIALS}{theirs.uuid}/andra/", facts(words="Nya ord."))

    assert refused.status_code == 404
    assert dict(ToolTrial.objects.values_list("region__slug", "words")) == {
        "jonkoping": "Nya ord.",
        "kronoberg": theirs.words,
    }


def test_the_list_for_the_report_has_all_regions_and_is_noted_for_each(client, kronoberg):
    our_guide()
    version = GuideVersion.objects.of_guide(METHOD_TOOL).get()
    ToolTrialFactory(region=kronoberg, words="=SUMMA(1)", version=version)
    ToolTrialFactory.create_batch(2, used_on=timezone.localdate() - timedelta(days=1))
    user = AssignmentFactory(region=None).user
    sign_in(client, user)

    read = {
        format: b"".join(client.post(f"{TRIALS}alla.{format}"))
        for format in ("csv", "xlsx", "json")
    }

    lines = list(csv.reader(io.StringIO(read["csv"].decode("utf-8-sig")), delimiter=";"))
    rows = json.loads(read["json"])
    assert lines[0][:3] == ["Region", "Kapitel", "Del"]
    assert [line[0] for line in lines[1:]] == [row["region"] for row in rows]
    assert [row["region"] for row in rows] == ["Region Kronoberg"] + ["Region Jönköpings län"] * 2
    assert lines[1][6] == "'=SUMMA(1)"
    assert (rows[0]["version"], rows[0]["changed_since"]) == (1, 0)
    assert read["xlsx"].startswith(b"PK")
    noted = ExportRecord.objects.filter(what="tool trials", taken_by=user, format="csv")
    assert set(noted.values_list("region__slug", "rows")) == {("kronoberg", 1), ("jonkoping", 2)}


def test_an_unknown_format_is_missing_and_not_noted(client):
    ToolTrialFactory()
    sign_in(client, AssignmentFactory(region=None).user)

    assert client.post(f"{TRIALS}alla.exe").status_code == 404
    assert not ExportRecord.objects.exists()


def test_the_list_costs_the_same_with_many(client, django_assert_max_num_queries):
    our_guide()
    version = GuideVersion.objects.of_guide(METHOD_TOOL).get()
    sign_in(client, AssignmentFactory(region=None).user)
    ToolTrialFactory.create_batch(12, version=version)

    with django_assert_max_num_queries(16):
        client.get(TRIALS)


def test_who_was_signed_out_while_writing_finds_her_words_again(client):
    our_guide()
    user = AssignmentFactory(role=Role.REGION_OFFICER).user
    client.post(NEW, facts(words="Nästan bra.", used_on="2026-02-03"))
    sign_in(client, user)

    page = client.get(NEW).content.decode()

    assert "Nästan bra.</textarea>" in page
    assert 'value="2026-02-03"' in page
    assert not ToolTrial.objects.exists()
