"""Printed pages by typst: tagged PDF/A-2a and PDF/UA-1, with our own fonts.

What people have written reaches a template as JSON and never as markup.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from kick.lib import dates, paper
from kick.lib.glyphs import printable
from kick.lib.links import spaced_code

# 500 letters take 7 seconds and 800 MB in the child, most of both for the page layout.
MOST_LETTERS = 500
SECONDS = 120


class NotPrintable(Exception):
    """typst refused the page or warned of it, and a page that may be wrong is not sent out."""


class TooManyLetters(Exception):
    """More than MOST_LETTERS in one file: print them in parts."""


class Verbatim(str):
    """What is not read as words, such as an address that a link leads to: it goes through as it is."""


class Drawing(Verbatim):
    """SVG of our own making."""


def render(template: str, data: dict, *, title: str, language: str = "sv") -> bytes:
    """`kick/pdf/<template>.typ` with the data, as PDF. Raises NotPrintable.

    `title` and `language` are what a screen reader says of it.
    """
    words = _legible(data | {"title": title, "language": language.partition("-")[0]})
    child = subprocess.run(
        [sys.executable, "-m", "kick.lib.typeset"],
        input=json.dumps({"template": template, "data": words}).encode(),
        capture_output=True,
        cwd=settings.BASE_DIR,
        timeout=SECONDS,
        check=False,
    )
    if child.returncode:
        raise NotPrintable(child.stderr.decode(errors="replace").strip())
    return child.stdout


def _legible(value):
    if isinstance(value, dict):
        return {key: _legible(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_legible(inner) for inner in value]
    if isinstance(value, str) and not isinstance(value, Verbatim):
        return printable(value)
    return value


def qr_code(text: str) -> Drawing:
    """A QR code as SVG without the white border; the page must leave four modules of it."""
    # A mask of our choice is as good for a random secret, and saves six tries out of seven.
    code = import_string("qrcode.QRCode")(border=0, mask_pattern=2)
    code.add_data(text)
    code.make(fit=True)
    rows = ["".join("1" if dark else "0" for dark in row) for row in code.get_matrix()]
    runs = [
        f"M{run.start()} {y}h{len(run[0])}v1h-{len(run[0])}z"
        for y, row in enumerate(rows)
        for run in re.finditer("1+", row)
    ]
    size = len(rows)
    return Drawing(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path d="{"".join(runs)}"/></svg>'
    )


def invitation_letters(
    *, meeting: paper.PaperMeeting, letters: list[paper.PaperLetter], language: str = "sv"
) -> bytes:
    """All invitations on paper as one PDF, each on a sheet of its own for an envelope with window.

    The letter says where the address came from, for what it is used, for how long, and how to be
    removed (GDPR, article 14). Raises NotPrintable, and TooManyLetters for more than MOST_LETTERS.
    """
    if len(letters) > MOST_LETTERS:
        raise TooManyLetters(len(letters))
    with override(language):
        data_of_all = paper.letter_words(meeting)
        data = data_of_all | {
            "letters": [
                {
                    "address": [line for line in letter["address"] if line.strip()],
                    "qr": qr_code(letter["link"]),
                    "code": spaced_code(letter["code"]),
                    "why": paper.why_written_to(letter.get("source", ""), meeting),
                    "purpose": paper.paragraphs(letter["words"])
                    if "words" in letter
                    else data_of_all["purpose"],
                }
                for letter in letters
            ]
        }
        title = _("Invitation: %(title)s, %(day)s") % {
            "title": meeting["title"],
            "day": dates.short_day_text(meeting["starts_at"]),
        }
    return render("invitation", data, title=title, language=language)


def joined(parts: list[Path], out: Path) -> None:
    """All pages of the parts as one file to print. Raises NotPrintable.

    In a child, since the pages of thousands of letters take a GB while they are put together.
    """
    child = subprocess.run(
        [sys.executable, "-m", "kick.lib.pdf_join", str(out), *map(str, parts)],
        capture_output=True,
        cwd=settings.BASE_DIR,
        timeout=10 * SECONDS,
        check=False,
    )
    if child.returncode:
        raise NotPrintable(child.stderr.decode(errors="replace").strip())


def attendance_list(
    *,
    meeting: paper.PaperMeeting,
    rows: list[paper.Attendant],
    online: list[paper.Attendant] = (),
    language: str = "sv",
) -> bytes:
    """Who is expected, with a box to tick, and empty lines for those who come anyway; who takes part
    online stands by itself.

    Raises NotPrintable.
    """
    with override(language):
        title = _("Who was here: %(title)s") % {"title": meeting["title"]}
        data = {
            "meeting": meeting["title"],
            "facts": [paper.when(meeting), meeting["place"], paper.persons(len(rows))],
            "heading": _("Who was here"),
            "columns": [_("Present"), _("No."), _("Name"), _("Association")],
            "rows": _attendants(rows),
            "online": _attendants(online),
            "online_heading": _("Online"),
            "nameless": _("(no name given)"),
            "more": _("More who came"),
            "note": _(
                "This list holds personal data. Tick, give it to whoever called the meeting, "
                "and leave no copy behind."
            ),
            "page": paper.page_words(),
        }
    return render("attendance", data, title=title, language=language)


def _attendants(rows):
    return [[row["name"], row["organisation"] or _("As myself")] for row in rows]


def needs_sheet(
    *,
    meeting: paper.PaperMeeting,
    persons: int,
    kitchen: list[tuple[str, int]],
    venue: list[tuple[str, int]],
    language: str = "sv",
) -> bytes:
    """Counts for the kitchen and for the venue, on a page that may hang on a wall. Raises NotPrintable."""
    with override(language):
        title = _("Needs: %(title)s") % {"title": meeting["title"]}
        data = {
            "meeting": meeting["title"],
            "facts": [paper.when(meeting), meeting["place"], paper.persons(persons)],
            "heading": _("Needs"),
            "parts": [
                {"heading": _("For the kitchen"), "rows": _counts(kitchen)},
                {"heading": _("For the venue and interpreters"), "rows": _counts(venue)},
            ],
            "nothing": _("Nothing was asked for."),
            "note": _("Numbers of answers. Who it is stays with whoever calls the meeting."),
            "page": paper.page_words(),
        }
    return render("needs", data, title=title, language=language)


def _counts(rows):
    return [[label, str(number)] for label, number in rows]


def table_signs(
    *, meeting: paper.PaperMeeting, tables: list[tuple[str, str]], language: str = "sv"
) -> bytes:
    """A page to stand on each table: its name and its link, (name, link), as a code for a phone's camera.
    Raises NotPrintable."""
    with override(language):
        title = _("Tables: %(title)s") % {"title": meeting["title"]}
        data = {
            "meeting": meeting["title"],
            "facts": [paper.when(meeting)],
            "signs": [{"name": name, "link": link, "qr": qr_code(link)} for name, link in tables],
            "alt": _("QR code with the table's link"),
            "how": [
                _(
                    "Do you take the notes? Point your phone's camera at the code and press the link."
                ),
                _("Several can write at once. What you write is saved by itself."),
            ],
        }
    return render("tables", data, title=title, language=language)


def register_of_votes(
    *, meeting: paper.PaperMeeting, rows: list[paper.Attendant], language: str = "sv"
) -> bytes:
    """Röstlängd: one vote for each organisation, cast by its ombud, to be adopted by the meeting.

    `name` is the ombud if one is known. Raises NotPrintable.
    """
    with override(language):
        data = {
            "meeting": meeting["title"],
            "facts": [paper.when(meeting), meeting["place"], paper.votes(len(rows))],
            "heading": _("Register of votes"),
            "columns": [_("No."), _("Organisation"), _("Ombud"), _("Mandate"), _("Signature")],
            "rows": [[row["organisation"], row["name"]] for row in rows],
            "more": _("Organisations that came as well"),
            "note": _(
                "Each organisation has one vote, cast by its ombud. Tick when the written mandate "
                "has been shown. The meeting adopts the register before it votes."
            ),
            "adopted": _("Adopted by the meeting at (time):"),
            "checked": _("Those who check the minutes:"),
            "page": paper.page_words(),
        }
        title = _("Register of votes: %(title)s") % {"title": meeting["title"]}
    return render("votes", data, title=title, language=language)
