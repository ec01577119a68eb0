"""What the region's officer does in the second story: plan, consultation, release, answer, export."""

import csv
import io
import json
from datetime import timedelta

import openpyxl
from django.utils import timezone

from consultations.models import Consultation
from tests.browser.steps import fill, heading, main_text, press, said, sign_in_with_both_factors

OFFICER = "eva.ek@region.example"
REGISTRY = "registrator@region.example"
PLAN = """\
# Länet och kulturen

I länet finns fler än tvåhundra bygdegårdar.

# Rum för kultur

De ägs och sköts nästan alltid av det civila samhället.

## Samlingslokaler

Tillgången är ojämn. I fyra kommuner saknas en lokal med hörslinga.

# Barn och unga

Alla barn ska möta kultur i skolan.
"""


def the_officer_publishes_a_draft_plan(story):
    page = story.officer
    sign_in_with_both_factors(page, story.site, OFFICER)
    page.goto("/region/")
    story.pictures.take(page, "arbetsbordet")
    press(page, "Skriv en kulturplan")
    fill(page, first_year="2027", last_year="2030", case_number="RJL 2026/0000", text=PLAN)
    press(page, "Spara som utkast")
    story.pictures.take(page, "utkastet")
    for words in ["Länet och kulturen", "Rum för kultur", "Samlingslokaler", "Barn och unga"]:
        assert words in main_text(page)
    press(page, "Publicera det för synpunkter")
    story.pictures.take(page, "publicera-planen")
    press(page, "Publicera för synpunkter")


def she_opens_a_consultation(story):
    page, today = story.officer, timezone.localdate()
    page.goto("/region/")
    press(page, "Planera ett samråd")
    fill(
        page,
        kind="Remiss på ett förslag",
        title="Förslag till kulturplan 2027–2030",
        purpose="Vi vill veta vad ni saknar.",
        can_change="Texten i varje avsnitt.",
        cannot_change="Hur mycket pengar staten ger.",
        first_day=today.isoformat(),
        last_day=(today + timedelta(60)).isoformat(),
        answer_by=(today + timedelta(120)).isoformat(),
        publishing="När de kommer in",
        case_number="RJL 2026/0000",
        question_1="Vad saknar ni i planen?",
        question_2="Var behövs lokaler?",
        question_3="Hur når vi de unga?",
    )
    page.locator("[name=version]").select_option(index=1)
    press(page, "Spara som utkast")
    press(page, "Publicera det")
    story.pictures.take(page, "publicera-samradet")
    press(page, "Publicera samrådet")
    story.consultation = f"/jonkoping/samrad/{Consultation.objects.get().slug}/"


def she_sees_no_draft(story):
    page = story.officer
    page.goto(f"{desk(story)}/synpunkter/")
    assert "Ingen har lämnat in något än." in main_text(page)


def desk(story):
    return f"/region/samrad/{Consultation.objects.get().uuid}"


def she_looks_through_and_releases(story):
    page = story.officer
    page.goto(f"{desk(story)}/synpunkter/")
    story.pictures.take(page, "det-som-kommit-in")
    assert "Ring Anna, 070-123 45 67" in main_text(page)
    page.goto(f"{desk(story)}/synpunkter/?om=avsnitt-rum-for-kultur")
    page.get_by_role("link", name="Se igenom och svara").first.click()
    page.wait_for_url("**/synpunkter/*/")
    fill(page, public_body="Skriv in replokaler för unga. […]")
    press(page, "Släpp den")
    assert "Nu kan alla läsa den." in said(page)
    page.goto(f"{desk(story)}/synpunkter/?lage=ej-slappt")
    for box in page.locator("[name=punkt]").all():
        box.check()
    press(page, "Släpp dem som de kom")


def she_answers_each_point_and_publishes(story):
    """The last day has passed."""
    Consultation.objects.update(closes_at=timezone.now())
    page = story.officer
    page.goto(f"{desk(story)}/synpunkter/")
    page.get_by_role("link", name="Se igenom och svara").first.click()
    page.wait_for_url("**/synpunkter/*/")
    fill(page, outcome="Ändras enligt förslaget", reason="Replokaler skrivs in i avsnittet.")
    story.pictures.take(page, "svara-pa-en-synpunkt")
    press(page, "Spara och ta nästa")
    page.goto(f"{desk(story)}/publicera-svar/")
    assert "har inget svar än" in main_text(page)
    page.goto(f"{desk(story)}/synpunkter/?lage=obesvarat")
    for box in page.locator("[name=punkt]").all():
        box.check()
    page.locator("summary", has_text="Ge alla samma svar").click()
    fill(page, outcome="Ändras inte", reason="Det står redan i den regionala strategin.")
    press(page, "Spara svaret")
    page.goto(f"{desk(story)}/publicera-svar/")
    story.pictures.take(page, "publicera-svaren")
    press(page, "Publicera alla svar")
    assert "svar är publicerade" in said(page)


def she_takes_it_all_with_her(story):
    page = story.officer
    page.goto(f"{desk(story)}/synpunkter/")
    files = {name: taken(page, name) for name in ["Excel", "CSV", "JSON"]}
    listed = [row["number"] for row in json.loads(files["JSON"].read_text())]
    rows = csv.DictReader(io.StringIO(files["CSV"].read_text("utf-8-sig")), delimiter=";")
    sheet = openpyxl.load_workbook(io.BytesIO(files["Excel"].read_bytes())).active
    assert len(listed) == 7
    assert [row["Nummer"] for row in rows] == listed
    assert [cell.value for cell in sheet["A"]][1:] == listed
    assert heading(page) == "Det som har kommit in"


def taken(page, name):
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).click()
    return download.value.path()
