import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultations.actions import plans
from consultations.models import Plan, PlanVersion, VersionStatus
from organisations.models import Region, Role
from tests.factories import AssignmentFactory
from tests.plan_factories import ConsultationFactory, PlanVersionFactory, SectionFactory
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db

TEXT = (
    "# Rum för kultur\n\nLänet behöver scener.\n\n## Samlingslokaler\n\nFöreningar behöver rum.\n"
)


@pytest.fixture
def officer(client):
    user = AssignmentFactory(role=Role.REGION_OFFICER).user
    sign_in(client, user)
    return user


def filled_in(**other):
    return {
        "first_year": "2027",
        "last_year": "2030",
        "case_number": "RJL 2026/12",
        "text": TEXT,
        **other,
    }


def new_plan(client, **other):
    return client.post(reverse("consultations:desk_plan_new"), filled_in(**other))


def page(version, verb=""):
    return reverse(f"consultations:desk_plan{verb}", args=[version.plan_id, version.number])


def stamped(client, version, verb="_edit"):
    found = client.get(page(version, verb)).content.decode()
    return re.search(r'name="stamp" value="(\w+)"', found)[1]


def edit(client, version, text, **other):
    fields = {"text": text, "case_number": version.plan.case_number, **other}
    return client.post(
        page(version, "_edit"), {"stamp": stamped(client, version), **fields} | other
    )


def sections(version):
    return [(row.number, row.heading, row.key) for row in version.sections.in_order()]


def test_an_officer_pastes_a_plan_and_each_heading_becomes_a_section(client, officer):
    response = new_plan(client)

    version = PlanVersion.objects.get()
    assert response.url == page(version)
    assert version.is_draft
    assert version.plan.region.slug == "jonkoping"
    assert sections(version) == [
        ("1", "Rum för kultur", "rum-for-kultur"),
        ("1.1", "Samlingslokaler", "samlingslokaler"),
    ]
    shown = client.get(page(version)).content.decode()
    assert '<span class="section-number">1.1</span> Samlingslokaler</h3>' in shown
    assert "<p>Föreningar behöver rum.</p>" in shown


def test_a_plan_can_come_from_a_file(client, officer):
    file = SimpleUploadedFile("plan.md", TEXT.encode())

    new_plan(client, text="", file=file)

    assert len(sections(PlanVersion.objects.get())) == 2


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"text": ""}, "Skriv eller klistra in planen"),
        ({"text": "Bara löpande text."}, "ingen rubrik"),
        ({"text": "# " + "å" * 201}, "längre än 200 tecken"),
        ({"text": "# a {#rum}\n# b {#rum}"}, "{#rum}"),
        ({"text": "# a\n" * 401}, "401"),
        ({"text": "# a\n" + "x" * 1_000_000}, "1000000"),
        ({"text": "# a\x00"}, "dolt tecken"),
        ({"text": "# a\n" + "x\n" * 30_001}, "fler rader"),
        ({"first_year": "2031"}, "Sista året"),
        ({"first_year": "99999999999999999999"}, "2100"),
        ({"file": SimpleUploadedFile("plan.md", TEXT.encode())}, "Välj ett"),
        ({"text": "", "file": SimpleUploadedFile("plan.docx", b"PK")}, ".txt eller .md"),
        ({"text": "", "file": SimpleUploadedFile("plan.md", b"\x81\x8d")}, "UTF-8"),
        ({"text": "", "file": SimpleUploadedFile("plan.md", b"text")}, "ingen rubrik"),
    ],
)
def test_what_cannot_be_a_plan_is_refused_and_nothing_typed_is_lost(client, officer, other, words):
    response = new_plan(client, **other)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert "RJL 2026/12" in response.content.decode()
    assert not Plan.objects.exists()


def test_the_same_plan_sent_twice_is_one(client, officer):
    first, second = (new_plan(client) for _ in range(2))

    assert first.url == second.url
    assert Plan.objects.count() == PlanVersion.objects.count() == 1


def test_another_plan_from_the_same_year_is_refused(client, officer):
    new_plan(client)

    response = new_plan(client, text="# Något annat")

    assert response.status_code == 422
    assert "från det året" in response.content.decode()
    assert len(sections(PlanVersion.objects.get())) == 2


