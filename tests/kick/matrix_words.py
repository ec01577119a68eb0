"""The words that the table of urls is written in: who somebody is, and what a row says."""

from dataclasses import dataclass

from tests.kick.cast import ROLES

STRANGERS = {"anonymous", "link_holder"}
ALL = set(ROLES)
USERS = ALL - STRANGERS
STAFF = {"lead", "lead_elsewhere", "national", "superuser"}
SECOND_FACTOR = USERS - {"representative", "signatory"}


@dataclass(frozen=True)
class Who:
    """The roles that an object is there for, when it is here and when it is there."""

    here: frozenset
    there: frozenset


def who(here, there=None):
    return Who(frozenset(here), frozenset(here if there is None else there))


EVERYBODY = who(ALL)
SIGNED_IN = who(USERS)
NATIONAL = who({"national", "superuser"})
LEADS = who({"lead", "national", "superuser"}, {"lead_elsewhere", "national", "superuser"})
RUNNERS = who(LEADS.here | {"officer"}, LEADS.there | {"officer_elsewhere"})
ANY_OFFICER = who({"officer", "officer_elsewhere"})
OFFICERS = who({"officer"}, {"officer_elsewhere"})
MEETING_DESK = who(STAFF | {"officer", "officer_elsewhere"})
DESK = who(MEETING_DESK.here | {"registrar"})
OURS = who({"representative", "signatory"}, set())
OURS_AND_LEADS = who(OURS.here | LEADS.here, LEADS.there)
HOLDERS = who(ALL, set())
ANY_STAFF = who(STAFF)
NOBODY = who(set())


@dataclass(frozen=True)
class Row:
    """`objects` are attributes of a place, or literals after a colon; codes are one for all, or by role."""

    name: str
    objects: str
    who: Who
    get: int | str | dict
    post: int | str | dict
    is_open: bool = True
    is_admin: bool = False
    refused: int = 404

    @property
    def places(self):
        objects = [part for part in self.objects.split() if not part.startswith(":")]
        return ["here", "there", "missing"] if objects else ["here"]

    def arguments(self, place):
        return [
            place.pk(part[6:])
            if part.startswith("admin.")
            else part[1:]
            if part.startswith(":")
            else getattr(place, part)
            for part in self.objects.split()
        ]

    def answer(self, role, where, method):
        code = self.get if method == "get" else self.post
        code = next(c for roles, c in code.items() if role in roles) if type(code) is dict else code
        if role in STRANGERS and not self.is_open:
            return "login"
        if self.is_admin and role not in STAFF:
            return "login"
        if code == 405:
            return 405
        if where == "missing":
            return 404
        return code if role in getattr(self.who, where) else self.refused


def opened(name, objects, seen_by, get, post):
    return Row(name, objects, seen_by, get, post)


def closed(name, objects, seen_by, get, post):
    return Row(name, objects, seen_by, get, post, is_open=False)


def desk(name, get, post, objects="meeting_id", seen_by=RUNNERS):
    return closed(f"consultations:{name}", objects, seen_by, get, post)


def link(name, objects, get, post):
    return opened(name, objects, HOLDERS, get, post)


def account(name, get, post, objects=""):
    """Codes of strangers, of those without a second factor, and of those who have shown it."""
    groups = [frozenset(STRANGERS), frozenset(USERS - SECOND_FACTOR), frozenset(SECOND_FACTOR)]
    answers = [dict(zip(groups, codes, strict=True)) for codes in (get, post)]
    return Row(name, objects, EVERYBODY, *answers)
