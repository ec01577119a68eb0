"""What the pages of lists refuse, show and hide."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisations.actions import importing
from organisations.models import (
    BatchStatus,
    Fate,
    ImportBatch,
    ImportRow,
    Organisation,
    Region,
)
from tests.factories import AssignmentFactory, OrganisationFactory, UserFactory
from tests.kick.register_lists import bomb_of_270_megabytes
from tests.organisations.list_desk import (
    KOR,
    LIST,
    UPLOAD,
    columns,
    lead_in,
    ordered,
    step,
    stored,
    upload,
)
from tests.organisations.lists import codes, csv_list, looked_through, many, opened, place
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client):
    return lead_in(client)


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"", 422),
        (b"%PDF-1.7", 422),
        (b"\x89PNG\r\n\x1a\n", 422),
        (b"PK\x03\x04broken", 422),
        (b'a;b\r\n"open;1\r\n', 422),
        (b"x" * 10_500_000, 413),
    ],
)
def test_file_that_cannot_be_read_is_refused_with_a_word(client, lead, data, status):
    answer = upload(client, data)

    assert answer.status_code == status
    assert answer.context["form"].errors["file"]
    assert stored() == [0, 0, 0, 0]


def test_bomb_is_refused(client, lead):
    answer = upload(client, bomb_of_270_megabytes(), "lista.xlsx")

    assert answer.status_code in (413, 422)
    assert stored() == [0, 0, 0, 0]


def test_encoding_that_cannot_be_known_is_asked_for(client, lead):
    data = csv_list(KOR).decode().encode("mac_roman")

    answer = upload(client, data)
    assert answer.status_code == 422
    assert 'value="mac_roman"' in answer.text
    assert stored() == [0, 0, 0, 0]

    upload(client, data, encoding="mac_roman")
    assert ImportBatch.objects.get().sheets.get().rows[1][0] == "Åsa kör"


@pytest.mark.parametrize(
    "wrong",
    [
        {"source": ""},
        {"source": "a" * 121},
        {"received_on": "2999-01-01"},
        {"received_on": "x"},
        {"region": "x"},
        {"file": None},
        {"encoding": "rot13"},
        {"municipality": "0380"},
    ],
)
def test_upload_that_lacks_something_is_shown_again(client, lead, wrong):
    answer = upload(client, csv_list(KOR), **wrong)

    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert stored() == [0, 0, 0, 0]


def test_region_of_others_cannot_be_chosen(client, lead):
    answer = upload(client, csv_list(KOR), region=Region.objects.get(slug="uppsala").pk)

    assert answer.status_code == 422
    assert stored() == [0, 0, 0, 0]


def test_columns_that_cannot_be_used_are_shown_again(client, lead):
    batch = opened(csv_list(KOR))

    for fields in [("name", "name"), ("email",), ("password",)]:
        assert client.post(step("columns", batch), columns(batch, *fields)).status_code == 422

    assert client.post(step("columns", batch), columns(batch, header_row=99)).status_code == 422
    assert ImportRow.objects.count() == 0


def test_rows_are_filtered_and_paged(client, lead):
    batch = looked_through(csv_list(*many(60), ["", "1", "", ""]))

    first = client.get(step("change", batch))
    second = client.get(step("change", batch), {"page": 2})
    wrong = client.get(step("change", batch), {"fate": Fate.ERROR})

    assert [len(answer.context["rows"]) for answer in (first, second, wrong)] == [50, 11, 1]
    assert client.get(step("change", batch), {"page": 3}).status_code == 404


def test_rows_cost_the_same_however_many(client, lead):
    few, lots = looked_through(csv_list(*many(2))), looked_through(csv_list(*many(45)))

    with CaptureQueriesContext(connection) as for_few:
        client.get(step("change", few))
    with CaptureQueriesContext(connection) as for_lots:
        client.get(step("change", lots))

    assert len(for_lots) == len(for_few) <= 12


def test_change_is_shown_old_and_new(client, lead):
    OrganisationFactory(
        name="Åsa kör", org_number="8020028711", municipality=place("Habo"), email="a@asa.example"
    )

    answer = client.get(step("change", looked_through(csv_list(KOR))))

    assert "<del>a@asa.example</del>" in answer.text
    assert "<ins>kor@asa.example</ins>" in answer.text


def test_cell_is_text_and_never_a_tag(client, lead):
    batch = looked_through(csv_list(["<script>alert(1)</script>", "1", "<b>Habo", "x"]))

    for page in [step("change", batch), step("columns", batch)]:
        answer = client.get(page)
        assert "<script>alert" not in answer.text
        assert "&lt;script&gt;alert" in answer.text


def test_errors_are_a_list_to_send_back(client, lead):
    batch = looked_through(csv_list(KOR, ["Bandet", "800101-1231", "Habo", "=x"]))

    answer = client.get(step("errors", batch))

    lines = answer.getvalue().decode("utf-8-sig").splitlines()
    assert answer["Content-Type"].startswith("text/csv")
    assert len(lines) == 3
    assert lines[1].startswith("3;Org.nr;")
    assert "1231" not in "".join(lines)


def test_writing_twice_is_told_and_harmless(client, lead):
    batch = looked_through(csv_list(KOR))

    client.post(step("write", batch))
    answer = client.post(step("write", batch), follow=True)

    assert [message.level_tag for message in answer.context["messages"]][-1] == "warning"
    assert ordered() == ["organisations.jobs.write_list"]


def test_every_form_of_the_pages_carries_its_token(client, lead):
    batch = looked_through(csv_list(KOR))

    for page in [UPLOAD, step("change", batch), step("columns", batch)]:
        content = client.get(page).text
        main = content[content.index('id="content-main"') :]
        assert main.count("<form") == main.count("csrfmiddlewaretoken") > 0


def test_discarded_list_is_gone(client, lead):
    batch = looked_through(csv_list(KOR))

    client.post(step("discard", batch))
    answer = client.post(step("write", batch), follow=True)

    batch.refresh_from_db()
    assert batch.status == BatchStatus.DISCARDED
    assert answer.status_code == 200
    assert stored() == [1, 0, 0, 0]


def test_written_list_is_not_mapped_again(client, lead):
    batch = looked_through(csv_list(KOR))
    importing.commit_batch(batch=batch)

    assert client.get(step("columns", batch)).status_code == 404
    assert client.post(step("columns", batch), columns(batch, "name")).status_code == 404


def test_looking_changes_nothing(client, lead):
    batch = looked_through(csv_list(KOR))

    for name in ["change", "columns", "errors", "mend", "words", "sitting"]:
        client.get(step(name, batch))
    for name in ["write", "discard", "choose", "stop", "take_back"]:
        assert client.get(step(name, batch)).status_code == 405

    batch.refresh_from_db()
    assert batch.status == BatchStatus.STAGED
    assert Organisation.objects.count() == 0


STEPS = [
    "change",
    "columns",
    "sheet",
    "sitting",
    "words",
    "choose",
    "errors",
    "mend",
    "write",
    "stop",
    "take_back",
    "discard",
]


@pytest.mark.parametrize("name", STEPS)
def test_list_of_another_region_is_missing(client, name):
    sign_in(client, AssignmentFactory(region=Region.objects.get(slug="uppsala")).user)
    batch = looked_through(csv_list(KOR))

    assert client.get(step(name, batch)).status_code in (404, 405)
    assert client.post(step(name, batch), columns(batch, "name")).status_code in (404, 405)
    assert codes(batch) == []
    assert Organisation.objects.count() == 0


@pytest.mark.parametrize("name", STEPS)
def test_list_is_closed_to_others(client, name):
    batch = looked_through(csv_list(KOR))
    client.force_login(UserFactory())

    answer = client.post(step(name, batch), columns(batch, "name"))

    assert answer.status_code in (302, 403, 404)
    batch.refresh_from_db()
    assert batch.status == BatchStatus.STAGED
    assert Organisation.objects.count() == 0


def test_lists_are_those_of_the_leads_regions(client, lead):
    own = opened(csv_list(KOR))
    opened(csv_list(KOR), region=Region.objects.get(slug="uppsala"))

    answer = client.get(LIST)

    assert list(answer.context["cl"].result_list) == [own]


def test_municipality_for_the_whole_list_may_be_chosen_with_the_columns(client, lead):
    batch = opened(csv_list(["Kören"], header=["Namn"]))
    habo = batch.region.municipalities.get(name="Habo")

    answer = client.post(
        step("columns", batch), {**columns(batch, "name"), "municipality": habo.pk}, follow=True
    )

    batch.refresh_from_db()
    assert batch.municipality == habo
    assert answer.context["counts"]["new"] == 1
    assert "Läs in 1 ny" in answer.text
    assert "och 0" not in answer.text


def test_front_page_leads_to_the_list_the_desk_and_what_waits(client, lead):
    opened(csv_list(["Kören"], header=["Namn"]))

    page = client.get("/admin/").text

    assert f'href="{UPLOAD}"' in page
    assert 'href="/region/"' in page
    assert "/admin/organisations/importbatch/?status__in=mapping,staged" in page
    waiting = client.get("/admin/organisations/importbatch/?status__in=mapping,staged")
    assert waiting.context["cl"].result_count == 1
