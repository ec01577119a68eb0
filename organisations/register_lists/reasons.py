"""Why a cell or a row is not taken, and what is worth a look. Stored as codes, told as words."""

from django.utils.translation import gettext_lazy as _

from kick.lib import org_number
from kick.lib.spreadsheet import REMARKS

REASONS = {
    "missing_name": _("The name is missing."),
    "no_letters": _("A name has letters in it."),
    "missing_municipality": _(
        "The municipality is missing. Choose a column, or one municipality for the whole file."
    ),
    "unknown_municipality": _('"%(text)s" is no municipality in %(region)s.'),
    "municipality_elsewhere": _("%(name)s is not in %(region)s."),
    "too_long": _("%(length)s characters; there is room for %(limit)s."),
    "no_email": _("This is not an e-mail address."),
    "several_emails": _("Several e-mail addresses. Leave one."),
    "no_phone": _("This is not a phone number."),
    "several_phones": _("Several phone numbers. Leave one."),
    "lost_zero_phone": _("The number has lost a zero at the beginning, or has no area code."),
    "no_website": _("This is not a web address."),
    "no_postcode": _("A postcode has five digits, for example 553 22."),
    "two_postcodes": _("The postcode here is another than in its own column."),
    "unknown_kind": _('"%(text)s" is no kind of organisation that we know. Known are: %(known)s.'),
    "personal": _(
        "A personal identity number stood here. We do not keep such; it has been masked."
    ),
    "under_merge": _(
        "The cell is merged with one above, so we do not know what holds here."
        " Split the merged cells and fill in every row."
    ),
    "same_number_in_file": _("The same organisation number as on row %(row)s."),
    "same_name_in_file": _("The same name and municipality as on row %(row)s."),
    "same_organisation_in_file": _("Row %(row)s is about the same organisation."),
    "number_elsewhere": _(
        "An organisation in another region has this number. Is the number or the region wrong?"
    ),
    "other_number": _(
        "%(name)s is in the register with another number, %(number)s. Is it the same"
        " organisation? Correct the number where it is wrong."
    ),
    "several_in_register": _(
        "%(count)s organisations in the register have this name in this municipality."
        " Give the organisation number."
    ),
    "register_changed": _(
        "The register has been changed since the list was looked through. Read the list once more."
    ),
    "number_taken": _("Another organisation in the register has this number."),
    "chosen_is_gone": _("The organisation that was chosen is no longer in the register."),
    # Rows that are left out.
    "totals": _("This row looks like a total. Left out."),
    "header_again": _("The headings once more. Left out."),
    "removed": _("%(name)s has asked to be removed from the register. Left out."),
    "rejected": _("%(name)s was not taken up in the register. Left out."),
    "merged_away": _("%(name)s has been merged into another organisation. Left out."),
    # Notes.
    "confirmed_itself": _(
        "The organisation itself confirmed its data on %(day)s, so what differs here is not taken."
    ),
    "newer_source": _(
        "The register has newer data, from %(day)s, so only what was empty is filled in."
    ),
    "matched_by_number": _("The number belongs to %(name)s in the register."),
    "dormant": _("The organisation is marked as dormant."),
    "same_website": _("%(name)s has the same website and the same municipality. Is it the same?"),
    "not_culture": _("By its words this is not culture. Left out."),
    "unsure_culture": _("Is this culture? Nothing in the list says so."),
    "contact_without_name": _("A contact person without a name is not taken."),
} | {
    refusal.code: refusal.message
    for refusal in [
        org_number.NotTenDigits,
        org_number.MayHaveLostZero,
        org_number.LooksPersonal,
        org_number.WrongCheckDigit,
    ]
}
REASONS |= {f"remark_{code}": message for code, message in REMARKS.items()}

# Found by comparing with the register and the other rows, so found anew each time.
JUDGED = {
    "missing_name",
    "missing_municipality",
    "same_number_in_file",
    "same_name_in_file",
    "same_organisation_in_file",
    "number_elsewhere",
    "other_number",
    "several_in_register",
    "number_taken",
    "chosen_is_gone",
    "register_changed",
    "removed",
    "rejected",
    "merged_away",
    "confirmed_itself",
    "newer_source",
    "matched_by_number",
    "dormant",
    "same_website",
    "not_culture",
    "unsure_culture",
}
# The row is no organisation; nobody is asked about it.
NO_ROWS = {"totals", "header_again"}


def problem(column: str, code: str, **details) -> dict:
    """One error or note as it is stored with its row."""
    return {"column": column, "code": code, "details": details}


def told(problem: dict) -> str:
    """The reason in the reader's language."""
    return str(REASONS[problem["code"]]) % problem["details"]
