import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kick.lib import spreadsheet
from organisations.actions import importing
from organisations.models import BatchStatus, Fate, ImportBatch, Region
from organisations.register_lists.cells import Refused
from organisations.register_lists.columns import (
    CONTACT_FIELDS,
    WrongMapping,
    checked_mapping,
    guess_mapping,
    header_row_with,
)
from organisations.register_lists.look import places_of
from organisations.register_lists.reasons import REASONS, told

UNREADABLE = 2
WITH_ERRORS = 1


class Unusable(Exception):
    """The list or an option cannot be used; the message says why."""


class Command(BaseCommand):
    help = (
        "Looks a register list through and prints what would happen; stores nothing without"
        " --commit. See docs/import.md."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="CSV, XLSX or ODS")
        parser.add_argument("--region", required=True, metavar="SLUG")
        parser.add_argument("--mapping", metavar="FILE.json", help='{"column": "field"}')
        parser.add_argument("--municipality", default="", help="code or name, for the whole file")
        parser.add_argument("--source", default="", help="default: the file's name")
        parser.add_argument("--received-on", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--sheet", default="", metavar="NAME")
        parser.add_argument("--encoding", help="utf-8, cp1252, mac_roman …")
        parser.add_argument("--contact-purpose", default="", help="needed to read contact persons")
        parser.add_argument("--commit", action="store_true", help="write the rows without errors")

    def handle(self, **options):
        with translation.override("sv"):
            try:
                rows = self.rows(options)
            except (Unusable, WrongMapping, spreadsheet.UnreadableFile) as refusal:
                self.stderr.write(str(refusal))
                sys.exit(UNREADABLE)
            except importing.RegisterBusy:
                self.stderr.write(_("Others are changing the register. Try again in a minute."))
                sys.exit(UNREADABLE)
            report = report_of(rows)
            self.tell(rows)
        self.stdout.write(json.dumps(report, ensure_ascii=False))
        if report["errors"]:
            sys.exit(WITH_ERRORS)

    def rows(self, options):
        region = Region.objects.filter(slug=options["region"]).first()
        if region is None:
            known = ", ".join(Region.objects.values_list("slug", flat=True))
            raise Unusable(
                _("There is no region %(slug)s. There are: %(known)s.")
                % {"slug": options["region"], "known": known}
            )
        municipality = municipality_of(options["municipality"], region)
        sheet = sheet_of(options)
        batch = prepared(options, region, municipality, sheet)
        if options["commit"]:
            return importing.import_at_once(batch=batch, sheet=sheet)
        return importing.look_through(batch=batch, sheet=sheet)

    def tell(self, rows):
        """What the report has no word for goes to the terminal, not into it."""
        kept = sum(any(change["kept"] for change in row.changes.values()) for row in rows)
        if kept:
            self.stderr.write(
                _("%(count)s rows differ from newer data in the register, which was kept.")
                % {"count": kept}
            )


def municipality_of(wanted, region):
    if not wanted:
        return None
    try:
        code = places_of(region).code_of(wanted)
    except Refused as refusal:
        raise Unusable(str(REASONS[refusal.code]) % refusal.details) from None
    return region.municipalities.get(code=code)


def sheet_of(options):
    try:
        book = importing.read_list(options["file"], encoding=options["encoding"])
    except OSError as error:
        raise Unusable(
            _("%(file)s cannot be opened: %(reason)s")
            % {"file": options["file"], "reason": error.strerror}
        ) from None
    filled = [sheet for sheet in book.sheets if any(sheet.rows)]
    if options["sheet"]:
        filled = [sheet for sheet in filled if sheet.name == options["sheet"]]
    else:
        filled = [sheet for sheet in filled if not sheet.hidden] or filled
    if len(filled) != 1:
        names = ", ".join(sheet.name for sheet in book.sheets)
        raise Unusable(_("Choose one sheet with --sheet. There are: %(names)s.") % {"names": names})
    return filled[0]


def prepared(options, region, municipality, sheet):
    """An unsaved batch with its columns chosen."""
    wanted = wanted_mapping(options["mapping"])
    header_row = sheet.header_row
    if wanted is not None:
        found = header_row_with(sheet.rows, wanted)
        header_row = header_row if found is None else found
    headers = sheet.headers_of(header_row)
    if wanted is None:
        wanted = guess_mapping(headers, municipality_given=municipality is not None)
    mapping = checked_mapping(wanted, headers)
    if CONTACT_FIELDS & set(mapping.values()) and not options["contact_purpose"].strip():
        raise Unusable(_("Say what the contact persons are for, or leave their columns out."))
    file_name = Path(options["file"]).name
    return ImportBatch(
        region=region,
        municipality=municipality,
        file_name=file_name[:200],
        sheet_name=sheet.name[:100],
        header_row=None if header_row is None else header_row + 1,
        columns=headers,
        mapping=mapping,
        contact_purpose=options["contact_purpose"].strip()[:200],
        source=(options["source"] or file_name)[:120],
        received_on=options["received_on"] or timezone.localdate(),
        status=BatchStatus.STAGED,
    )


def wanted_mapping(path):
    if not path:
        return None
    try:
        mapping = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise Unusable(
            _("The mapping %(file)s cannot be read: %(reason)s") % {"file": path, "reason": error}
        ) from None
    if not isinstance(mapping, dict) or not mapping:
        raise Unusable(_('The mapping is to be {"column": "field"} with texts.'))
    return mapping


def report_of(rows):
    """The one object that is printed; `row` is the number that the spreadsheet program shows."""
    fates = Counter(row.fate for row in rows)
    return {
        "rows": len(rows),
        "new": fates[Fate.NEW],
        "updates": fates[Fate.UPDATE],
        "unchanged": fates[Fate.UNCHANGED],
        "errors": [
            {"row": row.number, "column": error["column"], "reason": told(error)}
            for row in rows
            for error in row.errors
        ],
    }
