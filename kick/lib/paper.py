"""What our printed pages say, in the active language. The typst sources hold no words of their own."""

import re
from datetime import date, datetime
from typing import NotRequired, TypedDict

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kick.lib import dates


class PaperMeeting(TypedDict):
    """A meeting as a letter or a list tells of it, in words that are already in its language."""

    title: str
    caller: str
    starts_at: datetime
    ends_at: datetime
    place: str
    seats: NotRequired[int]
    seats_each: NotRequired[int]
    reply_by: NotRequired[date]
    purpose: NotRequired[str]
    influence: NotRequired[str]
    programme: NotRequired[str]
    access: NotRequired[str]
    contact_name: NotRequired[str]
    contact_phone: NotRequired[str]
    contact_email: NotRequired[str]
    written_in: NotRequired[str]
    written_on: NotRequired[date]


class PaperLetter(TypedDict):
    """One letter: the lines of the address, the personal link and its short code.

    `source` says where the address came from, and when: "Jönköpings kommun, 3 november 2026".
    `words` are the writer's own for this association, in place of the meeting's purpose.
    """

    address: list[str]
    link: str
    code: str
    source: NotRequired[str]
    words: NotRequired[str]


class Attendant(TypedDict):
    """A person on the attendance list; both may be empty."""

    name: str
    organisation: str


def when(meeting: PaperMeeting) -> str:
    return dates.span_text(meeting["starts_at"], meeting["ends_at"])


def persons(count: int) -> str:
    return ngettext("%(count)s person", "%(count)s persons", count) % {"count": count}


def votes(count: int) -> str:
    return ngettext("%(count)s vote", "%(count)s votes", count) % {"count": count}


def page_words() -> str:
    """The template fills in {page} and {pages}."""
    return _("page {page} ({pages})")


def letter_words(meeting: PaperMeeting) -> dict:
    """What all letters to one meeting say, for `invitation.typ`."""
    rows = [
        (_("When"), when(meeting)),
        (_("Where"), meeting["place"]),
        (_("Seats"), _seats(meeting)),
        (_("What you can influence"), meeting.get("influence", "")),
        (_("Programme"), meeting.get("programme", "")),
        (_("Getting there"), meeting.get("access", "")),
    ]
    return {
        "heading": meeting["title"],
        "over": _("Invitation from %(caller)s") % {"caller": meeting["caller"]},
        "sender": _sender(meeting),
        "dated": _dated(meeting),
        "purpose": paragraphs(meeting.get("purpose", "")),
        "rows": [
            {"label": label, "lines": lines}
            for label, text in rows
            if (lines := [line.strip() for line in text.splitlines() if line.strip()])
        ],
        "welcome": _("Welcome!"),
        "signature": [", ".join(filter(None, [meeting.get("contact_name"), meeting["caller"]]))],
        "answer": _answer_words(meeting),
        "page": page_words(),
    }


def _answer_words(meeting):
    by = meeting.get("reply_by")
    phone = meeting.get("contact_phone") or None
    name = meeting.get("contact_name") or meeting["caller"]
    return {
        "heading": _("Answer by %(day)s") % {"day": dates.day_text(by)}
        if by
        else _("How to answer"),
        "qr": _("QR code that opens your own page for the answer"),
        "ease": _("It takes a minute and needs no account. A no is an answer too."),
        "camera": {
            "label": _("By phone camera"),
            "text": _("Hold the camera over the square."),
        },
        "address": {
            "label": _("By web address"),
            "text": _("Go to the address and type your code:"),
            "url": settings.SITE_URL.removeprefix("https://") + "/i/",
        },
        "phone": phone
        and {
            "label": _("Without internet"),
            "text": _("Call %(name)s, %(phone)s.") % {"name": name, "phone": _unbroken(phone)},
        },
    }


def _unbroken(text):
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _seats(meeting):
    if not meeting.get("seats"):
        return ""
    total = ngettext(
        "The meeting has %(count)s seat", "The meeting has %(count)s seats", meeting["seats"]
    ) % {"count": meeting["seats"]}
    each = meeting.get("seats_each")
    if not each:
        return f"{total}."
    share = ngettext(
        "at most %(count)s for each association", "at most %(count)s for each association", each
    )
    return f"{total}, {share % {'count': each}}."


def _sender(meeting):
    keys = ["caller", "contact_name", "contact_phone", "contact_email"]
    return [meeting[key] for key in keys if meeting.get(key)]


def _dated(meeting):
    day = meeting.get("written_on")
    return " ".join(filter(None, [meeting.get("written_in"), day and dates.long_day_text(day)]))


def why_written_to(source: str, meeting: PaperMeeting) -> str:
    """Where the address came from, for what it is used, for how long, and how to be removed.

    GDPR, article 14.
    """
    register = _(
        "Why you get this letter: your association is in Kick's register of cultural associations."
    )
    if source:
        register = _(
            "Why you get this letter: your association is in Kick's register of cultural "
            "associations. We have your address from %(source)s."
        ) % {"source": source}
    use = _(
        "Ideell kulturallians answers for the register and uses it to invite to meetings about "
        "culture in the county. You are in it for as long as you are active and want to be."
    )
    leave = _("Do you want to leave it? Do so on the page where you answer.")
    if meeting.get("contact_phone"):
        leave = _("Do you want to leave it? Do so on the page where you answer, or call.")
    return f"{register} {use} {leave}"


def paragraphs(text):
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]
