"""CATALOGUE P2 and Z3: which role meets which of a person's data on any page or file, cell by cell, and
what a query parameter of one's own brings out."""

import re

import pytest
from django.urls import reverse

from consultations.models import Reply, Seat, Statement
from organisations.models import Letter, Organisation, PersonRequest, User
from tests.kick import matrix
from tests.kick.cast import ROLES, undone
from tests.kick.isolation import text_of
from tests.kick.test_house_urls import cast
from tests.plan_factories import StatementFactory

__all__ = ["cast"]
pytestmark = pytest.mark.django_db

LEADS = {"lead", "national", "superuser"}
RUNNERS = LEADS | {"officer"}
REGISTRY = {"officer", "registrar"}
OURS = {"representative", "signatory"}
# Where each is put, and who may meet it. Everybody else is in the wrong place if they do.
SEEN_BY = {
    "address of an association that is not public": LEADS | OURS,
    # Those who speak for an association together see each other.
    "name of an account": LEADS | OURS,
    "address of an account": LEADS | OURS,
    "address of a guest at a meeting": RUNNERS,
    "name of a guest at a meeting": RUNNERS,
    "word to those who arrange a meeting": RUNNERS,
    "receiver of a letter": LEADS,
    "text of a letter": LEADS,
    "name that a private person does not show": REGISTRY,
    "address for the receipt": set(),
    "address of who asks to be erased": {"national", "superuser"},
}


def marks_in(place):
    """Each mark written into the rows of the place; what it is to the mark."""
    marks = {what: f"vqz{number:02}mark" for number, what in enumerate(SEEN_BY)}
    words = dict(zip(SEEN_BY, marks.values(), strict=True))
    mail = {what: f"{mark}@exempel.se" for what, mark in words.items()}
    Organisation.objects.filter(slug=place.hidden_organisation).update(
        email=mail["address of an association that is not public"]
    )
    User.objects.filter(pk=place.pk("user")).update(
        name=words["name of an account"], email=mail["address of an account"]
    )
    guests = Reply.objects.filter(meeting__uuid=place.meeting_id)
    Seat.objects.filter(reply__in=guests).update(name=words["name of a guest at a meeting"])
    guests.filter(organisation=None).update(
        email=mail["address of a guest at a meeting"],
        word=words["word to those who arrange a meeting"],
    )
    Letter.objects.filter(pk=place.pk("letter")).update(
        recipient=mail["receiver of a letter"], body=words["text of a letter"]
    )
    arrived = Statement.objects.get(uuid=place.arrived_statement)
    StatementFactory(
        consultation=arrived.consultation,
        sender="person",
        organisation=None,
        person_name=words["name that a private person does not show"],
        email=mail["address for the receipt"],
        submitted=True,
    )
    PersonRequest.objects.filter(pk=place.pk("personrequest")).update(
        email=mail["address of who asks to be erased"]
    )
    return words


def pages_of(cast, role, rows):
    for row in rows:
        url = reverse(row.name, args=row.arguments(cast.here))
        # A file is taken out by a press.
        method = "post" if row.name.endswith(("_export", "my_data_file")) else "get"
        with undone():
            yield text_of(getattr(cast.client(role), method)(url))


# A personal link opens its own page to whoever has it.
WITHOUT_LINKS = [row for row in matrix.ROWS if row not in matrix.LINKS + matrix.CIRCLE_LINKS]


def met_by(cast, role, words, rows=WITHOUT_LINKS):
    met, pages = set(), 0
    for text in pages_of(cast, role, rows):
        pages += 1
        met |= {what for what, mark in words.items() if mark in text}
    return met, pages


def wrongly_met(role, met):
    return {what for what in met if role not in SEEN_BY[what]}


def test_strangers_meet_nothing_of_anybodys(cast):
    words = marks_in(cast.here)

    met, _pages = met_by(cast, "anonymous", words, matrix.PUBLIC)

    assert met == set()


@pytest.mark.proof
def test_p2_who_meets_what(cast, figure):
    words, cells, pages, wrong, never = marks_in(cast.here), 0, 0, {}, set(SEEN_BY)
    for role in ROLES:
        met, number = met_by(cast, role, words)
        cells, pages, never = cells + len(words), pages + number, never - met
        if bad := wrongly_met(role, met):
            wrong[role] = bad

    figure(
        "P2",
        f"{cells} cells ({len(words)} kinds of personal data × {len(ROLES)} roles), {pages} pages"
        f" and files read: met by somebody who may not {sum(map(len, wrong.values()))}",
    )
    assert wrong == {}
    # What nobody ever meets would prove nothing of those who may not.
    assert never <= {"address for the receipt"}


