import csv
import io
import subprocess
import sys
from importlib import reload

import pytest
from django.conf import settings as real_settings
from django.core.mail import EmailMultiAlternatives
from django.core.management import CommandError, call_command
from django.urls import clear_url_caches, reverse
from openpyxl import load_workbook

import kick.urls
from consultations.models import Consultation, Meeting, Minutes, PlanVersion, Statement
from kick.demo import data, lists, load, mail
from kick.lib import org_number
from organisations.models import Assignment, Letter, Organisation, Representative, User
from studyguide.checklists import items_of
from studyguide.models import MethodWork, PassageText, ToolTrial
from tests.guide import our_guide
from tests.photograph import once

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings, tmp_path):
    """A demo's settings and its pages; afterwards the addresses are as they were."""
    settings.DEMO = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    remount()
    yield
    settings.DEMO = False
    remount()


def remount():
    reload(kick.urls)
    clear_url_caches()


def send(subject="Hej", html="", calendar=""):
    message = EmailMultiAlternatives(
        subject, "Svara: http://localhost:8000/i/abc/", "kick@exempel.se", ["anna@exempel.se"]
    )
    if html:
        message.attach_alternative(html, "text/html")
    if calendar:
        message.attach("mote.ics", calendar, "text/calendar")
    message.send()


@pytest.fixture
def loaded(demo):
    """A demo that has been loaded; its mails are not among its rows."""
    once(load_demo, "")


def load_demo():
    call_command("load_demo")


def test_pages_are_missing_without_demo(client):
    assert client.get("/demo/").status_code == 404


def test_load_is_refused_without_demo():
    with pytest.raises(CommandError, match="DEMO"):
        call_command("load_demo")

    assert User.objects.count() == 0


@pytest.mark.parametrize("name", ["DEMO", "DEBUG"])
def test_settings_refuse_a_demo_that_others_can_reach(name):
    surroundings = {
        "SITE_URL": "https://kick.example.se",
        "SECRET_KEY": "x" * 50,
        "LINK_KEY": "y",
        "DATABASE_URL": "postgres:///none",
        "EMAIL_URL": "smtp://127.0.0.1:25",
        "DEFAULT_FROM_EMAIL": "kick@example.se",
        "KICK_ENV_FILE": "/nonexistent",
        name: "1",
    }

    answer = subprocess.run(
        [sys.executable, "-c", "import kick.settings"],
        cwd=real_settings.BASE_DIR,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 1
    assert "only run on localhost" in answer.stderr


def test_load_twice_is_load_once(demo):
    call_command("load_demo")
    once = {model: model.objects.count() for model in (Organisation, User, Assignment)}
    secrets = [
        load.totp_of(user).data for user in User.objects.order_by("pk") if load.totp_of(user)
    ]

    call_command("load_demo")

    assert once == {model: model.objects.count() for model in (Organisation, User, Assignment)}
    assert secrets == [
        load.totp_of(user).data for user in User.objects.order_by("pk") if load.totp_of(user)
    ]
    assert len(secrets) == 3


def test_load_gives_something_of_everything(loaded):
    organisations = Organisation.objects.all()
    assert organisations.count() >= 60
    assert organisations.values("name").distinct().count() == organisations.count()
    assert organisations.values("municipality__region").distinct().count() == 4
    assert organisations.public().exists()
    assert organisations.reported().exists()
    assert organisations.filter(email="").exclude(street="").exists()
    assert organisations.filter(email="", street="").exists()
    assert Representative.objects.approved().exists()
    assert Representative.objects.waiting().exists()
    # It is the newcomer who sends the first letter.
    assert Letter.objects.count() == 0


def test_load_gives_a_plan_that_has_been_asked_about_twice(loaded, client):
    assert [version.number for version in PlanVersion.objects.published()] == [1, 2]
    assert Consultation.objects.open().get().questions.count() == 3
    assert Statement.objects.awaiting().count() == 1
    plan = client.get("/jonkoping/kulturplan/").context["version"]
    page = client.get(f"{plan.get_absolute_url()}rum-for-kultur/")
    said = page.context["passages"][0].said
    assert (said.count, said.earlier_count) == (6, 3)
    shares = client.get("/jonkoping/vad-blev-det/").context["shares"]
    assert all(share.number for share in shares)


def test_load_gives_a_consultation_worked_through_with_the_method_tool(demo, client):
    our_guide()
    call_command("load_demo")

    [work] = MethodWork.objects.published()
    page = client.get(work.get_absolute_url())
    assert [column.level for column in page.context["matrix"]] == [1, 3, 1, 0, 2, None]
    assert all(line.mark for line in page.context["profile"])
    keys = {
        item.key
        for text in PassageText.objects.of_guide("metodverktyg").of_kind("checklist")
        for item in items_of(text.body)
    }
    marked = set(work.consultation.checklist_marks.values_list("item", flat=True))
    assert marked and marked <= keys
    assert client.get("/metodverktyg/exempel/").content.decode().count("/exempel/") >= 2
    assert ToolTrial.objects.values("region").distinct().count() == 3
    assert ToolTrial.objects.filter(chapter=None).count() == 1


def test_load_gives_a_meeting_that_is_over_and_done_with(loaded, client):
    [minutes] = Minutes.objects.public()
    meeting = minutes.meeting
    page = client.get(f"{meeting.get_absolute_url()}efter/")
    assert page.status_code == 200
    assert "Replokaler på kvällstid" in page.content.decode()
    assert page.context["page"].found == meeting.notes.count() == 5
    assert page.context["figures"]["invited"] == 18
    assert page.context["figures"]["came"] == 12
    assert {result.answers for result in page.context["results"]} == {6}
    assert len(page.context["results"]) == 6
    assert page.context["check"].lines


def test_load_gives_a_series_and_a_meeting_that_is_full(loaded, client):
    ahead = list(Meeting.objects.published().upcoming().with_counts().by_time())
    pairs = [meeting for meeting in ahead if meeting.series]
    assert [len(pairs), len({meeting.series for meeting in pairs})] == [2, 1]
    assert len({meeting.municipality_id for meeting in pairs}) == 2
    [full] = [meeting for meeting in ahead if meeting.waiting_count]
    assert (full.confirmed_count, full.seats_total, full.waiting_count) == (6, 6, 3)
    assert all(meeting.asked for meeting in ahead)
    for meeting in ahead:
        assert client.get(meeting.get_absolute_url()).status_code == 200


def test_numbers_of_the_demo_belong_to_nobody(loaded):
    numbers = Organisation.objects.exclude(org_number="").values_list("org_number", flat=True)
    assert all(org_number.is_made_up(org_number.parse(number)) for number in numbers)


def test_addresses_of_the_demo_reach_nobody(loaded):
    addresses = [
        *Organisation.objects.exclude(email="").values_list("email", flat=True),
        *User.objects.values_list("email", flat=True),
    ]
    assert {address.rpartition(".")[2] for address in addresses} == {"example"}


def test_code_on_the_page_is_the_code_that_is_asked_for(demo, client):
    call_command("load_demo")
    lead = User.objects.get(email=data.LEAD.email)

    page = client.get(reverse("demo"))

    code, seconds = load.current_code(lead)
    assert 0 < seconds <= 30
    assert code in page.content.decode()
    assert load.totp_of(lead).wrap().validate_code(code)


def test_page_without_data_and_mails_says_so(demo, client):
    page = client.get(reverse("demo"))

    assert page.status_code == 200
    assert page.context["mails"] == []


def test_mails_stand_newest_first(demo, client, time_machine):
    time_machine.move_to("2026-12-01T10:00:00Z")
    send("Den första")
    time_machine.move_to("2026-12-01T10:05:00Z")
    send("Den andra")

    assert [it.subject for it in mail.sent_mails()] == ["Den andra", "Den första"]
    assert b"Den andra" in client.get(reverse("demo")).content


def test_several_mails_of_one_connection_are_several(demo, settings):
    rule = "-" * 79
    one = "Subject: {}\nDate: Tue, 01 Dec 2026 10:0{}:00 +0000\nTo: a@b.se\n\nHej\n"
    (settings.EMAIL_FILE_PATH / "x.log").write_text(
        f"{one.format('A', 1)}\n{rule}\n{one.format('B', 2)}\n{rule}\n"
    )

    assert [it.subject for it in mail.sent_mails()] == ["B", "A"]


def test_mail_page_has_links_files_and_a_frame(demo, client):
    send(html="<html><head></head><body>Hej</body></html>", calendar="BEGIN:VCALENDAR")
    [sent] = mail.sent_mails()

    page = client.get(reverse("demo_mail", args=[sent.name, sent.number]))

    assert b'<a href="http://localhost:8000/i/abc/"' in page.content
    assert b"mote.ics" in page.content
    assert b'sandbox="allow-top-navigation-by-user-activation"' in page.content
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]