def test_saving_what_was_not_changed_changes_nothing(client, officer):
    new_plan(client)
    version = PlanVersion.objects.get()
    before = list(version.sections.values_list("pk", "key", "position", "texts__body"))

    edit(client, version, plans.text_of(version))

    assert list(version.sections.values_list("pk", "key", "position", "texts__body")) == before


def test_sections_that_are_moved_and_reworded_keep_their_row(client, officer):
    new_plan(client)
    version = PlanVersion.objects.get()
    kept = {row.key: row.pk for row in version.sections.all()}

    edit(client, version, "# Läsning\n\n## Samlingslokaler\n\nNytt.\n\n# Rum för kultur\n\nNytt.\n")

    assert sections(version) == [
        ("1", "Läsning", "lasning"),
        ("1.1", "Samlingslokaler", "samlingslokaler"),
        ("2", "Rum för kultur", "rum-for-kultur"),
    ]
    assert {row.key: row.pk for row in version.sections.all()}.items() >= kept.items()


def test_a_section_that_was_taken_out_gets_its_key_back(client, officer):
    first = PlanVersionFactory(chapters=2, out=True)
    draft = plans.new_version(plan=first.plan, by=officer)
    edit(client, draft, "# 1 Rum för kultur 1\n")

    edit(client, draft, "# 1 Rum för kultur 1\n\n# 2 Rum för kultur 2\n")

    assert [row.key for row in draft.sections.in_order()] == ["avsnitt-1", "avsnitt-2"]


def test_two_officers_who_write_at_once_lose_nothing(client, officer):
    new_plan(client)
    version = PlanVersion.objects.get()
    stamp = stamped(client, version)
    edit(client, version, "# Hennes\n")

    response = edit(client, version, "# Mitt\n", stamp=stamp)

    assert response.status_code == 409
    shown = response.content.decode()
    assert "# Hennes" in shown
    assert "# Mitt" in shown
    assert [row.heading for row in version.sections.all()] == ["Hennes"]

    again = re.search(r'name="stamp" value="(\w+)"', shown)[1]
    edit(client, version, "# Mitt\n", stamp=again)
    assert [row.heading for row in version.sections.all()] == ["Mitt"]


def test_the_same_text_saved_twice_is_no_quarrel(client, officer):
    new_plan(client)
    version = PlanVersion.objects.get()
    stamp = stamped(client, version)

    codes = [edit(client, version, "# Mitt\n", stamp=stamp).status_code for _ in range(2)]

    assert codes == [302, 302]


def test_publishing_is_asked_first_and_pressed_twice_is_once(client, officer):
    older = PlanVersionFactory(chapters=1, out=True)
    version = PlanVersionFactory(plan=older.plan, chapters=2)
    asked = client.get(page(version, "_publish")).content.decode()
    assert "utkast 1" in asked
    assert PlanVersion.objects.get(pk=version.pk).is_draft

    stamp = stamped(client, version, "_publish")
    codes = [client.post(page(version, "_publish"), {"stamp": stamp}).status_code for _ in range(2)]

    assert codes == [302, 302]
    version.refresh_from_db()
    older.refresh_from_db()
    assert (version.status, version.published_by) == (VersionStatus.OUT, officer)
    assert older.status == VersionStatus.SUPERSEDED
    assert client.get(page(version, "_edit")).status_code == 404


def test_a_draft_that_changed_after_it_was_looked_at_is_not_published(client, officer):
    version = PlanVersionFactory(chapters=1)
    stamp = stamped(client, version, "_publish")
    SectionFactory(version=version)

    client.post(page(version, "_publish"), {"stamp": stamp})

    assert PlanVersion.objects.get().is_draft


def test_an_empty_draft_is_not_published(client, officer):
    version = PlanVersionFactory()

    client.post(page(version, "_publish"), {"stamp": plans.stamp_of(version)})

    assert PlanVersion.objects.get().is_draft


def test_a_new_version_has_the_words_and_keys_of_the_newest(client, officer):
    version = PlanVersionFactory(chapters=2, out=True)
    address = reverse("consultations:desk_plan_version", args=[version.plan_id])

    first, second = (client.post(address) for _ in range(2))

    draft = PlanVersion.objects.drafts().get()
    assert first.url == second.url == page(draft)
    assert draft.number == 2
    assert sections(draft) == sections(version)
    assert plans.text_of(draft) == plans.text_of(version)


