"""A list of those who were asked and those who answered in an earlier consultation: from the cells of
a spreadsheet to rows, each with its problem. Writes nothing."""

import re

from django.utils.translation import gettext_lazy as _

from consultations.models import Addressee, RowProblem
from kick.lib import org_number, text
from organisations.models import Municipality, Organisation

LONGEST_NAME = 200
# Letters and digits only, small.
HEADINGS = {
    "name": "namn organisation förening föreningsnamn organisationsnamn remissinstans instans"
    " mottagare adressat avsändare inbjuden organisationförening name",
    "org_number": "orgnr orgnummer organisationsnummer organisationsnr",
    "municipality": "kommun kommunnamn kommunkod säte hemkommun",
    "invited": "inbjuden inbjudna inbjudan sändlista remitterad utskick tillfrågad invited",
    "answered": "svar svarat svarade besvarat inkommit inkommet yttrande remissvar answered",
}
YES = {"ja", "j", "x", "1", "yes", "sant", "true", "svar", "svarat", "inkommit", "inbjuden"}
NO = {"", "nej", "n", "0", "-", "–", "no", "falskt", "false", "inget svar", "ej svar"}
DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}([/.]\d{2,4})?")


class NoNameColumn(Exception):
    """No sheet has a heading that says where the names stand."""

    def __str__(self):
        return str(
            _(
                "No column is called Namn, Organisation or Remissinstans. Write that above the names."
            )
        )


class NoAnswerColumn(Exception):
    """The list was said to tell who was asked and who answered, and has no column for either."""

    def __str__(self):
        return str(
            _("No column is called Inbjuden or Svarat. Write that, or choose what the list is.")
        )


def read_rows(book, *, region, means):
    """The rows of the first sheet with names in it, as unsaved addressees.

    `means` is "invited" or "answered" when that holds for everybody on the list, or "columns".
    Raises NoNameColumn, NoAnswerColumn.
    """
    sheet, columns = _sheet_with_names(book)
    if means == "columns" and not columns.keys() & {"invited", "answered"}:
        raise NoAnswerColumn
    finder, seen = _Finder(region), {}
    first = sheet.header_row + 1
    rows = []
    for number, cells in enumerate(sheet.rows[first:], first + 1):
        said = {field: cells[at] if at < len(cells) else "" for field, at in columns.items()}
        if any(cell.strip() for cell in cells):
            rows.append(_row(number, said, means, finder, seen))
    return rows


def _sheet_with_names(book):
    for sheet in book.sheets:
        columns = _columns(sheet.headers)
        if "name" in columns:
            return sheet, columns
    raise NoNameColumn


def _columns(headers):
    """{field: index}. "Inbjuden" is a name where nothing else is, and yes or no beside one."""
    found = {}
    for at, header in enumerate(headers):
        word = re.sub(r"[^a-zåäö0-9]", "", header.casefold())
        fields = [field for field, words in HEADINGS.items() if word in words.split()]
        if fields and fields[-1] not in found:
            found[fields[-1]] = at
    if "name" not in found and "invited" in found:
        found["name"] = found.pop("invited")
    return found


def _row(number, said, means, finder, seen):
    row = Addressee(number=number, name=text.clean_line(said["name"])[:LONGEST_NAME])
    try:
        row.is_invited = means == "invited" or _is_yes(said.get("invited", ""))
        row.has_answered = means == "answered" or _is_yes(said.get("answered", ""))
        digits = _number(said.get("org_number", ""))
        row.municipality = finder.place(said.get("municipality", ""))
        _check_name(said["name"])
        row.organisation_id = finder.organisation(row.name, row.municipality, digits)
        key = row.organisation_id or (_key(row.name), row.municipality_id)
        if seen.setdefault(key, number) != number:
            raise _Wrong(RowProblem.TWICE)
    except _Wrong as wrong:
        row.problem, row.organisation_id = wrong.problem, None
    return row


class _Wrong(Exception):
    def __init__(self, problem):
        super().__init__(problem)
        self.problem = problem


def _check_name(cell):
    name = text.clean_line(cell)
    if not name:
        raise _Wrong(RowProblem.NO_NAME)
    if len(name) > LONGEST_NAME:
        raise _Wrong(RowProblem.LONG_NAME)


def _is_yes(cell):
    word = text.clean_line(cell).casefold()
    if word in NO:
        return False
    # The day when an answer came in says that it did.
    if word in YES or DATE.match(word):
        return True
    raise _Wrong(RowProblem.NO_WORD)


def _number(cell):
    if not text.clean_line(cell):
        return ""
    try:
        return org_number.parse(cell)
    except org_number.InvalidOrgNumber as error:
        raise _Wrong(RowProblem.NO_NUMBER) from error


def _key(name):
    """Names are the same whatever the case, spaces and hyphens."""
    return re.sub(r"[\s\-‐-―_]+", " ", name.casefold()).strip()


class _Finder:
    """The register's associations that reach the region, by number, and by name and municipality."""

    def __init__(self, region):
        self.places = {}
        for place in Municipality.objects.all():
            self.places[place.code] = self.places[place.name.casefold()] = place
        self.by_number, self.by_name = {}, {}
        rows = Organisation.objects.current().reaching(region)
        for pk, name, other, number, place in rows.values_list(
            "pk", "name", "alternate_name", "org_number", "municipality_id"
        ):
            if number:
                self.by_number[number] = pk
            for written in {name, other} - {""}:
                self.by_name.setdefault(_key(written), set()).add((pk, place))

    def place(self, cell):
        word = re.sub(r"s? kommun$", "", text.clean_line(cell).casefold())
        if not word:
            return None
        place = self.places.get(word) or self.places.get(f"{word}s")
        if place is None:
            raise _Wrong(RowProblem.NO_PLACE)
        return place

    def organisation(self, name, place, number):
        """The one that it must be; None where there is none, or where it could be several."""
        if number in self.by_number:
            return self.by_number[number]
        named = self.by_name.get(_key(name), set())
        fitting = {pk for pk, seat in named if place is None or seat == place.code}
        return fitting.pop() if len(fitting) == 1 else None
