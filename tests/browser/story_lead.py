"""What the project lead does in the story: lists, meeting, letters, replies."""

import csv
import io
from datetime import datetime, timedelta

import openpyxl
import pypdf

from tests.browser.steps import (
    PAPER_CODE,
    columns_are,
    fill,
    heading,
    main_text,
    open_list,
    personal_links,
    press,
    read_in,
    row_of,
    said,
    sign_in_with_both_factors,
)

LEAD = "maja.lind@kulturallians.example"
JONKOPING = """\
Föreningsnamn;Org.nr;Kommun;E-postadress;Gatuadress;Postnr;Postort;Verksamhet
Åsens hembygdsförening;802002-8711;Jönköping;asen@forening.example;;;;Hembygd
Låtsaby spelmanslag;;Jönköping;musik@latsaby.example;;;;Folkmusik
Låtsaby kör;;Jönköping;musik@latsaby.example;;;;Körsång
Påhittsås bygdegårdsförening;;Jönköping;;Byvägen 3;553 22;Jönköping;Bygdegård
Drömmefors konstförening;802002-8712;Jönköping;konst@forening.example;;;;Konst
Tänkehults teater;;Malmö;teater@tankehult.example;;;;Teater
Ensamma trubaduren;800101-1231;Jönköping;jag@trubadur.example;;;;Visa
"""
HABO = [
    ["Föreningar i Habo kommun, hösten 2026"],
    ["Vilka", "Mejl till föreningen", "Sysslar med"],
    ["Sagolida teatersällskap", "teater@sagolida.example", "Teater"],
    ["Sagolida filmstudio", "film@sagolida.example", "Film"],
]


def the_lead_reads_two_lists(story):
    page = story.lead
    sign_in_with_both_factors(page, story.site, LEAD)
    story.pictures.take(page, "mina-sidor")
    csv_path, xlsx_path = story.folder / "jonkoping.csv", story.folder / "habo.xlsx"
    csv_path.write_bytes(JONKOPING.replace("\n", "\r\n").encode("cp1252"))
    book = openpyxl.Workbook()
    for row in HABO:
        book.active.append(row)
    book.save(xlsx_path)

    open_list(page, csv_path, source="Jönköpings kommun, föreningsregistret")
    story.pictures.take(page, "kolumner")
    press(page, "Läs igenom varje rad")
    story.pictures.take(page, "rader")
    assert "Den sista siffran stämmer inte" in row_of(page, "Drömmefors").inner_text()
    assert "Malmö ligger inte i Region Jönköpings län" in row_of(page, "Tänkehult").inner_text()
    assert "Här stod ett personnummer" in row_of(page, "trubaduren").inner_text()
    assert "1231" not in main_text(page)
    read_in(page, "Läs in 4 nya")

    open_list(page, xlsx_path, source="Habo kommun, kulturenheten", municipality="Habo")
    fill(page, header_row="2")
    press(page, "Läs igenom varje rad")
    columns_are(page, **{"Vilka": "Namn", "Sysslar med": "Vad organisationen gör"})
    story.pictures.take(page, "rader-habo")
    assert "Felaktiga" not in main_text(page)
    read_in(page, "Läs in 2 nya")


def she_calls_a_meeting(story):
    page = story.lead
    page.goto("/region/")
    story.pictures.take(page, "skrivbordet-tomt")
    press(page, "Planera ett möte")
    fill(
        page,
        kind="Startmöte",
        organiser="Ideell kulturallians",
        title="Startmöte för en regional kulturallians",
        day=story.day.isoformat(),
        starts="18:00",
        ends="20:30",
        municipality="Jönköping",
        venue="Kulturhuset Spira",
        street="Kulturgatan 3",
    )
    story.pictures.take(page, "nytt-mote")
    press(page, "Spara som utkast")
    she_fills_in_the_steps(story)
    press(page, "Publicera mötet")
    assert "Mötet är publicerat" in said(page)
    story.pictures.take(page, "motet-vid-skrivbordet")
    story.meeting = page.get_by_role("link", name="Se det som besökare gör").get_attribute("href")


def she_fills_in_the_steps(story):
    """In the order she likes; each is saved and leads on, and the list shows what is left."""
    page = story.lead
    press(page, "Syfte och inflytande")
    fill(page, purpose="Vi vill bilda en allians som talar för föreningarna i länet.")
    press(page, "Spara och gå vidare")
    fill(page, at_0="18:00", words_0="Soppa", at_1="18:30", words_1="Samtal vid borden")
    press(page, "Spara och gå vidare")
    press(page, "Alla steg")
    press(page, "Lokalen och hur man kommer in")
    fill(page, access_notes="Hörslinga och ramp finns.")
    press(page, "Spara och gå vidare")
    press(page, "Alla steg")
    press(page, "Vad det är")
    fill(page, contact_phone="036-10 00 00")
    press(page, "Spara och gå vidare")
    press(page, "Alla steg")
    press(page, "Platser och sista svarsdag")
    last = (story.day - timedelta(days=5)).isoformat()
    fill(page, seats_total="4", seats_per_organisation="2", reply_by=last)
    press(page, "Spara")
    story.pictures.take(page, "planeringen")