PROBES = [
    "email__startswith",
    "password__startswith",
    "body__startswith",
    "organisation__email__startswith",
    "user__password__startswith",
    "user__email__startswith",
    "person__email__startswith",
    "person_name__startswith",
    "link_hash__startswith",
    "code_hash__startswith",
    "recipient__startswith",
    "representatives__user__email__startswith",
    "replies__email__startswith",
    "minorities__name__startswith",
    "statements__person__name__startswith",
    "assignments__user__password__regex",
    "o",
    "order",
    "order_by",
    "sort",
    "fields",
    "ordning",
    "_to_field",
]
VALUES = ("a", "zzz")
LISTS = [
    row
    for row in matrix.ROWS
    if row.get == 200
    and row.name.endswith(
        (
            *("_changelist", "_list", "_voices", "desk", "_register", "_contributions"),
            *("_export", "_print", "_map", "_file", "_feed", "_choose", "_replies", "_phone_find"),
            *("coverage_detail", "coverage_gap", "_coverage_region", "_claims", "_calls"),
            *("_returns", "_alliances", "alliance_detail", "_members", "_reach"),
        )
    )
]


# Links, boxes and refusals say the value back; nothing else on the page may follow it.
SAID_BACK = re.compile(rf"(\b|%3D)({'|'.join(VALUES)})\b")
# Made anew for each answer.
FRESH = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"|^DTSTAMP:.*$', re.MULTILINE
)


def begin_with(first):
    """Whatever a parameter may be tried on begins with this somewhere: a filter tells values apart."""
    address = {"email": f"{first}@exempel.se"}
    Organisation.objects.update(**address)
    Letter.objects.update(recipient=address["email"])
    Reply.objects.update(**address)
    Statement.objects.filter(sender="person").update(person_name=first)
    asker = PersonRequest.objects.order_by("pk").first()
    PersonRequest.objects.filter(pk=asker.pk).update(**address)
    someone = User.objects.order_by("-pk").first()
    User.objects.filter(pk=someone.pk).update(**address)


def answers_to(cast, role, row, probe):
    """What is answered to the two values, but for what says them back, and what is answered anew each time."""
    url = reverse(row.name, args=row.arguments(cast.here))
    for value in VALUES:
        response = cast.client(role).get(url, {probe: value})
        text = FRESH.sub("", text_of(response))
        yield response.status_code, SAID_BACK.sub("", text)


def leaking(cast, role, rows):
    tried, found = 0, []
    for row in rows:
        for probe in PROBES:
            tried += 1
            one, other = answers_to(cast, role, row, probe)
            if one != other or one[0] >= 500:
                found.append((row.name, probe, one[0], other[0]))
    return tried, found


@pytest.mark.proof
def test_z3_a_parameter_of_ones_own_on_two_lists(cast):
    begin_with("a")
    rows = [row for row in LISTS if row.name.endswith(("organisation_list", "letter_changelist"))]

    tried, found = leaking(cast, "lead", rows)

    assert (tried, found) == (len(rows) * len(PROBES), [])


@pytest.mark.parametrize(
    "name", ["organisations_letter_changelist", "organisations_user_changelist"]
)
def test_z3_a_parameter_that_filters_is_noticed(cast, name):
    begin_with("a")
    [row] = [row for row in LISTS if row.name == f"admin:{name}"]

    one, other = answers_to(cast, "national", row, "q")

    assert one[1] != other[1]


CHANGELISTS = [row for row in matrix.ADMIN if row.name.endswith("_changelist")]


@pytest.mark.parametrize("probe", ["pk__gt", "id__in", "password__startswith"])
def test_z3_the_admin_is_asked_by_its_own_filters_alone(cast, probe):
    answers = {
        row.name: cast.client("national").get(reverse(row.name), {probe: "1"})
        for row in CHANGELISTS
    }

    assert len(answers) > 15
    taken = {name for name, answer in answers.items() if answer.status_code == 200}
    # A page of our own, which is never asked for some of its documents.
    assert taken == {"admin:organisations_documentapproval_changelist"}


@pytest.mark.proof
def test_z3_parameters_of_ones_own_on_every_list(cast, figure):
    begin_with("a")
    tried, found = 0, []
    for role in ("anonymous", "lead", "officer", "national"):
        number, leaks = leaking(cast, role, LISTS)
        tried, found = tried + number, [*found, *[(role, *leak) for leak in leaks]]

    figure("Z3", f"{tried} parameters on {len(LISTS)} lists as four roles: leaking {len(found)}")
    assert found == []
