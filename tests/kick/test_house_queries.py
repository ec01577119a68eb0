"""CATALOGUE R15: a page costs the same number of queries with few rows and with many.

The ordinary suite fills more than any page shows at once; `make proof ROW=R15` a thousand.
"""

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organisations.actions import coverage
from tests.factories import AssignmentFactory, MeetingFactory
from tests.kick.cast import undone
from tests.kick.many_rows import fill, fill_earlier, fill_guide, fill_list, fill_plan
from tests.method_factories import CaseFactory, ToolTrialFactory
from tests.sign_in import sign_in

# In one process, since it takes seconds to make so many rows of everything.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("queries")]

FEW, MANY = 10, 200
MOST = 12
MOST_IN_ADMIN = 30
PAGES = {
    "front": "/",
    "region": "/jonkoping/",
    "register": "/jonkoping/organisationer/",
    "register, searched": "/jonkoping/organisationer/?q=laget",
    "register, near": "/jonkoping/organisationer/?q=lagget",
    "register on a map": "/jonkoping/organisationer/karta/",
    "register on paper": "/jonkoping/organisationer/lista.html",
    "register as CSV": "/jonkoping/organisationer/lista.csv",
    "coverage": "/jonkoping/tackning/",
    "coverage: gap": "/jonkoping/tackning/saknas/scenkonst/?kommun=0604",
    "desk: coverage": "/region/tackning/jonkoping/",
    "desk: earlier": "/region/tidigare/{earlier.uuid}/",
    "desk: invitations to send": "/region/moten/{unsent.meeting.uuid}/inbjudna/",
    "open data": "/jonkoping/oppna-data/",
    "open data as CSV": "/jonkoping/oppna-data/organisationer.csv",
    "my list": "/region/uppsokande/?q=laget",
    "organisation": "/jonkoping/organisationer/laget-1/",
    "meetings": "/jonkoping/moten/",
    "meeting": "/jonkoping/moten/{meeting.slug}/",
    "consultations": "/jonkoping/samrad/",
    "consultation": "/jonkoping/samrad/fragan/",
    "consultation: voices": "/jonkoping/samrad/fragan/synpunkter/",
    "what became": "/jonkoping/vad-blev-det/",
    "cases of the method tool": "/metodverktyg/exempel/",
    "desk: trials of the method tool": "/region/metodverktyg/prov/",
    "plan": "/jonkoping/kulturplan/",
    "plan: chapter": "{version}avsnitt-1/",
    "plan: whole": "{version}hela/",
    "plan: voices": "{version}avsnitt-1/sagt/avsnitt-1/",
    "calendar": "/jonkoping/moten/kalender.ics",
    "sign-up, searched": "/jonkoping/moten/{meeting.slug}/anmal/forening/?q=laget",
    "invitation": "/i/{invitation.token}/",
    "my page": "/mitt/",
    "to ring about": "/region/ringa/",
    "claims": "/region/ansprak/",
    "lists given back": "/region/aterlamna/",
    "desk": "/region/",
    "desk: meeting": "/region/moten/{meeting.uuid}/",
    "desk: plan": "/region/moten/{meeting.uuid}/plan/",
    "desk: step": "/region/moten/{meeting.uuid}/plan/fragor/",
    "desk: words in Finnish": "/region/moten/{meeting.uuid}/sprak/fi/",
    "desk: check": "/region/moten/{meeting.uuid}/kollen/",
    "desk: preview": "/region/moten/{meeting.uuid}/forhandsvisa/",
    "desk: preview of the invitation": "/region/moten/{meeting.uuid}/forhandsvisa/inbjudan/",
    "desk: copy": "/region/moten/{meeting.uuid}/kopiera/",
    "desk: series": "/region/moten/{meeting.uuid}/serie/",
    "desk: save the date": "/region/moten/{unsent.meeting.uuid}/boka-datumet/",
    "desk: choose": "/region/moten/{meeting.uuid}/valj/?kommun=0680",
    "desk: invitations": "/region/moten/{meeting.uuid}/inbjudna/",
    "desk: replies": "/region/moten/{meeting.uuid}/svar/",
    "desk: replies as CSV": "/region/moten/{meeting.uuid}/svar.csv",
    "desk: door": "/region/moten/{meeting.uuid}/dorren/?q=laget",
    "desk: walk-in": "/region/moten/{meeting.uuid}/dorren/utan-plats/",
    "desk: needs": "/region/moten/{meeting.uuid}/behov/",
    "desk: needs by name": "/region/moten/{meeting.uuid}/behov/?",
    "my calendar": "/mitt/kalender/",
    "desk: phone": "/region/moten/{meeting.uuid}/telefon/?q=laget",
}
ADMIN = ["organisation", "representative", "user", "assignment", "letter", "importbatch", "region"]
ADMIN += ["double", "merge"]
# A file fetches what belongs to 500 rows at a time.
MORE = {}
# Taking out a list is noted.
POSTED = {"desk: replies as CSV", "desk: needs by name"}
PAGES |= {f"admin: {name}": f"/admin/organisations/{name}/" for name in ADMIN}
PAGES |= {
    "study guide": "/studiehandledning/",
    "study guide: chapter": "/studiehandledning/traff-1/",
    "study guide: glossary": "/studiehandledning/ordlista/",
    "study guide: print": "/studiehandledning/utskrift/",
    # One kind of hits, of three at most: each kind on a page costs a query for its excerpts.
    "study guide: search": "/studiehandledning/sok/?q=del",
    "admin: what helped": "/admin/studyguide/guide/helped/",
    "admin: edited": "/admin/studyguide/guide/edited/",
    "admin: passage": "/admin/studyguide/passage/",
    "admin: term": "/admin/studyguide/term/",
}


def costs(number):
    """Page to the number of its queries, with so many rows of everything."""
    with undone():
        lead = AssignmentFactory().user
        meeting = MeetingFactory(seats_total=5000)
        invitation = fill(meeting, number)
        fill_guide(number)
        CaseFactory.create_batch(number, published=True)
        ToolTrialFactory.create_batch(number)
        version = fill_plan(number).get_absolute_url()
        unsent = fill_list(MeetingFactory(slug="ett-till"))
        earlier = fill_earlier(meeting.region)
        coverage.count_regions()
        # Autovacuum has no time to, and a plan for empty tables may take seconds on full ones.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        client, stranger = Client(), Client()
        sign_in(client, lead)
        found = {}
        for name, path in PAGES.items():
            address = path.format(
                meeting=meeting,
                invitation=invitation,
                version=version,
                unsent=unsent,
                earlier=earlier,
            )
            browser = client if address.startswith(("/region/", "/admin/", "/mitt/")) else stranger
            ask = browser.post if name in POSTED else browser.get
            with CaptureQueriesContext(connection) as queries:
                response = ask(address)
                if response.streaming:
                    response.getvalue()
            assert response.status_code == 200, address
            found[name] = len([q for q in queries if "SAVEPOINT" not in q["sql"]])
        return found


@pytest.fixture(scope="module")
def cost(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        # What the first page of all reads once is not the page's own.
        costs(FEW)
        yield costs(FEW), costs(MANY)
        transaction.set_rollback(True)


@pytest.mark.parametrize("page", PAGES)
def test_r15_a_page_costs_the_same_with_many_rows(cost, page):
    few, many = cost
    most = MOST_IN_ADMIN if page.startswith("admin") else MOST

    assert many[page] == few[page]
    assert many[page] <= most