def test_html_part_can_do_nothing_and_is_framed_by_us_only(demo, client):
    send(html="<html><head></head><body><script>alert(1)</script></body></html>")
    [sent] = mail.sent_mails()

    page = client.get(reverse("demo_mail_html", args=[sent.name, sent.number]))

    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_calendar_file_comes_down(demo, client):
    send(calendar="BEGIN:VCALENDAR")
    [sent] = mail.sent_mails()

    answer = client.get(reverse("demo_mail_file", args=[sent.name, sent.number, 0]))

    assert answer.content == b"BEGIN:VCALENDAR"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mote.ics"'
    assert answer.headers["Content-Type"] == "text/calendar"


@pytest.mark.parametrize(
    "path", ["post/finns-inte/0/", "post/finns-inte/0/html/", "post/finns-inte/0/bilaga/0/"]
)
def test_mail_that_is_not_there_is_missing(demo, client, path):
    assert client.get(f"/demo/{path}").status_code == 404


@pytest.mark.parametrize("name", lists.LISTS)
def test_lists_come_down(demo, client, name):
    answer = client.get(reverse("demo_list", args=[name]))

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_lists_are_as_municipalities_send_them():
    vetlanda = list(csv.reader(io.StringIO(lists.vetlanda().decode("cp1252")), delimiter=";"))
    gnosjo = list(csv.reader(io.StringIO(lists.gnosjo().decode("utf-8"))))
    sheet = load_workbook(io.BytesIO(lists.jonkoping())).active

    assert vetlanda == lists.VETLANDA
    assert gnosjo == lists.GNOSJO
    assert [cell.value for cell in sheet[3]] == lists.JONKOPING[0]
    with pytest.raises(UnicodeDecodeError):
        lists.vetlanda().decode("utf-8")