def test_adopting_replaces_what_was_out(client, officer):
    out = PlanVersionFactory(chapters=1, out=True)
    draft = PlanVersionFactory(plan=out.plan, chapters=1)
    day = timezone.localdate() - timedelta(days=3)

    for _ in range(2):
        client.post(page(draft, "_adopt"), {"adopted_on": day.isoformat()})

    draft.refresh_from_db()
    out.refresh_from_db()
    assert (draft.status, draft.adopted_on) == (VersionStatus.ADOPTED, day)
    assert out.status == VersionStatus.SUPERSEDED


def test_the_deciding_body_is_named_and_no_day_to_come_is_taken(client, officer):
    version = PlanVersionFactory(chapters=1, out=True)
    Region.objects.filter(slug="jonkoping").update(deciding_body="regionfullmäktige")
    tomorrow = timezone.localdate() + timedelta(days=1)

    response = client.post(page(version, "_adopt"), {"adopted_on": tomorrow.isoformat()})

    assert response.status_code == 422
    assert "regionfullmäktige" in response.content.decode()
    assert PlanVersion.objects.get().is_out


def test_the_only_draft_is_deleted_with_its_plan(client, officer):
    version = PlanVersionFactory(chapters=2)

    client.post(page(version, "_delete"))

    assert not Plan.objects.exists()


def test_deleting_twice_says_the_same_twice(client, officer):
    version = PlanVersionFactory(chapters=1)
    shown = client.get(page(version, "_delete")).content.decode()
    seal = re.search(r'name="seal" value="([^"]+)"', shown)[1]

    answers = [client.post(page(version, "_delete"), {"seal": seal}) for _ in range(2)]

    assert {(answer.status_code, answer.url) for answer in answers} == {(302, "/region/")}
    assert client.post(page(version, "_delete"), {"seal": "x\x00:y"}).status_code == 404


def test_what_has_been_out_is_not_deleted(client, officer):
    out = PlanVersionFactory(chapters=1, out=True)
    draft = PlanVersionFactory(plan=out.plan, chapters=1)

    client.post(page(draft, "_delete"))

    assert list(PlanVersion.objects.all()) == [out]
    assert client.post(page(out, "_delete")).status_code == 404


def test_a_draft_that_a_consultation_names_is_not_deleted(client, officer):
    version = PlanVersionFactory(chapters=1)
    ConsultationFactory(version=version, draft=True)

    client.post(page(version, "_delete"))

    assert PlanVersion.objects.get() == version


def test_what_is_missing_is_said(client, officer):
    older = PlanVersionFactory(chapters=1, out=True)
    version = PlanVersionFactory(plan=older.plan)
    SectionFactory(version=version, key="ny", words=("Ny", ""))
    SectionFactory(version=version, key="nyare", words=("Nyare", "Ring Ada, 800101-0019."))
    Plan.objects.update(case_number="")

    shown = client.get(page(version)).content.decode()

    assert "Diarienumret" in shown
    assert "Avsnitt utan text: 1 Ny</li>" in shown
    assert "{#avsnitt-1}" in shown
    assert "personnummer" in shown
    assert "<p>2 Nyare</p>" in shown


def test_no_account_of_ideell_kulturallians_sees_a_version_on_the_desk(client):
    version = PlanVersionFactory(chapters=1)
    lead = AssignmentFactory().user
    AssignmentFactory(user=lead, role=Role.REGION_OFFICER)
    sign_in(client, lead)

    assert client.get(page(version)).status_code == 404
    assert client.get(reverse("consultations:desk_plan_new")).status_code == 404
    assert str(version) not in client.get(reverse("consultations:desk")).content.decode()


def test_the_desk_and_a_version_cost_the_same_with_many_rows(client, officer):
    def cost(path):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    out = PlanVersionFactory(chapters=1, out=True)
    draft = PlanVersionFactory(plan=out.plan, chapters=1)
    ConsultationFactory(version=out, questions=1)
    pages = [reverse("consultations:desk"), page(draft)]
    few = [cost(path) for path in pages]
    SectionFactory.create_batch(30, version=draft)
    ConsultationFactory.create_batch(10, version=out, questions=3)

    assert [cost(path) for path in pages] == few
    assert max(few) <= 12


def test_the_desk_says_what_waits(client, officer):
    out = PlanVersionFactory(chapters=1, out=True)
    draft = PlanVersionFactory(plan=out.plan, chapters=1)

    shown = client.get(reverse("consultations:desk")).content.decode()

    assert f"{draft} är inte publicerat" in shown
    assert f"{out} är ute" in shown
