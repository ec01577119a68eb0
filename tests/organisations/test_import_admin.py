import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from kick.lib import progress
from organisations.actions import importing
from organisations.models import (
    ActivityWord,
    ArtForm,
    BatchStatus,
    Fate,
    ImportBatch,
    Organisation,
    Region,
)
from tests.factories import OrganisationFactory
from tests.kick.register_lists import workbook
from tests.organisations.list_desk import (
    GUESSED,
    KOR,
    UPLOAD,
    columns,
    lead_in,
    ordered,
    step,
    upload,
)
from tests.organisations.lists import csv_list, looked_through, many, opened, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client):
    return lead_in(client)


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
