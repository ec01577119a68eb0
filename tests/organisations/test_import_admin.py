import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from procrastinate.contrib.django.models import ProcrastinateJob

from kick.lib import progress
from organisations.actions import importing
from organisations.models import (
    ActivityWord,
    ArtForm,
    BatchStatus,
    Fate,
    ImportBatch,
    ImportRow,
    ImportSheet,
    Organisation,
    Region,
)
from tests.factories import AssignmentFactory, OrganisationFactory, UserFactory
from tests.kick.register_lists import bomb_of_270_megabytes, workbook
from tests.organisations.lists import codes, csv_list, looked_through, many, opened, place
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db

KOR = ["Åsa kör", "802002-8711", "Habo", "kor@asa.example"]
UPLOAD = "/admin/organisations/importbatch/add/"
LIST = "/admin/organisations/importbatch/"


@pytest.fixture
def lead(client):
    """A project lead in Jönköping who has signed in with both factors."""
    user = AssignmentFactory().user
    sign_in(client, user)
    return user


def upload(client, data, name="lista.csv", **changed):
    about = {
        "file": SimpleUploadedFile(name, data),
        "region": Region.objects.get(slug="jonkoping").pk,
        "source": "Habo kommun",
        "received_on": "2026-11-01",
        **changed,
    }
    return client.post(UPLOAD, {key: value for key, value in about.items() if value is not None})


def step(name, batch):
    return reverse(f"admin:organisations_importbatch_{name}", args=[batch.pk])


def columns(batch, *fields, header_row=1):
    chosen = {f"column_{index}": field for index, field in enumerate(fields)}
    return {"header_row": header_row, **chosen}


GUESSED = ["name", "org_number", "municipality", "email"]


def ordered():
    """Names of the jobs that wait for the worker."""
    return list(ProcrastinateJob.objects.values_list("task_name", flat=True))


def stored():
    return [model.objects.count() for model in (ImportBatch, ImportSheet, ImportRow, Organisation)]


def test_upload_asks_only_for_regions_that_the_lead_leads(client, lead):
    answer = client.get(UPLOAD)

    assert answer.status_code == 200
    assert [region.slug for region in answer.context["form"].fields["region"].queryset] == [
        "jonkoping"
    ]
    assert "Uppsala" not in answer.text


def test_the_way_of_a_list_from_file_to_register(client, lead):
    rows = [["Register 2026"], ["Vad", "Nr", "Var", "Post"], KOR, ["Bandet", "1", "Lund", "x"]]

    answer = upload(client, workbook(rows), "lista.xlsx")
    batch = ImportBatch.objects.get()
    answer = client.get(answer.url, follow=True)
    assert answer.context["columns"][0]["sample"] == ["Åsa kör", "Bandet"]
    assert (batch.created_by, batch.received_on) == (lead, date(2026, 11, 1))

    mapping = columns(batch, "name", "org_number", "municipality", "email", header_row=2)
    answer = client.post(step("columns", batch), mapping, follow=True)
    assert answer.context["counts"]["new"] == 1
    assert answer.context["counts"]["error"] == 1
    assert Organisation.objects.count() == 0

    answer = client.post(step("write", batch), follow=True)
    assert answer.context["batch"].status == BatchStatus.WRITING
    assert ordered() == ["organisations.jobs.write_list"]
    importing.write_ordered(batch_id=batch.pk)
    answer = client.get(step("change", batch))
    assert answer.context["batch"].status == BatchStatus.COMMITTED
    assert Organisation.objects.get().name == "Åsa kör"


def test_headings_may_be_in_another_row(client, lead):
    data = csv_list(
        ["Namn", "Kommun", "", ""], ["Kören", "Habo", "", ""], header=["a", "b", "c", "d"]
    )
    batch = opened(data)

    answer = client.post(step("columns", batch), columns(batch, header_row=2))

    batch.refresh_from_db()
    assert answer.status_code == 302
    assert (batch.header_row, batch.mapping) == (2, {"Namn": "name", "Kommun": "municipality"})


def test_sheet_is_asked_for_where_there_are_several(client, lead):
    def add_sheet(book):
        book.create_sheet("Dolt").append(["x"])

    upload(client, workbook([["Namn", "Kommun"], ["Kören", "Habo"]], change=add_sheet))
    batch = ImportBatch.objects.get()

    page = client.get(step("change", batch), follow=True)
    assert len(page.context["form"].fields["sheet"].queryset) == 2
    assert client.post(step("sheet", batch), {}).status_code == 422
    client.post(step("sheet", batch), {"sheet": batch.sheets.first().pk})

    batch.refresh_from_db()
    assert batch.columns == ["Namn", "Kommun"]
    assert ImportBatch.objects.count() == 1