def she_chooses_whom_to_invite(story):
    page = story.lead
    press(page, "Välj vilka som bjuds in")
    assert page.locator(":checked").count() == 0
    fill(page, kommun=["Jönköping", "Habo"], konstform=["Scenkonst", "Hembygd", "Samlingslokal"])
    press(page, "Visa föreningarna")
    story.pictures.take(page, "valj")
    assert page.locator("h2").all_inner_texts()[0] == "5 föreningar"
    assert page.locator("tbody th").all_inner_texts() == [
        "Låtsaby kör",
        "Låtsaby spelmanslag",
        "Påhittsås bygdegårdsförening",
        "Sagolida teatersällskap",
        "Åsens hembygdsförening",
    ]
    press(page, "Sätt upp dem på listan")
    assert heading(page) == "5 föreningar på listan"
    assert story.site.sink.to("asen@forening.example") == []


def she_sends_letters_and_prints_one(story):
    page = story.lead
    story.pictures.take(page, "listan")
    press(page, "Skicka 5 inbjudningar")
    assert said(page) == "3 brev är på väg. 1 ska skrivas ut."

    [asen] = personal_links(story.letter_to("asen@forening.example"), story.site.url)
    shared = personal_links(story.letter_to("musik@latsaby.example"), story.site.url)
    [theatre] = personal_links(story.letter_to("teater@sagolida.example"), story.site.url)
    assert len({asen, theatre, *shared}) == 4
    invitations = [mail for mail in story.site.sink.mails if "Inbjudan" in mail.message["Subject"]]
    assert [len(mail.recipients) for mail in invitations] == [1, 1, 1]
    story.links["Åsen"] = asen

    page.goto(page.url.replace("inbjudna/", ""))
    press(page, "Skriv ut ett brev på papper (PDF)")
    paper = page.get_by_role("link", name="Del 1: ett brev")
    content = page.request.get(paper.get_attribute("href")).body()
    [sheet] = pypdf.PdfReader(io.BytesIO(content)).pages
    text = sheet.extract_text()
    assert "Påhittsås bygdegårdsförening" in text
    story.links["code"] = PAPER_CODE.search(text)[0]
    if story.pictures.folder:
        (story.pictures.folder / "brev.pdf").write_bytes(content)


def she_reminds_only_the_silent(story):
    page = story.lead
    page.goto("/region/")
    page.get_by_role("link", name="Startmöte").first.click()
    story.pictures.take(page, "hur-det-gar")
    press(page, "Påminn dem som inte svarat")
    story.pictures.take(page, "paminn")
    press(page, "Påminn dem")
    assert said(page) == "2 påminnelser är på väg."
    story.letter_to("musik@latsaby.example", about="Kommer ni")
    story.letter_to("teater@sagolida.example", about="Kommer ni")
    reminded = {
        mail.recipients[0]
        for mail in story.site.sink.mails
        if "Kommer ni" in mail.message["Subject"]
    }
    assert reminded == {"musik@latsaby.example", "teater@sagolida.example"}


def she_writes_down_a_phoned_yes(story):
    page = story.lead
    page.goto(page.url.replace("paminnelser/", ""))
    press(page, "Skriv in ett svar på telefon")
    page.locator("main [name=q]").fill("sagolida teater")
    press(page, "Sök")
    press(page, "Sagolida teatersällskap")
    fill(page, comes="Ja, de kommer", names="Gun Tänkesson")
    story.pictures.take(page, "telefon")
    press(page, "Spara svaret")
    assert "Sagolida teatersällskap: Ja, väntar på plats" in said(page)
    story.pictures.take(page, "svaren")


def she_takes_the_replies_with_her(story):
    page = story.lead
    as_csv = taken_out(page, "CSV").decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(taken_out(page, "Excel")))
    in_csv = list(csv.reader(io.StringIO(as_csv), delimiter=";"))
    in_xlsx = [[as_text(cell) for cell in row] for row in book.active.values]
    assert len(in_csv) == 1 + 6
    assert in_xlsx == in_csv


def taken_out(page, format):
    with page.expect_download() as download:
        page.get_by_role("button", name=format, exact=True).click()
    return download.value.path().read_bytes()


def as_text(cell):
    """A moment with minutes, as it is shown; Excel keeps its seconds behind."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return "" if cell is None else str(cell)
