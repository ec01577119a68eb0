"""Register lists as municipalities send them, each with a row or two that cannot be taken."""

import csv
import io

from django.utils.module_loading import import_string

from kick.lib import org_number

VETLANDA = [
    ["Förening", "Org.nr", "Verksamhet", "E-post", "Telefon", "Ort"],
    ["Påhittsås musikkår", org_number.format_number(org_number.made_up(9001)), "Blåsorkester", "info@pahittsas-musikkar.example", "0383-000 01", "Vetlanda"],
    ["Vålådalens visförening", org_number.format_number(org_number.made_up(9002)), "Visa", "visa@valadalen.example", "", "Vetlanda"],
    ["Föreningen Glädje i dansen", "", "Dans", "", "070-000 00 02", "Ekenässjön"],
    ["Låtsaby fotoklubb", "121212-1212", "Foto", "foto@latsaby.example", "", "Vetlanda"],
    ["", org_number.format_number(org_number.made_up(9003)), "Teater", "teater@latsaby.example", "", "Vetlanda"],
]  # fmt: skip
GNOSJO = [
    ["Namn", "Kontakt e-post", "Adress", "Postnr", "Postort", "Kategori"],
    ["Sagolida arbetslivsmuseum", "museum@sagolida.example", "Bruksvägen 2", "999 98", "Gnosjö", "Museum"],
    ["Sagolida tråddragare", "", "Exempelgatan 3", "999 98", "Gnosjö", "Hantverk"],
    ["Drömmefors körsångare", "kör at drommefors", "", "", "", "Kör"],
]  # fmt: skip
JONKOPING = [
    ["Organisation", "Organisationsnummer", "Mejl", "Webb", "Kulturområde"],
    ["Exempelbygdens spelmanslag", "", "ny-adress@exempelbygden.example", "", "Folkmusik"],
    ["Provåkers litteraturfrämjare", org_number.made_up(9004), "bok@provaker.example", "https://provaker.example", "Litteratur"],
    ["Tänkehults stadsteaterförening", org_number.made_up(9005), "scen@tankehult.example", "", "Teater"],
    ["Drömmefors bildkonstnärer", "123", "bild@drommefors.example", "", "Konst"],
]  # fmt: skip


# What a municipality's sports office sends: mostly sport, a sheet for each kind of association.
NASSJO = {
    "Idrott": [
        ["Förening", "Orgnr", "Inriktning", "E-post"],
        ["Provåkers idrottsklubb", org_number.format_number(org_number.made_up(9006)), "Fotboll", "kansli@provakersik.example"],
        ["Sagolida ridklubb", org_number.format_number(org_number.made_up(9007)), "Ridning", "info@sagolidaridklubb.example"],
        ["Låtsaby dans- och idrottsförening", "", "Dans/gymnastik", "dans@latsabydif.example"],
    ],
    "Kultur och fritid": [
        ["Förening", "Orgnr", "Inriktning", "E-post"],
        ["Tänkehults hembygdsgille", org_number.format_number(org_number.made_up(9008)), "Hembygd, museum", "gillet@tankehult.example"],
        ["Kulturföreningen Lyktan", "", "Konserter / teater", "lyktan@drommefors.example"],
        ["Exempelbygdens biodlare", "", "Biodling", ""],
    ],
}  # fmt: skip


def vetlanda():
    return _csv(VETLANDA, delimiter=";").encode("cp1252")


def gnosjo():
    return _csv(GNOSJO, delimiter=",").encode()


def jonkoping():
    """A title and an empty row above the header, as when somebody has made it fine for print."""
    title = ["Kulturföreningar i kommunen, uttag ur bidragssystemet"]
    return _book({"Kulturföreningar": [title, [], *JONKOPING]})


def nassjo():
    return _book(NASSJO)


def _book(sheets):
    book = import_string("openpyxl.Workbook")()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _csv(rows, *, delimiter):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue()


SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Name: what makes it, its type, and what is special about it.
LISTS = {
    "foreningsregister-vetlanda.csv": (vetlanda, "text/csv; charset=windows-1252"),
    "kulturforeningar-gnosjo.csv": (gnosjo, "text/csv; charset=utf-8"),
    "kulturforeningar-jonkoping.xlsx": (jonkoping, SPREADSHEET),
    "alla-foreningar-nassjo.xlsx": (nassjo, SPREADSHEET),
}