def test_several_sheets_are_several_lists_of_one_sitting(client, lead):
    def add_sheet(book):
        book.create_sheet("Hembygd").append(["Förening", "Ort"])
        book["Hembygd"].append(["Gillet", "Habo"])

    upload(client, workbook([["Namn", "Kommun"], ["Kören", "Habo"]], change=add_sheet))
    batch = ImportBatch.objects.get()
    sheets = {"sheet": [sheet.pk for sheet in batch.sheets.all()]}

    answer = client.post(step("sheet", batch), sheets, follow=True)

    assert [each.columns for each in answer.context["batches"]] == [
        ["Namn", "Kommun"],
        ["Förening", "Ort"],
    ]
    assert len({each.sitting for each in ImportBatch.objects.all()}) == 1
    assert client.post(step("sheet", batch), sheets).status_code in (302, 422)
    assert ImportBatch.objects.count() == 2


def test_several_files_have_one_file_of_rows_to_mend(client, lead):
    first = csv_list(KOR, ["Bandet", "1", "Habo", "=x"])
    second = csv_list(["Gillet", "x"], header=["Vilka", "Mejl till föreningen"])
    third = csv_list(["Truppen", "800101-1231", "Habo", ""], ["Summa", "", "", ""])
    habo = Region.objects.get(slug="jonkoping").municipalities.get(name="Habo")
    files = [
        SimpleUploadedFile(f"{number}.csv", data)
        for number, data in enumerate([first, second, third])
    ]

    answer = upload(client, None, file=files, municipality=habo.pk)
    batches = list(ImportBatch.objects.order_by("pk"))
    assert answer.url == step("sitting", batches[0])
    chosen = {"municipality": habo.pk}
    client.post(step("columns", batches[0]), {**columns(batches[0], *GUESSED), **chosen})
    client.post(step("columns", batches[1]), {**columns(batches[1], "name", "email"), **chosen})
    client.post(step("columns", batches[2]), {**columns(batches[2], *GUESSED), **chosen})
    page = client.get(answer.url)
    assert [each.error for each in page.context["batches"]] == [1, 1, 1]

    mended = b"".join(client.get(step("mend", batches[1])).streaming_content)
    book = load_workbook(io.BytesIO(mended))
    assert book.sheetnames == ["0", "1", "2"]
    assert [[cell.value for cell in row] for row in book["1"]] == [
        ["Vilka", "Mejl till föreningen", "Kommun", "Att rätta"],
        ["Gillet", "x", "Habo", "Mejl till föreningen: Det här är ingen e-postadress."],
    ]
    assert "1231" not in str([cell.value for sheet in book for row in sheet for cell in row])


def test_mended_file_is_read_with_the_same_columns(client, lead):
    header = ["Vilka", "Mejl till föreningen"]
    habo = Region.objects.get(slug="jonkoping").municipalities.get(name="Habo")
    upload(client, csv_list(["Kören", "x"], ["Bandet", ""], header=header), municipality=habo.pk)
    batch = ImportBatch.objects.get()
    client.post(
        step("columns", batch), {**columns(batch, "name", "email"), "municipality": habo.pk}
    )
    book = load_workbook(io.BytesIO(b"".join(client.get(step("mend", batch)).streaming_content)))
    book.active["B2"] = "kor@asa.example"
    stream = io.BytesIO()
    book.save(stream)

    page = client.get(UPLOAD, {"efter": batch.pk})
    assert page.context["form"].initial["source"] == "Habo kommun"
    upload(client, stream.getvalue(), "fel-att-ratta.xlsx")
    mended = ImportBatch.objects.latest("pk")
    assert mended.mapping == {**batch_mapping(batch), "Kommun": "municipality"}
    importing.stage(batch=mended, mapping=mended.mapping)
    assert [(row.values["email"], row.fate) for row in mended.rows.all()] == [
        ("kor@asa.example", Fate.NEW)
    ]


def batch_mapping(batch):
    batch.refresh_from_db()
    return batch.mapping


def test_contact_persons_ask_for_a_purpose(client, lead):
    batch = opened(csv_list(["Kören", "Habo", "Anna Ek"], header=["Namn", "Kommun", "Kontakt"]))
    chosen = columns(batch, "name", "municipality", "contact_name")

    answer = client.post(step("columns", batch), chosen)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["contact_purpose"]

    client.post(step("columns", batch), {**chosen, "contact_purpose": "Samråd"})
    importing.commit_batch(batch=batch)
    organisation = Organisation.objects.get()
    page = client.get(f"/admin/organisations/organisation/{organisation.pk}/change/")
    assert "Anna Ek (Samråd, " in page.text


