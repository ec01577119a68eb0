"""CATALOGUE R3: every form that creates or changes a row, sent several times at the same moment.

Eight presses must leave as many rows in every table as one press does, and no answer is a 500.
"""

from datetime import timedelta
from functools import partial

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.client import BOUNDARY, encode_multipart
from django.utils import timezone

from consultations.actions import replies
from consultations.models import Doorway, MeetingStatus, Speaker
from organisations.models import (
    ImportBatch,
    ImportSheet,
    Letter,
    LetterStatus,
    Municipality,
    Representative,
    RepresentativeStatus,
)
from tests.factories import (
    AssignmentFactory,
    InvitationFactory,
    MeetingFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.kick import matrix, tables
from tests.server import CSRF, Server
from tests.sign_in import sign_in

# Django's and allauth's own: they change the browser's session, or one row of the person's own.
NOT_OURS = {
    *{row.name for row in matrix.ACCOUNT},
    *{row.name for row in matrix.ADMIN if "importbatch" not in row.name},
    *{f"admin:organisations_importbatch_{page}" for page in ("changelist", "history", "delete")},
    "set_language",
}
FACTS = {
    "kind": "association",
    "email": "ny@forening.example",
    "contact_language": "sv",
    "listed_publicly": "yes",
}


def browser(user=None):
    client = Client()
    if user:
        sign_in(client, user)
    return client


def lead():
    return browser(AssignmentFactory().user)


def invited(**meeting):
    invitation = InvitationFactory(meeting=MeetingFactory(**meeting))
    invitation.issue()
    return invitation


def coming():
    invitation = invited()
    replies.answer(doorway=Doorway.opened_by(invitation.token), comes=True)
    return invitation


def answer(said):
    return browser(), f"/i/{invited().token}/svar/", {"svar": said}


def details():
    fields = {"persons": "2", "name_1": "Ada", "needs": ["hearing_loop"], "wants_alliance": "on"}
    return browser(), f"/i/{coming().token}/uppgifter/", fields


def confirm():
    reply = replies.sign_up(
        meeting=MeetingFactory(), speaker=Speaker.SELF, email="ada@exempel.se", names=["Ada"]
    )
    return browser(), f"/i/{reply.token}/bekrafta/", {}


def leave_by_invitation():
    return browser(), f"/i/{coming().token}/bort/", {}


def type_code():
    return browser(), "/i/", {"code": invited().code}


def sign_up(way):
    address = f"{MeetingFactory().get_absolute_url()}anmal/{way}/"
    fields = {"email": "ada@exempel.se", "persons": "1", "name_1": "Ada"}
    return browser(), address, fields


def find():
    organisation = OrganisationFactory(public=True)
    address = f"{MeetingFactory().get_absolute_url()}anmal/forening/"
    return browser(), address, {"forening": organisation.slug}


def started():
    client = browser()
    client.post("/anmal/", {"name": "Nya spelmanslaget", "municipality": "0680"})
    return client


def start():
    return browser(), "/anmal/", {"name": "Nya spelmanslaget", "municipality": "0680"}


def facts():
    return started(), "/anmal/uppgifter/", FACTS


def check():
    client = started()
    client.post("/anmal/uppgifter/", FACTS)
    return client, "/anmal/kontrollera/", {"key": client.session["registration"]["key"]}


def claim():
    return browser(), f"/anmal/det-ar-vi/{OrganisationFactory().uuid}/", {}


def confirm_registration():
    token = OrganisationFactory(reported=True).token
    return browser(), f"/anmal/bekrafta/{token}/", {"listed_publicly": "yes"}


def leave_by_link():
    return browser(), f"/anmal/bekrafta/{OrganisationFactory().token}/ta-bort/", {}


def represent():
    address = f"/anmal/foretrada/{OrganisationFactory().uuid}/"
    return browser(UserFactory()), address, {"task": "drafter", "affirmed": "on", "is_ours": "on"}


def represented():
    row = Representative.objects.create(
        user=UserFactory(),
        organisation=OrganisationFactory(public=True),
        status=RepresentativeStatus.APPROVED,
        decided_at=timezone.now(),
    )
    return browser(row.user), row.organisation


def end_representation():
    client, organisation = represented()
    return client, f"/anmal/foretrada/{organisation.uuid}/sluta/", {}


def edit_organisation():
    client, organisation = represented()
    return client, f"{organisation.get_absolute_url()}andra/", {**FACTS, "name": "Nytt namn"}


def remove_organisation():
    client, organisation = represented()
    return client, f"{organisation.get_absolute_url()}ta-bort/", {}


def meeting_fields(key=""):
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    return {
        "key": key,
        "region": Municipality.objects.get(code="0680").region_id,
        "kind": "start",
        "organiser": "ika",
        "title": "Startmöte",
        "day": day,
        "starts": "18:00",
        "ends": "20:30",
        "municipality": "0680",
        "venue": "Kulturhuset",
        "purpose": "Vi vill bilda en allians.",
        "languages": ["sv"],
        "admission": "open",
        "seats_total": "40",
        "seats_per_organisation": "2",
        "reply_by": day,
        "contact_name": "Maja Lind",
        "contact_email": "maja@kulturallians.example",
    }


def new_meeting():
    fields = meeting_fields(key="6f2a3c52-9c1e-4b8e-8a53-0d8e4f3f7a11")
    return lead(), "/region/moten/nytt/", fields


def at_desk(page, fields, **meeting):
    return lead(), f"/region/moten/{MeetingFactory(**meeting).uuid}/{page}/", fields


def choose():
    chosen = [str(row.uuid) for row in OrganisationFactory.create_batch(3)]
    return at_desk("valj", {"forening": chosen})


def desk_with_list(page, fields, *, is_sent):
    meeting = MeetingFactory()
    rows = [InvitationFactory(meeting=meeting) for _ in range(3)]
    if is_sent:
        for row in rows:
            letter = Letter.objects.create(
                purpose="invitation",
                recipient=row.organisation.email,
                about=f"meeting:{meeting.uuid}",
                occasion="invitation",
                subject="Inbjudan",
                body="Kom.",
                status=LetterStatus.SENT,
            )
            row.issue(letter=letter)
    filled = {name: value or str(rows[0].uuid) for name, value in fields.items()}
    return lead(), f"/region/moten/{meeting.uuid}/{page}/", filled


def phone():
    address = f"telefon/{OrganisationFactory().uuid}"
    return at_desk(address, {"comes": "ja", "names": "Ada\nBo"})


def batch(**words):
    region = Municipality.objects.get(code="0680").region
    row = ImportBatch.objects.create(region=region, file_name="l.csv", source="Kommunen", **words)
    ImportSheet.objects.create(batch=row, position=1, rows=[["Namn"], ["Spelmanslaget"]])
    return row


def importing(page, fields, **words):
    row = batch(**words)
    address = f"/admin/organisations/importbatch/{row.pk}/{page}/"
    return lead(), address, {"sheet": row.sheets.get().pk} if page == "sheet" else fields


def upload():
    """As a browser sends a file: the body is made here, and sent as it is."""
    fields = {
        "csrfmiddlewaretoken": CSRF,
        "key": "6f2a3c52-9c1e-4b8e-8a53-0d8e4f3f7a12",
        "region": Municipality.objects.get(code="0680").region_id,
        "source": "Kommunen",
        "received_on": timezone.localdate().isoformat(),
        "file": SimpleUploadedFile("lista.csv", b"Namn;Ort\nSpelmanslaget;Huskvarna\n"),
    }
    return lead(), "/admin/organisations/importbatch/add/", encode_multipart(BOUNDARY, fields)


STAGED = {"columns": ["Namn"], "mapping": {"Namn": "name"}, "header_row": 1, "status": "staged"}
FORMS = {
    "consultations:invitation_answer": [partial(answer, "ja"), partial(answer, "nej")],
    "consultations:reply_details": [details],
    "consultations:reply_confirm": [confirm],
    "consultations:invitation_remove": [leave_by_invitation],
    "consultations:code_enter": [type_code],
    "consultations:sign_up_as": [
        partial(sign_up, "som-mig-sjalv"),
        partial(sign_up, "som-grupp"),
    ],
    "consultations:sign_up_find": [find],
    "organisations:registration_start": [start],
    "organisations:registration_facts": [facts],
    "organisations:registration_check": [check],
    "organisations:registration_claim": [claim],
    "organisations:registration_confirm": [confirm_registration],
    "organisations:registration_remove": [leave_by_link],
    "organisations:representation_request": [represent],
    "organisations:representation_end": [end_representation],
    "organisations:organisation_edit": [edit_organisation],
    "organisations:organisation_remove": [remove_organisation],
    "consultations:desk_meeting_new": [new_meeting],
    "consultations:desk_meeting_edit": [lambda: at_desk("andra", meeting_fields())],
    "consultations:desk_meeting_publish": [
        lambda: at_desk("publicera", {}, status=MeetingStatus.DRAFT)
    ],
    "consultations:desk_meeting_cancel": [
        lambda: desk_with_list("stall-in", {"because": "Lokalen brann."}, is_sent=True)
    ],
    "consultations:desk_choose": [choose],
    "consultations:desk_leave_out": [
        lambda: desk_with_list("stryk", {"inbjudan": ""}, is_sent=False),
        lambda: desk_with_list("stryk", {"inbjudan": ""}, is_sent=True),
    ],
    "consultations:desk_send": [lambda: desk_with_list("skicka", {"antal": "3"}, is_sent=False)],
    "consultations:desk_remind": [lambda: desk_with_list("paminn", {}, is_sent=True)],
    "consultations:desk_phone": [phone],
    "admin:organisations_importbatch_add": [upload],
    "admin:organisations_importbatch_sheet": [lambda: importing("sheet", {})],
    "admin:organisations_importbatch_columns": [
        lambda: importing("columns", {"header_row": "1", "column_0": "name"}, **STAGED)
    ],
    "admin:organisations_importbatch_write": [lambda: importing("write", {}, **STAGED)],
    "admin:organisations_importbatch_discard": [lambda: importing("discard", {}, **STAGED)],
}


def new_rows(server, make, times):
    """How many rows each table has gained when a form was sent so many times at once."""
    client, path, fields = make()
    cookies = client.cookies.output(header="", attrs=[], sep=";")
    cache.clear()
    before = tables.counts()
    answers = server.at_once([partial(server.post, path, fields, cookies=cookies)] * times)
    codes = {answer[0] for answer in answers}
    gained = {name: now - before[name] for name, now in tables.counts().items()}
    wipe()
    return codes, {name: number for name, number in gained.items() if number}


def wipe():
    keep = ("organisations_region", "organisations_municipality", "organisations_artform")
    keep += ("organisations_minority", "django_migrations", "django_content_type")
    ours = [
        name
        for name in connection.introspection.table_names()
        if name.startswith(("organisations_", "consultations_", "procrastinate_jobs"))
        and name not in keep
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(ours)} CASCADE")


def twice_as_many(server, times):
    """What a form does more of when it is sent several times, and every 500."""
    wrong, tried = {}, 0
    for name, makers in FORMS.items():
        for number, make in enumerate(makers):
            once_codes, once = new_rows(server, make, 1)
            codes, often = new_rows(server, make, times)
            tried += 1
            assert once_codes <= {200, 302}, (name, once_codes)
            if often != once or any(code >= 500 for code in codes):
                wrong[name, number] = (once, often, codes)
    return wrong, tried


def test_r3_every_form_is_tried():
    posting = {row.name for row in matrix.ROWS if row.post != 405}

    assert posting - NOT_OURS - set(FORMS) == set()


def test_r3_two_presses_leave_what_one_does(committed, tmp_path):
    with Server(tmp_path) as server:
        wrong, _tried = twice_as_many(server, 2)

    assert wrong == {}


@pytest.mark.proof
def test_r3_eight_presses_leave_what_one_does(committed, tmp_path, figure):
    with Server(tmp_path) as server:
        wrong, tried = twice_as_many(server, 8)

    figure("R3", f"{tried} forms sent 8 times at once: {len(wrong)} left more than one press does")
    assert wrong == {}
