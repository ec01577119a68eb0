"""What a page costs, beside the floor's page of its kind, in turns so that noise hits both alike."""

from dataclasses import dataclass
from statistics import median

from consultations.models import Invitation, Meeting
from kick.profile.guests import FULL, HUGE, OPEN
from kick.profile.people import BIG_LEAD, NATIONAL, SMALL_LEAD
from kick.profile.register import BIG, SMALL
from organisations.models import Organisation
from studyguide.views.guide import chapters
from tests.bench.client import at_once, p95

# As many as there are workers: neither waits for the other.
THREADS = 2
LIST, DETAIL, STAFF = "/", "/e/1/", "/org/1/regs/"


@dataclass(frozen=True)
class Page:
    name: str
    path: str
    # The floor's page of the same kind, and how many times its cost is allowed; None: no rule.
    floor: str
    must: float | None
    stretch: float | None = None
    who: str = ""
    # The same list with little in it, and how many times its cost is allowed.
    beside: str = ""
    must_beside: float | None = None


@dataclass
class Cost:
    """Of one page, over all rounds."""

    page: Page
    ms: float
    floor_ms: float
    ratio: float
    a_second: float
    p95_ms: float
    kilobytes: float


def pages():
    """Those of DESIGN §7; what is not there yet is left out by `found`."""
    huge, full = (Meeting.objects.get(pk=pk) for pk in (HUGE, FULL))
    meeting = Meeting.objects.get(pk=OPEN[0])
    held = Meeting.objects.past().filter(region=meeting.region).first()
    invitation = Invitation.objects.filter(meeting=meeting).first()
    organisation = Organisation.objects.get(pk=3)
    chapter = next(row.chapter for row in chapters("sv") if row.has_words)
    big, small = f"/{BIG}/", f"/{SMALL}/"
    desk, small_desk = (f"/region/moten/{row.uuid}/" for row in (huge, full))
    admin = "/admin/organisations/organisation/"
    return [
        Page("front page", "/", DETAIL, None),
        Page("about", "/om/", DETAIL, None),
        Page("region's page", big, DETAIL, None),
        Page("register list", f"{big}organisationer/", LIST, 3, 2),
        Page("register list, small region", f"{small}organisationer/", LIST, 3, 2),
        Page("organisation", organisation.get_absolute_url(), DETAIL, None),
        Page("meeting list", f"{big}moten/", LIST, 3, 2),
        Page("meeting page", meeting.get_absolute_url(), DETAIL, 4, 2),
        Page("meeting page, held", held.get_absolute_url(), DETAIL, 4, 2),
        Page("invitation page", f"/i/{invitation.token}/", DETAIL, 4, 2),
        Page("plan page", f"{big}kulturplan/", DETAIL, 4, 2.5),
        Page("what came of it", f"{big}vad-blev-det/", LIST, None),
        Page("guide page", "/studiehandledning/", DETAIL, 4, 2.5),
        Page("guide page, a chapter", chapter.get_absolute_url(), DETAIL, 4, 2.5),
        Page("desk", "/region/", STAFF, 3, 2, who=BIG_LEAD),
        *staff(
            "desk: invitations", f"{small_desk}inbjudna/", f"{desk}inbjudna/", SMALL_LEAD, BIG_LEAD
        ),
        *staff("desk: replies", f"{small_desk}svar/", f"{desk}svar/", SMALL_LEAD, BIG_LEAD),
        *staff("admin: organisations", admin, admin, SMALL_LEAD, NATIONAL),
        *staff(
            "admin: letters",
            "/admin/organisations/letter/",
            "/admin/organisations/letter/",
            SMALL_LEAD,
            NATIONAL,
        ),
    ]


def staff(name, few, many, lead_of_few, lead_of_many):
    return [
        Page(f"{name}, few", few, STAFF, 3, 2, who=lead_of_few),
        Page(
            f"{name}, many", many, STAFF, 3, 2, lead_of_many, beside=f"{name}, few", must_beside=1.5
        ),
    ]


def found(site, cookies, wanted):
    """(pages that are there, names of those that are not)."""
    there, missing = [], []
    for page in wanted:
        answer = site.browser(cookies.get(page.who, "")).get(page.path)
        if answer.status == 404:
            missing.append(page.name)
        elif answer.status == 200:
            there.append(page)
        else:
            raise AssertionError(f"{page.name} answers {answer.status}")
    return there, missing


def batch(site, path, cookie, number, threads=THREADS):
    """(ms of processor time a request, requests a second, their seconds, bytes)."""
    browser = site.browser(cookie)
    site.meter.start()
    answers, seconds = at_once(threads, [lambda: browser.get(path)] * number)
    ms = site.meter.stop() / number
    wrong = {answer.status for answer in answers} - {200}
    if wrong:
        raise AssertionError(f"{site.name}{path} answers {wrong}")
    times = [answer.seconds for answer in answers]
    return ms, number / seconds, times, answers[0].length


def costs(kick, floor, wanted, cookies, floor_cookie, *, rounds, requests):
    """Cost by page. The rounds go through all pages, each time next to the floor's page."""
    taken = {page.name: [] for page in wanted}
    for turn in range(rounds):
        for page in wanted:
            cookie = cookies.get(page.who, "")
            jobs = [
                (kick, page.path, cookie),
                (floor, page.floor, floor_cookie if page.floor == STAFF else ""),
            ]
            if turn == 0:
                for job in jobs:
                    batch(*job, 6)
            order = jobs if turn % 2 else jobs[::-1]
            results = {job[0].name: batch(*job, requests) for job in order}
            taken[page.name].append((results["kick"], results["floor"]))
    return [_cost(page, taken[page.name]) for page in wanted]


def _cost(page, turns):
    return Cost(
        page=page,
        ms=median(ours[0] for ours, _floor in turns),
        floor_ms=median(floors[0] for _ours, floors in turns),
        # Of each round by itself: what disturbs a round disturbs both halves of it.
        ratio=median(ours[0] / floors[0] for ours, floors in turns),
        a_second=median(ours[1] for ours, _floor in turns),
        p95_ms=1000 * p95([time for ours, _floor in turns for time in ours[2]]),
        kilobytes=turns[0][0][3] / 1024,
    )