MIXED = ["Namn", "Kommun", "Verksamhet"]


def test_words_are_decided_in_bulk(client, lead):
    rows = [["Habo FK", "Habo", "Fotboll"], ["Kuriosa", "Habo", "Kuriosa"], ["Ting", "Habo", "X"]]
    batch = looked_through(csv_list(*rows, header=MIXED))
    page = client.get(step("words", batch))
    assert [field.label for field, _ in page.context["form"].rows] == ["kuriosa", "x", "fotboll"]
    form = ArtForm.objects.get(code="museum")

    client.post(step("words", batch), {"word-kuriosa": form.pk, "rest": "no"})

    decided = ActivityWord.objects.filter(word__in=["kuriosa", "x", "fotboll"])
    assert {word.word: (word.culture, word.art_form) for word in decided} == {
        "kuriosa": ("yes", form),
        "x": ("no", None),
        "fotboll": ("no", None),
    }
    assert [row.fate for row in batch.rows.all()] == [Fate.SKIP, Fate.NEW, Fate.SKIP]
    assert client.post(step("words", batch), {"word-x": "nonsense"}).status_code == 422


def test_rows_are_decided_in_bulk_and_one_by_one(client, lead):
    batch = looked_through(csv_list(*many(60)))
    address = step("choose", batch)

    client.post(address, {"choice": "skip", "row": [2, 3]})
    assert batch.rows.filter(fate=Fate.SKIP).count() == 2
    answer = client.post(f"{address}?fate=new", {"choice": "skip", "everything": "on"})
    assert answer.url == f"{step('change', batch)}?fate=new"
    assert batch.rows.filter(fate=Fate.SKIP).count() == 60
    client.post(address, {"choice": "undo", "row": [2]})
    assert batch.rows.get(number=2).fate == Fate.NEW


@pytest.mark.parametrize(
    "wrong", [{}, {"choice": "x", "row": [2]}, {"choice": "skip", "row": [99]}]
)
def test_decision_that_lacks_something_is_told(client, lead, wrong):
    batch = looked_through(csv_list(KOR))

    answer = client.post(step("choose", batch), wrong, follow=True)

    assert {message.level_tag for message in answer.context["messages"]} == {"error"}
    assert batch.rows.get().chosen == ""


def test_row_is_said_to_be_an_organisation_that_is_searched_for(client, lead):
    known = OrganisationFactory(name="Kör i Åsa", municipality=place("Habo"))
    elsewhere = OrganisationFactory(name="Kör i Åsa", municipality=place("Uppsala"))
    batch = looked_through(csv_list(KOR))
    address = reverse("admin:organisations_importbatch_same", args=[batch.pk, 2])

    page = client.get(address, {"q": "kör i åsa"})
    assert list(page.context["form"].fields["organisation"].queryset) == [known]
    assert client.post(address, {"organisation": elsewhere.pk}).status_code == 422
    assert client.post(address, {}).status_code == 422
    client.post(address, {"organisation": known.pk})

    assert batch.rows.get().organisation == known
    assert (
        client.get(reverse("admin:organisations_importbatch_same", args=[batch.pk, 9])).status_code
        == 404
    )


def test_list_is_taken_back_and_what_was_kept_is_shown(client, lead):
    batch = looked_through(csv_list(KOR, ["Bandet", "", "Habo", ""]))
    importing.commit_batch(batch=batch)
    Organisation.objects.filter(name="Bandet").update(phone="036123456")
    assert "Ta tillbaka hela listan" in client.get(step("change", batch)).text

    client.post(step("take_back", batch))
    assert ordered() == ["organisations.jobs.take_back_list"]
    assert "Se hur långt det har kommit" in client.get(step("change", batch)).text
    importing.take_back_ordered(batch_id=batch.pk)

    page = client.get(step("change", batch), {"fate": "kept"})
    assert [row["kept"] for row in page.context["rows"]] == [["Telefon"]]
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Bandet"]


def test_order_is_stopped(client, lead):
    batch = looked_through(csv_list(KOR))
    client.post(step("write", batch))

    client.post(step("stop", batch))

    batch.refresh_from_db()
    assert batch.status == BatchStatus.STAGED


def test_progress_of_a_list_is_seen_while_it_is_written():
    progress.tell("list-7", 500, 5000)

    assert progress.heard("list-7") == (500, 5000)
    assert progress.heard("list-8") is None


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
